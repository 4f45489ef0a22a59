"""Describe the tables of records: one row per subject and year.

The columns and codes here are a public interface, described in docs/reference/records.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgreport.data.tables.layout import CellKind, ColumnLayout, TableLayout
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, LEVELS, REASONS, TIERS

STATUS_PHRASES: Mapping[str, Phrase] = {
    "rated": Phrase("được xếp loại", "rated"),
    "exempt": Phrase("được miễn", "exempt"),
    "pending": Phrase("chưa xếp loại", "not yet rated"),
    "suspended": Phrase("bị đình chỉ sinh hoạt, hoạt động", "suspended"),
}
STATUSES = tuple(STATUS_PHRASES)
LEVEL_CODES = tuple(LEVELS)

_OF_COLLECTIVES = {"unfulfilled_below_level": REASONS["unfulfilled_below_level"], **COLLECTIVE_REASONS}

REASONS_OF: Mapping[str, Mapping[str, Phrase]] = {
    "organization": _OF_COLLECTIVES,
    "member": REASONS,
    "collective": _OF_COLLECTIVES,
    "leader": REASONS,
}
"""The reasons of the vocabulary that a subject may have, where the rules of the year list none for it."""

POINTS_UNIT = 100
"""Points are read in hundredths."""

COUNTED_TRUTHS = ("suggested", "explained", "reviewed")
"""The columns that say yes or no, and are figures too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordTable(TableLayout):
    """The layout of a table of records, and who its rows are."""

    subject: str

    @property
    def tiers(self) -> tuple[str, ...]:
        """The codes of its column ``tier``; empty where it has none."""
        return next((tuple(column.codes) for column in self.columns if column.name == "tier"), ())


def _table(name: str, subject: str, tiers: Mapping[str, Phrase], *optional: ColumnLayout) -> RecordTable:
    """Lay out a table; the codes of its reasons are those of the rules of each year."""
    columns = (
        ColumnLayout("year", "year"),
        ColumnLayout("id"),
        ColumnLayout("unit", "unit", blank=True),
        *([ColumnLayout("tier", "code", codes=tiers)] if tiers else []),
        ColumnLayout("status", "code", codes=STATUS_PHRASES),
        ColumnLayout("level", "code", codes=LEVELS, blank=True),
        ColumnLayout("reason", "code", codes=REASONS_OF[subject], blank=True),
        *optional,
        _optional("points", "decimal"),
        *(ColumnLayout(code, "truth", optional=True, blank=True) for code in COUNTED_TRUTHS),
    )
    return RecordTable(name=name, subject=subject, columns=columns, key=("year", "id"))


def _optional(name: str, kind: CellKind = "text") -> ColumnLayout:
    return ColumnLayout(name, kind, optional=True, blank=True)


ORGANIZATION_TIERS: Mapping[str, Phrase] = {
    code: tier for code, tier in TIERS["organization"].items() if code != "grassroots"
}
"""The tiers that a single organisation may be of."""

RECORD_TABLES = (
    _table("organizations", "organization", ORGANIZATION_TIERS, _optional("name"), _optional("group")),
    _table("members", "member", {}, _optional("official", "truth"), _optional("admitted", "date")),
    _table(
        "collectives",
        "collective",
        TIERS["collective"],
        _optional("name"),
        _optional("organization"),
        _optional("group"),
    ),
    _table("leaders", "leader", TIERS["leader"], _optional("group")),
)
"""The tables of records; organisations come before the collectives that lead them."""


@dataclass(frozen=True, slots=True)
class RecordCodes:
    """The years, units and reasons that the rows of a table may name.

    Attributes
    ----------
    years
        The years a row may be of.
    units
        Ids of the units.
    reasons
        Codes of the reasons of `unfulfilled` of its subject.
    counted
        Those of them that are figures: where the rules list none, not everyone has one, and a count of those
        who do would say nothing.
    """

    years: range
    units: tuple[str, ...]
    reasons: tuple[str, ...]
    counted: frozenset[str] = frozenset()

    def of(self, column: ColumnLayout) -> tuple[str, ...]:
        """Give the codes that the cells of a column may be."""
        return {"unit": self.units, "reason": self.reasons}.get(column.name) or tuple(column.codes)
