"""The model of a file ``terms.yml``.

Its keys are a public interface, described in docs/reference/own-terms.md.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from kgreport.data.params.sound_model import SoundModel, Words
from kgreport.terms.own_terms import (
    OTHER,
    ChapterId,
    ColumnKind,
    OwnAward,
    OwnColumn,
    OwnMeasure,
    OwnReason,
    OwnRegister,
    OwnSection,
    OwnTerms,
    OwnTier,
    TierSum,
)
from kgreport.terms.vocabulary import SUBJECTS


def _one_or_more(value: object) -> object:
    """Take one code, or a list of codes."""
    return (value,) if isinstance(value, str) else value


Codes = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class MeasureEntry(Words):
    """A measure: of whom it is counted, what it never exceeds, what it is the sum and a share of."""

    subject: Codes = tuple(SUBJECTS)
    at_most: Codes = ()
    sum_of: Codes = ()
    share_of: Codes = ()
    section: str = OTHER


class ReasonEntry(Words):
    """A reason for `unfulfilled`."""

    subject: Codes


class AwardEntry(Words):
    """An award, and who may be given it."""

    level: Literal["", "excellent"] = ""
    years: Annotated[int, Field(ge=1, le=20)] = 1


class TierEntry(Words):
    """A tier of a subject."""

    subject: str
    within: str = ""


class TierSumEntry(SoundModel):
    """A tier, or all of a subject, that is the sum of tiers."""

    subject: str
    tier: str = ""
    sum_of: Codes


class SectionEntry(Words):
    """A section of the report."""

    chapter: ChapterId = "work"
    after: str = ""


class ColumnEntry(Words):
    """A column of a register."""

    kind: ColumnKind = "text"
    required: bool = False
    choices: dict[str, Words] = Field(default_factory=dict)


class RegisterEntry(Words):
    """A register: its columns, and the measure that its rows are counted into."""

    columns: Annotated[dict[str, ColumnEntry], Field(min_length=1)]
    key: Codes = ()
    counts: str = ""
    section: str = OTHER


class TermsFile(SoundModel):
    """All terms of a file, by code."""

    sections: dict[str, SectionEntry] = Field(default_factory=dict)
    measures: dict[str, MeasureEntry] = Field(default_factory=dict)
    reasons: dict[str, ReasonEntry] = Field(default_factory=dict)
    awards: dict[str, AwardEntry] = Field(default_factory=dict)
    tiers: dict[str, TierEntry] = Field(default_factory=dict)
    tier_sums: tuple[TierSumEntry, ...] = ()
    registers: dict[str, RegisterEntry] = Field(default_factory=dict)

    def terms(self) -> OwnTerms:
        """Give the terms as the library holds them."""
        return OwnTerms(
            measures=tuple(OwnMeasure(code=code, **_values(one)) for code, one in self.measures.items()),
            reasons=tuple(OwnReason(code=code, **_values(one)) for code, one in self.reasons.items()),
            awards=tuple(OwnAward(code=code, **_values(one)) for code, one in self.awards.items()),
            tiers=tuple(OwnTier(code=code, **_values(one)) for code, one in self.tiers.items()),
            tier_sums=tuple(TierSum(**dict(one)) for one in self.tier_sums),
            registers=tuple(_register(code, one) for code, one in self.registers.items()),
            sections=tuple(OwnSection(code=code, **_values(one)) for code, one in self.sections.items()),
        )


def _values(entry: Words) -> dict[str, Any]:
    """Give the values of an entry, its two names as one phrase."""
    values: dict[str, Any] = {name: value for name, value in entry if name not in ("vi", "en")}
    subjects = {"subjects": values.pop("subject")} if isinstance(values.get("subject"), tuple) else {}
    return {"name": entry.phrase, **values, **subjects}


def _register(code: str, entry: RegisterEntry) -> OwnRegister:
    return OwnRegister(
        code=code,
        **{**_values(entry), "columns": tuple(_column(name, one) for name, one in entry.columns.items())},
    )


def _column(code: str, entry: ColumnEntry) -> OwnColumn:
    choices = tuple((choice, one.phrase) for choice, one in entry.choices.items())
    return OwnColumn(code=code, **{**_values(entry), "choices": choices})
