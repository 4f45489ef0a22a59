"""How the tables of records are laid out: one row per subject and year, and the units they belong to.

The columns and codes here are a public interface, described in docs/records.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, LEVELS, REASONS, TIERS

SUFFIXES = (".csv", ".parquet", ".xlsx")
"""The kinds of file a table may be; a dataset has each table in one of them."""

STATUSES = ("rated", "exempt", "pending", "suspended")
LEVEL_CODES = tuple(LEVELS)

_OF_COLLECTIVES = {"unfulfilled_below_level": REASONS["unfulfilled_below_level"], **COLLECTIVE_REASONS}

REASONS_OF: Mapping[str, Mapping[str, Phrase]] = {
    "organization": _OF_COLLECTIVES,
    "member": REASONS,
    "collective": _OF_COLLECTIVES,
    "leader": REASONS,
}
"""The reasons of the vocabulary that a subject may have, where the rules of the year list none for it."""

TRUTHS = ("official", "suggested", "explained", "reviewed")
"""The columns that say yes or no."""

COUNTED_TRUTHS = ("suggested", "explained", "reviewed")
"""Those of them that are figures too."""


class RecordRules(Protocol):
    """What the checks ask of the rules of a year; see `kgreport.data.rules.choosing.Rules`.

    Attributes
    ----------
    unrated, unreviewed
        Who is not rated, not reviewed: ``exempt``, ``new`` (admitted under six months), ``suspended``.
    collective_not_above_organization
        Whether a leading collective is never rated above its organisation.
    reasons
        Codes of the reasons of `unfulfilled`, by subject.
    """

    @property
    def unrated(self) -> frozenset[str]: ...  # noqa: D102

    @property
    def unreviewed(self) -> frozenset[str]: ...  # noqa: D102

    @property
    def collective_not_above_organization(self) -> bool: ...  # noqa: D102

    @property
    def reasons(self) -> Mapping[str, tuple[str, ...]]: ...  # noqa: D102


YearRules = Mapping[int, RecordRules]
"""The rules of each year; where a year has none, nothing that depends on them is checked."""


@dataclass(frozen=True, slots=True)
class RecordTable:
    """How one table of records is laid out.

    Attributes
    ----------
    name
        Its name in the dataset, without the suffix.
    subject
        Who its rows are; empty for the units themselves.
    tiers
        The codes of its column ``tier``; empty where it has none.
    required, optional
        Its columns.
    """

    name: str
    subject: str
    tiers: tuple[str, ...]
    required: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column, in the order they are documented in."""
        return self.required + self.optional


_REVIEW = ("suggested", "explained", "reviewed")
_RATING = ("status", "level", "reason")

UNITS = RecordTable("units", "", (), ("id", "name", "parent", "order"), ())

RECORD_TABLES = (
    RecordTable(
        "organizations",
        "organization",
        tuple(tier for tier in TIERS["organization"] if tier != "grassroots"),
        ("year", "id", "unit", "tier", *_RATING),
        ("name", "group", *_REVIEW),
    ),
    RecordTable(
        "members",
        "member",
        (),
        ("year", "id", "unit", *_RATING),
        ("official", "admitted", *_REVIEW),
    ),
    RecordTable(
        "collectives",
        "collective",
        tuple(TIERS["collective"]),
        ("year", "id", "unit", "tier", *_RATING),
        ("name", "organization", "group", *_REVIEW),
    ),
    RecordTable(
        "leaders",
        "leader",
        tuple(TIERS["leader"]),
        ("year", "id", "unit", "tier", *_RATING),
        ("group", *_REVIEW),
    ),
)
"""The tables of records; organisations come before the collectives that lead them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The codes a table may use.

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
