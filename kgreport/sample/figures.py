"""Make the tables of counts: the published totals, and what each unit counts beside its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from kgreport.data.datasets.folder import find_dataset
from kgreport.data.figures.layout import APPARATUS, FIGURES
from kgreport.sample.plan import LAST, UNITS
from kgreport.sample.wording import SIMULATED
from kgreport.terms.vocabulary import GRASSROOTS, TIERS

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
"""Items of the apparatus: assigned in 2015, cuts of 2016 to 2018, goal for the cuts until 2021."""

_COUNTED_TIERS = {
    "organization": GRASSROOTS,
    "member": ("",),
    "collective": tuple(TIERS["collective"]),
    "leader": tuple(TIERS["leader"]),
}
"""The tiers by which a unit counts; it enters 0 for a tier that it does not have."""


def make_figures(rng: np.random.Generator, published: pd.DataFrame, **records: pd.DataFrame) -> pd.DataFrame:
    """Join the published totals with what each unit counted.

    `records` has, by subject, rows with ``year``, ``unit`` and ``reviewed``.
    """
    rows = [row for subject, frame in records.items() for row in _of_units(rng, subject, frame)]
    return pd.concat([published, pd.DataFrame(rows, columns=list(FIGURES.names))], ignore_index=True)


def _of_units(
    rng: np.random.Generator, subject: str, frame: pd.DataFrame
) -> Iterator[tuple[int, str, str, str, str, int, str]]:
    """Count by tier, as the workbooks of the units ask."""
    of_year = frame[frame["year"] == LAST]
    for unit in (unit.id for unit in UNITS):
        sums: dict[str, int] = {}
        of_unit = of_year[of_year["unit"] == unit]
        for tier in _COUNTED_TIERS[subject]:
            reviewed = (of_unit[of_unit["tier"] == tier] if tier else of_unit)["reviewed"]
            for measure, value in _counted(rng, subject, len(reviewed), int(reviewed.sum())).items():
                sums[measure] = sums.get(measure, 0) + value
                yield (LAST, unit, subject, tier, measure, value, SIMULATED)
        if subject == "organization":  # nothing is known of the tiers above and below the grassroots
            for measure, value in sums.items():
                yield (LAST, unit, subject, "", measure, value, SIMULATED)


def _counted(rng: np.random.Generator, subject: str, total: int, reviewed: int) -> dict[str, int]:
    counted = {"on_time": _part(rng, reviewed, "on_time")}
    if subject in ("collective", "leader"):
        opinions = round(reviewed * rng.uniform(6, 9))
        counted |= {"opinions_asked": opinions, "opinions_given": round(opinions * rng.uniform(0.82, 0.97))}
    if subject == "leader":
        counted |= {name: _part(rng, total, name) for name in WORK_WITH_LEADERS}
    return counted | {name: _part(rng, total, name) for name in ("studied", "committed")}


def _part(rng: np.random.Generator, whole: int, measure: str) -> int:
    low, high = {**SHARES, **WORK_WITH_LEADERS}[measure]
    return round(whole * rng.uniform(low, high))


def make_apparatus(published: pd.DataFrame) -> pd.DataFrame:
    """Join the published staff figures with made-up items of the whole."""
    rows = [
        (year, "", item, sector, measure, value, SIMULATED)
        for item, sector, assigned, cuts, goal in ITEMS
        for year, measure, value in (
            (2015, "assigned", assigned),
            *((2016 + n, "cut", cut) for n, cut in enumerate(cuts)),
            (2021, "goal", goal),
        )
    ]
    return pd.concat([published, pd.DataFrame(rows, columns=list(APPARATUS.names))], ignore_index=True)


def read_published(file: str) -> pd.DataFrame:
    """Read a table of the packaged dataset of published figures, as it stands."""
    path = find_dataset("kien-giang-2018", Path()) / file
    return pd.read_csv(path, keep_default_na=False, dtype=str).astype({"year": int, "value": int})
