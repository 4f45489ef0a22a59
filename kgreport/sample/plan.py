"""The units of the made-up province, and how many organisations have each level in each unit.

No real district has these names. Every group of similar position has as many excellent organisations as its
cap allows. The blocs also have organisations that belong to no group; these bring the whole to the published
162 of 758.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kgreport.terms.vocabulary import TIERS

YEARS = range(2014, 2019)
LAST = YEARS[-1]


class UnitPlan(NamedTuple):
    """One unit of the province.

    Attributes
    ----------
    id, name
        Its code and its name.
    flower
        The flower in the names of its organisations.
    communes, agencies, alone
        How many of its organisations are rated good or better in 2018, by kind.
    alone_excellent
        How many of those in no group (``alone``) are rated excellent.
    members
        Its weight among the members.
    """

    id: str
    name: str
    flower: str
    communes: int
    agencies: int
    alone: int = 0
    alone_excellent: int = 0
    members: int = 10

    @property
    def is_city(self) -> bool:
        """Whether it is a city."""
        return self.name.startswith("Thành phố")

    @property
    def is_bloc(self) -> bool:
        """Whether it is a bloc of organisations, without territory."""
        return self.name.startswith("Khối")

    @property
    def committee(self) -> str:
        """The name of its Party committee."""
        if self.is_bloc:
            return f"Đảng ủy {self.name}"
        return f"{'Thành ủy' if self.is_city else 'Huyện ủy'} {self.flower}"

    @property
    def commune(self) -> str:
        """The kind of its communes."""
        return "phường" if self.is_city else "xã"


UNITS = (
    UnitPlan("hoa-hong", "Thành phố Hoa Hồng", "Hoa Hồng", 14, 46, members=17),
    UnitPlan("hoa-giay", "Thành phố Hoa Giấy", "Hoa Giấy", 16, 33, members=13),
    UnitPlan("hoa-sen", "Huyện Hoa Sen", "Hoa Sen", 11, 27),
    UnitPlan("hoa-mai", "Huyện Hoa Mai", "Hoa Mai", 9, 29, members=11),
    UnitPlan("hoa-dao", "Huyện Hoa Đào", "Hoa Đào", 15, 36, members=12),
    UnitPlan("hoa-lan", "Huyện Hoa Lan", "Hoa Lan", 12, 24),
    UnitPlan("hoa-cuc", "Huyện Hoa Cúc", "Hoa Cúc", 8, 31, members=11),
    UnitPlan("hoa-ban", "Huyện Hoa Ban", "Hoa Ban", 6, 19, members=6),
    UnitPlan("hoa-gao", "Huyện Hoa Gạo", "Hoa Gạo", 10, 26, members=9),
    UnitPlan("hoa-sim", "Huyện Hoa Sim", "Hoa Sim", 9, 28),
    UnitPlan("hoa-hue", "Huyện Hoa Huệ", "Hoa Huệ", 16, 37, members=12),
    UnitPlan("hoa-ly", "Huyện Hoa Ly", "Hoa Ly", 11, 32),
    UnitPlan("hoa-sung", "Huyện Hoa Súng", "Hoa Súng", 10, 23, members=9),
    UnitPlan("hoa-buoi", "Huyện Hoa Bưởi", "Hoa Bưởi", 9, 31),
    UnitPlan("hoa-cau", "Huyện Hoa Cau", "Hoa Cau", 4, 18, members=5),
    UnitPlan("khoi-hoa-nhai", "Khối Cơ quan Hoa Nhài", "Hoa Nhài", 0, 12, 30, 13, members=13),
    UnitPlan("khoi-hoa-quynh", "Khối Doanh nghiệp Hoa Quỳnh", "Hoa Quỳnh", 0, 9, 30, 12, members=8),
    UnitPlan("khoi-hoa-su", "Khối Trường học Hoa Sứ", "Hoa Sứ", 0, 11, 29, 12, members=8),
    UnitPlan("khoi-hoa-tra", "Khối Y tế Hoa Trà", "Hoa Trà", 0, 8, 29, 12, members=7),
)
"""The units, in the order of lists."""

FULFILLED, UNFULFILLED = 58, 24
"""Published numbers of organisations at the two lowest levels, spread over the groups."""

EARLIER_LEVELS = {
    2014: (268, 478, 65, 23),
    2015: (255, 493, 64, 24),
    2016: (233, 519, 61, 25),
    2017: (214, 542, 58, 27),
}
"""Organisations by level, best first, in the years without a cap."""

FLAGS, CERTIFICATES = 3, 8


def managed_alike(units: Iterable[str], tiers: Iterable[str]) -> list[str]:
    """Name the groups of subjects by unit and by the tier that manages them.

    >>> managed_alike(["hoa-sen"], ["province"])
    ['Hoa Sen: cấp tỉnh quản lý']
    """
    flowers = {unit.id: unit.flower for unit in UNITS}
    managed = {tier: name.vi.removeprefix("thuộc diện ") for tier, name in TIERS["leader"].items()}
    return [f"{flowers[unit]}: {managed[tier]}" for unit, tier in zip(units, tiers, strict=True)]
