"""The findings on a frame of figures that contradict each other."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from kgreport.data.figures.contradictions import find_contradictions
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope
from kgreport.data.rules.model import NO_RULES, YearRules
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import Finding

_NOTHING = pd.DataFrame(columns=list(COLUMNS))


def contradictions_in(
    figures: pd.DataFrame,
    units: Sequence[Unit] = (),
    counted: pd.DataFrame = _NOTHING,
    rules: YearRules = NO_RULES,
) -> list[Finding]:
    """Find what contradicts in figures that are completed already."""
    known = KnownFigures(by_scope(figures), units, rules)
    return [one.finding for one in find_contradictions(known, counted)]
