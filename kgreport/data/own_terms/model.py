"""The model of a file ``terms.yml``.

Its keys are a public interface, described in docs/reference/own-terms.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from kgreport.data.params.sound_model import SoundModel
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
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import SUBJECTS


def _one_or_more(value: object) -> object:
    """Take one code, or a list of codes."""
    return (value,) if isinstance(value, str) else () if value is None else value


Text = Annotated[str, Field(min_length=1)]
Codes = Annotated[tuple[str, ...], BeforeValidator(_one_or_more)]


class _Model(SoundModel):
    @model_validator(mode="before")
    @classmethod
    def _blank_is_the_default(cls, values: object) -> object:
        """Treat a key without a value like a missing key; an unknown key stays, to be refused."""
        if not isinstance(values, dict):
            return values
        known = cls.model_fields
        return {name: value for name, value in values.items() if value is not None or name not in known}


class _Named(_Model):
    vi: Text
    en: Text

    @property
    def name(self) -> Phrase:
        """Its name in both languages."""
        return Phrase(self.vi, self.en)


class MeasureEntry(_Named):
    """A measure: of whom it is counted, what it never exceeds, what it is the sum and a share of."""

    subject: Codes = tuple(SUBJECTS)
    at_most: Codes = ()
    sum_of: Codes = ()
    share_of: Codes = ()
    section: str = OTHER


class ReasonEntry(_Named):
    """A reason for `unfulfilled`."""

    subject: Codes


class AwardEntry(_Named):
    """An award, and who may be given it."""

    level: Literal["", "excellent"] = ""
    years: Annotated[int, Field(ge=1, le=20)] = 1


class TierEntry(_Named):
    """A tier of a subject."""

    subject: str
    within: str = ""


class TierSumEntry(_Model):
    """A tier, or all of a subject, that is the sum of tiers."""

    subject: str
    tier: str = ""
    sum_of: Codes


class SectionEntry(_Named):
    """A section of the report."""

    chapter: ChapterId = "work"
    after: str = ""


class ColumnEntry(_Named):
    """A column of a register."""

    kind: ColumnKind = "text"
    required: bool = False
    choices: dict[str, _Named] = Field(default_factory=dict)


class RegisterEntry(_Named):
    """A register: its columns, and the measure that its rows are counted into."""

    columns: Annotated[dict[str, ColumnEntry], Field(min_length=1)]
    key: Codes = ()
    counts: str = ""
    section: str = OTHER


class TermsFile(_Model):
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


def _values(entry: _Named) -> dict[str, Any]:
    """Give the values of an entry, its two names as one phrase."""
    values: dict[str, Any] = {name: value for name, value in entry if name not in ("vi", "en")}
    subjects = {"subjects": values.pop("subject")} if isinstance(values.get("subject"), tuple) else {}
    return {"name": entry.name, **values, **subjects}


def _register(code: str, entry: RegisterEntry) -> OwnRegister:
    columns = [
        OwnColumn(code=name, **{**_values(column), "choices": tuple(_choices(column.choices.items()))})
        for name, column in entry.columns.items()
    ]
    return OwnRegister(code=code, **{**_values(entry), "columns": tuple(columns)})


def _choices(choices: Iterable[tuple[str, _Named]]) -> Iterable[tuple[str, Phrase]]:
    return ((code, one.name) for code, one in choices)
