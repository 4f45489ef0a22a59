"""The contents of the annual report: its chapters, their sections, and where others add theirs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from inspect import signature

from kgreport.data.own_terms.added_sections import NOT_MADE, AddedSection
from kgreport.errors import OwnSectionError, UnknownCodeError
from kgreport.report import caps, counted, front, overview, quality, ratings, recognition, work
from kgreport.report.basis import AnyBasis, Basis, section, subjects_and_tiers, units_below, unnumbered
from kgreport.terms.codes import check_code
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import ITEMS
from kgreport.views.numbering import ContentsChapter
from kgreport.views.view import Section

CONTENTS: Sequence[ContentsChapter] = (
    ContentsChapter(
        id="front",
        kind="front",
        sections=[
            (front.summary, ()),
            (front.decisions, ()),
            (quality.attention, ()),
            (quality.doubtful, ()),
        ],
    ),
    ContentsChapter(
        id="review",
        title=Phrase("Công tác kiểm điểm", "The review"),
        sections=[
            (overview.narrative, ("assessment",)),
            (overview.reviews, ()),
            (counted.preparation, ()),
            (work.suggested, ()),
        ],
    ),
    ContentsChapter(
        id="ratings",
        title=Phrase("Kết quả đánh giá, xếp loại", "Ratings"),
        sections=[
            (ratings.levels, ()),
            (ratings.benchmark, ()),
            (ratings.reasons, ("member",)),
            (ratings.reasons, ("collective",)),
            (caps.cap, ()),
            (ratings.units, ("organization", "grassroots")),
            (ratings.units, ("member",)),
            (ratings.units, ("collective",)),
            (ratings.changes, ()),
            (recognition.streaks, ()),
            (recognition.awards, ()),
        ],
    ),
    ContentsChapter(
        id="work",
        title=Phrase("Thực hiện nhiệm vụ và khắc phục", "Work and remediation"),
        sections=[
            (work.tasks, ()),
            (work.targets, ("year",)),
            (work.targets, ("term",)),
            (work.apparatus, ("staff",)),
            (work.apparatus_items, ()),
            (work.remediation, ()),
            (counted.personnel, ()),
            (counted.commitments, ()),
        ],
    ),
    ContentsChapter(id="causes", sections=[(overview.narrative, ("causes",))]),
    ContentsChapter(id="tasks", sections=[(overview.narrative, ("tasks",))]),
    ContentsChapter(
        id="annexes",
        kind="annex",
        sections=[
            (overview.edition_changes, ()),
            (quality.quality, ()),
            (work.cases, ()),
            (overview.sources, ()),
            (overview.provenance, ()),
        ],
    ),
)
"""What an annual report may show. Each section is a method of `Report`, with its arguments."""


def contents(report: Basis) -> Sequence[ContentsChapter]:
    """Give the chapters that an annual report may have.

    What the rules of its year do not know is left out, and what compares units that are not there.
    """
    unknown = {
        (caps.cap, ()): report.cap_rule is None,
        (ratings.reasons, ("collective",)): "collective" not in report.rules.reasons
        and not report.own.reasons_of("collective"),
        (ratings.benchmark, ()): not report.parameters.unit,
        (work.tasks, ()): work.tasks_set(report, -1).empty,
    }
    alone = not units_below(report)
    return [
        replace(
            chapter,
            sections=[
                one
                for one in chapter.sections
                if not (unknown.get(one) or (alone and one[0] == ratings.units))
            ],
        )
        for chapter in (_with_topics(report, one) for one in CONTENTS)
    ]


def _with_topics(report: Basis, chapter: ContentsChapter) -> ContentsChapter:
    """Add the topics and the added sections of a chapter that show something, each after what it follows."""
    sections = list(chapter.sections)
    topics = [(one.chapter, one.after, (counted.topic, (one.code,))) for one in counted.topics(report)]
    added = [(one.chapter, one.after, (added_section, (one.name,))) for one in report.added]
    more = [(after, call) for own, after, call in (*topics, *added) if own == chapter.id]
    for after, call in more:
        follows = (n for n, (make, args) in enumerate(sections, 1) if after in (make.__name__, *args))
        sections.insert(max(follows, default=len(sections)), call)
    calls = [call for _, call in more]
    empty = [(make, args) for make, args in calls if not unnumbered(make)(report, *args).views]
    return replace(chapter, sections=[one for one in sections if one not in empty])


@section
def added_section(report: Basis, name: str) -> Section:
    """Show a section that was added: by `with_sections`, or by a package.

    Parameters
    ----------
    name
        The name of its function, or of its entry point.

    Raises
    ------
    OwnSectionError
        The function fails, or gives no section.

    Examples
    --------
    >>> works = kgreport.own_section()(lambda report: kgreport.Section("works", "Youth works", []))
    >>> report.with_sections(works).added_section(works.name).title
    'Youth works'
    """
    known = {one.name: one for one in report.added}
    check_code(report, "name", name, known)
    try:
        made = known[name].make(report)
    except Exception as error:
        raise OwnSectionError(_FAILS.say(report.parameters.language, name=name, error=repr(error))) from error
    if not isinstance(made, Section | None):
        raise OwnSectionError(
            _NO_SECTION.say(report.parameters.language, name=name, found=type(made).__name__)
        )
    return Section(name, name, []) if made is None else replace(made, id=f"own-{name}")


_FAILS = Phrase("phần thêm '{name}' bị lỗi: {error}", "the added section '{name}' fails: {error}")
_NO_SECTION = Phrase(
    "phần thêm '{name}' trả về {found}; cần kgreport.Section, hoặc None",
    "the added section '{name}' gives {found}; expected kgreport.Section, or None",
)


def with_sections(report: AnyBasis, *sections: AddedSection) -> AnyBasis:
    """Give the report with more sections, numbered with the others; see `kgreport.own_section`.

    A section replaces one of the same name.

    Examples
    --------
    >>> report.with_sections().added
    ()

    Raises
    ------
    OwnSectionError
        One of them is not made by `kgreport.own_section`.
    """
    for one in sections:
        if not isinstance(one, AddedSection):
            raise OwnSectionError(NOT_MADE.say(report.parameters.language, found=repr(one)))
    names = {one.name for one in sections}
    return replace(report, added=(*(one for one in report.added if one.name not in names), *sections))


def section_of_call(report: Basis, id: str) -> Section | None:  # noqa: A002 - as `sections` calls it
    """Find a section that the contents do not list by its id: one of a subject, tier or item of its own.

    The methods of the contents are called with each subject and tier, or item, that the id ends in.
    """
    makes = {make.__name__: make for chapter in report.contents for make, _ in chapter.sections}
    for make in sorted(makes.values(), key=lambda make: not id.startswith(make.__name__)):
        for given in _arguments_in(report, id, next(iter([*signature(make).parameters][1:]), "")):
            with suppress(UnknownCodeError):
                found = make(report, *given)
                if found.id == id:
                    return found
    return None


def _arguments_in(report: Basis, id: str, asks_for: str) -> list[tuple[str, ...]]:  # noqa: A002
    """List the arguments that an id ends in, by the name of the first."""
    known: dict[str, list[tuple[str, ...]]] = {
        "item": [(item,) for item in ITEMS],
        "subject": [tuple(filter(None, rated)) for rated in subjects_and_tiers(report)],
    }
    return [given for given in known.get(asks_for, []) if id.endswith("-" + "-".join(given))]
