"""Find wholes that are not the sum of their records, as some of their units hand in only counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from kgreport.data.tables.unit_tree import above, below, parents_of
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of_figures

Partial = set[tuple[int, str, str]]
"""Year, subject and unit of wholes whose records lack a unit below."""


def partial_wholes(counted: pd.DataFrame, written: pd.DataFrame, units: Sequence[Unit]) -> Partial:
    """Name the wholes above a unit that has counts of a subject and year, and no records, where others have.

    `counted` are figures counted from records and summed up the tree; `written` were written down.
    """
    if counted.empty:
        return set()
    parents, partial = parents_of(units), set()
    with_records, with_counts = _units_of(counted), _units_of(written)
    for (year, subject), of in with_counts.items():
        by_unit = with_records.get((year, subject), set()) - {""}
        for unit in of - by_unit - {""} if by_unit else ():
            partial |= {(year, subject, one) for one in above(unit, parents)[1:]}
    return partial


def _units_of(figures: pd.DataFrame) -> dict[tuple[int, str], set[str]]:
    found: dict[tuple[int, str], set[str]] = {}
    named = (figures[name].tolist() for name in ("year", "subject", "unit"))
    for year, subject, unit in zip(*named, strict=True):
        found.setdefault((year, subject), set()).add(unit)
    return found


def leave_out(counted: pd.DataFrame, partial: Partial) -> pd.DataFrame:
    """Leave out what was counted of wholes whose records lack a unit: it follows from the units instead."""
    if not partial:
        return counted
    at = zip(counted["year"], counted["subject"], counted["unit"], strict=True)
    return counted[[one not in partial for one in at]]


def check_direct(counted: pd.DataFrame, partial: Partial, units: Sequence[Unit]) -> Iterator[Finding]:
    """Where a unit has counts only, no record stands directly under a whole above it."""
    if not partial:
        return
    totals = counted[(counted["measure"] == "total") & (counted["tier"] == "")]
    known = dict(
        zip(zip(totals["year"], totals["subject"], totals["unit"], strict=True), totals["value"], strict=True)
    )
    for year, subject, unit in sorted(partial):
        own = known.get((year, subject, unit), 0)
        direct = own - sum(known.get((year, subject, child), 0) for child in below(unit, units))
        if direct > 0:
            yield _direct(year, subject, unit, int(direct))


def _direct(year: int, subject: str, unit: str, direct: int) -> Finding:
    return make_finding(
        "direct-records",
        {"year": year, "unit": unit, "subject": subject},
        place_of_figures(year, unit, subject),
        Wording(
            Phrase(
                "{direct} hồ sơ không ghi đơn vị, trong khi có đơn vị chỉ nộp số tổng",
                "{direct} records name no unit, while some unit has counts only",
            ).fill(direct=direct),
            Phrase(
                "hồ sơ của mọi đơn vị, hoặc hồ sơ nào cũng ghi đơn vị",
                "records of every unit, or a unit in every record",
            ),
            Phrase("ghi đơn vị cho các hồ sơ này", "name the unit of these records"),
        ),
        acceptable=False,
    )
