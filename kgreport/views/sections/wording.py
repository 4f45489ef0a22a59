"""What the sections share: the language they speak, raw rows, and notes on where figures come from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionDtype

from kgreport.data.figures.layout import DERIVED, Scope
from kgreport.data.figures.unit_sums import UNITS_TERM
from kgreport.data.rules.choosing import Rules
from kgreport.terms.phrases import Language, Phrase
from kgreport.terms.vocabulary import COUNTED_IN, label_of, measure_label, tiers_of
from kgreport.views import formats
from kgreport.views.tables import name_source

Row = Mapping[str, Any]

Rows = pd.DataFrame | Sequence[Row]
"""What statistics give, as a frame or row by row."""

RowsOf = Mapping[Scope, Sequence[Row]]
"""By scope, its rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """For whom and about when a report is written.

    Attributes
    ----------
    language
        Its language.
    year
        The year reported on.
    unit
        Name of the unit, or its code where no name is known; empty for the whole organisation.
    alt_texts
        Alt text by chart id, where a writer gave one.
    rules
        The rules of the year, whose names of levels and reasons are printed; None for the general names.
    """

    language: Language
    year: int
    unit: str = ""
    alt_texts: Mapping[str, str] = field(default_factory=dict)
    rules: Rules | None = None

    def say(self, vi: str, en: str, **values: object) -> str:
        """Say a text in the language of the report."""
        return Phrase(vi, en).say(self.language, **values)

    def label(self, phrase: Phrase) -> str:
        """Say a term as a heading: with a capital."""
        return formats.sentence(phrase.say(self.language))

    def term(self, phrase: Phrase) -> str:
        """Say a term within a sentence: without a capital."""
        word = phrase.say(self.language)
        return word[:1].lower() + word[1:]

    def measure(self, subject: str, code: str, year: int | None = None) -> Phrase:
        """Name a measure as the rules of the year do; in general terms for a year they do not cover."""
        if self.rules is None or not self.rules.covers(year or self.year):
            return measure_label(subject, code)
        return self.rules.label(subject, code)

    def count(self, number: int | None) -> str:
        """Print a count."""
        return formats.count(number, self.language)

    def percent(self, share: float | None) -> str:
        """Print a share."""
        return formats.percent(share, language=self.language)

    def of(self, row: Row) -> str:
        """Print a count with its base, as ``162/840``."""
        return f"{self.count(row['count'])}/{self.count(row['base_count'])}"

    def share(self, row: Row, what: str) -> str:
        """Print a share in the idiom of such reports: ``162/840 … (chiếm 19,29%)``; without a base, the count."""
        if row["share"] is None:
            return f"{self.count(row['count'])} {what}"
        text = Phrase("{of} {what} (chiếm {percent})", "{of} {what} ({percent})")
        return text.say(self.language, of=self.of(row), what=what, percent=self.percent(row["share"]))

    def unit_of(self, subject: str) -> str:
        """Name the unit of the counts of a table."""
        return self.say("đơn vị tính: {unit}", "in {unit}", unit=COUNTED_IN[subject].say(self.language))

    def alt(self, chart: str, generated: str) -> str:
        """Choose the alt text of a chart: the writer's, or the generated one."""
        return self.alt_texts.get(chart) or generated


def row_label(scope: Scope, shown: Iterable[Scope], edition: Edition) -> str:
    """Head a row: a tier under the row of its subject by what tells it apart, any other by its whole name."""
    under = any(other.subject == scope.subject and not other.tier for other in shown)
    if scope.tier and under:
        return f"– {tiers_of(scope.subject)[scope.tier].say(edition.language)}"
    return edition.label(label_of(scope.subject, scope.tier))


def told_rows(found: RowsOf) -> RowsOf:
    """Leave out the tiers that nobody is of: all their counts are zero."""
    return {scope: rows for scope, rows in found.items() if not scope.tier or not _are_nobody(rows)}


def _are_nobody(rows: Sequence[Row]) -> bool:
    known = [row["count"] for row in rows if row["count"] is not None]
    return bool(known) and not any(known)


def rows_of(table: Rows) -> list[Row]:
    """Give the rows of a frame as mappings, None where a value is missing; what is so already stays as it is."""
    if not isinstance(table, pd.DataFrame):
        return list(table)
    columns = {str(name): _values(column) for name, column in table.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _values(column: pd.Series[Any]) -> list[Any]:
    """Give the values of a column, None where one is missing."""
    if isinstance(column.dtype, ExtensionDtype):
        values: list[Any] = column.array.to_numpy(dtype=object, na_value=None).tolist()
        return values
    missing = column.isna().tolist()
    return [None if gone else value for value, gone in zip(column.tolist(), missing, strict=True)]


def sources_of(rows: Iterable[Row]) -> list[str]:
    """Name the sources of known figures, each once; derived ones have none of their own."""
    return list(dict.fromkeys(row["source"] for row in rows if row["source"] and not row["derived"]))


def derived_note(rows: Iterable[Row], subject: str, edition: Edition) -> list[str]:
    """Name the figures that follow from others."""
    labels = [edition.term(edition.measure(subject, row["measure"])) for row in rows if row["derived"]]
    if not labels:
        return []
    return [
        edition.say(
            "Số suy ra từ các số liệu khác (cách tính ở phụ lục nguồn số liệu): {labels}.",
            "Derived from other figures (how, the annex of sources tells): {labels}.",
            labels="; ".join(labels),
        )
    ]


def rounding_note(shares: Sequence[float], edition: Edition) -> list[str]:
    """Say so where percentages, each rounded by itself, do not add up to one hundred as printed."""
    total = formats.sum_as_printed(list(shares), edition.language)
    if not shares or total == edition.percent(1.0):
        return []
    return [
        edition.say(
            "Từng tỷ lệ được làm tròn riêng nên cộng lại là {total}.",
            "Each percentage is rounded by itself, so they add up to {total}.",
            total=total,
        )
    ]


def explain_source(source: str, subject: str, edition: Edition, year: int | None = None) -> str:
    """Say where a figure comes from; for a derived one, from which others and how."""
    if not source.startswith(DERIVED):
        return name_source(source, edition.language)
    if source == DERIVED + UNITS_TERM:
        return edition.say("tổng của các đơn vị trực thuộc", "the sum of the units directly below")
    terms = re.split(r" ([+−]) ", source.removeprefix(DERIVED))
    tiers = {**tiers_of(subject), "all": Phrase("tất cả", "all of them")}
    words = [
        term
        if term in "+−" or term.isdecimal()
        else edition.term(tiers[term] if term in tiers else edition.measure(subject, term, year))
        for term in terms
    ]
    return edition.say("suy ra: {way}", "derived: {way}", way=" ".join(words))
