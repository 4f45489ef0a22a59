"""Shares of measures that each have a base of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kgreport.data.layout import Scope
from kgreport.stats.shares import counts

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
    codes = dict.fromkeys([*bases, *(base for wanted in bases.values() for base in wanted)])
    known = counts(figures, scope, list(codes)).set_index("measure", drop=False)
    found = known.loc[list(bases)].reset_index(drop=True)
    chosen = [_base(known["count"], measure, wanted) for measure, wanted in bases.items()]
    found["base"] = chosen
    wholes = [known["count"][base] if base else None for base in chosen]
    found["base_count"] = pd.array(wholes, dtype="Int64")
    whole = found["base_count"].astype("Float64")
    found["share"] = found["count"].astype("Float64").div(whole.where(whole != 0))
    return found


def _base(known: pd.Series[int], measure: str, wanted: tuple[str, ...]) -> str:
    """Choose the first base that is known and not less than the count."""
    count = known[measure]
    fit = (base for base in wanted if not pd.isna(known[base]) and (pd.isna(count) or known[base] >= count))
    return next(fit, "")
