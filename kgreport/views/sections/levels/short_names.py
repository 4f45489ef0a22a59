"""Letters and short names of the levels, for where there is no room for their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.stats.shares import REST
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS, UNKNOWN_LEVEL, measure_label
from kgreport.views.sections.writer import Writer

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

CROWDED = 7
"""With so many columns of numbers, a table has no room for long words in its headings."""


def common_label(subjects: Iterable[str], code: str, writer: Writer) -> str:
    """Name a measure as the rules of the year do for all of some subjects; in general terms if they differ."""
    names = {writer.measure(subject, code) for subject in subjects}
    return writer.label(names.pop() if len(names) == 1 else measure_label("member", code))


def short_label(code: str, writer: Writer, *, is_crowded: bool = False) -> str:
    """Name a measure shortly; above a crowded table in English, whose words are long, by its letter."""
    by_letter = is_crowded and writer.language == "en" and code in LETTERS
    return (LETTERS if by_letter else SHORT)[code].say(writer.language)


def names_notes(
    subjects: Iterable[str], codes: Sequence[str], writer: Writer, *, is_crowded: bool
) -> list[str]:
    """Give the names of levels that headings give shortly: where subjects name them otherwise, or by letter."""
    return [
        writer.say(
            "Tên mức của {subject}: {names}.",
            "Levels of {subject}: {names}.",
            subject=SUBJECTS[subject].say(writer.language),
            names="; ".join(names),
        )
        for subject in dict.fromkeys(subjects)
        if (names := _names(subject, codes, writer))
    ] + writer.say_if(
        is_crowded and writer.language == "en" and codes,
        "{letters}.",
        "{letters}.",
        letters="; ".join(
            f"{LETTERS[code].en}: {writer.term(measure_label('member', code))}" for code in codes
        ),
    )


def _names(subject: str, codes: Sequence[str], writer: Writer) -> list[str]:
    """Name the levels of a subject, if they are not the usual ones."""
    own = [writer.measure(subject, code) for code in codes]
    return [] if own == [measure_label(subject, code) for code in codes] else [*map(writer.term, own)]
