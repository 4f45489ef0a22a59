"""Letters and short names of the levels, for where there is no room for their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kgreport.stats.shares import REST
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS, UNKNOWN_LEVEL, measure_label
from kgreport.views.sections.edition import Edition

LETTERS: Mapping[str, Phrase] = {
    "excellent": Phrase("X", "E"),
    "good": Phrase("T", "G"),
    "fulfilled": Phrase("H", "C"),
    "unfulfilled": Phrase("K", "N"),
    "good_or_better": Phrase("X+T", "E+G"),
    "fulfilled_or_better": Phrase("X+T+H", "E+G+C"),
    UNKNOWN_LEVEL: Phrase("?", "?"),
    REST: Phrase("Còn lại", "Rest"),
}
"""Letters of the levels."""

SHORT: Mapping[str, Phrase] = {
    "total": Phrase("Tổng số", "Total"),
    "rated": Phrase("Được xếp loại", "Rated"),
    "excellent": Phrase("Xuất sắc", "Excellent"),
    "good": Phrase("Tốt", "Good"),
    "good_or_better": Phrase("Tốt trở lên", "Good or better"),
    "fulfilled": Phrase("Hoàn thành", "Tasks completed"),
    "fulfilled_or_better": Phrase("Hoàn thành trở lên", "Tasks completed or better"),
    "unfulfilled": Phrase("Không hoàn thành", "Tasks not completed"),
    UNKNOWN_LEVEL: Phrase("Chưa rõ", "Unknown"),
}
"""Short names, as the headings of narrow columns."""


def common_label(subjects: Iterable[str], code: str, edition: Edition) -> str:
    """Name a measure as the rules of the year do for all of some subjects; in general terms if they differ."""
    names = {edition.measure(subject, code) for subject in subjects}
    return edition.label(names.pop() if len(names) == 1 else measure_label("member", code))


def short_label(subjects: Iterable[str], code: str, edition: Edition) -> str:
    """Name a measure shortly, unless all of some subjects have another name for it."""
    label = common_label(subjects, code, edition)
    is_usual = label == edition.label(measure_label("member", code))
    return SHORT[code].say(edition.language) if is_usual else label


def names_by_subject(subjects: Iterable[str], codes: Iterable[str], edition: Edition) -> list[str]:
    """Give the names of levels that a heading gives in general terms, as subjects name them differently."""
    shown, levels = list(dict.fromkeys(subjects)), list(codes)
    own = {subject: [edition.measure(subject, code) for code in levels] for subject in shown}
    usual = [measure_label("member", code) for code in levels]
    if all(names == own[shown[0]] for names in own.values()):
        return []
    return [
        edition.say(
            "Tên mức của {subject}: {names}.",
            "Levels of {subject} are called: {names}.",
            subject=SUBJECTS[subject].say(edition.language),
            names="; ".join(map(edition.term, names)),
        )
        for subject, names in own.items()
        if names != usual
    ]
