"""A figure far from those of the year before, of sibling units or of earlier years is warned about."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.figures.layout import COLUMNS
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.unit_sums import complete_with_units
from kgreport.data.params.parts import Plausibility
from kgreport.data.plausibility.compared import Compared
from kgreport.data.plausibility.unusual import check_plausible
from kgreport.data.rules.choosing import rules_for
from kgreport.data.rules.model import NO_RULES, YearRules
from kgreport.data.tables.units import Unit
from kgreport.report import Report
from kgreport.terms.findings import Finding

Row = tuple[int, str, str, int]
"""Year, unit, measure and value."""

CODES = [f"unit-{n}" for n in range(8)]
UNITS = tuple(Unit(code, code, "", "", 0) for code in CODES)
DEFAULT = Plausibility.model_validate({})
OTHER_RULES = {2018: rules_for(2018, "", Path())}
"""Rules of 2018 alone: no earlier year was rated by them. Without any rules, every year was."""


def found(
    rows: Sequence[Row], rules: YearRules = OTHER_RULES, limits: Plausibility = DEFAULT
) -> list[Finding]:
    lines = [
        (year, unit, "member", "", measure, value, "p. 1", f"figures.csv:{n}")
        for n, (year, unit, measure, value) in enumerate(rows, 2)
    ]
    figures = by_scope(complete_with_units(pd.DataFrame(lines, columns=list(COLUMNS)), UNITS))
    return list(check_plausible(Compared(KnownFigures(figures, UNITS, rules), 2018), "", limits))


def said(finding: Finding) -> str:
    return f"{finding.found.say('en')} | {finding.expected.say('en')}"


def years(before: int, now: int, measure: str = "reviewed") -> list[Row]:
    return [(2017, "", measure, before), (2018, "", measure, now)]


def siblings(*excellent: int, rated: int = 1000) -> list[Row]:
    return [
        row
        for unit, count in zip(CODES, excellent, strict=False)
        for row in [(2018, unit, "rated", rated), (2018, unit, "excellent", count)]
    ]


def test_a_digit_left_out_is_warned_about_with_both_numbers_and_the_factor() -> None:
    [warning] = found(years(52810, 5334))

    assert (warning.id, warning.severity) == ("jump-2018-member-reviewed", "warning")
    assert said(warning) == "Reviewed 5334, 1/9.9 of that | 2017: 52810"
    assert warning.found.say("vi") == "Đã kiểm điểm 5334, bằng 1/9,9"


def test_a_digit_too_many_is_warned_about() -> None:
    assert [said(one) for one in found(years(1950, 19770))] == [
        "Reviewed 19770, 10.1 times as many | 2017: 1950"
    ]


@pytest.mark.parametrize(("before", "now"), [(100, 300), (2, 22), (0, 500), (500, 0), (9, 80)])
def test_small_counts_and_usual_changes_are_not(before: int, now: int) -> None:
    assert found(years(before, now)) == []


def test_a_share_far_from_those_of_sibling_units_is_warned_about() -> None:
    [warning] = found(siblings(180, 200, 210, 190, 170, 205, 720, 195))

    assert warning.id == "unlike-units-2018-unit-6-member-excellent"
    assert said(warning) == (
        "Excellent 720/1000 (72.00%), off by a factor of 3.6 | the median of 8 sibling units: 19.75%"
    )
    assert warning.expected.say("vi") == "trung vị của 8 đơn vị cùng cấp: 19,75%"


def test_few_of_a_small_unit_are_not() -> None:
    """3 of 4 is far from a fifth, but chance does that."""
    rows = siblings(180, 200, 210, 190, 170, 205, 195)

    assert found([*rows, (2018, CODES[7], "rated", 12), (2018, CODES[7], "excellent", 7)]) == []


def test_units_that_differ_widely_are_not() -> None:
    assert found(siblings(50, 400, 210, 600, 20, 300, 720, 150)) == []


def test_few_siblings_show_nothing() -> None:
    assert found(siblings(180, 200, 210, 900)) == []


def test_a_share_far_from_earlier_years_is_warned_about() -> None:
    rows = [
        row
        for year, excellent in ((2015, 150), (2016, 160), (2017, 145), (2018, 610))
        for row in [(year, "", "rated", 1000), (year, "", "excellent", excellent)]
    ]

    [warning] = found(rows, NO_RULES)

    assert warning.id == "unlike-years-2018-member-excellent"
    assert "the median of 3 earlier years: 15.00%" in said(warning)
    assert found(rows, OTHER_RULES) == []


def test_shares_of_a_base_that_jumps_are_not_told_beside_it() -> None:
    rows = [(2017, "", "rated", 1000), (2017, "", "excellent", 150)]
    rows += [(2018, "", "rated", 10000), (2018, "", "excellent", 155)]

    assert [one.id for one in found(rows, NO_RULES)] == ["jump-2018-member-rated"]


def test_a_unit_is_named_and_not_the_whole_that_has_its_figure_in_the_sum() -> None:
    rows = [(year, unit, "reviewed", 100) for year in (2017, 2018) for unit in CODES]
    rows[-1] = (2018, CODES[-1], "reviewed", 10000)

    assert [one.id for one in found(rows)] == ["jump-2018-unit-7-member-reviewed"]


def test_units_beside_each_other_are_each_named() -> None:
    rows = [(year, unit, "reviewed", 100) for year in (2017, 2018) for unit in CODES]
    rows[-1], rows[-2] = (2018, CODES[-1], "reviewed", 10000), (2018, CODES[-2], "reviewed", 9000)

    assert sorted(one.id for one in found(rows)) == [
        "jump-2018-unit-6-member-reviewed",
        "jump-2018-unit-7-member-reviewed",
    ]


def test_a_few_that_become_very_many_are_warned_about() -> None:
    assert [said(one) for one in found(years(6, 763))] == ["Reviewed 763, 127.2 times as many | 2017: 6"]
    assert len(found(years(763, 6))) == 1
    assert found(years(6, 240)) == []


def test_limits_are_parameters() -> None:
    rows = years(100, 350)

    assert found(rows) == []
    assert len(found(rows, limits=Plausibility(jump=3))) == 1
    assert found(years(1950, 19770), limits=Plausibility(jump=20)) == []


def test_figures_in_a_contradiction_are_told_once() -> None:
    [warning] = found(years(52810, 5334))
    contradiction = Finding(
        kind="bound",
        parts={"year": 2018, "unit": "", "subject": "member", "tier": "", "broken": "reviewed"},
        severity="error",
        place=warning.place,
        expected=warning.expected,
        found=warning.found,
        advice=warning.advice,
        unit="",
    )
    lines = [(year, "", "member", "", measure, n, "p. 1", "") for year, _, measure, n in years(52810, 5334)]
    known = KnownFigures(by_scope(pd.DataFrame(lines, columns=list(COLUMNS))), (), NO_RULES)

    assert list(check_plausible(Compared(known, 2018), "", DEFAULT, [contradiction])) == []


def test_ordinary_figures_have_no_warning() -> None:
    """Shares of units differ as those of real units do, and change a little from year to year."""
    chance = random.Random(5)
    rows: list[Row] = []
    for unit in CODES:
        share, size = chance.uniform(0.1, 0.25), chance.randint(30, 3000)
        for year in range(2014, 2019):
            rated = round(size * chance.uniform(0.95, 1.05))
            excellent = sum(chance.random() < share for _ in range(rated))
            rows += [(year, unit, "rated", rated), (year, unit, "excellent", excellent)]

    assert found(rows, NO_RULES) == []


def test_the_published_figures_of_2018_have_no_warning(published_2018: Report) -> None:
    kinds = {finding.kind for finding in published_2018.all_findings()}

    assert kinds.isdisjoint({"jump", "unlike-units", "unlike-years"})
