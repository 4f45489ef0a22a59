"""Units side by side: how each was rated, the best first, with the whole they belong to."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from kgreport.data.collation import sort_key
from kgreport.data.layout import DERIVED, Scope

COMPARED = (
    "rated",
    "excellent",
    "good",
    "good_or_better",
    "fulfilled",
    "fulfilled_or_better",
    "unfulfilled",
)
RANKED_BY = ("good_or_better", "fulfilled_or_better", "excellent")
"""What units are ranked by: the first whose share is known for any of them."""


def compare_units(figures: pd.DataFrame, scope: Scope, names: Mapping[str, str]) -> pd.DataFrame:
    """Compare how units were rated, each with all of its own.

    Parameters
    ----------
    figures
        Frame of figures, completed.
    scope
        Year, subject and tier; its unit is the whole that the units are set against.
    names
        The units to compare, by code, with their names.

    Returns
    -------
    DataFrame
        One row per unit, the largest share first, those of equal shares in the order of their names, those
        without a share last; at the end the whole, where ``whole`` is true. Columns: ``unit``, ``whole``,
        the counts by measure, and the shares of those rated as ``share_excellent`` and so on: fractions of
        one, missing where unknown. Attributes: ``ranked_by`` (a measure, or empty), ``sources``.
    """
    keys = {"year": scope.year, "subject": scope.subject, "tier": scope.tier}
    here = figures[(figures[list(keys)] == pd.Series(keys)).all(axis=1) & figures["measure"].isin(COMPARED)]
    here = here[here["unit"].isin([*names, scope.unit])]
    counts = here.pivot(index="unit", columns="measure", values="value")
    counts = counts.reindex(index=[*names, scope.unit], columns=list(COMPARED)).astype("Int64")
    shares = counts.astype("Float64").div(counts["rated"].where(counts["rated"] != 0), axis=0)
    frame = counts.join(shares.add_prefix("share_")).rename_axis("unit").reset_index()
    frame["whole"] = frame["unit"] == scope.unit
    ranked_by = _ranked_by(frame[~frame["whole"]])
    frame = frame.loc[_in_order(frame, ranked_by, names)].reset_index(drop=True)
    frame.attrs = {
        "ranked_by": ranked_by,
        "sources": list(dict.fromkeys(here.loc[~here["source"].str.startswith(DERIVED), "source"])),
    }
    return frame


def _ranked_by(units: pd.DataFrame) -> str:
    return next((measure for measure in RANKED_BY if units[f"share_{measure}"].notna().any()), "")


def _in_order(frame: pd.DataFrame, ranked_by: str, names: Mapping[str, str]) -> list[int]:
    """Put rows in order: by share, then by name; those without a share after them, the whole after all."""
    shares = frame[f"share_{ranked_by or RANKED_BY[0]}"]

    def place(row: int) -> tuple[object, ...]:
        unknown = bool(pd.isna(shares[row]))
        name = sort_key(names.get(str(frame["unit"][row]), ""))
        return bool(frame["whole"][row]), unknown, 0 if unknown else -shares[row], name

    return sorted(frame.index, key=place)
