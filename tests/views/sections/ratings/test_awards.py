"""Awards name their recipients by kind and tier, and a sum never stands beside its parts as one more item."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.figures.layout import Scope
from kgreport.data.rules.choosing import rules_for
from kgreport.views.sections.ratings.awards import awards_section
from kgreport.views.sections.writer import Writer

RULES = rules_for(2019, "", Path())
NOBODY = pd.DataFrame({"award": [], "subject": []})
Say = Callable[..., str]


def text_of(*counts: tuple[str, str, str, int]) -> str:
    rows: dict[Scope, list[dict[str, object]]] = {}
    for subject, tier, award, count in counts:
        row = {"measure": award, "count": count, "source": "s", "place": "", "derived": False}
        rows.setdefault(Scope(year=2019, subject=subject, tier=tier), []).append(row)
    writer = Writer(language="vi", year=2019, rules=RULES)
    return awards_section(rows, NOBODY, NOBODY, {2019: RULES}, writer).plain()


def test_a_sum_over_tiers_is_made_up_of_its_parts() -> None:
    flags = [("", 57), ("superior", 4), ("grassroots", 45), ("sub", 8)]

    text = text_of(*(("organization", tier, "flag", count) for tier, count in flags))

    assert (
        "cho 57 tổ chức đảng hoàn thành xuất sắc nhiệm vụ 5 năm liền (2015–2019), gồm 4 tổ chức đảng cấp "
        "trên cơ sở, 45 tổ chức cơ sở đảng và 8 đảng bộ bộ phận, chi bộ trực thuộc." in text
    )
    assert re.search(r"^ +Cơ sở +45$", text, re.MULTILINE)


def test_a_part_of_the_awards_is_no_whole() -> None:
    text = text_of(("organization", "", "flag", 57), ("organization", "grassroots", "flag", 45))

    assert (
        "57 tổ chức đảng hoàn thành xuất sắc nhiệm vụ 5 năm liền (2015–2019), trong đó 45 tổ chức cơ sở"
        in text
    )


def test_a_tier_that_has_all_of_them_stands_for_the_whole() -> None:
    text = text_of(("organization", "", "flag", 3), ("organization", "grassroots", "flag", 3))

    assert "cho 3 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ 5 năm liền" in text
    assert "tổ chức đảng hoàn thành" not in text


@pytest.mark.parametrize(
    ("award", "merit"),
    [
        ("merit_certificate", "hoàn thành xuất sắc nhiệm vụ năm 2019"),
        ("merit_certificate_five_years", "hoàn thành xuất sắc nhiệm vụ 5 năm liền (2015–2019)"),
    ],
)
def test_a_certificate_is_given_for_a_year_or_for_five_running(award: str, merit: str) -> None:
    assert f"cho 8 tập thể {merit}." in text_of(("collective", "", award, 8))


def test_an_award_given_to_nobody_is_not_listed() -> None:
    text = text_of(("collective", "province", "flag", 2), ("collective", "district", "flag", 0))

    assert "cấp huyện" not in text
