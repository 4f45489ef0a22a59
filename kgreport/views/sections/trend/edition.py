"""The edition of a trend report: its years, the letters of the levels, changes of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kgreport.data.rules.model import Rules
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import LEVELS, measure_label
from kgreport.views.charts.grid import Mark
from kgreport.views.sections.edition import Edition

NOT_RATED = "none"
"""The code of a missing rating."""

LETTERS: Mapping[str, Phrase] = {
    "excellent": Phrase("X", "E"),
    "good": Phrase("T", "G"),
    "fulfilled": Phrase("H", "F"),
    "unfulfilled": Phrase("K", "U"),
    "good_or_better": Phrase("X+T", "E+G"),
    "fulfilled_or_better": Phrase("X+T+H", "E+G+F"),
    NOT_RATED: Phrase("–", "–"),
}
"""Letters of the levels, where there is no room for their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEdition(Edition):
    """A trend report in one language.

    Attributes
    ----------
    years
        The years with figures, ascending.
    rules_of
        The rules by year; a year may have none.
    """

    years: Sequence[int] = ()
    rules_of: Mapping[int, Rules] = field(default_factory=dict)

    @property
    def topic(self) -> str:
        """What the report is about, for the title of the document."""
        when = (
            self.say("giai đoạn {span}", "over the years {span}")
            if len(self.years) > 1
            else self.say("năm {span}", "in {span}")
        )
        return self.say(
            "diễn biến kết quả đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên {when}{unit}",
            "on the ratings of Party organisations and members {when}{unit}",
            when=when,
            unit=self.of_unit,
        )

    @property
    def gaps(self) -> dict[str, object]:
        """What fills the gaps of every text; ``{span}`` is the years from first to last, as ``2014–2018``."""
        return {"year": self.year, "span": span_of(self.years)}

    def letter(self, code: str) -> str:
        """Give the letter of a level."""
        return LETTERS[code].say(self.language)

    def marks(self, subject: str, codes: Sequence[str] = (*LEVELS, NOT_RATED)) -> dict[str, Mark]:
        """Give each letter with its meaning by the rules of the last year."""
        return {code: Mark(self.letter(code), self.level(subject, code)) for code in codes}

    def level(self, subject: str, code: str) -> str:
        """Name a level by the rules of the last year; a missing rating has a name too."""
        if code == NOT_RATED:
            return self.say("Không có xếp loại", "No rating")
        return self.measure_label(subject, code)

    def rules_notes(self, subject: str = "") -> list[str]:
        """Name the rules of each year where they differ, and the names they gave to the levels of a subject."""
        years = (year for year in self.years if year in self.rules_of)
        eras = [(rules, list(of)) for rules, of in groupby(years, key=self.rules_of.__getitem__)]
        return self.say_if(
            len(eras) >= 2,
            "Quy định xếp loại thay đổi qua các năm nên so sánh giữa các năm chỉ để tham khảo: {eras}.",
            "The rules of rating changed, so years compare only roughly: {eras}.",
            eras="; ".join((self._era(rules, of, subject) for rules, of in eras)),
        )

    def _era(self, rules: Rules, years: Sequence[int], subject: str) -> str:
        era = self.say(
            "{years} theo {sources}",
            "{years} by {sources}",
            years=span_of(years),
            sources=rules.say_sources(self.language),
        )
        names = [
            f"{self.letter(level)}: {self.term(rules.label(subject, level))}"
            for level in LEVELS
            if subject and rules.label(subject, level) != measure_label(subject, level)
        ]
        return f"{era} ({', '.join(names)})" if names else era


def span_of(years: Sequence[int]) -> str:
    """Name years from first to last.

    >>> span_of([2014, 2015, 2018]), span_of([2018])
    ('2014–2018', '2018')
    """
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
