"""The charts a report may have, by the ids that alt texts name."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.figures.layout import Scope
from kgreport.data.params.files import ParametersError
from kgreport.terms.spelling import nearest
from kgreport.terms.vocabulary import ITEMS, SUBJECTS, TIERS
from kgreport.views.sections.ratings.levels import scope_id

RATED = tuple((subject, tier) for subject in SUBJECTS for tier in ("", *TIERS[subject]))
"""Who the annual report may show by level: subject and tier."""

TRENDS = (
    *(("organization", tier) for tier in ("grassroots", "superior")),
    *((subject, "") for subject in ("member", "collective", "leader")),
)
"""Whose levels the report on several years shows: subject and tier."""

STREAKS = ("organization", "grassroots")
"""Whose years running it shows."""

MOVING = (STREAKS, ("collective", ""), ("leader", ""))
"""Whose movements between levels it shows: those with records of their own."""

COMPARED = (STREAKS, ("member", ""), ("collective", ""))
"""By whose levels it sets units side by side."""

CHARTS = (
    *(
        f"chart-trend-levels-{scope_id(Scope(year=0, subject=subject, tier=tier))}"
        for subject, tier in TRENDS
    ),
    *(f"chart-levels-{scope_id(Scope(year=0, subject=subject, tier=tier))}" for subject, tier in RATED),
    *(
        f"chart-{kind}-{scope_id(Scope(year=0, subject=subject, tier=tier))}"
        for kind in ("units", "changes")
        for subject, tier in RATED
    ),
    *(f"chart-reasons-{subject}" for subject in SUBJECTS),
    *(f"chart-apparatus-{item}" for item in ITEMS),
)


def check_alt_texts(names: Iterable[str]) -> None:
    """An alt text is given to a chart that there may be.

    Raises
    ------
    ParametersError
        With every name that is none.
    """
    problems = []
    for name in names:
        if name not in CHARTS:
            near = nearest(name, CHARTS)
            hint = f"did you mean '{near}'?" if near else f"charts are {', '.join(CHARTS)}"
            problems.append(f"alt_texts: no chart is named '{name}'; {hint}")
    if problems:
        raise ParametersError(problems)
