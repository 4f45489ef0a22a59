"""What a manifest keeps of a report so that it can be listed: its unit, its key figures over the years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.model import Rules
from kgreport.data.tables.unit_tree import above, below, parents_of
from kgreport.data.tables.units import Unit
from kgreport.stats.key_figures.series import KeySeries, key_scopes, key_series
from kgreport.stats.year_figures import YearFigures
from kgreport.terms.vocabulary import label_of


def about_report(figures: YearFigures, unit: str, known: Iterable[Scope]) -> dict[str, Any]:
    """Give the unit and the key figures of a report as plain values.

    Parameters
    ----------
    figures
        The figures as the report counts them.
    unit
        Code of its unit; empty for the whole.
    known
        Of what the report has figures.
    """
    series = key_series(figures.by_scope, key_scopes(known), figures.years)
    return {
        "unit": unit_record(unit, figures.dataset.tree),
        "key_figures": [_series_record(one, figures.rules) for one in series],
    }


def unit_record(unit: str, tree: Sequence[Unit]) -> dict[str, Any]:
    """Name a unit, those above it from the top down, and those directly below it in their order.

    >>> unit_record("a", [Unit("a", "A", "", "", 2), Unit("b", "B", "a", "", 3)])
    {'code': 'a', 'name': 'A', 'above': [], 'below': [['b', 'B']]}
    """
    names = {one.id: one.name for one in tree}
    chain = [code for code in reversed(above(unit, parents_of(tree))[1:]) if code]
    return {
        "code": unit,
        "name": names.get(unit, unit),
        "above": [[code, names.get(code, code)] for code in chain],
        "below": [[code, names[code]] for code in below(unit, tree)],
    }


def _series_record(series: KeySeries, rules: Rules) -> dict[str, Any]:
    scope = series.scope
    return {
        "subject": scope.subject,
        "tier": scope.tier,
        "measure": series.measure,
        "who": label_of(scope.subject, scope.tier, rules.own)._asdict(),
        "what": rules.label(scope.subject, series.measure)._asdict(),
        "counts": {str(year): count for year, count in series.counts.items()},
        "shares": {str(year): share for year, share in series.shares.items()},
    }
