"""The writer of a trend report: its years, the letters of the levels, changes of the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import LEVELS, label_of
from kgreport.views import formats
from kgreport.views.charts.lines import Break
from kgreport.views.sections.writer import Writer

NOT_RATED = "none"
"""The code of a missing rating."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendWriter(Writer):
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
        return {"year": self.year, "span": formats.span(self.years)}

    @property
    def span(self) -> range:
        """All years from the first to the last, also those without figures."""
        return range(self.years[0], self.years[-1] + 1)

    def level(self, subject: str, code: str) -> str:
        """Name a level by the rules of the last year; a missing rating has a name too."""
        if code == NOT_RATED:
            return self.say("Không có xếp loại", "No rating")
        return self.measure_label(subject, code)

    @property
    def _eras(self) -> list[tuple[Rules, list[int]]]:
        """Group the years by the rules that applied to them."""
        years = (year for year in self.years if year in self.rules_of)
        return [(rules, list(of)) for rules, of in groupby(years, key=self.rules_of.__getitem__)]

    def rules_notes(self, subjects: Sequence[str]) -> list[str]:
        """Name the rules of each year where they differ, and the names they gave to the levels of subjects."""
        eras = self._eras
        return self.say_if(
            len(eras) >= 2,
            "Quy định xếp loại thay đổi qua các năm nên so sánh giữa các năm chỉ để tham khảo: {eras}.",
            "The rules of rating changed, so years compare only roughly: {eras}.",
            eras="; ".join(self._era(rules, of, subjects) for rules, of in eras),
        )

    def caution(self, first: int, last: int) -> str:
        """Say that other rules applied in one of two years than in the other; nothing where they did not."""
        rules = [self.rules_of[year] for year in (first, last) if year in self.rules_of]
        if len(rules) < 2 or rules[0] == rules[1]:
            return ""
        return self.say(
            "; quy định xếp loại đã thay đổi nên chỉ để tham khảo",
            "; the rules of rating changed, so this is a rough comparison",
        )

    def _era(self, rules: Rules, years: Sequence[int], subjects: Sequence[str]) -> str:
        era = self.say(
            "{years} theo {sources}",
            "{years} by {sources}",
            years=formats.span(years),
            sources=rules.say_sources(self.language),
        )
        names = [name for subject in dict.fromkeys(subjects) for name in self._names(rules, subject)]
        return f"{era} ({'; '.join(names)})" if names else era

    def _names(self, rules: Rules, subject: str) -> list[str]:
        """Say what rules called the levels of a subject that are called otherwise now."""
        renamed = [
            self.say(
                "{level} gọi là “{name}”",
                "{level} was called “{name}”",
                level=self.measure_term(subject, level),
                name=self.term(rules.label(subject, level)),
            )
            for level in LEVELS
            if rules.label(subject, level) != self.measure(subject, level)
        ]
        return [f"{label_of(subject).say(self.language)}: {', '.join(renamed)}"] if renamed else []

    def breaks(self) -> list[Break]:
        """Mark the years from which on other rules applied."""
        return [
            Break(
                self.span.index(of[0]),
                self.say(
                    "Từ năm {first}: {sources}",
                    "From {first}: {sources}",
                    first=of[0],
                    sources=rules.say_sources(self.language),
                ),
            )
            for rules, of in self._eras[1:]
        ]
