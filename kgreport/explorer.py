"""Explore a dataset in JupyterLab: choose unit, year and subject, and see what the report would show.

What is shown are sections of the report itself, so a number seen here is the number published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgreport.data.params.given import given_parameters
from kgreport.data.params.signature import with_parameters
from kgreport.data.rules.choosing import cap_of, rules_for
from kgreport.report import Report
from kgreport.report.reading import sound_report
from kgreport.report.trend import trend_of
from kgreport.stats.year_figures import YearFigures
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import SUBJECTS, label_of, tiers_of
from kgreport.views import formats
from kgreport.views.palette import NOTEBOOK_STYLE
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.overview import simulation_note
from kgreport.views.view import View

if TYPE_CHECKING:
    from ipywidgets import Dropdown, VBox

WHOLE = Phrase("Toàn Đảng bộ", "The whole organisation")
ALL_TIERS = Phrase("tất cả", "all")
LABELS = {
    "unit": Phrase("Đơn vị", "Unit"),
    "year": Phrase("Năm", "Year"),
    "subject": Phrase("Đối tượng", "Who"),
    "tier": Phrase("Cấp", "Tier"),
}
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
            (WHOLE.say(self.language), ""),
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
        of = self._rated
        known = set(of.loc[of["subject"] == subject, "tier"])
        parts = [code for code in tiers_of(subject) if code in known]
        return [
            (ALL_TIERS.say(self.language), ""),
            *((label_of(subject, code).say(self.language), code) for code in parts),
        ]

    @cached_property
    def _rated(self) -> Any:
        figures = self._figures_of(self.start.parameters.year).figures
        return figures[figures["subject"].isin(list(SUBJECTS))]

    def views(self, chosen: Choice) -> list[View]:
        """Give the sections of a choice: levels, reasons, units side by side; then over the years."""
        report = self._report(chosen.unit, chosen.year)
        trend = trend_of(report)
        sections = [
            report.levels(chosen.subject, chosen.tier),
            report.reasons(chosen.subject),
            report.units(chosen.subject, chosen.tier),
            trend.levels_over_time(chosen.subject, chosen.tier),
            trend.units_over_time(chosen.subject, chosen.tier),
        ]
        return [section for section in sections if section.views]

    def html(self, chosen: Choice) -> str:
        """Write the sections of a choice as one fragment."""
        views = [view.html() for view in self.views(chosen)]
        said = "\n".join(views) or f"<p>{NOTHING.say(self.language)}</p>"
        return f'{NOTEBOOK_STYLE}<div class="jp-RenderedHTMLCommon">{self._caution()}{said}</div>'

    def _caution(self) -> str:
        if not self.start.dataset.simulated:
            return ""
        edition = Edition(language=self.language, year=self.start.parameters.year)
        return f'<p class="kg-caution">{simulation_note(edition)}</p>'

    def _report(self, unit: str, year: int) -> Report:
        """Give the report of another unit and year of the same dataset; each is made once."""
        if (unit, year) not in self._reports:
            given = self.start.parameters
            years = {"first_year": given.years.start, "last_year": given.years.stop - 1}
            parameters = given.model_copy(update={"unit": unit, "year": year, "compare_year": None, **years})
            figures = self._figures_of(year)
            self._reports[unit, year] = Report(parameters, figures, cap_of(figures.rules, parameters))
        return self._reports[unit, year]

    def _figures_of(self, year: int) -> YearFigures:
        """Give the figures of a year, which are those of all units; they are completed once."""
        if year not in self._figures:
            given, dataset = self.start.parameters, self.start.dataset
            rules = rules_for(year, given.rules, self.base)
            figures = YearFigures(dataset.whole, year, given.years, rules, self.start.year_figures.accepted)
            is_start = year == given.year and dataset.whole is dataset
            self._figures[year] = self.start.year_figures if is_start else figures
        return self._figures[year]


@with_parameters
def explore(
    params: str | PathLike[str] | Mapping[str, object] | None = None,
    *,
    base: str | PathLike[str] | None = None,
    **parameters: object,
) -> VBox:
    """Show a panel to explore a dataset with: choose above, read below.

    The panel first shows the ``unit`` and ``year`` of the parameters.

    Parameters
    ----------
    params
        A parameters file, or the mapping of its values; see `kgreport.build_report`.
    **parameters
        The fields of `Parameters`.
    base
        Folder a relative dataset is looked for in; that of the parameters file, or else the current one.

    Raises
    ------
    ImportError
        Jupyter's widgets are not installed.
    ParametersError, DatasetError
        As `kgreport.build_report`.

    Examples
    --------
    >>> panel = kgreport.explore(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
    >>> [choice.description for choice in panel.children[0].children]
    ['Unit', 'Year', 'Who', 'Tier']
    """
    widgets = _widgets()
    given, folder = given_parameters(params, parameters, base)
    return _panel(Explorer(sound_report(given, folder), folder), widgets)


def _widgets() -> Any:
    try:
        import ipywidgets  # noqa: PLC0415 - only where somebody explores
    except ImportError as error:
        raise ImportError(
            "exploring needs Jupyter's widgets: pip install 'kgreport[lab]', then restart the kernel"
        ) from error
    return ipywidgets


def _panel(explorer: Explorer, widgets: Any) -> VBox:
    given = explorer.start.parameters
    subjects = explorer.subjects
    first = subjects[0][1]
    unit = _dropdown(widgets, explorer, "unit", explorer.units, given.unit)
    year = _dropdown(widgets, explorer, "year", explorer.years, given.year)
    subject = _dropdown(widgets, explorer, "subject", subjects, first)
    tier = _dropdown(widgets, explorer, "tier", explorer.tiers_of(first), "")
    shown = widgets.HTML()

    def show(_: object = None) -> None:
        shown.value = explorer.html(Choice(unit.value, year.value, subject.value, tier.value))

    def change_subject(_: object) -> None:
        with tier.hold_trait_notifications():
            tier.options = explorer.tiers_of(subject.value)
            tier.value = ""
        show()

    for dropdown, react in ((unit, show), (year, show), (tier, show), (subject, change_subject)):
        dropdown.observe(react, names="value")
    show()
    choices = widgets.HBox([unit, year, subject, tier], layout=widgets.Layout(flex_flow="row wrap"))
    return widgets.VBox([choices, shown])


def _dropdown(
    widgets: Any, explorer: Explorer, name: str, options: Sequence[object], value: object
) -> Dropdown:
    label = LABELS[name].say(explorer.language)
    layout = widgets.Layout(width="max-content", max_width="100%")
    return widgets.Dropdown(options=options, value=value, description=label, layout=layout)
