"""Ids of sections, tables and charts, and the charts that reports may have."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.figures.layout import Scope
from kgreport.errors import ParametersError
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known
from kgreport.terms.vocabulary import SUBJECTS, TIERS

RATED = tuple((subject, tier) for subject in SUBJECTS for tier in ("", *TIERS[subject]))
"""Subjects and tiers whose levels the annual report may show."""

TRENDS = (
    *(("organization", tier) for tier in ("grassroots", "superior")),
    *((subject, "") for subject in ("member", "collective", "leader")),
)
"""Subjects and tiers whose levels the trend report shows."""

STREAKS = ("organization", "grassroots")
"""The subject and tier whose years running it shows."""

MOVING = (STREAKS, ("collective", ""), ("leader", ""))
"""Those whose movements between levels it shows: they have records of their own."""

COMPARED = (STREAKS, ("member", ""), ("collective", ""))
"""Those by whose levels both reports compare units."""


def scope_id(scope: Scope) -> str:
    """Name a scope in the ids of sections, tables and charts."""
    return _joined(scope.subject, scope.tier)


def _joined(subject: str, tier: str) -> str:
    return "-".join(word for word in (subject, tier) if word)


CHARTS = (
    *("chart-levels", "chart-changes", "chart-trend-levels"),
    *(f"chart-trend-{kind}-{_joined(*rated)}" for kind in ("levels", "units") for rated in RATED),
    *(f"chart-levels-{_joined(*rated)}" for rated in RATED),
    *(f"chart-changes-{_joined(*rated)}" for rated in RATED),
    *(f"chart-reasons-{subject}" for subject in SUBJECTS),
)
"""Ids of the charts that reports may have."""


def check_alt_texts(names: Iterable[str]) -> None:
    """Check that each alt text belongs to a chart that reports may have.

    Raises
    ------
    ParametersError
        With every id that no chart has.
    """
    unknown = [(name, near_or_known(name, CHARTS)) for name in names if name not in CHARTS]
    problems = [
        Phrase(
            f"alt_texts: không có biểu đồ '{name}'; {hint.vi}",
            f"alt_texts: no chart is named '{name}'; {hint.en}",
        )
        for name, hint in unknown
    ]
    if problems:
        raise ParametersError(problems)
