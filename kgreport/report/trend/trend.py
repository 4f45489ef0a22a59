"""The report on several years: its sections in their order, its frame, and what it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from kgreport.data.params.accepted import STALE
from kgreport.report.figures import section
from kgreport.report.trend.series import SeriesSections
from kgreport.stats.movements import directions, longest_streaks, movements, rated_years, years_running
from kgreport.terms.phrases import Phrase
from kgreport.views.sections import overview
from kgreport.views.sections.ids import COMPARED, MOVING, STREAKS, TRENDS
from kgreport.views.sections.quality import quality_section
from kgreport.views.sections.sources import sources_section
from kgreport.views.sections.trend.levels import COUNTED
from kgreport.views.sections.trend.movements import movement_sentences, movements_section
from kgreport.views.sections.trend.streaks import LongestStreaks, streaks_section
from kgreport.views.texts import Closing, Head
from kgreport.views.view import Section

LEAST = 3
"""Years running that the picture of streaks shows."""

_KEYS = (
    ("organization", "grassroots", "excellent"),
    ("organization", "grassroots", "good_or_better"),
    ("organization", "grassroots", "unfulfilled"),
    ("collective", "", "good_or_better"),
    ("member", "", "good_or_better"),
    ("member", "", "fulfilled_or_better"),
)


LACKING = Phrase(
    "Những phần chưa có số liệu của ít nhất hai năm nên không đưa vào báo cáo: {sections}.",
    "Left out for want of data of two years at least: {sections}.",
)


class Trend(SeriesSections):
    """The figures of several years, and their sections; each is a view that a notebook shows."""

    def head(self) -> Head:
        """Show the head of the document."""
        return overview.head(self.parameters, self._edition, simulated=self.dataset.simulated)

    @section
    def summary(self) -> Section:
        """Show the shares to remember, and who moved in the last year."""
        figures = [
            figure
            for subject, tier, measure in _KEYS
            for figure in self._key_share(self._scope(subject, tier), measure)
        ]
        return overview.summary_section(figures, self._edition, self._moved())

    def _moved(self) -> list[str]:
        """Say how the grassroots organisations moved in the last year."""
        subject, tier = STREAKS
        levels = self._levels(subject, tier)
        years = rated_years(levels)
        if len(years) < 2:
            return []
        before, after = years[-2:]
        moved = movements(levels, before, after)
        scope = self._scope(subject, tier)
        return movement_sentences((before, after), moved, directions(moved), scope, self._edition)

    @section
    def streaks(self, subject: str = STREAKS[0], tier: str = STREAKS[1]) -> Section:
        """Show who was at the highest level for years running, with those given the flag."""
        levels = self._levels(subject, tier)
        running = years_running(levels)
        flag, awards = self.rules.awards.get("flag"), self._register("awards")
        flags = awards.loc[(awards["award"] == "flag") & (awards["subject"] == subject), "id"]
        given = [one for one in levels.index if one in set(flags)]
        eligible = running.index[running >= flag.years] if flag else running.index[:0]
        lengths = Counter(int(years) for years in running if years >= LEAST)
        found = LongestStreaks(
            shown=longest_streaks(levels, running, given, least=LEAST),
            lengths=dict(sorted(lengths.items(), reverse=True)),
            names=self._names(subject, tier),
            given=set(given),
            eligible=set(eligible),
        )
        return streaks_section(found, self._scope(subject, tier), self._edition)

    def _names(self, subject: str, tier: str) -> dict[str, str]:
        """Name who was rated, by the last record, with the unit it is of."""
        last = self._of_tier(subject, tier).drop_duplicates("id", keep="last")
        return {
            str(row["id"]): self._named(str(row["name"] or row["id"]), str(row["unit"]))
            for row in last.to_dict("records")
        }

    def _named(self, name: str, unit: str) -> str:
        return f"{name} ({self._unit_name(unit)})" if unit not in {"", self.parameters.unit} else name

    @section
    def movements(self, subject: str, tier: str = "") -> Section:
        """Show who moved between levels: in the last year, and from the first year to the last."""
        levels = self._levels(subject, tier)
        years = rated_years(levels)
        last = self.parameters.year in years and len(years) > 1
        pairs = dict.fromkeys([(years[-2], years[-1]), (years[0], years[-1])]) if last else {}
        found = {pair: movements(levels, *pair) for pair in pairs}
        return movements_section(
            {pair: (moved, directions(moved)) for pair, moved in found.items()},
            self._scope(subject, tier),
            self._edition,
        )

    @section
    def quality(self) -> Section:
        """Show what is missing or doubtful, and what was accepted."""
        left_out = [section.title for section in self._contents() if not section.views]
        current = [finding for finding in self.findings if finding.kind != STALE]
        return quality_section(left_out, current, self._accepted, self._edition, LACKING)

    def _contents(self) -> Iterable[Section]:
        """Go through the sections whose absence is told, in the order of the notebook."""
        yield self.summary()
        for subject, tier in TRENDS:
            yield self.levels_over_time(subject, tier)
        yield self.streaks()
        for subject, tier in MOVING:
            yield self.movements(subject, tier)
        for subject, tier in COMPARED:
            yield self.units_over_time(subject, tier)

    @section
    def sources(self) -> Section:
        """List every figure shown of the unit reported on, with its source."""
        of = self.figures
        shown = pd.MultiIndex.from_frame(of[["subject", "tier"]]).isin(list(TRENDS))
        here = (of["unit"] == self.parameters.unit) & of["year"].isin(self._years)
        return sources_section(of[shown & here & of["measure"].isin(["rated", *COUNTED])], self._edition)

    @section
    def provenance(self) -> Section:
        """Say from what the report was made."""
        return self.annual.provenance()

    def closing(self) -> Section | Closing:
        """Show recipients and signature."""
        return self.annual.closing()
