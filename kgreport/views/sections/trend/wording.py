"""What the sections on several years share: the years, the letters of the levels, what changed in the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.choosing import Rules
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import LEVELS, label_of, measure_label
from kgreport.views import formats
from kgreport.views.charts.grid import Mark
from kgreport.views.sections.wording import Edition

NOT_RATED = "none"

LETTERS: Mapping[str, Phrase] = {
    "excellent": Phrase("X", "E"),
    "good": Phrase("T", "G"),
    "fulfilled": Phrase("H", "F"),
    "unfulfilled": Phrase("K", "U"),
    "good_or_better": Phrase("X+T", "E+G"),
    "fulfilled_or_better": Phrase("X+T+H", "E+G+F"),
    NOT_RATED: Phrase("–", "–"),
}
"""What stands for a level where there is no room for its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEdition(Edition):
    """For whom and about what years a report on several years is written.

    Attributes
    ----------
    years
        The years with figures, ascending.
    rules_of
        The rules of each year; a year may have none.
    """

    years: Sequence[int] = ()
    rules_of: Mapping[int, Rules] = field(default_factory=dict)

    @property
    def span(self) -> str:
        """The years from first to last, as ``2014–2018``."""
        return span_of(self.years)

    def letter(self, code: str) -> str:
        """Give the letter of a level."""
        return LETTERS[code].say(self.language)

    def marks(self, subject: str, codes: Sequence[str] = (*LEVELS, NOT_RATED)) -> dict[str, Mark]:
        """Give the letters with what they mean by the rules of the last year."""
        return {code: Mark(self.letter(code), self.level(subject, code)) for code in codes}

    def level(self, subject: str, code: str) -> str:
        """Name a level by the rules of the last year, or say that there is none."""
        if code == NOT_RATED:
            return self.say("Không có xếp loại", "No rating")
        return self.label(self.measure(subject, code))

    def who(self, scope: Scope) -> str:
        """Name a subject with its tier within a sentence."""
        return label_of(scope.subject, scope.tier).say(self.language)

    def rules_notes(self, subject: str = "") -> list[str]:
        """Say by which rules each year was rated where they differ, and what the levels of a subject were called."""
        eras = [
            (rules, list(years))
            for rules, years in groupby(
                (year for year in self.years if year in self.rules_of), key=self.rules_of.__getitem__
            )
        ]
        if len(eras) < 2:
            return []
        said = [self._era(rules, years, subject) for rules, years in eras]
        return [
            self.say(
                "Quy định xếp loại thay đổi qua các năm nên so sánh giữa các năm chỉ để tham khảo: {eras}.",
                "The rules of rating changed, so years compare only roughly: {eras}.",
                eras="; ".join(said),
            )
        ]

    def _era(self, rules: Rules, years: Sequence[int], subject: str) -> str:
        said = self.say(
            "{years} theo {sources}",
            "{years} by {sources}",
            years=span_of(years),
            sources=rules.say_sources(self.language),
        )
        own = [
            level
            for level in LEVELS
            if subject and rules.label(subject, level) != measure_label(subject, level)
        ]
        if not own:
            return said
        names = (f"{self.letter(level)}: {self.term(rules.label(subject, level))}" for level in own)
        return f"{said} ({', '.join(names)})"


def span_of(years: Sequence[int]) -> str:
    """Name years from first to last.

    >>> span_of([2014, 2015, 2018]), span_of([2018])
    ('2014–2018', '2018')
    """
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def change_of_share(then: float, now: float, edition: Edition) -> str:
    """Say from what to what a share went, and by how many percentage points; as printed, not as computed."""
    given = {"then": edition.percent(then), "now": edition.percent(now)}
    if given["then"] == given["now"]:
        return edition.say("giữ nguyên {now}", "stayed at {now}", **given)
    text = (
        Phrase("tăng từ {then} lên {now} ({points})", "rose from {then} to {now} ({points})")
        if now > then
        else Phrase("giảm từ {then} xuống {now} ({points})", "fell from {then} to {now} ({points})")
    )
    return text.say(edition.language, points=formats.points(now - then, edition.language), **given)
