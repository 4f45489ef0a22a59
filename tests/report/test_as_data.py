"""What a report shows can be had as data: tidy frames of raw values, the same as the pages print."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from docs.building.frames import LAYOUTS
from kgreport.data.params.model import Parameters
from kgreport.errors import InvalidValueError, UnknownCodeError
from kgreport.report import Report, read_report
from kgreport.report.trend import Trend
from kgreport.report.trend.trend import trend_of
from kgreport.views.tables import Table
from kgreport.views.view import Section

FIGURES = """\
year,unit,subject,tier,measure,value,source
2017,bac,member,,excellent,10,B2017
2017,bac,member,,good,80,B2017
2017,bac,member,,fulfilled,8,B2017
2017,bac,member,,unfulfilled,2,B2017
2017,nam,member,,excellent,10,B2017
2017,nam,member,,good,85,B2017
2017,nam,member,,fulfilled,5,B2017
2017,nam,member,,unfulfilled,0,B2017
2018,bac,member,,excellent,20,B2018
2018,bac,member,,good,70,B2018
2018,bac,member,,fulfilled,6,B2018
2018,bac,member,,unfulfilled,4,B2018
2018,bac,member,,unfulfilled_disciplined,3,B2018
2018,bac,member,,unfulfilled_targets,1,B2018
2018,bac,member,,reviewed,100,B2018
2018,bac,member,,on_time,90,B2018
2018,nam,member,,excellent,15,B2018
2018,nam,member,,good,80,B2018
2018,nam,member,,fulfilled,5,B2018
2018,nam,member,,unfulfilled,0,B2018
2018,nam,member,,reviewed,100,B2018
2018,nam,member,,on_time,100,B2018
2018,bac,member,,total,105,B2018
2018,nam,member,,total,103,B2018
2018,,collective,,reviewed,12,B2018
2018,,collective,,committed,9,B2018
2018,,leader,province,trained,7,B2018
"""
TABLES = {
    "figures": FIGURES,
    "units": "id,name,parent,order\nbac,Huyện Bắc,,1\nnam,Huyện Nam,,2\n",
    "organizations": "year,id,unit,tier,status,level,reason,name\n"
    + "".join(
        f"{year},{one},{unit},grassroots_branch,rated,{level},,{name}\n"
        for year in (2017, 2018)
        for one, unit, level, name in (
            ("b-1", "bac", "excellent", "=Chi bộ Một"),
            ("n-1", "nam", "unfulfilled" if year == 2018 else "good", "Chi bộ Hai"),
        )
    ),
    "targets": "year,unit,period,name,measured_in,planned,actual,direction,source\n"
    "2018,,year,Kết nạp đảng viên,người,40,38,at_least,B2018\n"
    "2018,,year,-5% giảm hộ nghèo,%,5,,at_least,B2018\n",
    "remediation": "year,unit,organization,owner,shortcoming,measure,due,state,done_on,source\n"
    "2018,bac,,Đảng ủy Bắc,Chậm,Làm ngay,2018-06-30,open,,B2018\n"
    "2018,nam,,Đảng ủy Nam,Chậm,Làm ngay,2018-06-30,done,2018-06-01,B2018\n",
    "suggested_reviews": "year,unit,subject,id,name,content,explained,remedy,source\n"
    "2018,bac,collective,t-1,Ban Thường vụ,Chậm,1,,B2018\n",
    "awards": "year,unit,award,subject,tier,id,name,source\n"
    "2018,bac,flag,organization,grassroots,b-1,,B2018\n",
    "apparatus": "year,unit,item,sector,measure,value,source\n"
    "2015,,staff,,assigned,100,B2015\n2018,,staff,,cut_to_date,4,B2018\n2021,,staff,,goal,10,B2015\n",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("as-data")
    for name, text in TABLES.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    narrative = {"causes": "Một là.\n\nHai là."}
    given = {"year": 2018, "first_year": 2015, "last_year": 2021, "dataset": str(folder)}
    return read_report(Parameters.model_validate({**given, "narrative": narrative}), folder)


@pytest.fixture(scope="module")
def trend(report: Report) -> Trend:
    return trend_of(report)


def values(row: Any, *names: str) -> list[Any]:
    """Give some values of a row."""
    return [row[name] for name in names]


def all_sections(*reports: Report | Trend) -> Iterator[Section]:
    for of in reports:
        yield from (of[name] for name in of.sections["id"])


def test_every_section_has_the_documented_columns(
    report: Report, trend: Trend, published_2018: Report
) -> None:
    for section in all_sections(report, trend, published_2018):
        for name, frame in section.frames.items():
            layout = LAYOUTS[name]
            assert {str(one): str(kind) for one, kind in frame.dtypes.items()} == {
                field.name: field.dtype for field in layout.fields
            }, section.id


def test_a_section_that_shows_nothing_has_no_rows(published_2018: Report) -> None:
    empty = [one for one in all_sections(published_2018) if not one.views]

    assert len(empty) > 10
    assert [one.id for one in empty if any(len(frame) for frame in one.frames.values())] == []


def test_a_section_that_shows_figures_has_rows(report: Report, trend: Trend) -> None:
    shown = [one for one in all_sections(report, trend) if any(view.counted_as for view in one.views)]

    assert len(shown) > 20
    assert [one.id for one in shown if one.frame.empty] == []


def test_every_table_of_a_report_says_what_its_figures_are(report: Report, trend: Trend) -> None:
    tables = [
        view for section in all_sections(report, trend) for view in section.views if isinstance(view, Table)
    ]

    assert [table.id for table in tables if not table.told] == []


def test_levels_are_raw_and_tidy(report: Report) -> None:
    frame = report.levels("member").frame.set_index("level")

    assert values(frame.loc["excellent"], "count", "base", "base_count", "share") == [
        35,
        "rated",
        200,
        0.175,
    ]
    assert frame.loc["excellent", "level_label"] == "Hoàn thành xuất sắc nhiệm vụ"
    assert values(frame.loc["excellent"], "year_before", "count_before", "difference") == [2017, 20, 15]
    assert frame.loc["excellent", "points"] == pytest.approx(0.075)
    assert values(frame.loc["excellent"], "subject", "tier", "tier_label") == ["member", "", ""]


def test_no_share_is_greater_than_its_base(report: Report, trend: Trend, published_2018: Report) -> None:
    """All are not a share of those rated: such a row has neither base nor share."""
    frames = [frame for one in all_sections(report, trend, published_2018) for frame in one.frames.values()]
    shares = [
        frame[name]
        for frame in frames
        if "base" in frame
        for name in ("share", "share_before")
        if name in frame
    ]

    assert max(share.max() for share in shares if share.notna().any()) == 1
    levels = report.levels("member").frame
    [total] = levels[levels["level"] == "total"].to_dict("records")
    assert values(total, "count", "base") == [208, ""]
    assert all(pd.isna(total[name]) for name in ("base_count", "share", "share_before", "points"))


def test_what_is_unknown_has_no_row(published_2018: Report) -> None:
    frame = published_2018.levels("member").frame

    assert sorted(frame["level"]) == ["fulfilled_or_better", "rated", "unfulfilled"]


def test_frames_have_the_numbers_that_the_table_prints(report: Report) -> None:
    section = report.units("member")
    [table] = [view for view in section.views if isinstance(view, Table)]
    printed = {row[0]: row[1:] for row in table.cells()}
    wide = section.frame.pivot(index="unit_name", columns="level", values="count")

    assert printed["Huyện Bắc"][0] == str(wide.loc["Huyện Bắc", "good_or_better"]) == "90"
    assert section.frame.loc[section.frame["is_whole"], "unit"].unique().tolist() == [""]


def test_a_frame_is_made_anew_each_time(report: Report) -> None:
    section = report.levels("member")
    frame = section.frame
    frame["count"] = 0

    assert section.frame["count"].sum() > 0


def test_frames_say_what_they_are_of(report: Report) -> None:
    assert report.levels().frame.attrs["id"] == "levels"

    dataset = replace(report.dataset, simulated=True)
    simulated = replace(report, year_figures=replace(report.year_figures, dataset=dataset))
    assert simulated.levels().frame.attrs["simulated"] == "SỐ LIỆU MÔ PHỎNG"


def test_plans_have_dates_and_days(report: Report) -> None:
    frame = report.remediation().frame.set_index("unit")

    assert frame.loc["bac", "due"] == pd.Timestamp(2018, 6, 30)
    assert values(frame.loc["bac"], "standing", "standing_label", "days_overdue") == [
        "overdue",
        "Quá hạn",
        184,
    ]
    assert frame["done_on"].isna().to_dict() == {"bac": True, "nam": False}


def test_a_chart_gives_what_is_drawn(report: Report, trend: Trend) -> None:
    stacked, lines = (
        next(view for view in section.views if view.counted_as == "chart")
        for section in (report.levels(), trend.levels_over_time())
    )
    of_members = stacked.frame.query("name == 'Đảng viên'")

    assert of_members.set_index("code")["share"]["excellent"] == 0.175
    assert of_members["share"].sum() == pytest.approx(1)
    assert lines.frame.query("step == '2018' and name.str.startswith('Đảng viên')")["value"].tolist() == [
        0.175,
        0.925,
    ]


def test_texts_are_given_sentence_by_sentence(report: Report) -> None:
    points = report.summary().frame

    assert points["position"].tolist() == [*range(1, len(points) + 1)]
    assert set(points["section"]) <= set(report.sections["id"])
    assert report.narrative("causes").frame["text"].tolist() == ["Một là.", "Hai là."]


def test_findings_are_a_frame(report: Report) -> None:
    found = report.findings.set_index("id")

    assert set(found.index) == {finding.id for finding in report.all_findings()}
    lacking = found.loc["no-result-2018-year--5% giảm hộ nghèo"]
    assert values(lacking, "severity", "year", "unit", "accepted") == ["warning", 2018, "", False]
    assert "kết quả thực hiện của từng chỉ tiêu" in lacking["message"]


def test_an_accepted_finding_has_its_reason(report: Report) -> None:
    [one, *_] = report.all_findings()
    accepted = [{"id": one.id, "reason": "đã đối chiếu"}]
    parameters = Parameters.model_validate({**report.parameters.model_dump(), "accepted_findings": accepted})
    kept = replace(report, parameters=parameters).findings.set_index("id").loc[one.id]

    assert values(kept, "accepted", "reason") == [True, "đã đối chiếu"]


def test_sections_are_listed_with_the_call_that_gives_them(report: Report, trend: Trend) -> None:
    for of in (report, trend):
        listed = of.sections
        for name, call, shown in listed[["id", "call", "has_figures"]].itertuples(index=False):
            section = eval(call, {"report": report, "trend": trend})
            assert (section.id, bool(section.views)) == (name, shown)
        assert listed.loc[~listed["has_figures"], "number"].eq("").all()


def test_sections_have_the_numbers_that_are_printed(report: Report) -> None:
    numbers = report.sections.set_index("id")["number"]

    assert numbers["reviews"] == "I.1"
    assert numbers["provenance"].startswith("Phụ lục ")
    assert report["reviews"].heading == report.reviews().heading


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("levels", ("member",)),
        ("levels", ("organization", "grassroots_branch")),
        ("changes", ("member",)),
        ("reasons", ("organization",)),
        ("cap", ("collective", "province")),
        ("units", ("leader",)),
        ("apparatus", ("deputy",)),
    ],
)
def test_every_section_that_a_call_shows_has_its_id(report: Report, name: str, args: tuple[str, ...]) -> None:
    section = getattr(report, name)(*args)

    assert section.id not in set(report.sections["id"])
    assert report[section.id] == section


def test_a_section_of_a_trend_has_its_id(trend: Trend) -> None:
    section = trend.levels_over_time("leader", "province")

    assert section.id not in set(trend.sections["id"])
    assert trend[section.id] == section


def test_an_unknown_id_names_the_nearest(report: Report) -> None:
    with pytest.raises(UnknownCodeError, match="'levels'"):
        report["level"]


def test_a_summary_says_what_to_type_next(report: Report, trend: Trend) -> None:
    assert repr(report).splitlines()[0].startswith("Report: năm 2018, Toàn Đảng bộ, as-data")
    assert "report.levels().frame" in repr(report)
    assert "trend.levels_over_time()" in repr(trend)
    assert repr(report.levels()) == (
        "<Section 'levels' '1. Kết quả xếp loại': .frame  .to_csv()  .to_excel(path)>"
    )
    assert all(len(repr(view)) < 300 for section in all_sections(report) for view in section.views)


def test_tab_lists_what_is_public(report: Report, trend: Trend) -> None:
    assert {"levels", "figures", "findings", "sections", "dataset"} <= set(dir(report))
    assert {"levels_over_time", "findings", "sections"} <= set(dir(trend))
    assert {"frame", "to_csv", "to_excel", "views", "title"} <= set(dir(report.levels()))
    for one in (report, trend, report.levels(), report.dataset):
        assert [name for name in dir(one) if name.startswith("_") or name in ("told", "year_figures")] == []
    assert report._ipython_key_completions_() == report.sections["id"].tolist()


def test_a_workbook_has_real_numbers_and_no_formula(report: Report, tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl")
    report.streaks().to_excel(tmp_path / "streaks.xlsx")
    report.remediation().to_excel(tmp_path / "plans.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "streaks.xlsx")["streaks"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert (cells["=Chi bộ Một"].data_type, cells["=Chi bộ Một"].quotePrefix) == ("s", True)
    years = [column[1].value for column in sheet.iter_cols() if column[0].value == "years"]
    assert years == [2]

    plans = openpyxl.load_workbook(tmp_path / "plans.xlsx")["plans"]
    [due] = [column[1].value for column in plans.iter_cols() if column[0].value == "due"]
    assert due == datetime.datetime(2018, 6, 30)


def test_a_workbook_explains_its_columns_and_is_reproducible(report: Report, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        report.apparatus("staff").to_excel(tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    sheets = pd.read_excel(tmp_path / "a.xlsx", sheet_name=None, engine="openpyxl")
    assert list(sheets) == ["apparatus", "cuts", "columns"]
    explained = sheets["columns"].query("sheet == 'apparatus'")["column"].tolist()
    assert explained == sheets["apparatus"].columns.tolist()


def test_a_file_is_named_as_what_it_is(report: Report, tmp_path: Path) -> None:
    with pytest.raises(
        InvalidValueError, match=r"to_excel\(\) writes a file '\.xlsx', not 'x\.csv'; .*to_csv"
    ):
        report.levels().to_excel(tmp_path / "x.csv")
    with pytest.raises(
        InvalidValueError, match=r"to_csv\(\) writes a file '\.csv', not 'x\.xlsx'; .*to_excel"
    ):
        report.levels().to_csv(tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []
    report.levels().to_csv(tmp_path / "X.CSV")


def test_csv_is_raw_and_for_excel_guarded(report: Report, tmp_path: Path) -> None:
    text = report.streaks().to_csv()
    assert text is not None
    assert ",=Chi bộ Một," in text

    assert report.streaks().to_csv(tmp_path / "a.csv", for_excel=True) is None
    written = (tmp_path / "a.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert ",'=Chi bộ Một," in written.decode()
    share = report.levels("member").to_csv()
    assert share is not None
    assert ",0.175," in share
