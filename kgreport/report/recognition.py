"""Sections on what is recognised: years running at the highest level, and awards."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cached_property

import pandas as pd

from kgreport.report.figures import section
from kgreport.report.records import RatingRecords
from kgreport.stats.recipients import cancelled_awards, candidates, check_award, check_cancelled
from kgreport.stats.shares import count_rows
from kgreport.stats.streaks import known_years
from kgreport.terms.collation import sort_key
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import AWARDS, GRASSROOTS, LEVELS, SUBJECTS
from kgreport.views.sections.ratings.awards import awards_section
from kgreport.views.sections.ratings.streaks import Streaks, streaks_section
from kgreport.views.view import Section


class RecognitionSections(RatingRecords):
    """Sections on what is recognised."""

    @section
    def streaks(self) -> Section:
        """Show who was years running at the highest level, and may be given the flag."""
        return streaks_section(self._streaks(), self.dataset.units, self._edition)

    def _streaks(self) -> Streaks | None:
        rule, year = self.rules.awards.get("flag"), self.parameters.year
        if rule is None:
            return None
        records = self._records("organization")
        records = records[records["tier"].isin(GRASSROOTS)]
        awards = self._matters("awards")
        flagged = awards[
            (awards["year"] == year) & (awards["award"] == "flag") & (awards["subject"] == "organization")
        ]
        found = candidates(records, year, rule.level, set(flagged["id"]), list(self.dataset.units))
        recorded = self._recorded("organization")
        rated = records.loc[(records["year"] == year) & records["level"].isin(list(LEVELS)), "id"]
        return Streaks(
            candidates=found[self._is_here(found) & found["id"].isin(rated)],
            level=rule.level,
            wanted=rule.years,
            reach=min(known_years(recorded[recorded["tier"].isin(GRASSROOTS)], year), rule.years),
            awarded=not flagged.empty,
            rules=self._rules_by_year,
        )

    @section
    def awards(self) -> Section:
        """Show the awards given."""
        found = {scope: count_rows(self.known.of(scope), AWARDS) for scope in self._scopes}
        given = self._named(self._register("awards"))
        return awards_section(found, given, self._cancelled, self._rules_by_year, self._edition)

    @cached_property
    def _cancelled(self) -> pd.DataFrame:
        """Awards of earlier years, here, that a year rated anew has cancelled."""
        awards = self._matters("awards")
        past = awards[(awards["year"] < self.parameters.year) & self._is_here(awards)]
        rules = self._rules_by_year
        frames = [cancelled_awards(past, self._records(subject), subject, rules) for subject in SUBJECTS]
        known = [frame for frame in frames if len(frame)]
        return self._named(pd.concat(known or frames[:1], ignore_index=True))

    def _named(self, awards: pd.DataFrame) -> pd.DataFrame:
        """Call recipients and units by their names, and sort by award, recipient and name."""
        named = awards.assign(
            name=[self._recipient(row) for row in awards.to_dict("records")],
            unit=[self._unit_name(unit) for unit in awards["unit"]],
        )
        keys = {
            "award": named["award"].map(list(AWARDS).index),
            "subject": named["subject"].map(list(SUBJECTS).index),
            "name": named["name"].map(sort_key),
        }
        order = pd.DataFrame(keys, index=named.index).sort_values(list(keys), kind="stable").index
        return named.loc[order].reset_index(drop=True)

    def _recipient(self, row: Mapping[Hashable, object]) -> str:
        """Name a recipient as the register does, else as the records do; by the id where neither does."""
        if row["name"]:
            return str(row["name"])
        records = self._records(str(row["subject"]))
        named = records.loc[(records["id"] == row["id"]) & (records["name"] != ""), "name"]
        return str(row["id"] if named.empty else named.iloc[-1])

    def _recognition_findings(self) -> list[Finding]:
        """Find what is wrong with restatements, and awards to who may not be given them."""
        found, awards, year = self._check_restatements(), self._register("awards"), self.parameters.year
        for award in AWARDS:
            for subject in SUBJECTS:
                records = self._records(subject)
                # Of members, only those rated anew are known one by one.
                known = records.iloc[:0] if subject == "member" else records
                years = known if subject == "member" else self._recorded(subject)
                found += check_award(
                    awards, known, award, self.rules, subject=subject, year=year, recorded=years
                )
        return [*found, *check_cancelled(self._cancelled)]
