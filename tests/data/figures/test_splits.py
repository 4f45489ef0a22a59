"""A level or reason that is only what the others leave stays unknown, until the parameters accept it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.figures.completion import complete_figures
from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.terms.vocabulary import REASONS
from kgreport.views.charts.stacked import StackedChart
from kgreport.views.tables import Table
from kgreport.views.view import Section

MakeFigures = Callable[..., pd.DataFrame]
MakeDataset = Callable[..., Path]
ONE_MISSING = {"rated": 142, "excellent": 29, "good": 99, "fulfilled": 13}


def completed(
    make_figures: MakeFigures, values: Mapping[str, int], subject: str = "organization", tier: str = "sub"
) -> dict[str, int]:
    figures = complete_figures(make_figures(*((subject, tier, code, n) for code, n in values.items())))
    return dict(zip(figures["measure"], figures["value"], strict=True))


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        ({"rated": 53340, "fulfilled_or_better": 53056}, "unfulfilled"),
        ({"fulfilled_or_better": 90, "good_or_better": 60}, "fulfilled"),
        ({"good_or_better": 60, "excellent": 10}, "good"),
        ({"good_or_better": 60, "good": 50}, "excellent"),
    ],
)
def test_a_level_is_the_difference_of_two_stated_figures(
    stated: dict[str, int], level: str, make_figures: MakeFigures
) -> None:
    more, less = stated.values()

    assert completed(make_figures, stated)[level] == more - less


@pytest.mark.parametrize(
    ("stated", "level"),
    [
        (ONE_MISSING, "unfulfilled"),
        ({"rated": 142, "good": 99, "fulfilled": 13, "unfulfilled": 1}, "excellent"),
        ({"rated": 142, "good_or_better": 128, "fulfilled": 13}, "unfulfilled"),
        ({"rated": 142, "good_or_better": 128, "unfulfilled": 1}, "fulfilled"),
        ({"fulfilled_or_better": 142, "excellent": 29, "good": 99}, "fulfilled"),
        ({"rated": 142, "excellent": 29, "fulfilled": 13, "unfulfilled": 1}, "good"),
    ],
)
def test_what_several_levels_leave_is_no_level(
    stated: dict[str, int], level: str, make_figures: MakeFigures
) -> None:
    assert level not in completed(make_figures, stated)


def test_what_is_left_of_the_sum_that_holds_an_unknown_level_is_not_known_either(
    make_figures: MakeFigures,
) -> None:
    stated = {"rated": 142, "excellent": 29, "fulfilled": 13, "unfulfilled": 1}

    assert "good_or_better" not in completed(make_figures, stated)


@pytest.mark.parametrize(
    "stated",
    [
        {"total": 41, "excellent": 24, "good": 15, "fulfilled": 2},
        {"total": 50, "excellent": 10, "good": 37, "fulfilled": 3},
        {"total": 50, "good_or_better": 47, "unfulfilled": 3},
        {"total": 50, "fulfilled_or_better": 50},
        {"total": 50, "excellent": 10, "good": 37, "unfulfilled": 3},
    ],
    ids="+".join,
)
def test_a_whole_that_is_made_up_leaves_nothing(stated: dict[str, int], make_figures: MakeFigures) -> None:
    found = completed(make_figures, stated, "member", "")

    assert found["rated"] == stated["total"]
    assert [found[code] for code in ("exempt", "pending")] == [0, 0]
    assert found["fulfilled_or_better"] + found["unfulfilled"] == found["rated"]


def test_only_members_can_be_exempt(make_figures: MakeFigures) -> None:
    found = completed(make_figures, {"total": 41, "excellent": 24, "good": 15, "fulfilled": 2})

    assert (found["rated"], found["pending"]) == (41, 0)
    assert "exempt" not in found


def test_a_tier_that_the_unit_does_not_have_is_not_derived(make_figures: MakeFigures) -> None:
    """A district has no collectives of the province."""
    rows = [("collective", tier, "rated", n) for tier, n in (("", 90), ("district", 30), ("grassroots", 60))]
    own = complete_figures(make_figures(*rows))
    other = ("collective", "province", "total", 5)

    assert "province" not in set(own["tier"])
    found = complete_figures(make_figures(*rows, other)).set_index(["tier", "measure"])["value"]
    assert found["province", "rated"] == 0


def report_of(make_dataset: MakeDataset, *rows: str, **params: object) -> Report:
    folder = make_dataset(*(f"2018,,{row},tr. 1" for row in rows))
    given = Parameters.model_validate({"year": 2018, "dataset": folder.name, **params})
    return read_report(given, folder.parent)


def cells_of(section: Section) -> list[list[str]]:
    [table] = (view for view in section.views if isinstance(view, Table))
    return table.cells()


ROWS = [f"organization,sub,{code},{n:02}" for code, n in ONE_MISSING.items()]


def test_what_is_unknown_stands_in_sentence_table_and_chart(make_dataset: MakeDataset) -> None:
    report = report_of(make_dataset, *ROWS)

    section = report.levels("organization", "sub")
    note, _, chart = section.views
    cells = cells_of(section)

    assert "13 tổ chức hoàn thành nhiệm vụ (9,15%) và chưa rõ 1 trường hợp (0,70%)." in note.plain()
    assert "Không hoàn thành nhiệm vụ" not in [name for name, *_ in cells]
    assert ["Chưa rõ mức xếp loại", "1", "0,70%"] in cells
    assert isinstance(chart, StackedChart)
    assert [part.text for part in chart.stacks[0].segments][-1] == "? 0,70%"
    assert ("unknown_level", "?", "Chưa rõ mức xếp loại") in chart.key
    assert "1 tổ chức không hoàn thành nhiệm vụ" not in report.levels("organization").plain()


def test_what_is_unknown_of_a_sum_of_levels_stands_in_its_sentence(make_dataset: MakeDataset) -> None:
    stated = {"total": 500, "fulfilled_or_better": 478, "excellent": 78, "good": 300}
    report = report_of(make_dataset, *(f"member,,{code},{n}" for code, n in stated.items()))

    assert (
        "hoàn thành tốt nhiệm vụ (60,00% tổng số) và chưa rõ 100 trường hợp"
        in report.levels("member").plain()
    )


def test_levels_that_do_not_make_up_those_rated_are_a_warning(make_dataset: MakeDataset) -> None:
    report = report_of(make_dataset, *ROWS)

    [finding] = [one for one in report.all_findings() if one.kind == "split"]

    assert (finding.id, finding.severity) == ("split-2018-organization-sub-unfulfilled", "warning")
    assert finding.found.say("en") == "Excellent 29 + Good 99 + Tasks completed 13 = 141, 1 unknown"
    assert finding.expected.say("en") == "Rated: 142"
    assert finding.advice.say("en").endswith("“Tasks not completed” is then 1")
    assert report.stopping_findings() == []


def test_an_accepted_split_is_complete(make_dataset: MakeDataset) -> None:
    accepted = {"id": "split-2018-organization-sub-unfulfilled", "reason": "tr. 1 ghi là đủ các mức"}
    report = report_of(make_dataset, *ROWS, accepted_findings=[accepted])

    assert ["Không hoàn thành nhiệm vụ", "1", "0,70%"] in cells_of(report.levels("organization"))
    assert "chưa rõ" not in report.levels("organization").plain().lower()
    assert [one.id for one in report.all_findings() if one.kind in ("split", "stale")] == [accepted["id"]]
    assert "tr. 1 ghi là đủ các mức" in report.quality().plain()


def test_tiers_side_by_side_show_what_is_unknown(make_dataset: MakeDataset) -> None:
    whole = ["organization,,rated,200", "organization,grassroots,rated,58", "organization,,excellent,40"]
    report = report_of(make_dataset, *ROWS, *whole)

    assert "Số lượng: Chưa rõ" in report.levels("organization").plain()
    assert "Tỷ lệ: Chưa rõ" in report.levels().plain()


def test_a_reason_that_is_what_the_others_leave_is_unknown(make_dataset: MakeDataset) -> None:
    reasons = [f"member,,{code},2" for code in list(REASONS)[1:]]
    report = report_of(make_dataset, "member,,unfulfilled,10", *reasons)

    assert ["Chưa rõ lý do", "2", "20,00%"] in cells_of(report.reasons())
    assert "và chưa rõ 2 trường hợp (20,00%)." in report.reasons().plain()
    assert [one.id for one in report.all_findings()] == ["split-2018-member-unfulfilled_below_level"]


@pytest.mark.parametrize("of_whole", [(), ("2018,,member,,rated,152,tr. 1",)])
def test_a_whole_that_is_the_sum_of_its_units_leaves_the_finding_to_them(
    of_whole: tuple[str, ...], make_dataset: MakeDataset
) -> None:
    units = "id,name,parent,order\nsen,Huyện Sen,,1\nmai,Huyện Mai,,2\n"
    one = [f"2018,sen,member,,{code},{n},tr. 1" for code, n in ONE_MISSING.items()]
    levels = {"excellent": 1, "good": 2, "fulfilled": 3, "unfulfilled": 4}
    other = [f"2018,mai,member,,{code},{n},tr. 1" for code, n in levels.items()]
    folder = make_dataset(*of_whole, *one, *other, units=units)
    given = Parameters.model_validate({"year": 2018, "dataset": folder.name})

    report = read_report(given, folder.parent)

    splits = [finding.id for finding in report.all_findings() if finding.kind == "split"]
    assert splits == ["split-2018-sen-member-unfulfilled"]
    assert "chưa rõ 5 trường hợp" in report.levels("member").plain()


def test_no_organization_is_shown_as_exempt(make_dataset: MakeDataset) -> None:
    counts = ("total,41", "rated,41", "exempt,0", "pending,0", "reviewed,41")
    report = report_of(make_dataset, *(f"organization,grassroots,{one}" for one in counts))

    assert "miễn" not in report.reviews().plain()


def test_what_is_unknown_is_no_figure_that_other_units_lack(make_dataset: MakeDataset) -> None:
    figures = report_of(make_dataset, *ROWS).year_figures

    assert "unknown_level" in set(figures.figures["measure"])
    assert "unknown_level" not in set(figures.completed["measure"])
