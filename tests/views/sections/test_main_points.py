"""The main points: what each sentence says, their order, and which is left out of six."""

from __future__ import annotations

import pytest

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Figure, FiguresByScope
from kgreport.stats.shares import LevelChange, level_changes
from kgreport.views.sections.main_points import (
    change_point,
    choose_points,
    doubtful_point,
    lowest_point,
    overdue_point,
    result_point,
    streaks_point,
)
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import MainPoint, MainPoints

VI = Writer(language="vi", year=2018)
EN = Writer(language="en", year=2018)
MEMBERS = Scope(year=2018, unit="", subject="member", tier="")
ORGANIZATIONS = Scope(year=2018, unit="", subject="organization", tier="grassroots")


def changed(scope: Scope, measure: str, before: float, now: float) -> LevelChange:
    return LevelChange(scope=scope, measure=measure, before=before, now=now)


def text_of(point: MainPoint | None) -> str:
    assert point
    return point.text


def test_of_six_points_the_one_that_asks_for_no_decision_is_left_out() -> None:
    points = [MainPoint(str(n), "levels") for n in range(1, 7)]

    assert [point.text for point in choose_points(points)] == ["1", "2", "3", "5", "6"]


def test_five_points_are_all_shown_in_their_order() -> None:
    points = [MainPoint("1", "levels"), None, *(MainPoint(str(n), "levels") for n in range(3, 7))]

    assert [point.text for point in choose_points(points)] == ["1", "3", "4", "5", "6"]


def test_the_first_point_says_what_changed_and_what_changed_most() -> None:
    changes = [
        changed(ORGANIZATIONS, "good_or_better", 0.90, 0.91),
        changed(MEMBERS, "good_or_better", 0.80, 0.80),
        changed(MEMBERS, "excellent", 0.20, 0.15),
    ]

    assert text_of(change_point(changes, 2017, EN)) == (
        "Against 2017, the share of grassroots Party organisations good or better rose by 1.00 pp, "
        "from 90.00% to 91.00%; of note: the share of Party members excellent fell by 5.00 pp, "
        "from 20.00% to 15.00%."
    )


def test_a_year_of_other_rules_is_compared_with_care() -> None:
    point = change_point([changed(MEMBERS, "excellent", 0.2, 0.2)], 2017, EN, new_rules=True)

    assert text_of(point).endswith("at 20.00% (2017 was rated by other rules, so compare with care).")


def test_one_change_is_told_once() -> None:
    assert text_of(change_point([changed(MEMBERS, "excellent", 0.2, 0.2)], 2017, EN)) == (
        "Against 2017, the share of Party members excellent stayed at 20.00%."
    )


def test_shares_of_few_are_not_compared() -> None:
    def known(year: int, rated: int) -> dict[tuple[int, str, str, str], dict[str, Figure]]:
        return {
            (year, "", "member", ""): {"rated": Figure(rated, "", ""), "good": Figure(rated // 2, "", "")}
        }

    few = FiguresByScope(known(2017, 29) | known(2018, 100))
    enough = FiguresByScope(known(2017, 30) | known(2018, 100))

    assert level_changes(few, [MEMBERS], 2017, ["good"]) == []
    assert [one.now for one in level_changes(enough, [MEMBERS], 2017, ["good"])] == [0.5]


def test_without_another_year_the_first_point_is_the_result() -> None:
    good = {"measure": "good_or_better", "count": 3, "share": 0.75, "base": "rated", "base_count": 4}

    assert text_of(result_point({MEMBERS: [good]}, EN)) == "4 Party members rated: 3 good or better (75.00%)."


def test_of_an_unknown_number_no_share_is_told() -> None:
    level = {"measure": "excellent", "count": 3, "share": None, "base": "rated", "base_count": None}

    assert text_of(result_point({MEMBERS: [level]}, EN)) == "Party members: 3 excellent."


def test_the_lowest_level_is_told_with_its_main_reason() -> None:
    point = lowest_point(MEMBERS, 4, 0.01, [("unfulfilled_disciplined", 3)], VI)

    assert "; lý do nhiều nhất: bị xử lý kỷ luật, 3 trường hợp (75,00%)." in point.text
    assert point.section == "reasons-member"


def test_nobody_at_the_lowest_level_is_said() -> None:
    assert lowest_point(MEMBERS, 0, 0.0, [], EN).text == "No Party members were rated “tasks not completed”."


@pytest.mark.parametrize("point", [doubtful_point(0, VI), streaks_point(0, 5, None, VI)])
def test_what_there_is_none_of_is_no_point(point: MainPoint | None) -> None:
    assert point is None


def test_who_is_overdue_longest_is_named() -> None:
    assert "Huyện Hoa Sen (32 ngày)" in text_of(overdue_point(8, "Huyện Hoa Sen", 32, VI))


def test_flags_are_told_only_where_they_are_known() -> None:
    assert "flag" not in text_of(streaks_point(41, 5, None, EN))
    assert ", 3 of which were given the flag." in text_of(streaks_point(41, 5, 3, EN))
    assert ", none of which was given the flag." in text_of(streaks_point(41, 5, 0, EN))


def test_a_point_links_to_its_section_unless_that_is_left_out() -> None:
    points = MainPoints([MainPoint("A.", "levels"), MainPoint("B.", "streaks")])

    shown = points.refer({"levels": "mục II.1"}, "")

    assert shown.plain() == "1. A. (mục II.1)\n2. B."
    assert '<a class="kg-see" href="#levels">mục II.1</a>' in shown.html()
