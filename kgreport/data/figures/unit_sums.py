"""Derive a whole from its units, and compare a whole that was written down with the sum of its units.

Figures counted from records are sums already.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS, DERIVED, KEY, UNITS_TERM, FigureKey
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import Figure, drop_known
from kgreport.data.figures.repetitions import Contradiction
from kgreport.data.rules.model import label_in_year
from kgreport.data.tables.unit_tree import all_below, below, below_in_year
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.vocabulary import SOURCE_NAMES

_REST = [name for name in KEY if name != "unit"]


def sum_units(figures: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """Derive each unknown figure of a whole that is known of every unit directly below.

    The source of a derived figure says so.
    """
    known = figures
    for parent in _from_the_leaves_up(units):
        sums = _sums(known, parent, units)
        new = drop_known(sums[sums["complete"]], known[known["unit"] == parent], _REST)
        if len(new):
            derived = new.assign(unit=parent, source=DERIVED + UNITS_TERM, place="")
            known = pd.concat([known, derived[list(COLUMNS)]], ignore_index=True)
    return known


def complete_with_units(
    figures: pd.DataFrame, units: Sequence[Unit], own: OwnTerms = NO_TERMS
) -> pd.DataFrame:
    """Complete figures by identities, then wholes by their units, then what follows from the wholes."""
    completed = complete_figures(figures, own)
    summed = sum_units(completed, units)
    if summed is completed:
        return completed
    # Identities hold within one unit, so more can follow only in units that got a sum.
    has_sum = summed["unit"].isin(summed["unit"].iloc[len(completed) :])
    both = pd.concat([summed[~has_sum], complete_figures(summed[has_sum], own)])
    return both.sort_values(KEY, ignore_index=True)


def is_written(source: str) -> bool:
    """Whether a figure with this source was written down: not counted from records, and not derived."""
    return source not in SOURCE_NAMES and not source.startswith(DERIVED)


def broken_sums(known: KnownFigures) -> Iterator[Contradiction]:
    """A whole that was written down is the sum of its units, and not less than the sum of the known ones.

    Wholes that were derived or counted from records are skipped.
    """
    reporting: dict[int, set[str]] = {}
    for year, unit, *_ in known.by_scope.known:
        reporting.setdefault(year, set()).add(unit)
    for parent in _from_the_leaves_up(known.units):
        children = {year: below_in_year(parent, known.units, some) for year, some in reporting.items()}
        for scope, of in known.by_scope.known.items():
            for measure, whole in of.items() if scope[1] == parent else ():
                if is_written(whole.source):
                    yield from _broken_sum(known, (*scope, measure), whole, children[scope[0]])


def _broken_sum(
    known: KnownFigures, key: FigureKey, whole: Figure, children: Sequence[str]
) -> Iterator[Contradiction]:
    year, _, subject, tier, measure = key
    below_it = [(year, child, subject, tier, measure) for child in children]
    of_units = {one: figure.value for one in below_it if (figure := known.get(one))}
    total = sum(of_units.values())
    if of_units and (total > whole.value or (len(of_units) == len(children) and total < whole.value)):
        counted = {"n": len(of_units), "of": len(children), "sum": total}
        label = label_in_year(known.rules, year, subject, measure)
        yield Contradiction(
            _differs(key, label, whole, counted, known.own), key, {key: 1, **dict.fromkeys(of_units, -1)}
        )


def _from_the_leaves_up(units: Sequence[Unit]) -> list[str]:
    wholes = [one for one in all_below("", units) if below(one, units)]
    return wholes[::-1]


def _sums(figures: pd.DataFrame, parent: str, units: Sequence[Unit]) -> pd.DataFrame:
    """Sum the units below one; a sum is complete if every unit that there was in the year has the figure."""
    children = below(parent, units)
    of = figures[figures["unit"].isin(children)]
    # No unit has a figure twice, so each row is one that is known.
    sums = of.groupby(_REST, as_index=False, sort=False).agg(value=("value", "sum"), known=("value", "size"))
    if all(one.is_steady for one in units):
        return sums.assign(complete=sums["known"] == len(children))
    reporting = of.groupby("year")["unit"].agg(set)
    expected = {year: len(below_in_year(parent, units, some)) for year, some in reporting.items()}
    return sums.assign(complete=sums["known"] == sums["year"].map(expected))


def _differs(
    key: FigureKey, label: Phrase, whole: Figure, counted: Mapping[str, int], own: OwnTerms
) -> Finding:
    year, unit, subject, tier, _ = key
    wording = Wording(
        Phrase(
            "tổng {n}/{of} đơn vị: {sum}, chênh lệch {difference}",
            "sum of {n} of {of} units: {sum}, off by {difference}",
        ).fill(**counted, difference=abs(whole.value - counted["sum"])),
        same("{measure}: {whole}").fill(measure=label, whole=whole.value),
        Phrase(
            "đối chiếu số chung với số của từng đơn vị rồi sửa bên sai, hoặc chấp nhận phát hiện này "
            "kèm lý do",
            "compare the whole with its units and correct the side that is wrong, or accept this "
            "finding, with a reason",
        ),
        STATEMENT,
    )
    at = [whole.place] if whole.place else []
    place = place_in_files(year, unit, subject, tier, at, own=own)
    return make_finding("units", dict(zip(KEY, key, strict=True)), place, wording, cells=cells_at(at))
