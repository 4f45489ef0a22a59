"""What the sections of the annual report and of the trend report draw on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Known
from kgreport.data.own_terms.added_sections import AddedSection
from kgreport.data.params.model import Parameters
from kgreport.data.rules.model import Cap, Rules
from kgreport.data.shares.prints import Print, add_prints, prints_of
from kgreport.data.tables.unit_tree import all_below, below
from kgreport.report.editions.earlier import Earlier, NotFound
from kgreport.stats.shares import level_bases, share_rows
from kgreport.stats.year_figures import YearFigures
from kgreport.terms.codes import check_arguments
from kgreport.terms.marks import marks_of_report
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.spelling import in_sentence
from kgreport.terms.vocabulary import SUBJECTS, tiers_of
from kgreport.views.numbering import ContentsChapter, Numbering, number_chapters
from kgreport.views.sections.editions.changes import ID as CHANGES
from kgreport.views.sections.editions.marks import Before, with_changes_marked
from kgreport.views.sections.ids import RATED
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section

P = ParamSpec("P")
Result = TypeVar("Result")
AnyBasis = TypeVar("AnyBasis", bound="Basis")


@dataclass(frozen=True)
class Basis:
    """What every section of a report draws on.

    Attributes
    ----------
    parameters
        What was asked for.
    year_figures
        The figures of the dataset as the report of the year counts them.
    cap_rule
        The cap on `excellent` that the rules and the parameters set, if any.
    earlier
        The edition that was issued before; of a first edition None.
    added
        The sections that others add.
    """

    parameters: Parameters
    year_figures: YearFigures
    cap_rule: Cap | None
    earlier: Earlier | NotFound | None = field(default=None, kw_only=True)
    added: tuple[AddedSection, ...] = field(default=(), kw_only=True)
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def contents(self) -> Sequence[ContentsChapter]:
        """The chapters that the report may have, and their sections, in order."""
        return ()

    @property
    def writer(self) -> Writer:
        """What words it: in its language, of its year, by its rules."""
        return Writer(**self._writer_values(), period=self.parameters.period)

    def _writer_values(self) -> dict[str, Any]:
        """Give the values of a `Writer`, which that of a trend report has too."""
        given, awarded_by = self.parameters, self.dataset.awarded_by
        return {
            "language": given.language,
            "year": given.year,
            "alt_texts": given.alt_texts,
            "unit": unit_name(self, given.unit),
            "rules": self.rules,
            "awarded_by": awarded_by or ("" if given.unit else in_sentence(given.issuer)),
        }

    @property
    def dataset(self) -> Dataset:
        """What was read."""
        return self.year_figures.dataset

    @property
    def rules(self) -> Rules:
        """The rules of the year reported on."""
        return self.year_figures.rules

    @property
    def own(self) -> OwnTerms:
        """The terms that the dataset adds to those of the vocabulary."""
        return self.dataset.own

    @property
    def figures(self) -> pd.DataFrame:
        """All figures, completed: ``year, unit, subject, tier, measure, value, source, place``."""
        return self.year_figures.figures


def made_once(
    make: Callable[Concatenate[AnyBasis, P], Result],
) -> Callable[Concatenate[AnyBasis, P], Result]:
    """Make something once for a report and arguments, however often it is asked for."""

    @wraps(make)
    def get(report: AnyBasis, /, *args: P.args, **kwargs: P.kwargs) -> Result:
        key = (make, repr((args, kwargs)))  # of what cannot be hashed too: `make` refuses it
        if key not in report._made:
            report._made[key] = make(report, *args, **kwargs)
        made: Result = report._made[key]
        return made

    return get


def section(make: Callable[Concatenate[AnyBasis, P], Section]) -> Callable[Concatenate[AnyBasis, P], Section]:
    """Make a section once, with its marks, and number it."""

    @made_once
    @wraps(make)
    def marked(report: AnyBasis, /, *args: P.args, **kwargs: P.kwargs) -> Section:
        return replace(make(report, *args, **kwargs), marks=marks_of_report(report))

    @wraps(make)
    def numbered(report: AnyBasis, /, *args: P.args, **kwargs: P.kwargs) -> Section:
        check_arguments(report, make, args, kwargs)
        found = numbering_of(report).apply(marked(report, *args, **kwargs))
        return with_changes_marked(found, before) if (before := _before(report)) else found

    _UNNUMBERED[numbered] = marked
    return numbered


_UNNUMBERED: dict[Callable[..., Section], Callable[..., Section]] = {}
"""By the function of a section, the one that does not number it."""


@made_once
def _before(report: Basis) -> Before | None:
    """Give the tables of the edition before, if it is found, and where all changes are listed."""
    if not isinstance(report.earlier, Earlier):
        return None
    see = numbering_of(report).heads[CHANGES].reference
    return Before(number=report.parameters.edition - 1, tables=report.earlier.tables, see=see)


def unnumbered(make: Callable[..., Section]) -> Callable[..., Section]:
    """Give the function that makes a section without its numbers."""
    return _UNNUMBERED[make]


def sections_of(report: Basis, chapter: ContentsChapter) -> list[Section]:
    """Make the sections of a chapter, without numbers."""
    return [unnumbered(make)(report, *args) for make, args in chapter.sections]


@made_once
def numbering_of(report: Basis, kinds: Sequence[str] = ("front", "body", "annex")) -> Numbering:
    """Number all that a report can show, or chapters of some kinds, in the order of its contents."""
    language = report.parameters.language
    listed = (one for one in report.contents if one.kind in kinds)
    return number_chapters(
        (one.with_sections(sections_of(report, one), language) for one in listed), language
    )


def said_by_authors(report: Basis, part: str) -> str:
    """Give what the authors of the report say on a part, in its language where they do."""
    return report.parameters.narrative.say(part, report.parameters.language)


def scope_of(report: Basis, subject: str, tier: str = "") -> Scope:
    """Name a subject and tier of the unit and year reported on."""
    return Scope(year=report.parameters.year, unit=report.parameters.unit, subject=subject, tier=tier)


def subjects_and_tiers(report: Basis) -> list[tuple[str, str]]:
    """List what can be rated: each subject, then its tiers, those that the dataset adds last."""
    return [(subject, tier) for subject in SUBJECTS for tier in ("", *tiers_of(subject, report.own))]


def scopes_with_figures(report: Basis) -> list[Scope]:
    """List those of the vocabulary that have figures, or printed shares, in this unit and year."""
    return [scope for scope in all_scopes(report) if (scope.subject, scope.tier) in RATED]


@made_once
def all_scopes(report: Basis) -> list[Scope]:
    """List all with figures, or printed shares, also of the tiers that the dataset adds."""
    scopes = (scope_of(report, *one) for one in subjects_and_tiers(report))
    return [scope for scope in scopes if figures_in(report, scope) or prints_in(report, scope)]


def figures_in(report: Basis, scope: Scope) -> Known:
    """Give the figures of a scope by measure."""
    return report.year_figures.by_scope.of(scope)


def shares_of(report: Basis, scope: Scope, measures: Iterable[str], base: str) -> Sequence[Row]:
    """Compute what share of one base each measure of a scope is; see `kgreport.stats.shares.level_bases`."""
    return with_prints(report, scope, share_rows(figures_in(report, scope), level_bases(measures, base)))


def with_prints(report: Basis, scope: Scope, rows: Sequence[Row]) -> Sequence[Row]:
    """Add to the rows of a scope what was printed of it; see `kgreport.data.shares.prints.add_prints`."""
    prints = prints_in(report, scope)
    return add_prints(rows, prints) if prints else rows


@made_once
def unit_figures(report: Basis) -> pd.DataFrame:
    """Pick the figures of the unit reported on, of every year."""
    return report.figures[report.figures["unit"] == report.parameters.unit]


def unit_name(report: Basis, unit: str) -> str:
    """Name a unit; by its code where no name is known."""
    return report.dataset.units.get(unit, unit)


def units_below(report: Basis) -> dict[str, str]:
    """Name the units directly below the one reported on, by code, in their order."""
    codes = below(report.parameters.unit, report.dataset.tree)
    return {code: unit_name(report, code) for code in codes}


def is_inside(report: Basis, rows: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows are of the unit reported on or a unit below it; all, where they name no unit."""
    if not report.parameters.unit or "unit" not in rows:
        return pd.Series(True, index=rows.index)
    return rows["unit"].isin(all_below(report.parameters.unit, report.dataset.tree))


@made_once
def register_rows(report: Basis, name: str) -> pd.DataFrame:
    """Pick the rows of a register of this year, of the unit reported on and all units below it."""
    rows = report.year_figures.register(name)
    if rows.empty:
        return rows
    return rows[(rows["year"] == report.parameters.year) & is_inside(report, rows)]


@made_once
def printed_of(report: Basis) -> list[Print]:
    """Give the printed shares and approximate counts of the unit reported on and all units below it."""
    rows = report.year_figures.register("shares")
    return prints_of(rows[is_inside(report, rows)], report.own) if len(rows) else []


def prints_in(report: Basis, scope: Scope) -> list[Print]:
    """Give the printed shares and approximate counts of a scope."""
    return [one for one in printed_of(report) if one.scope == scope]


@made_once
def year_records(report: Basis, subject: str) -> pd.DataFrame:
    """Pick the records of this year, of the unit reported on and all units below it."""
    records = report.year_figures.records[subject]
    if records.empty:
        return records
    return records[(records["year"] == report.parameters.year) & is_inside(report, records)]
