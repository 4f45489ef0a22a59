"""Find the units above and below a unit, and sum counts up the tree of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence

import pandas as pd

from kgreport.data.tables.units import Unit


def parents_of(units: Sequence[Unit]) -> dict[str, str]:
    """Name the unit above each; empty for the whole."""
    return {unit.id: unit.parent for unit in units}


def below(unit: str, units: Iterable[Unit]) -> list[str]:
    """Name the units directly below one, in their order; below the whole where it is empty."""
    return [one.id for one in units if one.parent == unit]


def below_in_year(unit: str, units: Iterable[Unit], reporting: Container[str]) -> list[str]:
    """Name the units directly below one that there were in a year.

    One that only some tables of units have was there if it is among those `reporting` any figure of the year.

    >>> old, new = Unit("a", "A", "", "", 2, is_steady=False), Unit("b", "B", "", "", 2)
    >>> below_in_year("", [old, new], set()), below_in_year("", [old, new], {"a"})
    (['b'], ['a', 'b'])
    """
    return [one.id for one in units if one.parent == unit and (one.is_steady or one.id in reporting)]


def all_below(unit: str, units: Sequence[Unit]) -> list[str]:
    """Name a unit and all that are under it, from the top down, each once: also where they form no tree."""
    under = defaultdict[str, list[str]](list)
    for one in units:
        under[one.parent].append(one.id)
    found, waiting = dict[str, None](), [unit]
    while waiting:
        code = waiting.pop()
        if code not in found:
            found[code] = None
            waiting += reversed(under[code])
    return list(found)


def above(unit: str, parents: Mapping[str, str]) -> list[str]:
    """Name a unit and all above it, the whole last."""
    chain = [unit]
    while chain[-1] and len(chain) <= len(parents) + 1:
        chain.append(parents.get(chain[-1], ""))
    return chain


def add_up(counts: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """Sum counts of single units into those above and the whole.

    `counts` has ``unit``, ``value`` and what else distinguishes counts. A unit that is not in the tree is
    directly under the whole.
    """
    if counts.empty:
        return counts
    parents = parents_of(units)
    pairs = [(unit, one) for unit in dict.fromkeys(counts["unit"]) for one in above(unit, parents)]
    chains = pd.DataFrame(pairs, columns=["unit", "above"])
    keys = [name for name in counts.columns if name != "value"]
    summed = counts.merge(chains, on="unit").drop(columns="unit").rename(columns={"above": "unit"})
    return summed.groupby(keys, as_index=False).agg(value=("value", "sum"))[list(counts.columns)]
