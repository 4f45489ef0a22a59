"""Shares of measures that each have a base of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kgreport.data.layout import Scope
from kgreport.stats.shares import counts, shares

Bases = Mapping[str, tuple[str, ...]]
"""By measure, what it may be a share of, the better base first; nothing where it is only counted."""


def shares_of_bases(figures: pd.DataFrame, scope: Scope, bases: Bases) -> pd.DataFrame:
    """Compute what share of its own base each measure is.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    scope
        Year, unit, subject and tier.
    bases
        The measures wanted, in their order, with their bases.

    Returns
    -------
    DataFrame
        The columns of `kgreport.stats.shares.shares`, one row per measure. The base is the first that is
        known and not less than the count; where there is none, ``base`` is empty and there is no share.
    """
    rows = [_share(figures, scope, measure, bases[measure]) for measure in bases]
    return pd.concat(rows, ignore_index=True)


def _share(figures: pd.DataFrame, scope: Scope, measure: str, bases: tuple[str, ...]) -> pd.DataFrame:
    known = counts(figures, scope, [measure, *bases]).set_index("measure")["count"]
    count = known[measure]
    fit = [base for base in bases if not pd.isna(known[base]) and (pd.isna(count) or known[base] >= count)]
    if fit:
        return shares(figures, scope, [measure], fit[0])
    return shares(figures, scope, [measure], measure).assign(
        base="", base_count=pd.array([None], dtype="Int64"), share=pd.array([None], dtype="Float64")
    )
