"""Sections that only count: the words of each in one table, and one function that makes them all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS
from kgreport.views.frames.ratings import COUNTS
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.facts import tells
from kgreport.views.sections.printed import printed_sentences
from kgreport.views.sections.rows import Row, Rows
from kgreport.views.sections.work.counts import (
    BASES,
    ONLY_BASES,
    Counts,
    broadest,
    columns_by_base,
    counts_table,
    known_counts,
)
from kgreport.views.sections.work.facts import count_rows
from kgreport.views.texts import markdown_of, note_of
from kgreport.views.view import Section, View

_SUBJECT = (Phrase("{subject}", "{subject}"), Phrase("", ""))
_ON_SUBJECT = (Phrase("lượt", ""), Phrase("đối với {subject}", "on {subject}"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence on one measure.

    Attributes
    ----------
    measure
        Its code.
    vi, en
        The sentence, with gaps ``{year}``, ``{base}`` and ``{counts}``.
    counted
        What is counted, and what is said of it, after each count; with a gap ``{subject}``.
    unless_known
        Another measure; subjects of which it is known are left out.
    """

    measure: str
    vi: str
    en: str
    counted: tuple[Phrase, Phrase] = _SUBJECT
    unless_known: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSection:
    """The words of one section.

    Attributes
    ----------
    title, heading
        Titles of the section and of its table; the table's has a gap ``{year}``.
    bases
        The measures in their order, each with the bases of its shares.
    sentences
        The sentences, in their order.
    subjects
        The subjects that are shown.
    """

    title: Phrase
    heading: Phrase
    bases: Mapping[str, tuple[str, ...]]
    sentences: Sequence[Sentence]
    subjects: Collection[str] = tuple(SUBJECTS)


SECTIONS: Mapping[str, CountedSection] = {
    "preparation": CountedSection(
        title=Phrase("Chuẩn bị kiểm điểm", "Preparation of the review"),
        heading=Phrase(
            "Kiểm điểm đúng thời hạn và ý kiến góp ý, năm {year}", "Reviewed on time, and opinions, {year}"
        ),
        bases={
            "reviewed": (),
            "on_time": ("reviewed",),
            "opinions_asked": (),
            "opinions_given": ("opinions_asked",),
        },
        sentences=[
            Sentence(
                "on_time",
                "Năm {year}, kiểm điểm đúng thời hạn{base}: {counts}.",
                "Reviewed on time in {year}{base}: {counts}.",
            ),
            Sentence(
                "opinions_asked",
                "Đã lấy ý kiến góp ý: {counts}.",
                "Asked for their opinion: {counts}.",
                _ON_SUBJECT,
                unless_known="opinions_given",
            ),
            Sentence(
                "opinions_given",
                "Đã nhận ý kiến góp ý{base}: {counts}.",
                "Opinions given{base}: {counts}.",
                _ON_SUBJECT,
            ),
        ],
    ),
    "suggested": CountedSection(
        title=Phrase("Gợi ý kiểm điểm và giải trình", "Suggested reviews and explanations"),
        heading=Phrase("Gợi ý kiểm điểm theo đối tượng, năm {year}", "Suggested reviews, by subject, {year}"),
        bases={"suggested": (), "explained": ("suggested",)},
        sentences=[
            Sentence(
                "suggested",
                "Năm {year}, cấp ủy cấp trên đã gợi ý kiểm điểm đối với {counts}.",
                "In {year}, the upper level suggested reviews of {counts}.",
            ),
            Sentence("explained", "Đã có báo cáo giải trình{base}: {counts}.", "Explained{base}: {counts}."),
        ],
    ),
    "personnel": CountedSection(
        title=Phrase("Công tác cán bộ", "Personnel work"),
        heading=Phrase(
            "Công tác cán bộ năm {year}, theo cấp quản lý", "Personnel work of {year}, by who manages"
        ),
        bases={"trained": (), "rotated": (), "planned": ()},
        sentences=[
            Sentence(
                "trained",
                "Năm {year}, đã đào tạo, bồi dưỡng {counts}.",
                "In {year}, those trained were {counts}.",
            ),
            Sentence("rotated", "Đã luân chuyển, điều động {counts}.", "Those rotated were {counts}."),
            Sentence(
                "planned", "Đã đưa vào quy hoạch {counts}.", "Those planned as successors were {counts}."
            ),
        ],
        subjects=("leader",),
    ),
    "commitments": CountedSection(
        title=Phrase("Học tập nghị quyết, chỉ thị và thực hiện cam kết", "Study and commitments"),
        heading=Phrase(
            "Học tập và cam kết theo đối tượng, năm {year}", "Study and commitments, by subject, {year}"
        ),
        bases={
            "total": (),
            "reviewed": (),
            "studied": ("total", "reviewed"),
            "committed": ("total", "reviewed"),
        },
        sentences=[
            Sentence(
                "studied",
                "Năm {year}, đã học tập, quán triệt nghị quyết, chỉ thị{base}: {counts}.",
                "Studied resolutions and directives in {year}{base}: {counts}.",
            ),
            Sentence(
                "committed",
                "Đã đăng ký, cam kết tu dưỡng, rèn luyện{base}: {counts}.",
                "Registered a commitment{base}: {counts}.",
            ),
        ],
    ),
}
"""The sections by name: how the review was prepared, suggested reviews, personnel work, commitments."""


def counted_rows(
    name: str,
    counts: Mapping[Scope, Rows],
    text: str,  # noqa: ARG001
    edition: Edition,
    **_: object,
) -> Iterable[Row]:
    """Give the measures of a section that are known of its subjects."""
    shown = {scope: rows for scope, rows in counts.items() if scope.subject in SECTIONS[name].subjects}
    return count_rows(shown, edition)


@tells((COUNTS, counted_rows))
def counted_section(
    name: str,
    counts: Mapping[Scope, Rows],
    text: str,
    edition: Edition,
    *,
    more: Sequence[str] = (),
    after: Sequence[View] = (),
) -> Section:
    """Show a section of `SECTIONS`: sentences, the writers' text, a table.

    Parameters
    ----------
    name
        Its name: ``preparation``, ``suggested``, ``personnel`` or ``commitments``.
    counts
        By scope, the rows of its measures: ``measure, count, base, base_count, share, source, derived``.
    text
        What the writers say of it.
    more
        Sentences that follow those on the counts.
    after
        Views that follow the table.
    """
    section = SECTIONS[name]
    title = section.title.say(edition.language)
    of_subjects = {scope: rows for scope, rows in counts.items() if scope.subject in section.subjects}
    known = known_counts(of_subjects, beside=ONLY_BASES)
    if not known:
        return Section(name, title, [*note_of(more), *markdown_of(text, edition.language), *after])
    sentences = [filled for sentence in section.sentences for filled in _sentences(sentence, known, edition)]
    silent = {scope: rows for scope, rows in known.items() if all(row["count"] is None for row in rows)}
    sentences += [said for scope, rows in silent.items() for said in printed_sentences(rows, scope, edition)]
    sentences += more
    heading = edition.say(*section.heading)
    table = counts_table(f"table-{name}", heading, known, columns_by_base(known, edition), edition)
    return Section(name, title, [*note_of(sentences), *markdown_of(text, edition.language), table, *after])


def _sentences(sentence: Sentence, known: Counts, edition: Edition) -> list[str]:
    """Fill a sentence once for each base that the shares of its measure have."""
    left_out = [scope for scope, _ in broadest(known, sentence.unless_known)]
    wholes = [scope.subject for scope in left_out if not scope.tier]
    rest = {scope: of for scope, of in known.items() if scope not in left_out and scope.subject not in wholes}
    rows = broadest(rest, sentence.measure)
    filled = []
    for base in dict.fromkeys(row["base"] for _, row in rows):
        counts = [
            edition.share(
                row,
                *(said.say(edition.language, subject=edition.subject(scope)) for said in sentence.counted),
                yet=True,
            )
            for scope, row in rows
            if row["base"] == base
        ]
        of_base = f" ({BASES[base].say(edition.language)})" if base else ""
        filled.append(edition.say(sentence.vi, sentence.en, base=of_base, counts=edition.listing(counts)))
    return filled
