"""Count records, and sum the counts up the tree of units into figures.

Every row is counted once, under a number made of its year, unit, tier, rating and review.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.records.cells import BLANK, Rows
from kgreport.data.records.checks import EXEMPT, PENDING, RATED, SUSPENDED
from kgreport.data.records.layout import COUNTED_TRUTHS, LEVEL_CODES, STATUSES, RecordCodes, RecordTable
from kgreport.data.tables.unit_tree import above, parents_of
from kgreport.data.tables.units import Unit
from kgreport.terms.vocabulary import GRASSROOTS

SOURCE = "records"

_KINDS = len(STATUSES) + len(LEVEL_CODES)
_FLAGS = 1 << len(COUNTED_TRUTHS)

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the rows of a table.

    Attributes
    ----------
    ratings
        By year, unit (0 is the whole), tier, rating (status, or level of the rated) and review.
    reasons
        By year, unit, tier and reason.
    """

    ratings: Counts
    reasons: Counts

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.ratings + other.ratings, self.reasons + other.reasons)


def count_rows(rows: Rows, codes: RecordCodes) -> Tally:
    """Count rows whose every code could be read."""
    tiers = max(1, len(rows.table.tiers))
    shape = (len(codes.years), len(codes.units) + 1, tiers)
    # 32 bits are enough: counts under more numbers than these would not fit into memory.
    at = rows.year.astype(np.int32)
    at *= shape[1]
    at += rows.codes["unit"]
    if rows.table.tiers:
        at *= tiers
        at += rows.codes["tier"] - 1
    because = np.flatnonzero(rows.codes["reason"] != BLANK)
    reasons = at[because] * len(codes.reasons) + rows.codes["reason"][because] - 1
    at *= _KINDS * _FLAGS
    at += _kind(rows)
    return Tally(_count(at, (*shape, _KINDS, _FLAGS)), _count(reasons, (*shape, len(codes.reasons))))


def _kind(rows: Rows) -> NDArray[np.int8]:
    """Give rating and review as one small number: levels of the rated after the statuses."""
    status, level = rows.codes["status"], rows.codes["level"]
    kind = np.where((status == RATED) & (level > BLANK), len(STATUSES) - 1 + level, status - 1).astype(
        np.int8
    )
    for name in COUNTED_TRUTHS:
        kind *= 2
        if name in rows.truths:
            kind += rows.truths[name]
    return kind


def _count(at: NDArray[np.int32], shape: tuple[int, ...]) -> Counts:
    return np.bincount(at, minlength=int(np.prod(shape))).reshape(shape)


def figures_of(
    tally: Tally,
    table: RecordTable,
    codes: RecordCodes,
    units: Sequence[Unit],
    *,
    truths: set[str],
    place: str,
) -> pd.DataFrame:
    """Give the figures of every unit and tier, with those below summed into those above.

    `units` are those of `codes`, in the same order; `truths` are the yes-or-no columns of the table. Where a
    unit has no row, nothing is known.
    """
    summed = Tally(_up_the_tree(tally.ratings, units), _up_the_tree(tally.reasons, units))
    by_tier = {tier: _figures(summed, tiers, codes, truths) for tier, tiers in _tiers(table)}
    columns: dict[str, object] = {
        name: np.concatenate([of[name] for of in by_tier.values()])
        for name in ("year", "unit", "measure", "value")
    }
    sizes = [len(of["value"]) for of in by_tier.values()]
    columns |= {"subject": table.subject, "tier": np.repeat(np.array(list(by_tier), dtype=object), sizes)}
    return pd.DataFrame({name: {**columns, "source": SOURCE, "place": place}[name] for name in COLUMNS})


def _tiers(table: RecordTable) -> Iterator[tuple[str, list[int]]]:
    """Name each tier with the tiers it is the sum of; an empty one is all of them."""
    yield "", list(range(max(1, len(table.tiers))))
    for n, tier in enumerate(table.tiers):
        yield tier, [n]
    if set(GRASSROOTS) <= set(table.tiers):
        yield "grassroots", [table.tiers.index(tier) for tier in GRASSROOTS]


def _up_the_tree(counts: Counts, units: Sequence[Unit]) -> Counts:
    """Add the counts of each unit to those of its parent, from the leaves up."""
    place = {"": 0} | {unit.id: n for n, unit in enumerate(units, start=1)}
    parents = parents_of(units)
    summed = counts.copy()
    for unit in sorted(parents, key=lambda one: -len(above(one, parents))):
        summed[:, place[parents[unit]]] += summed[:, place[unit]]
    return summed


def _figures(tally: Tally, tiers: list[int], codes: RecordCodes, truths: set[str]) -> dict[str, NDArray[Any]]:
    """Give the columns of the figures of some tiers taken together."""
    ratings, reasons = tally.ratings[:, :, tiers].sum(axis=2), tally.reasons[:, :, tiers].sum(axis=2)
    kinds = ratings.sum(axis=3)
    levels = kinds[:, :, len(STATUSES) :]
    total = kinds.sum(axis=2)
    measures: dict[str, Counts] = {
        "total": total,
        "rated": kinds[:, :, RATED - 1] + levels.sum(axis=2),
        "exempt": kinds[:, :, EXEMPT - 1],
        "pending": kinds[:, :, PENDING - 1] + kinds[:, :, SUSPENDED - 1],
        **{level: levels[:, :, n] for n, level in enumerate(LEVEL_CODES)},
        **{reason: reasons[:, :, n] for n, reason in enumerate(codes.reasons) if reason in codes.counted},
    }
    for n, name in enumerate(reversed(COUNTED_TRUTHS)):
        if name in truths:
            marked = np.arange(_FLAGS) >> n & 1 == 1
            measures[name] = ratings[:, :, :, marked].sum(axis=(2, 3))
    year, unit = np.nonzero(total)
    names = np.array(["", *codes.units], dtype=object)
    columns = {name: counts[year, unit] for name, counts in measures.items()}
    return {
        "year": np.tile(np.array(codes.years)[year], len(columns)),
        "unit": np.tile(names[unit], len(columns)),
        "measure": np.repeat(np.array(list(columns), dtype=object), len(year)),
        "value": np.concatenate(list(columns.values())),
    }
