"""Rows of a register counted by unit and state."""

from __future__ import annotations

from collections.abc import Sequence

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
    names = list(dict.fromkeys(register["unit_name"]))
    counts = pd.crosstab(register["unit_name"], register["standing"])
    counts = counts.reindex(index=names, columns=list(states), fill_value=0)
    counts.insert(0, "all", counts.sum(axis=1))
    ordered = counts.sort_values([states[0], "all"], ascending=False, kind="stable")
    return ordered.rename_axis(index="unit_name", columns=None).reset_index()
