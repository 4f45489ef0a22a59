"""Complete figures by the identities of rating, and find where they contradict.

Frames in, frames out; nothing here formats, draws or reads files. An identity says that a whole is the
sum of its parts. Where all but one of these are known the missing one follows; where all are known they
must agree. Nothing else is ever inferred: what does not follow stays unknown, a row that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from kgreport.data.layout import COLUMNS, DERIVED, KEY
from kgreport.data.vocabulary import COLLECTIVE_REASONS, ITEMS, LEVELS, REASONS

Axis = Literal["measure", "tier"]
AXES: tuple[Axis, ...] = ("measure", "tier")


@dataclass(frozen=True, slots=True)
class Identity:
    """A whole that is the sum of its parts, or at least no less than them.

    Attributes
    ----------
    axis
        The column of the figures along which whole and parts lie.
    whole, parts
        Codes of that column.
    subjects
        The subjects or items it holds for; empty for all.
    exact
        False where the parts need not exhaust the whole: nothing follows, but they never exceed it.
    """

    axis: Axis
    whole: str
    parts: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    exact: bool = True

    @property
    def codes(self) -> list[str]:
        """The whole, then its parts."""
        return [self.whole, *self.parts]


IDENTITIES = (
    Identity("measure", "good_or_better", ("excellent", "good")),
    Identity("measure", "fulfilled_or_better", ("good_or_better", "fulfilled")),
    Identity("measure", "rated", ("fulfilled_or_better", "unfulfilled")),
    Identity("measure", "total", ("rated", "exempt", "pending")),
    Identity("measure", "unfulfilled", tuple(REASONS), ("member",)),
    Identity("measure", "rated", (*LEVELS,), exact=False),
    Identity("measure", "rated", ("good_or_better", "fulfilled", "unfulfilled"), exact=False),
    Identity("measure", "fulfilled_or_better", ("excellent", "good", "fulfilled"), exact=False),
    Identity("measure", "total", (*LEVELS, "exempt", "pending"), exact=False),
    Identity("measure", "total", ("reviewed",), exact=False),
    Identity("measure", "total", ("suggested",), exact=False),
    Identity("measure", "suggested", ("explained",), exact=False),
    Identity("measure", "excellent", ("flag",), exact=False),
    Identity(
        "measure",
        "unfulfilled",
        ("unfulfilled_below_level", *COLLECTIVE_REASONS),
        ("collective",),
        exact=False,
    ),
    Identity("measure", "reviewed", ("on_time",), exact=False),
    Identity("measure", "opinions_asked", ("opinions_given",), exact=False),
    Identity("measure", "total", ("studied",), exact=False),
    Identity("measure", "total", ("committed",), exact=False),
    Identity("tier", "", ("administrative", "public_service"), tuple(ITEMS)),
    Identity("tier", "", ("superior", "grassroots", "sub"), ("organization",)),
    Identity("tier", "grassroots", ("grassroots_committee", "grassroots_branch"), ("organization",)),
    Identity("tier", "", ("province", "district", "grassroots"), ("collective", "leader")),
)
"""The identities of one subject, tier, unit and year; they follow from the definitions of the terms."""


def complete_figures(figures: pd.DataFrame) -> pd.DataFrame:
    """Add every figure that follows from the known ones.

    Wholes are summed first, and only what is then still missing is found by subtraction, so that of two
    ways to a figure the plainer one is named as its source.

    Parameters
    ----------
    figures
        Frame with the columns of `kgreport.data.layout.COLUMNS`, one row per known figure.

    Returns
    -------
    DataFrame
        The same columns, sorted by key; derived rows have a `source` such as
        ``derived: excellent + good`` and an empty `place`. A derivation below zero is no figure but a
        contradiction: it is left to `kgreport.data.contradictions.find_contradictions`.
    """
    known = figures[list(COLUMNS)]
    for whole_only in (True, False):
        size = -1
        while size != len(known):
            size = len(known)
            for axis in AXES:
                derived = _derive(known, axis, whole_only=whole_only)
                known = pd.concat([known, derived]) if len(derived) else known
    return known.astype({"year": int, "value": int}).sort_values(KEY, ignore_index=True)


def spread(figures: pd.DataFrame, axis: Axis, column: str) -> pd.DataFrame:
    """Lay the codes of an axis side by side, one row per place where identities may hold.

    Parameters
    ----------
    figures
        Frame of figures.
    axis
        ``measure`` or ``tier``.
    column
        What fills the frame: ``value``, ``source`` or ``place``.

    Returns
    -------
    DataFrame
        Index: the rest of the key; columns: every code of the identities; missing where unknown.
    """
    codes = list(dict.fromkeys(code for one in IDENTITIES if one.axis == axis for code in one.codes))
    rest = [name for name in KEY if name != axis]
    concerned = figures[figures[axis].isin(codes)]
    return concerned.pivot(index=rest, columns=axis, values=column).reindex(columns=codes)


def holds_for(identity: Identity, wide: pd.DataFrame) -> NDArray[np.bool_]:
    """Tell which rows of a spread frame an identity speaks of."""
    if not identity.subjects:
        return np.ones(len(wide), dtype=bool)
    return np.asarray(wide.index.get_level_values("subject").isin(identity.subjects))


def _derive(known: pd.DataFrame, axis: Axis, *, whole_only: bool) -> pd.DataFrame:
    wide = spread(known, axis, "value")
    values = wide.to_numpy(dtype=float, copy=True)
    found: list[pd.DataFrame] = []
    size = -1
    while size != len(found):
        size = len(found)
        for identity in IDENTITIES:
            if identity.exact and identity.axis == axis:
                found += _fill(values, wide, identity, whole_only=whole_only)
    return pd.concat(found) if found else pd.DataFrame(columns=list(COLUMNS))


def _fill(
    values: NDArray[np.float64], wide: pd.DataFrame, identity: Identity, *, whole_only: bool
) -> Iterator[pd.DataFrame]:
    """Fill what one identity gives into the values, and name each figure it gives."""
    columns = wide.columns.get_indexer(pd.Index(identity.codes))
    signs = np.array([1.0, *[-1.0] * len(identity.parts)])
    missing = np.isnan(values[:, columns])
    one_missing = (missing.sum(axis=1) == 1) & holds_for(identity, wide)
    for position, code in enumerate(identity.codes[:1] if whole_only else identity.codes):
        rows = np.flatnonzero(one_missing & missing[:, position])
        counts = -np.nansum(values[np.ix_(rows, columns)] * signs, axis=1) * signs[position]
        rows, counts = rows[counts >= 0], counts[counts >= 0]
        if len(rows):
            values[rows, columns[position]] = counts
            keys = wide.index[rows].to_frame(index=False)
            yield keys.assign(**{identity.axis: code}, value=counts, source=_way(identity, code), place="")


def _way(identity: Identity, code: str) -> str:
    """Say from what a figure follows: a whole from its parts, a part from the whole and the others."""
    others = [_code(part) for part in identity.parts if part != code]
    if code == identity.whole:
        return DERIVED + " + ".join(others)
    return DERIVED + " − ".join([_code(identity.whole), *others])


def _code(code: str) -> str:
    return code or "all"
