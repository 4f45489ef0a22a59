"""Complete figures by the identities of rating, and find where they contradict.

Frames in, frames out; nothing here formats, draws or reads files. An identity says that a whole is the
sum of its parts. Where all but one of these are known the missing one follows; where all are known they
must agree. Nothing else is ever inferred: what does not follow stays unknown, a row that is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Literal

import pandas as pd

from kgreport.data.layout import COLUMNS, KEY
from kgreport.data.vocabulary import ITEMS, REASONS

DERIVED = "derived: "
"""What the source of a derived figure begins with; after it stand the codes it follows from."""


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

    axis: Literal["measure", "tier"]
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
    Identity("measure", "total", ("reviewed",), exact=False),
    Identity("measure", "total", ("suggested",), exact=False),
    Identity("measure", "suggested", ("explained",), exact=False),
    Identity("measure", "excellent", ("flag",), exact=False),
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
    ways = [(whole_only, identity) for whole_only, identity in product((True, False), IDENTITIES)]
    position = 0
    while position < len(ways):
        whole_only, identity = ways[position]
        derived = _derive(known, identity, whole_only=whole_only) if identity.exact else []
        known = pd.concat([known, pd.DataFrame(derived, columns=list(COLUMNS))]) if derived else known
        position = 0 if derived else position + 1
    return known.astype({"year": int, "value": int}).sort_values(KEY, ignore_index=True)


def spread(figures: pd.DataFrame, identity: Identity, column: str) -> pd.DataFrame:
    """Lay the codes of an identity side by side, one row per place where it holds.

    Parameters
    ----------
    figures
        Frame of figures.
    identity
        The identity.
    column
        What fills the frame: ``value``, ``source`` or ``place``.

    Returns
    -------
    DataFrame
        Index: the rest of the key; columns: the whole, then the parts; missing where unknown.
    """
    concerned = figures[figures[identity.axis].isin(identity.codes)]
    if identity.subjects:
        concerned = concerned[concerned["subject"].isin(identity.subjects)]
    rest = [name for name in KEY if name != identity.axis]
    return concerned.pivot(index=rest, columns=identity.axis, values=column).reindex(columns=identity.codes)


def _derive(known: pd.DataFrame, identity: Identity, *, whole_only: bool) -> list[dict[str, object]]:
    wide = spread(known, identity, "value")
    one_missing = wide[wide.isna().sum(axis=1) == 1]
    derived: list[dict[str, object]] = []
    for target in [identity.whole] if whole_only else identity.parts:
        counts, source = _solve(one_missing, identity, target)
        missing = counts[one_missing[target].isna() & (counts >= 0)].astype(int).rename("value")
        found = missing.reset_index().assign(**{identity.axis: target}, source=source, place="")
        derived += [{str(name): cell for name, cell in row.items()} for row in found.to_dict("records")]
    return derived


def _solve(wide: pd.DataFrame, identity: Identity, target: str) -> tuple[pd.Series[float], str]:
    others = [part for part in identity.parts if part != target]
    total = wide[others].astype(float).sum(axis=1)
    if target == identity.whole:
        return total, DERIVED + " + ".join(map(_code, others))
    source = DERIVED + " − ".join(map(_code, [identity.whole, *others]))
    return wide[identity.whole].astype(float) - total, source


def _code(code: str) -> str:
    return code or "all"
