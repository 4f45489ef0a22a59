"""The rows of the table of printed shares, the bases that a share may be of, and prints beside counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Known
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.printed_numbers import PrintedNumber, parse_printed, say_printed
from kgreport.terms.vocabulary import AWARDS, COLLECTIVE_REASONS, LEVEL_SUMS, LEVELS, REASONS

_OF_RATED = ("rated", "total", "reviewed")

BASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys((*LEVELS, *LEVEL_SUMS), _OF_RATED),
    **dict.fromkeys((*REASONS, *COLLECTIVE_REASONS), ("unfulfilled", *_OF_RATED)),
    **dict.fromkeys(AWARDS, ("excellent", *_OF_RATED)),
    "on_time": ("reviewed", "total"),
    "explained": ("suggested",),
    "opinions_given": ("opinions_asked",),
    "studied": ("total", "reviewed"),
    "committed": ("total", "reviewed"),
    **dict.fromkeys(("reviewed", "rated", "exempt", "pending", "suggested"), ("total", "reviewed")),
    **dict.fromkeys(("trained", "rotated", "planned"), ("total",)),
}
"""By measure, what a share of it may be of, the usual base first."""


@dataclass(frozen=True, slots=True)
class Print:
    """A share or an approximate count as it was printed.

    Attributes
    ----------
    scope, measure
        Which figure it is.
    base
        The measure it is a share of, as the print says; empty where it does not say.
    number
        The number.
    source, place
        Where it was printed, and the row of the table.
    own_bases
        What a share of a measure of the dataset's own may be of.
    """

    scope: Scope
    measure: str
    base: str
    number: PrintedNumber
    source: str
    place: str
    own_bases: tuple[str, ...] = ()

    @property
    def bases(self) -> tuple[str, ...]:
        """What a share of its measure may be of, the usual base first."""
        return self.own_bases or BASES.get(self.measure, ())

    def base_in(self, known: Known) -> str:
        """The base that is stated, else the first usual one that is known, else the usual one.

        >>> scope = Scope(year=2018, subject="member")
        >>> share = Print(scope, "good", "", parse_printed("18%"), "tr. 1", "shares.csv:2")
        >>> share.base_in({"total": 9, "reviewed": 8}), share.base_in({})
        ('total', 'rated')
        """
        usual = self.bases
        return self.base or next((base for base in usual if base in known), next(iter(usual), ""))


def prints_of(rows: pd.DataFrame, own: OwnTerms = NO_TERMS) -> list[Print]:
    """Read the rows of the register of printed shares."""
    own_bases = {one.code: (*one.share_of, *one.at_most) for one in own.measures}
    return [
        Print(
            Scope(year=row["year"], unit=row["unit"], subject=row["subject"], tier=row["tier"]),
            row["measure"],
            row["base"],
            number,
            row["source"],
            row["place"],
            own_bases.get(row["measure"], ()),
        )
        for row in rows.to_dict("records")
        if (number := parse_printed(row["printed"]))
    ]


def add_prints(rows: Iterable[Mapping[str, object]], prints: Iterable[Print]) -> list[dict[str, object]]:
    """Add to rows of shares what was printed of them, where no count is known that would say the same.

    Returns
    -------
    list of dict
        The rows with ``printed_share`` and ``printed_count``, as phrases, and ``printed_source``; each None
        where the share or the count is known, or nothing was printed. ``printed_base`` is the base of the
        share, where it is another than ``base``.
    """
    by_measure: dict[object, list[Print]] = {}
    for one in prints:
        by_measure.setdefault(one.measure, []).append(one)
    return [{**row, **_printed(row, by_measure.get(row["measure"], ()))} for row in rows]


def _printed(row: Mapping[str, object], prints: Sequence[Print]) -> dict[str, object]:
    shares = [one for one in prints if one.number.is_percent] if row["share"] is None else []
    counts = [one for one in prints if not one.number.is_percent] if row["count"] is None else []
    usual = next((one.bases for one in shares if one.bases), ("",))
    # Where no base is known, the row has none; a share has one all the same.
    base = row["base"] or next((one.base for one in shares if one.base in usual), usual[0] if shares else "")
    # Of several shares, the one of the row's own base, and of those the most exact.
    shares.sort(key=lambda one: (one.base not in ("", base), -one.number.decimals))
    shown = [*shares[:1], *counts[:1]]
    return {
        "base": base,
        "printed_share": say_printed(shares[0].number) if shares else None,
        "printed_base": shares[0].base if shares and shares[0].base != base else "",
        "printed_count": say_printed(counts[0].number) if counts else None,
        "printed_source": "; ".join(dict.fromkeys(one.source for one in shown)) or None,
    }
