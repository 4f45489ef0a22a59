"""How the tables of a dataset are laid out, and the frame of figures they become.

The columns here are a public interface, described in docs/data-format.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SUBJECTS

COLUMNS = ("year", "unit", "subject", "tier", "measure", "value", "source", "place")
"""The columns of the frame of figures."""

DERIVED = "derived: "
"""What the source of a derived figure begins with; after it stand the codes it follows from."""

KEY = ["year", "unit", "subject", "tier", "measure"]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How one table of a dataset is laid out.

    Attributes
    ----------
    file
        Its name in the dataset.
    subject, tier
        Its columns that say what is counted, and in which part of it.
    subjects, measures
        The codes allowed in the columns `subject` and ``measure``.
    """

    file: str
    subject: str
    tier: str
    subjects: Mapping[str, Phrase]
    measures: Mapping[str, Phrase]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, in the order they are documented in."""
        return ("year", "unit", self.subject, self.tier, "measure", "value", "source")


TABLES = (
    TableFormat("figures.csv", "subject", "tier", SUBJECTS, MEASURES),
    TableFormat("apparatus.csv", "item", "sector", ITEMS, APPARATUS_MEASURES),
)


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
