"""The model of a file of rules: one regulation with its guide.

Its fields are a public interface, described in docs/reference/rules.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, PrivateAttr

from kgreport.data.params.sound_model import FilledText, SoundModel, Words
from kgreport.data.params.written_values import CapBase, CapRounding, Year
from kgreport.errors import InvalidValueError
from kgreport.terms.findings import Severity
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import MONTHS, Language, Phrase
from kgreport.terms.spelling import near_or_known
from kgreport.terms.vocabulary import AWARDS, LEVELS, REASONS, SUBJECTS, measure_label

Unrated = Literal["exempt", "new", "suspended"]
"""Members that a regulation may leave unrated or unreviewed."""


def _known(words: Collection[str], what: Phrase) -> AfterValidator:
    def check(word: str) -> str:
        if word not in words:
            hint = near_or_known(word, words)
            raise InvalidValueError(
                f"không có {what.vi} '{word}'; {hint.vi}", f"unknown {what.en} '{word}'; {hint.en}"
            )
        return word

    return AfterValidator(check)


Subject = Annotated[str, _known(SUBJECTS, Phrase("đối tượng", "subject"))]
Level = Annotated[str, _known(LEVELS, Phrase("mức", "level"))]
Award = Annotated[str, _known(AWARDS, Phrase("hình thức khen thưởng", "award"))]
Points = Annotated[float, Field(ge=0, le=100)]


class Source(SoundModel):
    """A document that sets rules: its kind, its number, and its date as the report is to print it."""

    kind: Literal["regulation", "guide"]
    number: FilledText
    date: str = ""

    def say(self, language: Language) -> str:
        """Name the document, as ``Quy định 132-QĐ/TW (08/3/2018)``."""
        kind = _KINDS[self.kind].say(language)
        return f"{kind} {self.number}" + (f" ({self._date_in(language)})" if self.date else "")

    def _date_in(self, language: Language) -> str:
        """Print the date; in English with the name of its month, if it is written as day/month/year."""
        parts = self.date.split("/")
        if language == "vi" or len(parts) != 3 or not all(part.isdecimal() for part in parts):
            return self.date
        day, month, year = map(int, parts)
        return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= len(MONTHS) else self.date


_KINDS = {"regulation": Phrase("Quy định", "Regulation"), "guide": Phrase("Hướng dẫn", "Guidance")}


class LevelNames(SoundModel):
    """What a subject's four levels are called."""

    excellent: Words
    good: Words
    fulfilled: Words
    unfulfilled: Words


class Cap(SoundModel):
    """How many may be rated excellent.

    Attributes
    ----------
    limit
        Largest share, as a fraction of one.
    base
        What the share is taken of.
    rounding
        How the largest allowed count is rounded.
    by_group
        Whether it binds in each group of similar position.
    severity
        What an excess in a group is; in the aggregate it is a warning.
    """

    limit: Annotated[float, Field(gt=0, le=1)]
    base: CapBase = "good_or_better"
    rounding: CapRounding = "ceil"
    by_group: bool = True
    severity: Severity = "error"


class AwardRule(SoundModel):
    """Who may be given an award: those at a level in a number of years running."""

    level: Level
    years: Annotated[int, Field(ge=1, le=20)]


class Rules(SoundModel):
    """The rules of some years.

    Attributes
    ----------
    id
        Name of the rules, in parameters.
    first_year, last_year
        The first and the last rating year; without a last year the rules are in force.
    sources
        The regulation and the guide.
    level_names
        Names of the levels by subject, where they are not those of the vocabulary.
    level_parts
        By subject and level, the name of a part of the level that is named separately.
    reasons
        By subject, the codes of the reasons for `unfulfilled`; a subject left out has no list.
    reason_names
        Names of reasons, by subject, where they are not those of the vocabulary.
    unrated, unreviewed
        Members who are not rated, and members who are not reviewed.
    reviewed_before_rated
        Whether only who was reviewed is rated.
    cap
        The cap on `excellent`, or None.
    collective_not_above_organization
        Whether a leading collective may not be rated above its organisation.
    awards
        Who may be given each award.
    restatement
        Whether a violation of an earlier year that is disciplined now re-rates that year.
    points
        By level, the least points of a scale of 100 that it asks for; empty where there is no scale.
    periods
        What is rated besides the year.
    """

    id: FilledText
    first_year: Year
    last_year: Year | None = None
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    level_names: dict[Subject, LevelNames] = Field(default_factory=dict)
    level_parts: dict[Subject, dict[Level, Words]] = Field(default_factory=dict)
    reasons: dict[Subject, tuple[str, ...]] = Field(default_factory=dict)
    reason_names: dict[Subject, dict[str, Words]] = Field(default_factory=dict)
    unrated: frozenset[Unrated] = frozenset()
    unreviewed: frozenset[Unrated] = frozenset()
    reviewed_before_rated: bool = False
    cap: Cap | None = None
    collective_not_above_organization: bool = False
    awards: dict[Award, AwardRule] = Field(default_factory=dict)
    restatement: bool = False
    points: dict[Level, Points] = Field(default_factory=dict)
    periods: frozenset[Literal["quarter", "term"]] = frozenset()
    _own: OwnTerms = PrivateAttr(default=NO_TERMS)

    @property
    def own(self) -> OwnTerms:
        """The terms that the dataset adds; a file of rules has none."""
        return self._own

    def with_terms(self, own: OwnTerms) -> Rules:
        """Add the terms of a dataset: its reasons and awards follow those of these rules."""
        if own == self._own:
            return self
        reasons = {subject: (*codes, *own.reasons_of(subject)) for subject, codes in self.reasons.items()}
        awards = {one.code: AwardRule(level=one.level, years=one.years) for one in own.awards if one.level}
        rules = self.model_copy(update={"reasons": reasons, "awards": {**self.awards, **awards}})
        rules._own = own
        return rules

    def reasons_of(self, subject: str) -> tuple[str, ...]:
        """Name the reasons of a subject: those these rules list, else those of the vocabulary."""
        return self.reasons.get(subject, (*REASONS, *self._own.reasons_of(subject)))

    def covers(self, year: int) -> bool:
        """Whether these rules are those of a rating year."""
        return self.first_year <= year <= (self.last_year or year)

    def label(self, subject: str, measure: str) -> Phrase:
        """Name a measure of a subject as these rules do: a level, a sum of levels, a reason, any other."""
        if measure in self.reason_names.get(subject, {}):
            return self.reason_names[subject][measure].phrase
        if subject not in self.level_names or measure not in {*LEVELS, *_OR_BETTER}:
            return measure_label(subject, measure, self._own)
        names: LevelNames = self.level_names[subject]
        level: Words = getattr(names, _OR_BETTER.get(measure, measure))
        if measure in LEVELS:
            return level.phrase
        return Phrase(f"{level.vi} trở lên", f"{level.en} or better")

    def say_sources(self, language: Language) -> str:
        """Name the regulation and the guide."""
        return ", ".join(source.say(language) for source in self.sources)


_OR_BETTER = {"good_or_better": "good", "fulfilled_or_better": "fulfilled"}

YearRules = Mapping[int, Rules]
"""The rules of each year; where a year has none, nothing that depends on them is checked."""

NO_RULES: YearRules = MappingProxyType({})


class _RulesAndTerms(dict[int, Rules]):
    """The rules of each year, and the terms that a dataset adds, also where no year has rules."""

    def __init__(self, rules: YearRules, own: OwnTerms) -> None:
        super().__init__({year: one.with_terms(own) for year, one in rules.items()})
        self.own = own


def own_terms_of(rules: YearRules) -> OwnTerms:
    """Give the terms that the dataset adds, which the rules carry."""
    if isinstance(rules, _RulesAndTerms):
        return rules.own
    return next((one.own for one in rules.values()), NO_TERMS)


def with_terms(rules: YearRules, own: OwnTerms) -> YearRules:
    """Add the terms of a dataset to the rules of every year."""
    return _RulesAndTerms(rules, own)


def label_in_year(rules: YearRules, year: int, subject: str, measure: str) -> Phrase:
    """Name a measure as the rules of a year do; in general terms where the year has none."""
    if year in rules:
        return rules[year].label(subject, measure)
    return measure_label(subject, measure, own_terms_of(rules))
