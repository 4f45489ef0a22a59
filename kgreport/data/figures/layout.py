"""Describe the tables of counts, and the frame of figures that they become.

The columns here are a public interface, described in docs/reference/data-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgreport.data.tables.layout import ColumnLayout, TableLayout
from kgreport.terms.findings import Wording
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SECTORS, SUBJECTS, TIERS, tiers_of

COLUMNS = ("year", "unit", "subject", "tier", "measure", "value", "source", "place")
"""The columns of the frame of figures."""

DERIVED = "derived: "
"""What the source of a derived figure begins with; after it stand the codes it follows from."""

ALL_TIERS = "all"
"""The word for the empty tier, in the source of a derived figure."""

UNITS_TERM = "units"
"""The word for the units directly below, in the source of a derived figure."""

KEY = ["year", "unit", "subject", "tier", "measure"]

FigureKey = tuple[int, str, str, str, str]
"""Year, unit, subject, tier and measure of a figure."""


GOALS_AHEAD = 20
"""How many years after the last one reported on a goal may be set for."""


def _years_ahead(row: Mapping[str, str]) -> int:
    return GOALS_AHEAD if row["measure"] == "goal" else 0


_SOURCE = Phrase("ghi nguồn của số liệu", "where the figure comes from")


def _derived(source: str, _: Mapping[str, str]) -> Wording | None:
    """Refuse a source that marks a derived figure: kgreport derives such figures itself."""
    if not source.startswith(DERIVED.strip()):
        return None
    advice = Phrase(
        "bỏ dòng này: số suy ra được tính lại từ các số khác",
        "remove the row: what is derived is derived anew",
    )
    return Wording(quoted(source), _SOURCE, advice)


def _layout_of(
    name: str,
    subject: ColumnLayout,
    tier: str,
    tiers: Mapping[str, Mapping[str, Phrase]],
    measure: ColumnLayout,
) -> TableLayout:
    """Lay out a table of counts: who is counted, in which part of them, and what of them."""
    columns = (
        ColumnLayout("year", "year", years_ahead=_years_ahead),
        ColumnLayout("unit", "unit", blank=True),
        subject,
        ColumnLayout(tier, "code", blank=True, codes_by=(subject.name, tiers)),
        measure,
        ColumnLayout("value", "count"),
        ColumnLayout("source", expected=_SOURCE, refuse=_derived, fault="source"),
    )
    key = tuple(column.name for column in columns[:5])
    return TableLayout(name, columns, key, row_is=Phrase("số liệu", "figure"))


_SUBJECT = ColumnLayout("subject", "code", codes=SUBJECTS)
FIGURES = _layout_of("figures", _SUBJECT, "tier", TIERS, ColumnLayout("measure", "code", codes=MEASURES))
APPARATUS = _layout_of(
    "apparatus",
    ColumnLayout("item", "code", codes=ITEMS),
    "sector",
    dict.fromkeys(ITEMS, SECTORS),
    ColumnLayout("measure", "code", codes=APPARATUS_MEASURES),
)


def tables_with(own: OwnTerms) -> tuple[TableLayout, TableLayout]:
    """Lay out the tables of counts of a dataset with terms of its own."""
    return _layout_of("figures", _SUBJECT, "tier", tiers_by_subject(own), measure_column(own)), APPARATUS


def tiers_by_subject(own: OwnTerms) -> Mapping[str, Mapping[str, Phrase]]:
    """Name the tiers of each subject."""
    return {subject: tiers_of(subject, own) for subject in SUBJECTS}


def measure_column(own: OwnTerms) -> ColumnLayout:
    """Lay out a column of measures: those of the vocabulary, and the own ones of the subject of the row."""
    of_subject = {
        subject: {**MEASURES, **{code: own.names[code] for code in own.measures_of(subject)}}
        for subject in SUBJECTS
    }
    return ColumnLayout("measure", "code", codes={**MEASURES, **own.names}, codes_by=("subject", of_subject))


TABLES = (FIGURES, APPARATUS)
"""The tables of counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a statistic speaks of.

    Attributes
    ----------
    year
        The year.
    unit
        Code of the unit; empty for the whole organisation.
    subject, tier
        Who is counted; an empty tier means all of them.
    """

    year: int
    unit: str = ""
    subject: str
    tier: str = ""
