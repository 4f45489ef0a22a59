"""A report on organisations told one by one: years running, awards, groups under the cap, restatements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.report.basis import scope_of
from kgreport.report.caps import group_findings, groups_of
from kgreport.report.recognition import recognition_findings
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

MakeReport = Callable[..., Report]

UNITS = "id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thành ủy Hà Tiên,,2\n"
AWARDS = "year,unit,award,subject,id,name\n"
ANEW = "year,subject,id,level,reason,source\n"


def rated(one: str, years: Sequence[int], level: str = "excellent", unit: str = "rach-gia") -> list[str]:
    return [f"{year},{one},{unit},grassroots_branch,rated,{level},,xã,Chi bộ {one.upper()}" for year in years]


@pytest.fixture
def make_report(tmp_path: Path) -> MakeReport:
    def make(*rows: list[str], year: int = 2023, figures: Sequence[str] = (), **tables: str) -> Report:
        folder = tmp_path / "organisations-of-a-test"
        folder.mkdir(exist_ok=True)
        header = "year,id,unit,tier,status,level,reason,group,name"
        organizations = "\n".join([header, *(row for some in rows for row in some)]) + "\n"
        written = "\n".join(["year,unit,subject,tier,measure,value,source", *figures]) + "\n"
        texts = {"units": UNITS, "figures": written, "organizations": organizations, **tables}
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        return read_report(Parameters(year=year, dataset=folder.name), tmp_path)

    return make


def table(section: Section, name: str) -> Table:
    return next(view for view in section.views if isinstance(view, Table) and view.id == name)


FIVE, FOUR = range(2019, 2024), range(2020, 2024)


def test_the_eligible_are_those_five_years_running_and_who_has_the_flag_is_told(
    make_report: MakeReport,
) -> None:
    report = make_report(
        rated("a", FIVE),
        rated("b", FIVE, unit="ha-tien"),
        rated("c", FOUR),
        awards=AWARDS + "2023,rach-gia,flag,organization,a,\n",
    )

    section = report.streaks()

    assert "2 tổ chức hoàn thành xuất sắc nhiệm vụ 5 năm liền (2019–2023)" in section.plain()
    assert "1 tổ chức đã được tặng, 1 tổ chức chưa được tặng." in section.plain()
    assert "Được tặng cờ: Chi bộ A (Thành ủy Rạch Giá)." in section.plain()
    assert table(section, "table-streaks").cells() == [
        ["Số lượng", "2", "1", "0", "0", "0"],
        ["Tỷ lệ", "66,67%", "33,33%", "0,00%", "0,00%", "0,00%"],
    ]
    assert table(section, "table-streaks-names").cells() == [
        ["Thành ủy Rạch Giá", "Chi bộ A (cờ)"],
        ["Thành ủy Hà Tiên", "Chi bộ B"],
    ]
    assert recognition_findings(report) == []


def test_a_recipient_who_is_not_eligible_is_found_and_named(make_report: MakeReport) -> None:
    report = make_report(
        rated("a", FIVE), rated("c", FOUR), awards=AWARDS + "2023,rach-gia,flag,organization,c,\n"
    )

    assert [finding.id for finding in recognition_findings(report)] == ["award-2023-flag-organization-c"]
    assert "chưa đủ điều kiện nhưng đã được tặng: Chi bộ C (Thành ủy Rạch Giá)." in report.streaks().plain()


def test_where_the_records_are_too_short_nobody_is_called_eligible(make_report: MakeReport) -> None:
    report = make_report(rated("a", FOUR), awards=AWARDS + "2023,rach-gia,flag,organization,a,\n")

    [finding] = recognition_findings(report)

    assert (finding.severity, finding.id) == ("warning", "award-untold-2023-flag-organization")
    assert "chưa đủ 5 năm" in report.streaks().plain()
    assert not any(
        isinstance(view, Table) and view.id == "table-streaks-names" for view in report.streaks().views
    )


def test_recipients_whose_records_have_a_tier_are_named_by_it(make_report: MakeReport) -> None:
    report = make_report(rated("a", FIVE), awards=AWARDS + "2023,rach-gia,flag,organization,a,\n")

    assert "cho 1 tổ chức cơ sở đảng hoàn thành xuất sắc" in report.awards().plain()


def test_a_register_may_name_the_tier_of_a_recipient(make_report: MakeReport) -> None:
    awards = "year,unit,award,subject,tier,id,name\n2023,rach-gia,merit_certificate,collective,district,k,K\n"

    text = make_report(rated("a", FIVE), awards=awards).awards().plain()

    assert "cho 1 tập thể lãnh đạo, quản lý thuộc diện cấp huyện quản lý hoàn thành xuất sắc" in text


def test_where_nobody_is_known_to_have_the_flag_it_says_so(make_report: MakeReport) -> None:
    section = make_report(rated("a", FIVE)).streaks()

    assert "chưa có danh sách được tặng." in section.plain()
    assert "chưa được tặng" not in section.plain()
    assert "(cờ)" not in section.plain()


def test_a_unit_says_of_the_flag_what_the_whole_says(make_report: MakeReport) -> None:
    """A flag given elsewhere means that it is known who has it."""
    report = make_report(
        rated("a", FIVE),
        rated("b", FIVE, unit="ha-tien"),
        awards=AWARDS + "2023,rach-gia,flag,organization,a,\n",
    )
    unit = replace(report, parameters=report.parameters.model_copy(update={"unit": "ha-tien"}))

    assert "0 tổ chức đã được tặng, 1 tổ chức chưa được tặng." in unit.streaks().plain()


def test_years_running_are_a_share_of_those_rated(make_report: MakeReport) -> None:
    pending = ["2023,p,rach-gia,grassroots_branch,pending,,,xã,Chi bộ P"]
    section = make_report(rated("a", FIVE), rated("c", FOUR), pending).streaks()

    assert "Trong 2 tổ chức cơ sở đảng" in section.plain()
    assert table(section, "table-streaks").cells()[1][:2] == ["Tỷ lệ", "50,00%"]


def test_a_streak_over_two_sets_of_rules_says_what_the_level_was_called(make_report: MakeReport) -> None:
    text = make_report(rated("a", range(2014, 2019)), year=2018).streaks().plain()

    assert "Năm 2014–2017, theo Hướng dẫn 27-HD/BTCTW (25/9/2014), mức tương ứng là:" in text
    assert "mức tương ứng là: trong sạch, vững mạnh" in text


def test_without_records_of_organisations_there_are_no_streaks(published_2018: Report) -> None:
    assert published_2018.streaks().views == []


def test_the_merit_of_an_award_is_in_the_words_of_the_rules(make_report: MakeReport) -> None:
    row = "2016,,organization,,flag,2,QĐ"
    text = make_report(rated("a", [2016]), year=2016, figures=[row]).awards().plain()

    assert "cho 2 tổ chức đảng trong sạch, vững mạnh 5 năm liền (2012–2016)." in text


def test_recipients_are_named_beside_their_award_by_unit_and_name(make_report: MakeReport) -> None:
    awards = (
        "2023,ha-tien,merit_certificate,collective,t2,Tập thể Ă\n"
        "2023,rach-gia,merit_certificate,collective,t1,Tập thể B\n"
        "2023,rach-gia,merit_certificate,collective,t0,Tập thể A\n"
        "2023,,flag,organization,a,\n2022,rach-gia,flag,organization,b,\n"
    )
    section = make_report(rated("a", FIVE), awards=AWARDS + awards).awards()

    assert table(section, "table-awards").cells() == [
        ["Cờ của Ban Thường vụ cấp ủy: tổ chức cơ sở đảng", "1", "Chi bộ A"],
        [
            "Bằng khen của Ban Thường vụ cấp ủy: tập thể",
            "3",
            "Tập thể A (Thành ủy Rạch Giá); Tập thể B (Thành ủy Rạch Giá); Tập thể Ă (Thành ủy Hà Tiên)",
        ],
    ]


def test_awards_are_named_by_who_gives_them(make_report: MakeReport, tmp_path: Path) -> None:
    make_report(rated("a", FIVE), awards=AWARDS + "2023,rach-gia,flag,organization,a,\n")
    described = tmp_path / "organisations-of-a-test/dataset.yml"
    described.write_text("awarded_by: Ban Thường vụ Tỉnh ủy\n", "utf-8")
    report = read_report(Parameters(year=2023, dataset=described.parent.name), tmp_path)

    assert "Đã tặng cờ của Ban Thường vụ Tỉnh ủy cho 1 tổ chức cơ sở đảng" in report.awards().plain()
    assert "đủ điều kiện xét tặng cờ của Ban Thường vụ Tỉnh ủy" in report.streaks().plain()
    assert "cấp ủy" not in report.awards().plain() + report.streaks().plain()


@pytest.fixture
def restated(make_report: MakeReport) -> Report:
    return make_report(
        rated("a", FIVE),
        rated("b", FIVE, "good"),
        restatements=ANEW + "2022,organization,a,unfulfilled,,QĐ 1\n",
        awards=AWARDS + "2022,rach-gia,flag,organization,a,\n",
    )


def test_a_restated_figure_is_marked_and_its_original_is_in_a_note(restated: Report) -> None:
    changes = table(restated.changes("organization", "grassroots"), "table-changes-organization-grassroots")

    assert [row[:3] for row in changes.cells()][-2:] == [["2022", "2", "0*"], ["2023", "2", "1"]]
    assert changes.notes[0].startswith(
        "* Số liệu sau khi xếp loại lại. Số ban đầu, năm 2022: hoàn thành xuất sắc nhiệm vụ 1,"
    )


def test_the_year_before_is_marked_in_the_comparison_of_levels(restated: Report) -> None:
    levels = table(restated.levels("organization"), "table-levels-organization-grassroots")

    assert [row[3] for row in levels.cells()][:4] == ["0*", "1", "0", "1*"]
    assert any(note.startswith("* Số liệu sau khi xếp loại lại.") for note in levels.notes)


def test_a_restatement_ends_the_streak_and_cancels_the_award(restated: Report) -> None:
    assert [finding.id for finding in recognition_findings(restated)] == [
        "cancelled-2022-flag-organization-a"
    ]
    assert "năm 2022 của Chi bộ A (năm 2022 đã xếp loại lại)" in restated.awards().plain()
    assert [row[-1] for row in table(restated.streaks(), "table-streaks").cells()] == ["1", "50,00%"]


def test_the_report_of_the_year_before_knows_nothing_of_it(make_report: MakeReport) -> None:
    """Its rules know no restatement: the first rating stands, and a warning says so."""
    report = make_report(
        rated("a", range(2018, 2023)),
        year=2022,
        restatements=ANEW + "2021,organization,a,unfulfilled,,QĐ 1\n",
    )

    assert [(f.severity, f.id) for f in recognition_findings(report)] == [
        ("warning", "restatement-2021-organization-a")
    ]
    assert table(report.changes("organization"), "table-changes-organization").marks == set()


def test_a_group_above_the_cap_is_found_and_shown(make_report: MakeReport) -> None:
    report = make_report(*(rated(one, [2023]) for one in "ab"), rated("g", [2023], "good"))

    [finding] = group_findings(report)
    section = report.cap("organization", "grassroots")

    assert (finding.severity, finding.id) == ("error", "cap-2023-organization-grassroots-group-xã")
    assert table(section, "table-cap-groups-organization-grassroots").cells() == [
        ["Xã", "3", "2", "66,67%", "1", "+1"]
    ]
    assert "1 nhóm vượt mức trần" in section.plain()


def test_groups_within_the_cap_are_no_finding(make_report: MakeReport) -> None:
    report = make_report(rated("a", [2023]), *(rated(f"g{n}", [2023], "good") for n in range(4)))

    assert group_findings(report) == []
    assert "không nhóm nào vượt mức trần" in report.cap("organization", "grassroots").plain()


def test_units_are_compared_with_the_whole(make_report: MakeReport) -> None:
    report = make_report(
        rated("a", [2023]), rated("b", [2023], "fulfilled"), rated("c", [2023], unit="ha-tien")
    )

    shown = table(report.units("organization", "grassroots"), "table-units-organization-grassroots")

    assert [row[:3] for row in shown.cells()] == [
        ["Thành ủy Rạch Giá", "1", "50,00%"],
        ["Thành ủy Hà Tiên", "1", "100,00%"],
        ["Toàn Đảng bộ", "2", "66,67%"],
    ]
    assert shown.totals == [2]


def test_one_unit_alone_is_not_compared(make_report: MakeReport) -> None:
    assert make_report(rated("a", [2023])).units("organization", "grassroots").views == []


def test_one_year_alone_is_not_compared(make_report: MakeReport) -> None:
    assert make_report(rated("a", [2023])).changes("organization", "grassroots").views == []


def test_a_unit_is_told_of_its_own_organisations_only(make_report: MakeReport) -> None:
    report = make_report(
        rated("a", FIVE),
        rated("b", FIVE, unit="ha-tien"),
        awards=AWARDS + "2023,rach-gia,flag,organization,a,\n2023,ha-tien,flag,organization,b,\n",
    )
    report = replace(report, parameters=report.parameters.model_copy(update={"unit": "ha-tien"}))

    assert table(report.streaks(), "table-streaks-names").cells() == [["5 năm trở lên", "Chi bộ B (cờ)"]]
    assert [row[2] for row in table(report.awards(), "table-awards").cells()] == ["Chi bộ B"]
    assert [row["excellent"] for row in groups_of(report, scope_of(report, "organization"))] == [1]


def test_a_member_rated_anew_moves_in_the_figures_with_the_reason(make_report: MakeReport) -> None:
    members = "year,id,unit,status,level,reason\n" + "".join(
        f"{year},m{n},rach-gia,rated,good,\n" for year in (2022, 2023) for n in range(4)
    )
    report = make_report(
        rated("a", [2023]),
        members=members,
        restatements=ANEW + "2022,member,m1,unfulfilled,unfulfilled_disciplined,QĐ 1\n",
    )
    changes = table(report.changes("member"), "table-changes-member")

    assert [row[:4] for row in changes.cells()] == [["2022", "4", "0", "3*"], ["2023", "4", "0", "4"]]
    assert recognition_findings(report) == []
    assert not [finding for finding in report.all_findings() if finding.id.startswith("sum-")]


COLLECTIVES = "year,id,unit,tier,organization,status,level,reason\n"


def test_the_reasons_of_collectives_are_those_of_the_rules(make_report: MakeReport) -> None:
    rows = [
        "2023,t1,rach-gia,province,,rated,unfulfilled,unfulfilled_disunity",
        "2023,t2,rach-gia,district,,rated,unfulfilled,unfulfilled_member_disciplined",
        "2023,t3,rach-gia,grassroots,,rated,good,",
    ]
    report = make_report(rated("a", [2023]), collectives=COLLECTIVES + "\n".join(rows) + "\n")

    section = report.reasons("collective")

    assert (
        "Trong 2 tập thể lãnh đạo, quản lý không hoàn thành nhiệm vụ có: "
        "1 tập thể mất đoàn kết hoặc có thành viên suy thoái (50,00%) và "
        "1 tập thể có thành viên bị kỷ luật từ cảnh cáo trở lên (50,00%)." in section.plain()
    )
    assert len(table(section, "table-reasons-collective").rows) == 7


def test_rules_without_reasons_of_collectives_have_no_such_section(published_2018: Report) -> None:
    assert published_2018.reasons("collective").views == []


@pytest.mark.parametrize("subject", ["collective", "leader"])
def test_the_tiers_stand_side_by_side_under_the_whole(make_report: MakeReport, subject: str) -> None:
    rows = [
        f"2023,,{subject},{tier},{level},{count},s"
        for tier in ("province", "district", "grassroots")
        for level, count in (("excellent", 2), ("good", 7), ("fulfilled", 1), ("unfulfilled", 0))
    ]
    section = make_report(rated("a", [2023]), figures=rows).levels(subject)

    tables = [view.id for view in section.views if isinstance(view, Table)]
    assert tables == [f"table-levels-{subject}", f"table-tiers-{subject}"]
    assert "30 " in section.plain()
    assert table(section, f"table-tiers-{subject}").cells()[1] == [
        "Cấp huyện quản lý", "10", "2", "7", "1", "0", "20,00%", "70,00%", "90,00%", "10,00%", "0,00%"
    ]  # fmt: skip


def test_who_is_in_no_group_is_told_beside_the_groups(make_report: MakeReport) -> None:
    lone = [f"2023,n{n},rach-gia,grassroots_branch,rated,excellent,,,Chi bộ N{n}" for n in range(3)]
    report = make_report(rated("a", [2023], "good"), lone)

    assert (
        "; 3 tổ chức chưa ghi nhóm có 3 tổ chức hoàn thành xuất sắc nhiệm vụ, "
        "coi là một nhóm thì tối đa 1, vượt 2." in report.cap("organization").plain()
    )
    assert "chưa ghi nhóm có" not in make_report(rated("a", [2023], "good")).cap("organization").plain()


def test_reasons_that_nobody_has_are_not_drawn(make_report: MakeReport) -> None:
    rows = ["2023,,collective,,unfulfilled,1,s", "2023,,collective,,unfulfilled_disunity,0,s"]
    section = make_report(rated("a", [2023]), figures=rows).reasons("collective")

    assert section.views
    assert not any("chart" in str(getattr(view, "id", "")) for view in section.views)


@pytest.mark.parametrize(
    ("given", "award"),
    [
        ({"issuer": "BAN THƯỜNG VỤ TỈNH ỦY"}, "cờ của Ban Thường vụ Tỉnh ủy"),
        ({"issuer": "BAN THƯỜNG VỤ THÀNH ỦY", "unit": "rach-gia"}, "cờ của Ban Thường vụ cấp ủy"),
    ],
)
def test_an_award_is_named_by_the_issuer_of_a_report_on_the_whole(
    given: dict[str, str], award: str, make_report: MakeReport, tmp_path: Path
) -> None:
    """The issuer of a unit's report is not who gave it."""
    report = make_report(rated("a", FIVE), awards=AWARDS + "2023,rach-gia,flag,organization,a,\n")
    own = Parameters.model_validate({**report.parameters.model_dump(), **given})

    assert award in read_report(own, tmp_path).awards().plain()
