"""The charts a report may have, by the ids that alt texts name."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.layout import Scope
from kgreport.data.params_file import ParametersError
from kgreport.data.vocabulary import ITEMS, SUBJECTS, TIERS, nearest
from kgreport.views.sections.ratings import scope_id

RATED = tuple((subject, tier) for subject in SUBJECTS for tier in ("", *TIERS[subject]))
"""Who the annual report may show by level: subject and tier."""

CHARTS = (
    *(f"chart-levels-{scope_id(Scope(year=0, subject=subject, tier=tier))}" for subject, tier in RATED),
    "chart-reasons-member",
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
