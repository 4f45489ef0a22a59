"""Make up the leading collectives of units, of organisations, and of the bodies that these lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from kgreport.sample.levels import LEVEL, Levels, Scores, by_rank, counts_of, rate_managed, scores_of
from kgreport.sample.plan import LAST, UNITS, YEARS, UnitPlan
from kgreport.terms.vocabulary import LEVELS

REVIEWED, PENDING = 1_977, 8
SHARES = (0.165, 0.115, 0.012)
_OF_A_DISTRICT = ("Thường trực Hội đồng nhân dân", "Tập thể lãnh đạo Ủy ban nhân dân")
_OF_A_COMMITTEE = ("Ban Thường vụ", "Tập thể lãnh đạo Ban Tổ chức", "Tập thể lãnh đạo Văn phòng")
_OF_A_BLOC = ("Tập thể lãnh đạo Ban Tuyên giáo", "Tập thể Ủy ban Kiểm tra")


def make_collectives(
    rng: np.random.Generator, organizations: pd.DataFrame, scores: Mapping[int, Scores]
) -> pd.DataFrame:
    """Make up one row per collective and year, with the columns of the table of records.

    `organizations` and `scores` are the result of `kgreport.sample.organizations.make_organizations`.
    """
    known = _all_collectives(organizations)
    own_scores = scores_of(rng, len(known))
    numbers = known["number"].to_numpy()
    frames = []
    for year in YEARS:
        of_organization = np.append(scores[year], 0.0)[numbers]
        score = 0.6 * of_organization + 0.8 * own_scores[year]
        of_year = organizations[organizations["year"] == year]
        present = known.index[(numbers < 0) | np.isin(numbers, of_year["known"])].to_numpy()
        frames.append(_rated(rng, known.loc[present], score[present], of_year, year))
    return pd.concat(frames, ignore_index=True)


def _all_collectives(organizations: pd.DataFrame) -> pd.DataFrame:
    """List the collectives of all years, so that the last year has the published number."""
    distinct = organizations.drop_duplicates("id", keep="last").sort_values("known")
    rows = [row for unit in UNITS for row in _of_unit(unit)]
    rows += [row for one in distinct.to_dict("records") for row in _of_organization(one)]
    lasting = set(organizations.loc[organizations["year"] == LAST, "known"])
    spare = REVIEWED + PENDING - sum(row["number"] < 0 or row["number"] in lasting for row in rows)
    communes = [one for one in distinct.to_dict("records") if one["tier"] == "grassroots_committee"]
    bodies = (("hdnd", "Thường trực Hội đồng nhân dân"), ("mttq", "Ban Thường trực Ủy ban Mặt trận Tổ quốc"))
    more = [
        _row(one, f"{one['id']}-{code}", "grassroots", f"{body} {_without_kind(one['name'])}", "")
        for code, body in bodies
        for one in communes
        if one["known"] in lasting
    ]
    return pd.DataFrame([*rows, *more[:spare]])


def _of_unit(unit: UnitPlan) -> Iterator[dict[str, Any]]:
    bodies = [f"{body} {unit.committee}" for body in _OF_A_COMMITTEE]
    if unit.is_bloc:
        bodies += [f"{body} {unit.committee}" for body in _OF_A_BLOC]
    else:
        bodies += [f"{body} {unit.name[:1].lower()}{unit.name[1:]}" for body in _OF_A_DISTRICT]
    for n, name in enumerate(bodies, start=1):
        yield _row({"unit": unit.id, "known": -1}, f"{unit.id}-tt-{n}", "province", name, "")


def _of_organization(one: Mapping[Any, Any]) -> Iterator[dict[str, Any]]:
    committee = one["tier"] == "grassroots_committee"
    leading = f"{'Ban Chấp hành' if committee else 'Chi ủy'} {one['name']}"
    yield _row(one, f"{one['id']}-bch", "district", leading, one["id"])
    body = "Tập thể lãnh đạo Ủy ban nhân dân" if committee else "Tập thể lãnh đạo"
    yield _row(one, f"{one['id']}-ld", "grassroots", f"{body} {_without_kind(one['name'])}", "")


def _row(one: Mapping[Any, Any], code: str, tier: str, name: str, organization: str) -> dict[str, Any]:
    return {
        "id": code,
        "unit": one["unit"],
        "tier": tier,
        "name": name,
        "organization": organization,
        "number": one["known"],
    }


def _without_kind(name: str) -> str:
    """Remove the words that call it a Party organisation.

    >>> _without_kind("Đảng bộ xã Hoa Sen 3")
    'xã Hoa Sen 3'
    """
    return name.removeprefix("Đảng bộ ").removeprefix("Chi bộ ")


def _rated(
    rng: np.random.Generator, frame: pd.DataFrame, scores: Scores, organizations: pd.DataFrame, year: int
) -> pd.DataFrame:
    pending = np.zeros(len(frame), dtype=bool)
    grassroots = np.flatnonzero((frame["tier"] == "grassroots").to_numpy())
    pending[rng.choice(grassroots, PENDING, replace=False)] = True
    levels = np.maximum(by_rank(scores, counts_of(SHARES, len(frame))), _floor(frame, organizations))
    return rate_managed(frame.drop(columns="number"), scores, pending, year, levels)


def _floor(frame: pd.DataFrame, organizations: pd.DataFrame) -> Levels:
    """Give the level of the organisation that each leads; a collective is rated no higher."""
    level_of = dict(zip(organizations["id"], organizations["level"], strict=True))
    levels = [level_of.get(name, next(iter(LEVELS))) for name in frame["organization"]]
    return np.array([LEVEL[level] for level in levels], np.int8)
