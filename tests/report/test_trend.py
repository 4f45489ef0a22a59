"""The report on several years: from the figures and records of all years, nothing where there is one year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport import build_trend
from kgreport.report.trend import Trend
from kgreport.views.view import Section

MakeDataset = Callable[..., Path]

UNITS = "id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thành ủy Hà Tiên,,2\n"
LEVELS = {"X": "excellent", "T": "good", "H": "fulfilled"}
COMMITTEES = {
    # id, unit: a letter a year, 2014 to 2018
    ("tccs-1", "rach-gia"): "XXXXX",
    ("tccs-2", "rach-gia"): "TTXXX",
    ("tccs-3", "ha-tien"): "XXXXT",
    ("tccs-4", "ha-tien"): "..TTX",
}


def organizations(years: range = range(2014, 2019)) -> str:
    lines = ["year,id,unit,tier,status,level,reason,name"]
    for (one, unit), letters in COMMITTEES.items():
        for year in years:
            letter = letters[year - 2014]
            if letter != ".":
                name = f"Đảng bộ {one}"
                lines.append(f"{year},{one},{unit},grassroots_committee,rated,{LEVELS[letter]},,{name}")
    return "\n".join(lines) + "\n"


def members(**years: tuple[int, int]) -> list[str]:
    """Give rows of the figures: those fulfilled or better, and those not, by year."""
    return [
        f"{year[1:]},,member,,{measure},{count},s"
        for year, counts in years.items()
        for measure, count in zip(("fulfilled_or_better", "unfulfilled"), counts, strict=True)
    ]


@pytest.fixture
def make_trend(make_dataset: MakeDataset) -> Callable[..., Trend]:
    def make(*rows: str, tables: dict[str, str] | None = None, **given: object) -> Trend:
        known = {"organizations": organizations(), "units": UNITS, **(tables or {})}
        folder = make_dataset(*rows, **known)
        if given.pop("simulated", False):
            (folder / "dataset.yml").write_text("simulated: true\n", "utf-8")
        return build_trend(base=folder.parent, **{"year": 2018, "dataset": folder.name, **given})

    return make


MakeTrend = Callable[..., Trend]


def test_the_title_names_the_years(make_trend: MakeTrend) -> None:
    assert make_trend().head().subject.endswith("giai đoạn 2014–2018")
    assert "2014–2018 của Thành ủy Hà Tiên" in make_trend(unit="ha-tien").head().subject


def test_each_year_has_its_shares_and_the_change_is_named(make_trend: MakeTrend) -> None:
    text = make_trend().levels_over_time("organization", "grassroots").plain()

    assert "tăng 8,33 điểm % (từ 66,67% lên 75,00%)" in text
    assert "2016: X 75,00%, T 25,00%" in text


def test_a_change_too_small_to_print_is_none(make_trend: MakeTrend) -> None:
    trend = make_trend(*members(y2017=(99999, 1), y2018=(99998, 2)))

    text = trend.levels_over_time("member").plain()

    assert "hoàn thành nhiệm vụ trở lên giữ nguyên 100,00%" in text


def test_an_unknown_split_is_drawn_as_far_as_it_is_known(make_trend: MakeTrend) -> None:
    html = make_trend(*members(y2017=(90, 10), y2018=(95, 5))).levels_over_time("member").html()

    assert ">X+T+H 95,00%</text>" in html
    assert ">K 5,00%</text>" in html


def test_where_the_rules_changed_the_names_of_each_are_shown(make_trend: MakeTrend) -> None:
    text = make_trend().levels_over_time("organization", "grassroots").plain()

    assert "2014–2017 theo Hướng dẫn 27-HD/BTCTW (25/9/2014) (X: trong sạch, vững mạnh" in text


def test_under_one_set_of_rules_there_is_no_note(make_trend: MakeTrend) -> None:
    trend = make_trend(tables={"organizations": organizations(range(2014, 2018))}, year=2017, first_year=2014)

    assert "Quy định xếp loại thay đổi" not in trend.levels_over_time("organization", "grassroots").plain()


def test_the_longest_streak_comes_first_and_a_lost_year_ends_it(make_trend: MakeTrend) -> None:
    text = make_trend().streaks().plain()

    assert "1 tổ chức 5 năm liền và 1 tổ chức 3 năm liền" in text
    assert text.index("tccs-1") < text.index("tccs-2")
    assert "tccs-3" not in text


def test_who_was_given_the_flag_is_marked_and_who_could_be(make_trend: MakeTrend) -> None:
    awards = "year,unit,award,subject,id,name,source\n2018,rach-gia,flag,organization,tccs-1,,QĐ\n"

    assert "X  X  X  X  X  5  đủ số năm" in make_trend().streaks().plain()
    assert "X  X  X  X  X  5  đã tặng" in make_trend(tables={"awards": awards}).streaks().plain()


def test_a_unit_sees_its_own_organisations_only(make_trend: MakeTrend) -> None:
    text = make_trend(unit="rach-gia").streaks().plain()

    assert "Đảng bộ tccs-1  X" in text
    assert "Thành ủy" not in text.splitlines()[-2]
    assert "tccs-4" not in make_trend(unit="rach-gia").streaks().plain()


def test_movements_are_counted_from_the_year_before_and_over_the_span(make_trend: MakeTrend) -> None:
    text = make_trend().movements("organization", "grassroots").plain()

    assert (
        "Từ năm 2017 đến năm 2018, trong số 4 tổ chức cơ sở đảng được xếp loại cả hai năm có: 1 lên mức"
        in text
    )
    assert "Từ năm 2014 đến năm 2018, trong số 3 tổ chức cơ sở đảng" in text
    assert "Chỉ được xếp loại năm 2018: 1 tổ chức" in text


def test_a_rating_made_anew_counts_as_it_stands_now(make_trend: MakeTrend) -> None:
    """The rules of 2023 re-rate an earlier year; its streak is gone."""
    years = range(2019, 2024)
    rows = ["year,id,unit,tier,status,level,reason,name"]
    rows += [f"{year},tccs-1,rach-gia,grassroots_committee,rated,excellent,,A" for year in years]
    anew = "year,subject,id,level,reason,source\n2022,organization,tccs-1,fulfilled,,QĐ\n"
    given = {"organizations": "\n".join(rows) + "\n", "units": "id,name,parent,order\nrach-gia,A,,1\n"}

    before = make_trend(tables=given, year=2023).streaks().plain()
    after = make_trend(tables={**given, "restatements": anew}, year=2023).streaks()

    assert "X  X  X  X  X  5" in before
    assert after.views == []


def test_units_stand_side_by_side_with_the_whole_last(make_trend: MakeTrend) -> None:
    lines = make_trend().units_over_time("organization", "grassroots").plain().splitlines()

    start = next(n for n, line in enumerate(lines) if "(điểm %)" in line)
    rows = lines[start + 1 : start + 4]
    assert [row.split("  ")[0] for row in rows] == ["Thành ủy Rạch Giá", "Thành ủy Hà Tiên", "Toàn Đảng bộ"]


def sections_of(trend: Trend) -> list[Section]:
    return [
        trend.levels_over_time("organization", "grassroots"),
        trend.streaks(),
        trend.movements("organization", "grassroots"),
        trend.units_over_time("organization", "grassroots"),
    ]


def test_one_year_is_no_trend(make_trend: MakeTrend) -> None:
    """Every section is left out, and the section on quality names them."""
    trend = make_trend(tables={"organizations": organizations(range(2018, 2019))})

    assert [section.views for section in sections_of(trend)] == [[], [], [], []]
    assert "Xếp loại tổ chức cơ sở đảng, 2018" in trend.quality().plain()


def test_a_year_between_without_records_ends_a_streak(make_trend: MakeTrend) -> None:
    lines = [line for line in organizations().splitlines() if not line.startswith("2016,")]

    text = make_trend(tables={"organizations": "\n".join(lines) + "\n"}).streaks().plain()

    assert "5 năm liền" not in text


def test_simulated_figures_are_marked_in_the_head(make_trend: MakeTrend) -> None:
    real, marked = make_trend().head(), make_trend(simulated=True).head()

    assert marked.simulated == marked.document["simulated_mark"] == "SỐ LIỆU MÔ PHỎNG"
    assert "không phải kết quả thật" in marked.html()
    assert "MÔ PHỎNG" in marked.notebook_mark()
    assert real.document["simulated_mark"] == real.simulated == real.caution == ""


def test_it_speaks_english_too(make_trend: MakeTrend) -> None:
    trend = make_trend(language="en", simulated=True)

    assert "from 66.67% to 75.00%" in trend.levels_over_time("organization", "grassroots").plain()
    assert "Of the 4 grassroots Party organisations rated both in 2017 and in 2018" in trend.summary().plain()
    assert "SIMULATED DATA" in trend.head().plain()
    assert "given" not in trend.streaks().plain()


def test_a_year_without_records_is_unknown_and_nobody_moved_from_it(make_trend: MakeTrend) -> None:
    rows = "year,id,unit,tier,status,level,reason\n2018,t-1,rach-gia,province,rated,good,\n"
    rows += "2018,t-2,ha-tien,province,rated,good,\n"
    trend = make_trend(tables={"collectives": rows})

    assert trend.movements("collective").views == []
    assert trend.movements("organization", "grassroots").views != []
    assert "phần chưa có số liệu của ít nhất hai năm" in trend.quality().plain()
