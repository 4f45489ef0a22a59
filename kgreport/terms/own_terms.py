"""The terms that a file ``terms.yml`` adds to the vocabulary: measures, reasons, awards, tiers, registers.

A dataset carries its terms with it, so those of one dataset are unknown to every other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Literal

from kgreport.terms.phrases import Phrase

ColumnKind = Literal["text", "number", "date", "yes_no", "choice"]
ChapterId = Literal["review", "ratings", "work"]

OTHER = "other"
"""The section of what names none."""


@dataclass(frozen=True, kw_only=True)
class OwnMeasure:
    """A measure.

    Attributes
    ----------
    code, name
        Its code and its name.
    subjects
        Who it is counted of.
    at_most
        Measures that it never exceeds.
    sum_of
        Measures that it is the sum of; empty where there is no such identity.
    share_of
        Measures that it may be shown as a share of, the better one first.
    section
        Code of the section that shows it.
    """

    code: str
    name: Phrase
    subjects: tuple[str, ...]
    at_most: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    share_of: tuple[str, ...] = ()
    section: str = OTHER


@dataclass(frozen=True, kw_only=True)
class OwnReason:
    """A reason for `unfulfilled`, of some subjects."""

    code: str
    name: Phrase
    subjects: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OwnAward:
    """An award; who is at `level` so many `years` running may be given it, or anybody where there is none."""

    code: str
    name: Phrase
    level: str = ""
    years: int = 1


@dataclass(frozen=True, kw_only=True)
class OwnTier:
    """A part of a subject, or of the tier that it lies `within`."""

    code: str
    name: Phrase
    subject: str
    within: str = ""


@dataclass(frozen=True, kw_only=True)
class TierSum:
    """A tier of a subject, or all of it, that is the sum of others."""

    subject: str
    tier: str = ""
    sum_of: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class OwnSection:
    """A section: its title, its chapter, and the section it follows there; the last where that is empty."""

    code: str
    name: Phrase
    chapter: ChapterId = "work"
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnColumn:
    """A column of a register; `choices` are the codes that its cells may be, with their names."""

    code: str
    name: Phrase
    kind: ColumnKind = "text"
    required: bool = False
    choices: tuple[tuple[str, Phrase], ...] = ()


@dataclass(frozen=True, kw_only=True)
class OwnRegister:
    """A register.

    Attributes
    ----------
    code, name
        Name of its table, and its title.
    columns
        Its columns, besides those that every register has.
    key
        Columns that no two rows share.
    counts
        The measure that its rows are counted into; empty where there is none.
    section
        Code of the section that lists it.
    """

    code: str
    name: Phrase
    columns: tuple[OwnColumn, ...]
    key: tuple[str, ...] = ()
    counts: str = ""
    section: str = OTHER


@dataclass(frozen=True, kw_only=True)
class OwnTerms:
    """All terms that some files add.

    >>> youth = OwnMeasure(code="youth", name=Phrase("Đoàn viên", "Youth"), subjects=("member",))
    >>> OwnTerms(measures=(youth,)).names["youth"].en
    'Youth'
    """

    measures: tuple[OwnMeasure, ...] = ()
    reasons: tuple[OwnReason, ...] = ()
    awards: tuple[OwnAward, ...] = ()
    tiers: tuple[OwnTier, ...] = ()
    tier_sums: tuple[TierSum, ...] = ()
    registers: tuple[OwnRegister, ...] = ()
    sections: tuple[OwnSection, ...] = ()

    def __add__(self, other: OwnTerms) -> OwnTerms:
        names = [one.name for one in fields(self)]
        return OwnTerms(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @cached_property
    def names(self) -> Mapping[str, Phrase]:
        """Names of all that figures may count: measures, reasons and awards."""
        named: list[OwnMeasure | OwnReason | OwnAward] = [*self.measures, *self.reasons, *self.awards]
        return {one.code: one.name for one in named}

    @property
    def award_names(self) -> Mapping[str, Phrase]:
        """Names of the awards."""
        return {one.code: one.name for one in self.awards}

    def measures_of(self, subject: str) -> tuple[str, ...]:
        """Give the codes of all that figures may count of a subject."""
        counted: list[OwnMeasure | OwnReason] = [*self.measures, *self.reasons]
        some = (one.code for one in counted if subject in one.subjects)
        return (*some, *(one.code for one in self.awards))

    def reasons_of(self, subject: str) -> tuple[str, ...]:
        """Give the codes of the reasons of a subject."""
        return tuple(one.code for one in self.reasons if subject in one.subjects)

    def tiers_of(self, subject: str) -> Mapping[str, Phrase]:
        """Name the tiers of a subject."""
        return {one.code: one.name for one in self.tiers if one.subject == subject}


NO_TERMS = OwnTerms()
