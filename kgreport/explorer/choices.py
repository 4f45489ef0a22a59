"""What can be chosen of a dataset, and the sections that the reports show of a choice.

They are sections of the reports themselves, so a number seen here is the number published.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kgreport.data.rules.choosing import cap_of, rules_for
from kgreport.report import Report
from kgreport.report.trend import trend_of
from kgreport.stats.year_figures import YearFigures
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import SUBJECTS, label_of, tiers_of
from kgreport.views import formats
from kgreport.views.palette import NOTEBOOK_STYLE
from kgreport.views.sections.overview import simulation_note
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section

ALL_TIERS = Phrase("tất cả", "all")
NOTHING = Phrase(
    "Không có số liệu xếp loại cho lựa chọn này; chọn đơn vị, năm hoặc đối tượng khác.",
    "There are no ratings of this choice; choose another unit, year or subject.",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What an analyst chose to see: a unit (empty: the whole), a year, a subject and a tier (empty: all)."""

    unit: str
    year: int
    subject: str
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section of a choice.

    Attributes
    ----------
    of, method, arguments
        The call that gives it: of a ``report`` or a ``trend``, which method, with which arguments.
    section
        The section.
    """

    of: str
    method: str
    arguments: tuple[str, ...]
    section: Section

    @property
    def call(self) -> str:
        """The call as it is typed, as ``report.levels("member")``."""
        return f"{self.of}.{self.method}({', '.join(map(json.dumps, self.arguments))})"

    def file_stem(self, chosen: Choice) -> str:
        """Name the files of the section, without their endings."""
        return "-".join(filter(None, (self.section.id, chosen.unit, str(chosen.year))))


@dataclass(frozen=True)
class Explorer:
    """A dataset to look into.

    Attributes
    ----------
    start
        The report that is looked at first; its dataset is that of all others.
    base
        Folder that rules of one's own are looked for in.
    """

    start: Report
    base: Path
    _reports: dict[tuple[str, int], Report] = field(default_factory=dict, init=False, repr=False)
    _figures: dict[int, YearFigures] = field(default_factory=dict, init=False, repr=False)

    @property
    def language(self) -> Language:
        """The language all is shown in."""
        return self.start.parameters.language

    @cached_property
    def units(self) -> list[tuple[str, str]]:
        """Names and codes of the units with ratings, the whole first."""
        known = set(self._rated["unit"])
        named = [(name, code) for code, name in self.start.dataset.whole.units.items() if code in known]
        listed = {"", *(code for _, code in named)}
        return [
            (self._writer.whole, ""),
            *named,
            *((code, code) for code in sorted(known - listed)),
        ]

    @cached_property
    def years(self) -> list[int]:
        """The years with ratings, the latest first."""
        return sorted((int(year) for year in self._rated["year"].unique()), reverse=True)

    @property
    def subjects(self) -> list[tuple[str, str]]:
        """Names and codes of the subjects with ratings."""
        known = set(self._rated["subject"])
        return [
            (formats.sentence(name.say(self.language)), code)
            for code, name in SUBJECTS.items()
            if code in known
        ]

    def tiers_of(self, subject: str) -> list[tuple[str, str]]:
        """Names and codes of the tiers of a subject with ratings, all of them first."""
        of, own = self._rated, self.start.own
        known = set(of.loc[of["subject"] == subject, "tier"])
        parts = [code for code in tiers_of(subject, own) if code in known]
        return [
            (ALL_TIERS.say(self.language), ""),
            *((label_of(subject, code, own).say(self.language), code) for code in parts),
        ]

    @cached_property
    def _rated(self) -> Any:
        figures = self._figures_of(self.start.parameters.year).figures
        return figures[figures["subject"].isin(list(SUBJECTS))]

    def shown(self, chosen: Choice) -> list[Shown]:
        """Give the sections of a choice: levels, reasons, units side by side; then over the years.

        Those that have nothing to show are left out.
        """
        report = self.report(chosen)
        scope = tuple(filter(None, (chosen.subject, chosen.tier)))
        calls = {
            "report": {"levels": scope, "reasons": (chosen.subject,), "units": scope},
            "trend": {"levels_over_time": scope, "units_over_time": scope},
        }
        reports = {"report": report, "trend": trend_of(report)}
        found = [
            Shown(name, method, arguments, getattr(reports[name], method)(*arguments))
            for name, methods in calls.items()
            for method, arguments in methods.items()
        ]
        return [one for one in found if one.section.views]

    def report(self, chosen: Choice) -> Report:
        """Give the annual report of the unit and year of a choice; each is made once."""
        unit, year = chosen.unit, chosen.year
        if (unit, year) not in self._reports:
            given = self.start.parameters
            years = {"first_year": given.years.start, "last_year": given.years.stop - 1}
            parameters = given.model_copy(update={"unit": unit, "year": year, "compare_year": None, **years})
            figures = self._figures_of(year)
            cap = cap_of(figures.rules, parameters)
            self._reports[unit, year] = replace(
                self.start, parameters=parameters, year_figures=figures, cap_rule=cap
            )
        return self._reports[unit, year]

    def page(self, said: str) -> str:
        """Write a fragment for the notebook, with the mark of simulated figures; of nothing, say so."""
        said = said or f"<p>{NOTHING.say(self.language)}</p>"
        simulated = self.start.dataset.simulated
        caution = f'<p class="kg-caution">{simulation_note(self._writer)}</p>' if simulated else ""
        return f'{NOTEBOOK_STYLE}<div class="jp-RenderedHTMLCommon">{caution}{said}</div>'

    @property
    def _writer(self) -> Writer:
        return Writer(language=self.language, year=self.start.parameters.year)

    def _figures_of(self, year: int) -> YearFigures:
        """Give the figures of a year, which are those of all units; they are completed once."""
        if year not in self._figures:
            given, dataset = self.start.parameters, self.start.dataset
            rules = rules_for(year, given.rules, self.base)
            figures = YearFigures(dataset.whole, year, given.years, rules, self.start.year_figures.accepted)
            is_start = year == given.year and dataset.whole is dataset
            self._figures[year] = self.start.year_figures if is_start else figures
        return self._figures[year]
