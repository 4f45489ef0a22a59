"""The contents of the annual report: its chapters, their sections, and where others add theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

from kgreport.errors import OwnSectionError
from kgreport.report import caps, counted, front, overview, quality, ratings, recognition, work
from kgreport.report.basis import Basis, ContentsChapter, section, units_below, unnumbered
from kgreport.terms.codes import check_code
from kgreport.terms.own_terms import ChapterId
from kgreport.terms.phrases import Phrase
from kgreport.views.view import Section

GROUP = "kgreport.sections"
"""The entry points of packages that add sections."""

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
        sections=[(quality.quality, ()), (work.cases, ()), (overview.sources, ()), (overview.provenance, ())],
    ),
)
"""What an annual report may show. Each section is a method of `Report`, with its arguments."""


def contents(report: Extended) -> Sequence[ContentsChapter]:
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


def _with_topics(report: Extended, chapter: ContentsChapter) -> ContentsChapter:
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


@dataclass(frozen=True, slots=True)
class AddedSection:
    """A section that somebody adds to the annual report.

    Attributes
    ----------
    name
        The name of its function, or of its entry point.
    make
        Gives the section of a report, or None where it has nothing to show.
    chapter, after
        Its chapter, and the section that it follows there; the last where that is empty.
    """

    name: str
    make: Callable[[Any], Section | None]
    chapter: ChapterId = "work"
    after: str = ""


@dataclass(frozen=True, repr=False)
class Extended(Basis):
    """A report with sections that others add.

    Attributes
    ----------
    added
        The added sections.
    """

    added: tuple[AddedSection, ...] = field(default=(), kw_only=True)


AnyExtended = TypeVar("AnyExtended", bound=Extended)


def own_section(
    chapter: ChapterId = "work", after: str = ""
) -> Callable[[Callable[[Any], Section | None]], AddedSection]:
    """Make a section of the annual report of a function that takes the report.

    Parameters
    ----------
    chapter
        ``review``, ``ratings`` or ``work``.
    after
        The section that it follows there, as the method is called: ``personnel``; the last if it is empty.

    Examples
    --------
    >>> @kgreport.own_section(after="personnel")
    ... def youth(report):
    ...     return kgreport.Section("youth", "Youth work", [kgreport.Note(["Twenty youth works."])])
    >>> print(report.with_sections(youth).added_section("youth").plain())
    2. Youth work
    =============
    <BLANKLINE>
    Twenty youth works.
    """

    def bind(make: Callable[[Any], Section | None]) -> AddedSection:
        return AddedSection(make.__name__, make, chapter, after)

    return bind


@section
def added_section(report: Extended, name: str) -> Section:
    """Show a section that was added: by `with_sections`, or by a package.

    Parameters
    ----------
    name
        The name of its function, or of its entry point.

    Raises
    ------
    OwnSectionError
        The function fails, or gives no section.
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


def with_sections(report: AnyExtended, *sections: AddedSection) -> AnyExtended:
    """Give the report with more sections, numbered with the others; see `kgreport.own_section`.

    A section replaces one of the same name.

    Raises
    ------
    OwnSectionError
        One of them is not made by `kgreport.own_section`.
    """
    for one in sections:
        if not isinstance(one, AddedSection):
            raise OwnSectionError(_NOT_MADE.say(report.parameters.language, found=repr(one)))
    names = {one.name for one in sections}
    return replace(report, added=(*(one for one in report.added if one.name not in names), *sections))


_NOT_MADE = Phrase(
    "{found} chưa phải là một phần; đặt @kgreport.own_section(…) trước hàm",
    "{found} is no section; put @kgreport.own_section(…) before the function",
)


@lru_cache(maxsize=1)
def installed_sections() -> tuple[AddedSection, ...]:
    """Load the sections that installed packages add, in the order of their names.

    Raises
    ------
    OwnSectionError
        One cannot be loaded, or is not made by `kgreport.own_section`.
    """
    points = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(replace(_loaded(point), name=point.name) for point in points)


def _loaded(point: EntryPoint) -> AddedSection:
    named = f"{GROUP}: {point.name} = {point.value}"
    try:
        found = point.load()
    except Exception as error:
        raise OwnSectionError(f"{named}: {error!r}") from error
    if not isinstance(found, AddedSection):
        raise OwnSectionError(f"{named}: {_NOT_MADE.say('en', found=repr(found))}")
    return found
