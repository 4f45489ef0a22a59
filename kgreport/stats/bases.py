"""Shares of measures that each have a base of their own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Figures, Known, figures_of
from kgreport.stats.shares import framed, share_rows

Bases = Mapping[str, tuple[str, ...]]
"""By measure, what it may be a share of, the better base first; nothing where it is only counted."""


def shares_of_bases(figures: Figures, scope: Scope, bases: Bases) -> pd.DataFrame:
    """Compute what share of its own base each measure is.

    Parameters
    ----------
    figures
        Figures, completed: a frame, or by scope.
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
    return framed(base_rows(figures_of(figures, scope), bases))


def base_rows(known: Known, bases: Bases) -> list[dict[str, object]]:
    """Compute the same row by row, from the figures of a scope."""
    return share_rows(known, {measure: _base(known, measure, of) for measure, of in bases.items()})


def _base(known: Known, measure: str, wanted: tuple[str, ...]) -> str:
    """Choose the first base that is known and not less than the count."""
    least = known[measure].value if measure in known else 0
    return next((base for base in wanted if base in known and known[base].value >= least), "")
