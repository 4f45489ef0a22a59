"""The report on several years: from the figures and records of all years, nothing where there is one year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgreport import build_trend
from kgreport.report.trend import Trend
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.charts.lines import LineChart
from kgreport.views.charts.matrix import Matrix
from kgreport.views.tables import Table
from kgreport.views.texts import MainPoints
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


@pytest.fixture(scope="module")
def made() -> dict[str, Trend]:
    """Keep every report that was made, by what it was made of."""
    return {}


@pytest.fixture
def make_trend(make_dataset: MakeDataset, made: dict[str, Trend]) -> Callable[..., Trend]:
    def make(*rows: str, tables: dict[str, str | None] | None = None, **given: Any) -> Trend:
        key = repr((rows, tables, given))
        if key not in made:
            made[key] = build(*rows, tables=tables, **given)
        return made[key]

    def build(*rows: str, tables: dict[str, str | None] | None, **given: Any) -> Trend:
        known = {"organizations": organizations(), "units": UNITS, **(tables or {})}
        folder = make_dataset(*rows, **{name: text for name, text in known.items() if text is not None})
        if given.pop("simulated", False):
            (folder / "dataset.yml").write_text("simulated: true\n", "utf-8")
        return build_trend(base=folder.parent, **{"year": 2018, "dataset": folder.name, **given})

    return make


MakeTrend = Callable[..., Trend]


def test_the_title_names_the_years(make_trend: MakeTrend) -> None:
    assert make_trend().head().subject.endswith("giai đoạn 2014–2018")
    assert "2014–2018 của Thành ủy Hà Tiên" in make_trend(unit="ha-tien").head().subject


def table(section: Section, name: str) -> Table:
    return next(view for view in section.views if isinstance(view, Table) and view.id == name)


def test_each_year_has_its_shares_under_the_count_they_are_of(make_trend: MakeTrend) -> None:
    section = make_trend().levels_over_time("organization", "grassroots")

    assert table(section, "table-trend-levels-organization-grassroots-shares").cells()[:3] == [
        ["Tổ chức cơ sở đảng được xếp loại", "3", "3", "4", "4", "4", ""],
        ["Hoàn thành xuất sắc nhiệm vụ", "66,67%", "66,67%", "75,00%", "75,00%", "75,00%", "+8,33"],
        ["Hoàn thành tốt nhiệm vụ", "33,33%", "33,33%", "25,00%", "25,00%", "25,00%", "−8,33"],
    ]
    assert "tăng 8,33 điểm phần trăm (từ 66,67% lên 75,00%)" in section.plain()


def test_all_subjects_stand_in_one_table_each_under_its_own_count(make_trend: MakeTrend) -> None:
    section = make_trend(*members(y2017=(90, 10), y2018=(95, 5))).levels_over_time()

    counts = table(section, "table-trend-levels-counts")
    heads = [row[0] for position, row in enumerate(counts.cells()) if not counts.indents.get(position)]
    assert heads == ["Tổ chức cơ sở đảng được xếp loại", "Đảng viên được xếp loại"]
    assert "Chưa có số liệu của hai năm: tổ chức đảng cấp trên cơ sở" in section.plain()


def test_a_year_without_figures_is_a_dash_and_a_gap_in_the_line(make_trend: MakeTrend) -> None:
    section = make_trend(*members(y2015=(90, 10), y2017=(92, 8), y2018=(95, 5))).levels_over_time("member")

    [chart] = [view for view in section.views if isinstance(view, LineChart)]
    shares = table(section, "table-trend-levels-member-shares")
    assert chart.steps == ["2014", "2015", "2016", "2017", "2018"]
    assert chart.panels[0].lines[0].values == [None, 0.9, None, 0.92, 0.95]
    assert shares.cells()[2][1:] == ["–", "90,00%", "–", "92,00%", "95,00%", "+5,00"]


def test_a_line_is_broken_where_the_rules_changed(make_trend: MakeTrend) -> None:
    section = make_trend().levels_over_time("organization", "grassroots")

    [chart] = [view for view in section.views if isinstance(view, LineChart)]
    [change] = chart.breaks
    assert chart.steps[change.step] == "2018"
    assert change.meaning.startswith("Từ năm 2018: Quy định 132-QĐ/TW")


def test_a_change_too_small_to_print_is_none(make_trend: MakeTrend) -> None:
    trend = make_trend(*members(y2017=(99999, 1), y2018=(99998, 2)))

    text = trend.levels_over_time("member").plain()

    assert "hoàn thành nhiệm vụ trở lên giữ nguyên 100,00%" in text


def test_what_did_not_change_is_not_among_the_largest_changes(make_trend: MakeTrend) -> None:
    trend = make_trend(*members(y2014=(90, 10), y2018=(90, 10)))

    text = trend.levels_over_time().plain().partition("Biểu đồ")[0] + trend.summary().plain()

    assert "tăng 8,33 điểm phần trăm" in text
    assert "đảng viên hoàn thành nhiệm vụ trở lên giữ nguyên" not in text


def test_where_the_rules_changed_the_names_of_each_are_said_once(make_trend: MakeTrend) -> None:
    trend = make_trend(*members(y2017=(90, 10), y2018=(95, 5)))
    text = trend.levels_over_time().plain()

    assert text.count("2014–2017 theo Hướng dẫn 27-HD/BTCTW (25/9/2014) (tổ chức đảng: ") == 1
    assert "không hoàn thành nhiệm vụ gọi là “yếu kém”; đảng viên: " in text
    assert "chỉ để tham khảo" in trend.summary().plain()
    assert "gọi là" not in trend.streaks().plain() + trend.units_over_time().plain()


def test_under_one_set_of_rules_there_is_no_note(make_trend: MakeTrend) -> None:
    trend = make_trend(tables={"organizations": organizations(range(2014, 2018))}, year=2017, first_year=2014)
    text = trend.levels_over_time().plain() + trend.summary().plain()

    assert "Quy định xếp loại thay đổi" not in text
    assert "tham khảo" not in text


def test_who_was_at_the_highest_level_for_three_years_is_named_by_unit(make_trend: MakeTrend) -> None:
    section = make_trend().streaks()

    assert table(section, "table-streaks-organization-grassroots-names").cells() == [
        ["5 năm trở lên", "Đảng bộ tccs-1"],
        ["3 năm", "Đảng bộ tccs-2"],
    ]
    assert "tccs-3" not in section.plain()


def test_who_was_given_the_flag_is_marked_and_the_eligible_are_counted(make_trend: MakeTrend) -> None:
    awards = "year,unit,award,subject,id,name,source\n2018,rach-gia,flag,organization,tccs-1,,QĐ\n"

    unknown = make_trend().streaks().plain()
    text = make_trend(tables={"awards": awards}).streaks().plain()

    assert "chưa có danh sách được tặng" in unknown
    assert "1 tổ chức đã được tặng, 0 tổ chức chưa được tặng" in text
    assert "Đảng bộ tccs-1 (cờ)" in text


def test_a_unit_sees_its_own_organisations_only(make_trend: MakeTrend) -> None:
    text = make_trend(unit="rach-gia").streaks().plain()

    assert "Đảng bộ tccs-1" in text
    assert "Thành ủy" not in text
    assert "tccs-4" not in text


def test_movements_are_counted_from_the_year_before_and_over_the_span(make_trend: MakeTrend) -> None:
    section = make_trend().movements("organization", "grassroots")

    assert section.plain().splitlines()[3] == (
        "Trong 4 tổ chức cơ sở đảng được xếp loại cả năm 2017 và năm 2018: "
        "1 (25,00%) lên mức, 1 (25,00%) xuống mức, 2 (50,00%) giữ nguyên mức. "
        "Trong 3 tổ chức cơ sở đảng được xếp loại cả năm 2014 và năm 2018: "
        "1 (33,33%) lên mức, 1 (33,33%) xuống mức, 1 (33,33%) giữ nguyên mức."
    )
    matrices = [view for view in section.views if isinstance(view, Matrix)]
    assert [matrix.rows[-1].name for matrix in matrices] == ["Hoàn thành tốt nhiệm vụ", "Không có xếp loại"]
    assert [matrix.totals[-1] for matrix in matrices] == [4, 4]


def test_all_who_have_records_stand_in_one_section_and_how_to_read_it_is_said_once(
    make_trend: MakeTrend,
) -> None:
    rows = "year,id,unit,tier,status,level,reason\n" + "".join(
        f"{year},{unit},{unit},province,rated,{level},\n"
        for unit in ("rach-gia", "ha-tien")
        for year, level in ((2017, "good"), (2018, "fulfilled"))
    )
    section = make_trend(tables={"collectives": rows}).movements()

    assert [view.id for view in section.views if isinstance(view, Matrix)] == [
        "table-movements-organization-grassroots-2017-2018",
        "table-movements-organization-grassroots-2014-2018",
        "table-movements-collective-2017-2018",
    ]
    assert section.plain().count("Ô càng sẫm, số càng nhiều.") == 1


def test_a_rating_made_anew_counts_as_it_stands_now(make_trend: MakeTrend) -> None:
    """The rules of 2023 re-rate an earlier year; its streak is gone."""
    years = range(2019, 2024)
    rows = ["year,id,unit,tier,status,level,reason,name"]
    rows += [f"{year},tccs-1,rach-gia,grassroots_committee,rated,excellent,,A" for year in years]
    anew = "year,subject,id,level,reason,source\n2022,organization,tccs-1,fulfilled,,QĐ\n"
    given = {"organizations": "\n".join(rows) + "\n", "units": "id,name,parent,order\nrach-gia,A,,1\n"}

    before = make_trend(tables=given, year=2023).streaks().plain()
    after = make_trend(tables={**given, "restatements": anew}, year=2023).streaks()

    assert "hoàn thành xuất sắc nhiệm vụ 5 năm liền (2019–2023)" in before
    assert table(after, "table-streaks-organization-grassroots").cells()[0][1:] == ["0", "0", "0", "0", "1"]
    assert len(after.views) == 2


def test_the_unit_that_fell_most_comes_first_and_the_whole_last(make_trend: MakeTrend) -> None:
    records = organizations().replace(
        "2018,tccs-3,ha-tien,grassroots_committee,rated,good",
        "2018,tccs-3,ha-tien,grassroots_committee,rated,fulfilled",
    )
    section = make_trend(tables={"organizations": records}).units_over_time("organization", "grassroots")

    assert table(section, "table-trend-units-organization-grassroots").cells() == [
        ["Thành ủy Hà Tiên", "100,00%", "100,00%", "100,00%", "100,00%", "50,00%", "−50,00"],
        ["Thành ủy Rạch Giá", "100,00%", "100,00%", "100,00%", "100,00%", "100,00%", "0,00"],
        ["Toàn Đảng bộ", "100,00%", "100,00%", "100,00%", "100,00%", "75,00%", "−25,00"],
    ]
    assert "1 giảm: Thành ủy Hà Tiên (100,00% → 50,00%); 1 giữ nguyên." in section.plain()
    assert "ở Thành ủy Hà Tiên (2 tổ chức), một trường hợp bằng 50,00 điểm phần trăm" in section.plain()


def test_with_all_subjects_the_table_has_both_ends_and_a_file_has_every_year(make_trend: MakeTrend) -> None:
    section = make_trend().units_over_time()

    ends = table(section, "table-trend-units")
    [attached] = [view for view in section.views if isinstance(view, AttachedTable)]
    assert [column.label for column in ends.columns] == ["Đơn vị", "2014", "2018", "Thay đổi"]
    assert attached.name == "units.csv"
    assert [row[2:] for row in attached.rows[:5]] == [[year, 2, 1.0] for year in range(2014, 2019)]


def test_of_many_units_those_that_changed_most_are_drawn(make_trend: MakeTrend) -> None:
    names = [f"u{n}" for n in range(12)]
    units = "id,name,parent,order\n" + "".join(f"{name},Đơn vị {name},,{n}\n" for n, name in enumerate(names))
    rows = [
        f"{year},{name},member,,{measure},{count},s"
        for year in (2017, 2018)
        for n, name in enumerate(names)
        for measure, count in (("rated", 100), ("good_or_better", 50 + (n if year == 2018 else 0)))
    ]
    section = make_trend(
        *rows, tables={"units": units, "organizations": None}, first_year=2017
    ).units_over_time("member")

    [chart] = [view for view in section.views if isinstance(view, LineChart)]
    assert [panel.title for panel in chart.panels] == [
        "Toàn Đảng bộ",
        *(f"Đơn vị u{n}" for n in (0, 1, 2, 9, 10, 11)),
    ]
    assert "3 đơn vị giảm nhiều nhất, 3 đơn vị tăng nhiều nhất" in chart.title


def test_at_most_five_points_say_what_changed_most_and_where_it_stands(make_trend: MakeTrend) -> None:
    """First the shares that changed most, then movements, units, and years running."""
    summary = make_trend(*members(y2014=(90, 10), y2018=(60, 40))).summary()

    [points] = [view for view in summary.views if isinstance(view, MainPoints)]
    assert [point.section for point in points.points] == [
        *("trend-levels", "trend-levels", "movements", "trend-units"), "streaks-organization-grassroots",
    ]  # fmt: skip
    assert [point.reference for point in points.points] == ["mục I", "mục I", "mục II", "mục III", "mục IV"]
    assert "hoàn thành nhiệm vụ trở lên giảm 30,00 điểm phần trăm" in points.points[0].text
    assert "tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ tăng 8,33 điểm phần trăm" in points.points[1].text


def test_restated_figures_are_marked_with_their_first_count(make_trend: MakeTrend) -> None:
    years = range(2019, 2024)
    rows = ["year,id,unit,tier,status,level,reason,name"]
    rows += [f"{year},tccs-1,rach-gia,grassroots_committee,rated,excellent,,A" for year in years]
    anew = "year,subject,id,level,reason,source\n2022,organization,tccs-1,fulfilled,,QĐ\n"
    units = "id,name,parent,order\nrach-gia,A,,1\n"
    tables = {"organizations": "\n".join(rows) + "\n", "restatements": anew, "units": units}

    section = make_trend(tables=tables, year=2023).levels_over_time("organization", "grassroots")

    counts = table(section, "table-trend-levels-organization-grassroots-counts")
    assert counts.cells()[1] == ["Hoàn thành xuất sắc nhiệm vụ", "1", "1", "1", "0*", "1"]
    assert "năm 2022: tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ 1" in counts.plain()


def sections_of(trend: Trend) -> list[Section]:
    return [trend.levels_over_time(), trend.streaks(), trend.movements(), trend.units_over_time()]


def test_one_year_is_no_trend(make_trend: MakeTrend) -> None:
    """Every section is left out, and the section on quality names them."""
    trend = make_trend(tables={"organizations": organizations(range(2018, 2019))})

    assert [section.views for section in sections_of(trend)] == [[], [], [], []]
    assert "Kết quả xếp loại qua các năm, 2018" in trend.quality().plain()


def test_a_year_between_without_records_ends_a_streak(make_trend: MakeTrend) -> None:
    lines = [line for line in organizations().splitlines() if not line.startswith("2016,")]

    text = make_trend(tables={"organizations": "\n".join(lines) + "\n"}).streaks().plain()

    assert "5 năm liền" not in text


def test_simulated_figures_are_marked_in_the_head(make_trend: MakeTrend) -> None:
    real, marked = make_trend().head(), make_trend(simulated=True).head()

    assert marked.simulated == marked.document["simulated_mark"] == "SỐ LIỆU MÔ PHỎNG"
    assert "không phải kết quả thật" in marked.html()
    assert "MÔ PHỎNG" in marked.notebook_mark()
    assert real.document.get("simulated_mark", "") == real.simulated == real.caution == ""


def test_it_speaks_english_too(make_trend: MakeTrend) -> None:
    trend = make_trend(language="en", simulated=True)

    assert "from 66.67% to 75.00%" in trend.levels_over_time("organization", "grassroots").plain()
    assert "Of 4 grassroots Party organisations rated both in 2017 and in 2018" in trend.summary().plain()
    assert "SIMULATED DATA" in trend.head().plain()
    assert "who was given it is not known" in trend.streaks().plain()


def test_a_year_without_records_is_unknown_and_nobody_moved_from_it(make_trend: MakeTrend) -> None:
    rows = "year,id,unit,tier,status,level,reason\n2018,t-1,rach-gia,province,rated,good,\n"
    rows += "2018,t-2,ha-tien,province,rated,good,\n"
    trend = make_trend(tables={"collectives": rows})

    assert trend.movements("collective").views == []
    assert trend.movements("organization", "grassroots").views != []
