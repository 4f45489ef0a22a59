"""The rows of the table of printed shares, and the bases that a share may be of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Known
from kgreport.terms.printed_numbers import PrintedNumber, parse_printed
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
    """

    scope: Scope
    measure: str
    base: str
    number: PrintedNumber
    source: str
    place: str

    def base_in(self, known: Known) -> str:
        """The base that is stated, else the first usual one that is known, else the usual one.

        >>> scope = Scope(year=2018, subject="member")
        >>> share = Print(scope, "good", "", parse_printed("18%"), "tr. 1", "shares.csv:2")
        >>> share.base_in({"total": 9, "reviewed": 8}), share.base_in({})
        ('total', 'rated')
        """
        usual = BASES.get(self.measure, ())
        return self.base or next((base for base in usual if base in known), next(iter(usual), ""))


def prints_of(rows: pd.DataFrame) -> list[Print]:
    """Read the rows of the register of printed shares."""
    return [
        Print(
            Scope(year=row["year"], unit=row["unit"], subject=row["subject"], tier=row["tier"]),
            row["measure"],
            row["base"],
            number,
            row["source"],
            row["place"],
        )
        for row in rows.to_dict("records")
        if (number := parse_printed(row["printed"]))
    ]
