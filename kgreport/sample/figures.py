"""The tables of counts: what was published of the whole, and what each unit counted beside its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from kgreport.data.datasets.dataset import find_dataset
from kgreport.data.figures.layout import TABLES
from kgreport.sample.plan import LAST, UNITS
from kgreport.sample.wording import SIMULATED
from kgreport.terms.vocabulary import GRASSROOTS, TIERS

FIGURES, APPARATUS = TABLES
SHARES = {"on_time": (0.93, 1.0), "studied": (0.96, 1.0), "committed": (0.94, 1.0)}
WORK_WITH_LEADERS = {"trained": (0.12, 0.3), "rotated": (0.02, 0.07), "planned": (0.25, 0.45)}

ITEMS = (
    ("inner_unit", "administrative", 412, (9, 14, 21), 70),
    ("inner_unit", "public_service", 968, (12, 31, 44), 160),
    ("intermediate_organization", "administrative", 18, (1, 2, 3), 9),
    ("intermediate_organization", "public_service", 46, (2, 5, 8), 25),
    ("deputy", "administrative", 735, (8, 17, 26), 90),
    ("deputy", "public_service", 1_690, (21, 38, 57), 240),
    ("overlapping_function", "administrative", 64, (6, 11, 15), 50),
    ("overlapping_function", "public_service", 39, (2, 6, 9), 30),
)
"""Items of the apparatus: assigned 2015, cut 2016 to 2018, goal of the cut by 2021."""

_COUNTED_TIERS = {
    "organization": GRASSROOTS,
    "member": ("",),
    "collective": tuple(TIERS["collective"]),
    "leader": tuple(TIERS["leader"]),
}
"""The tiers a unit counts by; where it has none of one it says 0."""


def make_figures(
    chance: np.random.Generator, published: pd.DataFrame, **records: pd.DataFrame
) -> pd.DataFrame:
    """Join the published totals with what each unit counted.

    Parameters
    ----------
    chance
        Where chance comes from.
    published
        The published figures, as `read_published` gives.
    **records
        By subject, rows with ``year``, ``unit`` and ``reviewed``.
    """
    rows = [row for subject, frame in records.items() for row in _of_units(chance, subject, frame)]
    return pd.concat([published, pd.DataFrame(rows, columns=list(FIGURES.columns))], ignore_index=True)


def _of_units(
    chance: np.random.Generator, subject: str, frame: pd.DataFrame
) -> Iterator[tuple[int, str, str, str, str, int, str]]:
    """Count by tier, as the forms of the units ask."""
    of_year = frame[frame["year"] == LAST]
    for unit in (unit.id for unit in UNITS):
        sums: dict[str, int] = {}
        here = of_year[of_year["unit"] == unit]
        for tier in _COUNTED_TIERS[subject]:
            reviewed = (here[here["tier"] == tier] if tier else here)["reviewed"]
            for measure, value in _counted(chance, subject, len(reviewed), int(reviewed.sum())).items():
                sums[measure] = sums.get(measure, 0) + value
                yield (LAST, unit, subject, tier, measure, value, SIMULATED)
        if subject == "organization":  # of those above and below the grassroots nothing is known
            for measure, value in sums.items():
                yield (LAST, unit, subject, "", measure, value, SIMULATED)


def _counted(chance: np.random.Generator, subject: str, total: int, reviewed: int) -> dict[str, int]:
    counted = {"on_time": _part(chance, reviewed, "on_time")}
    if subject in ("collective", "leader"):
        asked = round(reviewed * chance.uniform(6, 9))
        counted |= {"opinions_asked": asked, "opinions_given": round(asked * chance.uniform(0.82, 0.97))}
    if subject == "leader":
        counted |= {name: _part(chance, total, name) for name in WORK_WITH_LEADERS}
    return counted | {name: _part(chance, total, name) for name in ("studied", "committed")}


def _part(chance: np.random.Generator, whole: int, measure: str) -> int:
    low, high = {**SHARES, **WORK_WITH_LEADERS}[measure]
    return round(whole * chance.uniform(low, high))


def make_apparatus(published: pd.DataFrame) -> pd.DataFrame:
    """Join what was published of the staff with made-up items of the whole."""
    rows = [
        (year, "", item, sector, measure, value, SIMULATED)
        for item, sector, assigned, cuts, goal in ITEMS
        for year, measure, value in (
            (2015, "assigned", assigned),
            *((2016 + n, "cut", cut) for n, cut in enumerate(cuts)),
            (2021, "goal", goal),
        )
    ]
    return pd.concat([published, pd.DataFrame(rows, columns=list(APPARATUS.columns))], ignore_index=True)


def read_published(file: str) -> pd.DataFrame:
    """Read a table of the packaged dataset of published figures, as it stands."""
    path = find_dataset("kien-giang-2018", Path()) / file
    return pd.read_csv(path, keep_default_na=False, dtype=str).astype({"year": int, "value": int})
