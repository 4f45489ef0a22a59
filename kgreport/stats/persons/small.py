"""Where a report counts one person or two: who knows the unit may tell who they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.findings import Finding, Wording, list_counts, make_finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of_figures
from kgreport.terms.vocabulary import PERSONS, measure_label

SMALL = 2
"""The largest count that may tell who is counted."""


def check_small(
    figures: pd.DataFrame, shown: Collection[tuple[str, str, str]], own: OwnTerms = NO_TERMS
) -> Iterator[Finding]:
    """No figure that a report of a unit shows counts one or two members or officials.

    Parameters
    ----------
    figures
        Figures of the unit, and of those below it that it is shown with, of the year of the report.
    shown
        The subject, tier and measure of each figure that the report shows.
    """
    few = figures[figures["value"].between(1, SMALL) & figures["subject"].isin(PERSONS)]
    small: dict[Scope, dict[str, int]] = {}
    for row in few.to_dict("records"):
        if (row["subject"], row["tier"], row["measure"]) in shown:
            scope = Scope(**{name: row[name] for name in ("year", "unit", "subject", "tier")})
            small.setdefault(scope, {})[row["measure"]] = int(row["value"])
    return (_small(scope, counts, own) for scope, counts in small.items())


def _small(scope: Scope, counts: Mapping[str, int], own: OwnTerms) -> Finding:
    labelled = [(measure_label(scope.subject, code, own), count) for code, count in counts.items()]
    wording = Wording(
        list_counts(Phrase("chỉ có một hoặc hai người", "one or two persons"), labelled),
        Phrase("số liệu không cho biết là ai", "figures that do not tell who it is"),
        Phrase(
            "nếu người đọc có thể đoán ra là ai: hạn chế nơi nhận (recipients), ghi circulation hoặc secrecy",
            "if readers can tell who it is, limit the recipients, and set circulation or secrecy",
        ),
    )
    parts = asdict(scope)
    return make_finding("small", parts, place_of_figures(**parts, own=own), wording, severity="warning")
