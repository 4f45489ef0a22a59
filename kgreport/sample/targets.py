"""Make up the targets of the year and of the term, with results, for the whole and for each unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from kgreport.sample.plan import LAST, UNITS, UnitPlan
from kgreport.sample.wording import SIMULATED


class Goal(NamedTuple):
    """A target that units have.

    Attributes
    ----------
    name, measured_in
        The target and its unit of measurement.
    low, high
        The lowest and the highest plan.
    digits
        Decimal places.
    most
        The result cannot be higher than this.
    period, direction
        As in the register.
    """

    name: str
    measured_in: str
    low: float
    high: float
    digits: int = 0
    most: float = 1e9
    period: str = "year"
    direction: str = "at_least"


def _of_whole(name: str, measured_in: str, planned: float, period: str = "year") -> Goal:
    return Goal(name, measured_in, planned, planned, period=period)


_ADMISSIONS = Goal("Kết nạp đảng viên mới", "đảng viên", 0, 0)

OF_THE_WHOLE: tuple[tuple[Goal, float | None], ...] = (
    (_of_whole("Tốc độ tăng tổng sản phẩm trên địa bàn (GRDP)", "%", 7.5), 7.7),
    (_of_whole("Thu ngân sách trên địa bàn", "tỷ đồng", 9_500), 10_420),
    (_of_whole("Tổng vốn đầu tư toàn xã hội", "tỷ đồng", 42_000), 40_150),
    (_of_whole("Thu nhập bình quân đầu người", "triệu đồng", 46), 46),
    (_of_whole("Số xã đạt chuẩn nông thôn mới", "xã", 13), 6),
    (_of_whole("Tỷ lệ hộ nghèo", "%", 4.5)._replace(direction="at_most"), 4.1),
    (_of_whole("Tỷ lệ người dân tham gia bảo hiểm y tế", "%", 84), 85.2),
    (_of_whole("Tỷ lệ xã đạt chuẩn nông thôn mới", "%", 50, "term"), 38.5),
    (_of_whole("Tỷ lệ lao động qua đào tạo", "%", 67, "term"), 62.4),
    (_of_whole("Kim ngạch xuất khẩu", "triệu USD", 850, "term"), 412),
    (_of_whole("Tỷ lệ hộ sử dụng nước hợp vệ sinh", "%", 96, "term"), 97.3),
    (_of_whole("Tỷ lệ che phủ rừng", "%", 11, "term"), None),
)
"""Targets of the whole, each with its result."""

OF_DISTRICTS = (
    Goal("Tốc độ tăng giá trị sản xuất", "%", 6.5, 9.5, 1),
    Goal("Thu ngân sách trên địa bàn", "tỷ đồng", 60, 900),
    Goal("Thu nhập bình quân đầu người", "triệu đồng", 42, 58, 1),
    Goal("Tỷ lệ hộ nghèo", "%", 2.5, 5, 1, direction="at_most"),
    Goal("Tỷ lệ người dân tham gia bảo hiểm y tế", "%", 82, 90, 1, 100),
    Goal("Số cơ sở giáo dục đạt chuẩn quốc gia tăng thêm", "trường", 3, 8),
    Goal("Tỷ lệ lao động qua đào tạo", "%", 60, 68, 1, 100, "term"),
    Goal("Số km đường giao thông nông thôn được nâng cấp", "km", 60, 180, period="term"),
)
OF_BLOCS = (
    Goal("Tỷ lệ chi bộ sinh hoạt đúng quy định", "%", 93, 97, 1, 100),
    Goal("Tỷ lệ hồ sơ, công việc giải quyết đúng hạn", "%", 92, 97, 1, 100),
    Goal("Tiết kiệm chi thường xuyên", "triệu đồng", 300, 900),
    Goal("Số sáng kiến được công nhận", "sáng kiến", 40, 120),
    Goal("Tỷ lệ đảng viên được bồi dưỡng lý luận chính trị", "%", 85, 92, 1, 100, "term"),
)


def make_targets(rng: np.random.Generator, admitted: Mapping[str, int]) -> pd.DataFrame:
    """Make up the register of targets. `admitted` holds the members admitted in the year, by unit."""
    rows = [*_of_the_whole(sum(admitted.values()))]
    for unit in UNITS:
        planned = round(admitted[unit.id] * rng.uniform(0.88, 1.12))
        rows.append(_row(unit.id, _ADMISSIONS, planned, admitted[unit.id]))
        rows += _of_a_unit(rng, unit)
    return pd.DataFrame(rows)


def _of_the_whole(admitted: int) -> Iterator[dict[str, Any]]:
    yield _row("", _ADMISSIONS, 1_450, admitted)
    for goal, reached in OF_THE_WHOLE:
        yield _row("", goal, goal.low, reached)


def _of_a_unit(rng: np.random.Generator, unit: UnitPlan) -> Iterator[dict[str, Any]]:
    for goal in OF_BLOCS if unit.is_bloc else OF_DISTRICTS:
        planned = round(rng.uniform(goal.low, goal.high), goal.digits)
        reached = min(round(planned * _reached(rng, goal), goal.digits), goal.most)
        unknown = goal.period == "term" and rng.random() < 0.15
        actual = None if unknown else reached
        yield _row(unit.id, goal, planned, actual)


_OUTCOMES: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "at_least": ((0.42, 1.01, 1.10), (0.28, 1.0, 1.0), (0.24, 0.85, 0.99), (0.06, 0.25, 0.48)),
    "at_most": ((0.5, 0.8, 0.98), (0.3, 1.0, 1.0), (0.2, 1.02, 1.25)),
    "term": ((0.25, 1.0, 1.04), (0.6, 0.7, 0.95), (0.15, 0.3, 0.49)),
}
"""How much of a plan is reached: probability, lowest and highest share of the plan."""


def _reached(rng: np.random.Generator, goal: Goal) -> float:
    """Draw the share of the plan that is reached: more than all, all, less, or under half."""
    outcomes = _OUTCOMES["term" if goal.period == "term" else goal.direction]
    _, low, high = outcomes[int(rng.choice(len(outcomes), p=[outcome[0] for outcome in outcomes]))]
    return float(rng.uniform(low, high))


def _row(unit: str, goal: Goal, planned: float, actual: float | None) -> dict[str, Any]:
    reached = "" if actual is None else _decimal(actual)
    row = {"year": LAST, "unit": unit, "planned": _decimal(planned), "actual": reached, "source": SIMULATED}
    return row | {name: getattr(goal, name) for name in ("period", "name", "measured_in", "direction")}


def _decimal(value: float) -> str:
    """Write a number as in Vietnam.

    >>> _decimal(7.5), _decimal(9500), _decimal(46.0)
    ('7,5', '9500', '46')
    """
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")
