"""Hold everyone against the cap at once, and tell an excess once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.stats.caps import Reading, check_cap
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import GRASSROOTS


def check_caps(readings: Mapping[Scope, Sequence[Reading]], base: str) -> list[Finding]:
    """Hold each scope against the cap; where one of its tiers has all its excess, only the tier is told.

    Parameters
    ----------
    readings
        By scope, what `kgreport.stats.caps.cap_rows` gives.
    base
        The reading that counts.
    """
    counted = {scope: _counted(of_scope, base) for scope, of_scope in readings.items()}
    return [
        finding
        for scope, of_scope in readings.items()
        if not any(_is_within(one, scope) and counted[one] == counted[scope] for one in readings)
        for finding in check_cap(of_scope, scope, base)
    ]


def _counted(readings: Sequence[Reading], base: str) -> list[list[int]]:
    chosen = (reading for reading in readings if reading["base"] == base)
    return [[int(reading["excellent"]), int(reading["base_count"])] for reading in chosen]


def _is_within(one: Scope, other: Scope) -> bool:
    """Tell whether a scope is a tier of another, or of one of its tiers."""
    broader = ("", "grassroots") if one.tier in GRASSROOTS else ("",)
    return one.subject == other.subject and one.tier != other.tier and other.tier in broader
