"""Who needs attention first, and why: one table over ratings, cap, remedies, reviews and doubtful figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.stats.verdicts.attention import Ranked
from kgreport.views.sections.edition import Edition
from kgreport.views.view import Section


def attention_section(
    ranked: Sequence[Ranked], names: Mapping[str, str], edition: Edition, *, of_units: bool
) -> Section:
    """Show the units that need attention, the first one first, each with its reasons."""
    return Section("attention", edition.say("Cần chú ý", "Needs attention"), [])
