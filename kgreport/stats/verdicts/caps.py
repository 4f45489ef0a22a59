"""One verdict on the cap: kept or not, by how many, and in which groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Known
from kgreport.data.rules.model import Cap
from kgreport.stats.caps import Reading, is_within, read_cap

Standing = Literal["kept", "exceeded", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapVerdict:
    """Whether one subject and tier keeps the cap on `excellent`.

    Attributes
    ----------
    scope
        Who was rated.
    base
        The reading of the base that is applied.
    readings
        All together, under each reading whose figures are known; see `kgreport.stats.caps.cap_rows`.
    groups
        Each group of similar position; see `kgreport.stats.caps.group_rows`.
    ungrouped
        Those in no group, taken as one; None where all are in groups, or no groups are known.
    """

    scope: Scope
    base: str
    readings: Sequence[Reading]
    groups: Sequence[Reading] = ()
    ungrouped: Reading | None = None

    @property
    def applied(self) -> Reading | None:
        """All together, under the reading that is applied; None where its figures are unknown."""
        return next((row for row in self.readings if row["base"] == self.base), None)

    @property
    def above(self) -> list[Reading]:
        """The groups above the cap; those in no group come last, their ``group`` is empty."""
        none = [self.ungrouped] if self.ungrouped else []
        return [row for row in (*self.groups, *none) if row["excess"] > 0]

    @property
    def standing(self) -> Standing:
        """Whether the cap is kept.

        Where groups are known, it is kept if each of them keeps it, and those in no group, as one, do too:
        rounding up in each group may explain an excess of all together. Without groups, all together decide.
        """
        if self.groups:
            return "exceeded" if self.above else "kept"
        if self.applied is None:
            return "unknown"
        return "exceeded" if self.applied["excess"] > 0 else "kept"

    @property
    def excess(self) -> int:
        """How many too many were rated excellent: of all together, or, where these keep it, of the groups."""
        if self.standing != "exceeded":
            return 0
        together = int(self.applied["excess"]) if self.applied else 0
        return together if together > 0 else sum(int(row["excess"]) for row in self.above)


def judge_cap(
    scope: Scope, known: Known, readings: Sequence[Reading], groups: Sequence[Reading], cap: Cap | None
) -> CapVerdict:
    """Judge whether one subject and tier keeps the cap; who is in no group is all less who is in one.

    Parameters
    ----------
    scope, known
        Who was rated, and the figures of it.
    readings, groups
        As `kgreport.stats.caps.cap_rows` and `group_rows` give.
    cap
        The cap of the year; without one, nothing is known.
    """
    ungrouped = _ungrouped(known, readings, groups, cap) if cap and groups else None
    base = cap.base if cap else ""
    return CapVerdict(scope=scope, base=base, readings=readings, groups=groups, ungrouped=ungrouped)


def _ungrouped(
    known: Known, readings: Sequence[Reading], groups: Sequence[Reading], cap: Cap
) -> Reading | None:
    """Take all less those in groups as one group; nothing where none is left, or the figures contradict."""
    whole = next((row for row in readings if row["base"] == cap.base), None)
    if whole is None:
        return None
    excellent, base_count = (
        int(whole[name]) - sum(int(row[name]) for row in groups) for name in ("excellent", "base_count")
    )
    if min(excellent, base_count) < 0 or not (excellent or base_count):
        return None
    rated = known["rated"].value - sum(int(row["rated"]) for row in groups) if "rated" in known else None
    return {"group": "", "rated": rated, **read_cap(excellent, base_count, cap, cap.base)}


def told_once(verdicts: Sequence[CapVerdict]) -> list[CapVerdict]:
    """Leave out a subject, or a tier, whose figures are those of one of its own tiers."""
    return [
        one
        for one in verdicts
        if not any(is_within(other.scope, one.scope) and _same(one, other) for other in verdicts)
    ]


def _same(one: CapVerdict, other: CapVerdict) -> bool:
    def counted(verdict: CapVerdict) -> list[tuple[str, int, int]]:
        return [(row["base"], row["excellent"], row["base_count"]) for row in verdict.readings]

    return counted(one) == counted(other)
