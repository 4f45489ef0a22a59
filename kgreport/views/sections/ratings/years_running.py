"""Years running at a level: who had how many, and how far back the records reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules


@dataclass(frozen=True, slots=True, kw_only=True)
class Streaks:
    """Years running at a level, of each organisation.

    Attributes
    ----------
    scope
        Subject and tier that were rated.
    candidates
        ``name, unit, years, given`` of each, as `kgreport.stats.recipients.candidates` gives.
    level
        The level.
    wanted
        The years running at it that the flag asks for; 0 where the rules have no flag.
    reach
        Years running, up to the year reported on, that have records.
    named
        Years running from which on they are named.
    awarded
        Whether the recipients of the flag are known.
    rules
        The rules of each year.
    """

    scope: Scope
    candidates: pd.DataFrame
    level: str
    wanted: int
    reach: int
    named: int
    awarded: bool
    rules: Mapping[int, Rules]

    @property
    def complete(self) -> bool:
        """Whether the records reach back as far as the flag asks."""
        return 0 < self.wanted <= self.reach

    @property
    def eligible(self) -> pd.DataFrame:
        """The candidates that may be given the flag; none where the records do not reach back so far."""
        return self.candidates[self.complete & (self.candidates["years"] >= self.wanted)]
