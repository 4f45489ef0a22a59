"""A report speaks by the rules of its year: the names it prints, the cap it checks, the source it names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport import Report, build_report
from kgreport.data.params.model import Parameters
from kgreport.errors import ParametersError
from kgreport.report import read_report
from kgreport.views.tables import Table
from kgreport.views.view import Section
from tests.traces import trace_of

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeDataset = Callable[..., Path]


def rows(year: int, *counts: int, subject: str = "organization", tier: str = "grassroots") -> list[str]:
    levels = ("excellent", "good", "fulfilled", "unfulfilled")
    return [f"{year},,{subject},{tier},{level},{n},s" for level, n in zip(levels, counts, strict=True)]


def table_of(section: Section) -> Table:
    return next(view for view in section.views if isinstance(view, Table))


@pytest.fixture
def report_2016(make_dataset: MakeDataset) -> Report:
    folder = make_dataset(*rows(2016, 40, 50, 8, 2), *rows(2016, 5, 80, 10, 5, subject="member", tier=""))
    return build_report(base=folder.parent, year=2016, dataset=folder.name)


def test_a_report_of_2016_prints_the_level_names_of_its_rules(report_2016: Report) -> None:
    organizations = report_2016.levels("organization", "grassroots")
    members = report_2016.levels("member")

    assert [row[0] for row in table_of(organizations).cells()] == [
        "Trong sạch, vững mạnh",
        "Hoàn thành tốt nhiệm vụ",
        "Hoàn thành nhiệm vụ",
        "Yếu kém",
        "Được xếp loại",
        "Hoàn thành tốt nhiệm vụ trở lên",
        "Hoàn thành nhiệm vụ trở lên",
    ]
    assert "Đủ tư cách, hoàn thành xuất sắc nhiệm vụ" in table_of(members).plain()
    for section in (organizations, members, report_2016.summary(), report_2016.sources()):
        general = section.plain().lower().replace("đủ tư cách, hoàn thành", "")
        assert "hoàn thành xuất sắc" not in general
    assert "100 tổ chức cơ sở đảng được xếp loại: 40 trong sạch, vững mạnh" in report_2016.summary().plain()


def test_a_level_that_may_have_a_part_says_that_it_includes_it(report_2016: Report) -> None:
    notes = table_of(report_2016.levels("organization", "grassroots")).notes

    assert "Mức trong sạch, vững mạnh gồm cả phần “tiêu biểu”, nếu có." in notes
    assert not any("tiêu biểu" in note for note in table_of(report_2016.levels("member")).notes)


def test_without_a_cap_in_the_rules_none_is_shown_or_checked(report_2016: Report) -> None:
    assert report_2016.cap("organization", "grassroots").views == []
    assert report_2016.all_findings() == []
    assert "Mức trần" not in report_2016.quality().plain()


def test_a_cap_can_be_set_where_the_rules_have_none(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*rows(2016, 40, 50, 8, 2))

    report = build_report(base=folder.parent, year=2016, dataset=folder.name, cap_limit=0.2)

    assert "được xếp loại trong sạch, vững mạnh" in report.cap("organization", "grassroots").plain()
    assert [finding.severity for finding in report.all_findings()] == ["warning"]


def test_the_regulation_is_named_under_the_levels_and_in_the_provenance(published_2018: Report) -> None:
    sources = "Quy định 132-QĐ/TW (08/3/2018), Hướng dẫn 16-HD/BTCTW (24/9/2018)"

    assert f"Xếp loại theo {sources}." in table_of(published_2018.levels("member")).notes
    assert f"132-qd-16-hd: {sources}" in published_2018.provenance().plain()


def test_figures_of_a_year_under_other_rules_keep_the_general_names(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*rows(2016, 40, 50, 8, 2), *rows(2018, 40, 50, 8, 2))

    report = build_report(base=folder.parent, year=2016, last_year=2018, dataset=folder.name)
    names = {(row["Năm"], row["Chỉ tiêu"]) for row in trace_of(report)}

    assert ("2016", "Trong sạch, vững mạnh") in names
    assert ("2018", "Hoàn thành xuất sắc nhiệm vụ") in names


def test_rules_of_ones_own_are_read_beside_the_parameters(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*rows(2012, 40, 50, 8, 2))
    own = "id: ours\nfirst_year: 2010\nsources:\n  - {kind: guide, number: 1-HD}\n"
    (folder.parent / "ours.yml").write_text(own, "utf-8")

    report = build_report(base=folder.parent, year=2012, dataset=folder.name, rules="ours.yml")

    assert "Xếp loại theo Hướng dẫn 1-HD." in table_of(report.levels("organization", "grassroots")).notes


def test_rules_of_another_year_are_refused() -> None:
    with pytest.raises(ParametersError, match="holds for 2014–2017, not for 2018"):
        build_report(year=2018, dataset="kien-giang-2018", first_year=2015, rules="27-hd")


@pytest.mark.parametrize(("year", "found"), [(2018, ["new-rated-members.csv-2-status"]), (2017, [])])
def test_records_are_held_against_the_rules_of_their_year(
    make_dataset: MakeDataset, year: int, found: list[str]
) -> None:
    """From 2018 on, members admitted under six months ago are not rated."""
    members = f"year,id,unit,status,level,reason,admitted\n{year},m1,,rated,good,,{year}-11-01\n"
    folder = make_dataset(members=members)

    report = read_report(Parameters(year=year, dataset=folder.name), folder.parent)

    assert [finding.id for finding in report.all_findings()] == found


def test_a_report_on_a_quarter_names_it_before_the_year(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*rows(2024, 15, 75, 8, 2), *rows(2025, 20, 70, 8, 2))
    report = build_report(base=folder.parent, year=2025, dataset=folder.name, period="quarter_4")

    assert report.head().subject.endswith("quản lý các cấp quý IV năm 2025")
    text = report.levels("organization", "grassroots").plain()
    assert "Quý IV năm 2025, có 100 tổ chức cơ sở đảng được xếp loại" in text
    assert "theo mức xếp loại, quý IV năm 2025" in text
    assert "So với cùng kỳ năm 2024" in report.changes("organization", "grassroots").plain()


def test_a_period_that_the_rules_do_not_rate_by_is_refused(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*rows(2024, 20, 70, 8, 2))

    with pytest.raises(ParametersError, match="the rules '124-qd-25-hd' rate by year only"):
        build_report(base=folder.parent, year=2024, dataset=folder.name, period="quarter_4")
