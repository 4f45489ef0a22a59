"""Rows of a register: their names, how they stand, and their counts by unit and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd


def count_by_unit(register: pd.DataFrame, states: Sequence[str]) -> pd.DataFrame:
    """Count the rows of each unit in each state.

    Parameters
    ----------
    register
        Rows with ``unit_name`` and ``standing``.
    states
        The states; units with more rows in the first one stand first, then those with more rows.

    Returns
    -------
    DataFrame
        One row for each unit that has rows: ``unit_name``, ``all``, and each state by its name.
    """
    counts: dict[str, Counter[str]] = {}
    for unit, state in zip(register["unit_name"].tolist(), register["standing"].tolist(), strict=True):
        counts.setdefault(unit, Counter())[state] += 1
    numbers = {unit: [of[state] for state in states] for unit, of in counts.items()}
    rows = [(unit, sum(of), *of) for unit, of in numbers.items()]
    rows.sort(key=lambda row: (row[2], row[1]), reverse=True)
    return pd.DataFrame(rows, columns=["unit_name", "all", *states])


def with_names(rows: pd.DataFrame, records: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Give those without a name the one that their record has; `records` are by subject."""
    names = {
        (subject, code): name
        for subject in dict.fromkeys(rows.loc[rows["name"] == "", "subject"])
        for code, name in zip(records[subject]["id"], records[subject]["name"], strict=True)
    }
    keys = zip(rows["name"], rows["subject"], rows["id"], strict=True)
    return rows.assign(name=[name or names.get((subject, code), "") for name, subject, code in keys])


def with_standings(reviews: pd.DataFrame) -> pd.DataFrame:
    """Say in ``standing`` which suggested reviews are ``explained``, and which are ``unexplained``."""
    states = ["explained" if explained else "unexplained" for explained in reviews["explained"]]
    return reviews.assign(standing=pd.Series(states, index=reviews.index, dtype=object))
