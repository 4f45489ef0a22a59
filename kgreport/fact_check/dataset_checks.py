"""Compare what a text claims with the figures of a dataset.

A claim is compared only where its subject, tier, measure, year and unit are all known. What only the dataset
can decide is decided here; what the text itself contradicts is found by `kgreport.fact_check.checking`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgreport.data.figures.layout import DERIVED, FigureKey
from kgreport.data.figures.lookup import Figure, by_scope
from kgreport.fact_check.model import Claim, Mistake, Number, Severity
from kgreport.fact_check.scope import unit_of_text
from kgreport.terms.phrases import Message, Phrase, same
from kgreport.terms.printed_numbers import as_percentage
from kgreport.terms.printed_shares import judge_share
from kgreport.terms.spelling import folded
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, LEVEL_SUMS, LEVELS, REASONS, label_of, measure_label
from kgreport.views.formats import count

if TYPE_CHECKING:
    from kgreport.data.datasets.dataset import Dataset

KIND = "not-in-dataset"

_BASES: Mapping[str, Sequence[str]] = {
    **dict.fromkeys((*LEVELS, *LEVEL_SUMS), ("rated", "total", "reviewed")),
    **dict.fromkeys((*REASONS, *COLLECTIVE_REASONS), ("unfulfilled", "rated", "total")),
    **dict.fromkeys(("explained",), ("suggested", "total")),
    **dict.fromkeys(("on_time",), ("reviewed", "total")),
}
"""What a share may be of, by its measure; the first is usual, of all others it is the total."""

_COUNT = Phrase(
    "{label}: bộ số liệu có {value} ({source}); sửa văn bản, hoặc sửa bộ số liệu nếu văn bản đúng",
    "{label}: the dataset has {value} ({source}); correct the text, or the dataset if that is wrong",
)
_SHARE = Phrase(
    "{label}: theo bộ số liệu, {value}/{base} là {right}; sửa văn bản, hoặc sửa bộ số liệu nếu văn bản đúng",
    "{label}: by the dataset, {value}/{base} is {right}; correct the text, or the dataset if that is wrong",
)
_NO_YEAR = Phrase(
    "văn bản không ghi năm; {label}: bộ số liệu có {value} ({source}); ghi rõ năm, xem lại con số",
    "the text names no year; {label}: the dataset has {value} ({source}); name the year, check the number",
)
_FOLLOWS = Phrase("suy ra từ các số liệu khác", "it follows from other figures")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetFigures:
    """The figures that texts are compared with.

    Attributes
    ----------
    figures
        The figures and all that follow from them.
    units
        Codes of the units by their names, in small letters; the whole that a text is about has no name.
    year
        The year that a text is likely to be about.
    issuer
        The head of the report of these figures, which names the unit that they are of, in small letters.
    """

    figures: Mapping[FigureKey, Figure]
    units: Mapping[str, str]
    year: int
    issuer: str = ""

    def of_text(self, text: str) -> DatasetFigures:
        """Choose the unit that stands for the whole of a text; none, if the figures have none of its name."""
        own = unit_of_text(text)
        if own is None or folded(own.name) in self.issuer:
            return self
        code = self.units.get(folded(str(own)))
        others = {name: unit for name, unit in self.units.items() if name}
        return replace(self, units=others if code is None else {**others, "": code})

    def key_of(self, claim: Claim, year: int | None) -> FigureKey | None:
        """Give the key of the figure that a claim is about, if all of it is known."""
        unit = self.units.get(folded(claim.unit)) if claim.unit is not None else None
        if claim.subject is None or claim.tier is None or claim.measure is None:
            return None
        return (
            None if unit is None or year is None else (year, unit, claim.subject, claim.tier, claim.measure)
        )

    def find(self, claim: Claim, *, measure: str | None = None, year: int | None = None) -> Figure | None:
        """Find the figure of a claim, or of another measure or year of the same."""
        key = self.key_of(claim if measure is None else replace(claim, measure=measure), year or claim.year)
        return self.figures.get(key) if key else None


def dataset_figures(dataset: Dataset, unit: str, year: int, issuer: str = "") -> DatasetFigures:
    """Collect the figures of a dataset for texts about one unit, or about the whole (``""``)."""
    known = by_scope(dataset.completed).known
    figures = {(*scope, measure): figure for scope, of in known.items() for measure, figure in of.items()}
    names = {folded(name): code for code, name in dataset.whole.units.items() if name}
    return DatasetFigures(figures=figures, units={**names, "": unit}, year=year, issuer=folded(issuer))


def compare_with_figures(
    claims: Sequence[Claim], mistakes: Sequence[Mistake], known: DatasetFigures
) -> list[Mistake]:
    """Add what contradicts the figures to the mistakes of a text, and take away the doubts that they settle.

    Parameters
    ----------
    claims, mistakes
        What the text says, and what it contradicts itself.
    known
        The figures.
    """
    wrong = {(one.start, one.end) for one in mistakes if one.severity != "note"}
    added = {
        (one.start, one.end): one
        for claim in claims
        for one in _compare(claim, known)
        if (one.start, one.end) not in wrong
    }
    settled = {
        (claim.share.start, claim.share.end)
        for claim in claims
        if claim.share and _share_is_right(claim, claim.share, known)
    }
    settled |= added.keys()
    kept = [one for one in mistakes if one.kind != "unknown-base" or (one.start, one.end) not in settled]
    return sorted([*kept, *added.values()], key=lambda one: (one.start, one.end))


def _compare(claim: Claim, known: DatasetFigures) -> Iterator[Mistake]:
    """Compare the count of a claim, or else its share, with the figure."""
    figure = known.find(claim)
    if figure is None and claim.year is None:
        yield from _compare_without_year(claim, known)
    elif figure and claim.count and figure.value not in claim.count.interval:
        severity: Severity = "warning" if claim.count.approximation else "error"
        yield _mistake(claim.count, severity, figure, _say(_COUNT, claim, claim.year, figure))
    elif figure and claim.share:
        yield from _compare_share(claim, claim.share, figure, known)


def _compare_without_year(claim: Claim, known: DatasetFigures) -> Iterator[Mistake]:
    """Compare the count of a claim with the figure of the year that the text is likely to be about."""
    figure = known.find(claim, year=known.year)
    if figure and claim.count and figure.value not in claim.count.interval:
        yield _mistake(claim.count, "note", figure, _say(_NO_YEAR, claim, known.year, figure))


def _compare_share(claim: Claim, share: Number, figure: Figure, known: DatasetFigures) -> Iterator[Mistake]:
    """Find a share that no base in the dataset gives; the text names no base of its own."""
    bases = _bases(claim, known)
    if not bases or (claim.base and claim.base.value not in bases):
        return
    verdicts = [judge_share(share, figure.value, base) for base in bases]
    if any(verdict.kind == "correct" for verdict in verdicts):
        return
    right = as_percentage(verdicts[0].right) if verdicts[0].right is not None else same("")
    values = {"base": bases[0], "right": right}
    yield Mistake(
        start=share.start,
        end=share.end,
        severity="error",
        kind="truncated-share" if verdicts[0].kind == "truncated" else KIND,
        found=share.text,
        expected=right.vi,
        message=_say(_SHARE, claim, claim.year, figure, **values),
    )


def _bases(claim: Claim, known: DatasetFigures) -> list[int]:
    """List the counts that the share of a claim may be of, the usual one first; none if that is unknown."""
    usual, *others = (
        [claim.base_measure] if claim.base_measure else _BASES.get(claim.measure or "", ("total",))
    )
    first = known.find(claim, measure=usual)
    found = [known.find(claim, measure=other) for other in others]
    return [first.value, *(one.value for one in found if one)] if first and first.value else []


def _share_is_right(claim: Claim, share: Number, known: DatasetFigures) -> bool:
    """Whether the dataset has a count and a base that give a share."""
    figure = known.find(claim)
    return figure is not None and any(
        judge_share(share, figure.value, base).kind == "correct" for base in _bases(claim, known)
    )


def _mistake(number: Number, severity: Severity, figure: Figure, message: Message) -> Mistake:
    return Mistake(
        start=number.start,
        end=number.end,
        severity=severity,
        kind=KIND,
        found=number.text,
        expected=count(figure.value),
        message=message,
    )


def _say(phrase: Phrase, claim: Claim, year: int | None, figure: Figure, **values: object) -> Message:
    subject, tier, measure = claim.subject or "", claim.tier or "", claim.measure or ""
    whose, what = label_of(subject, tier), measure_label(subject, measure)
    label = Phrase(*(f"{one} ({other}, {year})" for one, other in zip(what, whose, strict=True)))
    source = _FOLLOWS if figure.source.startswith(DERIVED) else same(figure.source)
    return phrase.fill(label=label, value=figure.value, source=source, **values)
