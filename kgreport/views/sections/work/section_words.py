"""The words of the sections that only count: those of every report, and those that a dataset adds."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS

OTHER_FIGURES = Phrase("Số liệu khác", "Other figures")
"""The title of the section of own terms that name none."""

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
    beyond
        The measures that may exceed what they are shown as a share of, such as a plan.
    """

    title: Phrase
    heading: Phrase
    bases: Mapping[str, tuple[str, ...]]
    sentences: Sequence[Sentence]
    subjects: Collection[str] = tuple(SUBJECTS)
    beyond: Collection[str] = ()


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
        bases={"training_plan": (), "trained": ("training_plan",), "rotated": (), "planned": ()},
        sentences=[
            Sentence(
                "trained",
                "Năm {year}, đã đào tạo, bồi dưỡng{base} {counts}.",
                "In {year}, those trained{base} were {counts}.",
            ),
            Sentence("rotated", "Đã luân chuyển, điều động {counts}.", "Those rotated were {counts}."),
            Sentence(
                "planned", "Đã đưa vào quy hoạch {counts}.", "Those planned as successors were {counts}."
            ),
        ],
        subjects=("leader",),
        beyond=("trained",),
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


def section_named(name: str, own: OwnTerms) -> CountedSection:
    """Give a section of `SECTIONS` with the measures that a dataset adds to it, or one that it adds."""
    added = {one.code: one.share_of for one in own.measures if one.section == name}
    if name in SECTIONS:
        section = SECTIONS[name]
        more = {code: of for code, of in added.items() if code not in section.bases}
        return replace(
            section,
            bases={**section.bases, **more},
            sentences=[*section.sentences, *(_sentence_on(code, own.names[code]) for code in more)],
            beyond=[*section.beyond, *more],
        )
    title = next((one.name for one in own.sections if one.code == name), OTHER_FIGURES)
    return CountedSection(
        title=title,
        heading=Phrase(f"{_plain(title.vi)}, năm {{year}}", f"{_plain(title.en)}, {{year}}"),
        bases=added,
        sentences=[_sentence_on(code, own.names[code]) for code in added],
        beyond=[*added],
    )


def _sentence_on(measure: str, name: Phrase) -> Sentence:
    """Make the sentence on a measure that a dataset adds."""
    vi, en = (f"{_plain(text)}{{base}}: {{counts}}." for text in name)
    return Sentence(measure, vi, en)


def _plain(text: str) -> str:
    """Take the braces of a text as they are."""
    return text.replace("{", "{{").replace("}", "}}")
