"""What a dataset adds to the vocabulary is checked, completed, counted and shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.datasets.snapshots import SnapshotKey, read_snapshot, write_snapshot
from kgreport.data.own_terms.checks import COUNTED_SECTIONS, FOLLOWED
from kgreport.data.params.model import Parameters
from kgreport.report import Report, read_report
from kgreport.report.contents import CONTENTS
from kgreport.terms.findings import DatasetError
from kgreport.terms.own_terms import ChapterId
from kgreport.views.sections.work.section_words import SECTIONS
from kgreport.views.tables import Table
from kgreport.views.view import Section

pytestmark = pytest.mark.usefixtures("without_numbers")

TERMS = """\
sections:
  youth: {vi: Công tác thanh niên, en: Youth work, after: personnel}
measures:
  youth: {vi: Đoàn viên, en: Youth members, subject: member, at_most: total, share_of: total, section: youth}
  youth_new: {vi: Mới kết nạp, en: Newly admitted, subject: member, section: youth}
  youth_old: {vi: Kết nạp từ trước, en: Admitted before, subject: member, section: youth}
  youth_admitted:
    {vi: Đã kết nạp, en: Admitted, subject: member, sum_of: [youth_new, youth_old], section: youth}
  works: {vi: Công trình, en: Works, subject: organization, section: youth}
  met: {vi: Đã họp, en: Met, subject: [member, leader]}
reasons:
  unfulfilled_absent: {vi: Bỏ sinh hoạt, en: Absent from meetings, subject: member}
awards:
  letter: {vi: Giấy khen, en: Letter of commendation, level: excellent}
tiers:
  retired: {vi: đảng viên hưu trí, en: retired members, subject: member}
  working: {vi: đảng viên đang công tác, en: working members, subject: member}
tier_sums:
  - {subject: member, sum_of: [retired, working]}
registers:
  youth_works:
    vi: Công trình thanh niên
    en: Youth works
    section: youth
    counts: works
    columns:
      name: {vi: Tên công trình, en: Work, required: true}
      cost: {vi: Kinh phí, en: Cost, kind: number}
      done: {vi: Hoàn thành, en: Done, kind: yes_no}
      kind: {vi: Loại, en: Kind, kind: choice, choices: {road: {vi: đường, en: road}}}
"""
WORKS = "year,unit,subject,name,cost,done,kind\n"

Make = Callable[..., Path]


def row(measure: str, count: int, subject: str = "member", tier: str = "", unit: str = "") -> str:
    return f"2018,{unit},{subject},{tier},{measure},{count},p. 1"


@pytest.fixture
def make(make_dataset: Make) -> Make:
    """Give a maker of datasets that have the terms."""

    def made(*rows: str, **tables: str) -> Path:
        folder = make_dataset(*rows, **tables)
        (folder / "terms.yml").write_text(TERMS, "utf-8")
        return folder

    return made


def report_of(folder: Path, **given: object) -> Report:
    parameters = {"year": 2018, "language": "en", "dataset": folder.name, **given}
    return read_report(Parameters.model_validate(parameters), folder.parent)


def ids(report: Report) -> list[str]:
    return [finding.id for finding in report.all_findings()]


def cells_of(section: Section) -> list[list[list[str]]]:
    """Give the cells of each table of a section."""
    return [view.cells() for view in section.views if isinstance(view, Table)]


def titles(report: Report, chapter: str) -> list[str]:
    return [section.title for section in report.chapter(chapter).sections if section.views]


def test_the_checks_of_own_terms_know_the_sections_of_the_report() -> None:
    chapters = {
        one.id: tuple(
            dict.fromkeys(make.__name__ for make, _ in one.sections if make.__name__ != "narrative")
        )
        for one in CONTENTS
        if one.id in get_args(ChapterId)
    }

    assert chapters == FOLLOWED
    assert tuple(SECTIONS) == COUNTED_SECTIONS


def test_own_measures_have_a_section_with_shares_where_it_is_said(make: Make) -> None:
    folder = make(row("total", 100), row("youth", 20), row("trained", 3, "leader"))

    english, vietnamese = report_of(folder).topic("youth"), report_of(folder, language="vi").topic("youth")

    assert "Youth members (of all): 20 Party members (20.00%)." in english.plain()
    assert "Đoàn viên (trên tổng số): 20 đảng viên (20,00%)." in vietnamese.plain()
    assert "Đoàn viên (trên tổng số)" in vietnamese.html()
    assert "Đoàn viên (trên tổng số)" in vietnamese.typst()
    assert titles(report_of(folder), "work") == ["Personnel work", "Youth work"]
    assert english.frame.loc[english.frame["measure"] == "youth", "share"].tolist() == [0.2]


def test_a_section_without_figures_is_left_out(make: Make) -> None:
    report = report_of(make(row("total", 100)))

    assert titles(report, "work") == []
    assert "Youth" not in report.quality().plain()


def test_measures_that_name_no_section_stand_under_other_figures(make: Make) -> None:
    report = report_of(make(row("met", 4), row("met", 2, "leader")))

    assert titles(report, "work") == ["Other figures"]
    assert ids(report) == []


def test_own_measures_are_completed_by_their_identities_with_the_source_said(make: Make) -> None:
    report = report_of(make(row("total", 100), row("youth_new", 3), row("youth_admitted", 10)))

    [derived] = report.figures[report.figures["measure"] == "youth_old"].to_dict("records")

    assert (derived["value"], derived["source"]) == (7, "derived: youth_admitted − youth_new")
    assert "Derived: admitted − newly admitted" in report.sources().html()


def test_own_bounds_and_sums_are_checked(make: Make) -> None:
    too_many = make(row("total", 10), row("youth", 11))
    assert ids(report_of(too_many)) == ["bound-2018-member-youth"]

    broken = make(row("youth_new", 3), row("youth_old", 4), row("youth_admitted", 8))
    [finding] = report_of(broken).all_findings()
    assert finding.id == "sum-2018-member-youth_admitted"
    assert finding.found.say("en") == "Newly admitted 3 + Admitted before 4 = 7, off by 1"


def test_a_measure_is_refused_of_whom_it_is_not_counted(make: Make) -> None:
    with pytest.raises(DatasetError) as caught:
        report_of(make(row("youth", 3, "leader")))

    [finding] = caught.value.findings
    assert (finding.id, finding.found.say("en")) == ("code-figures.csv-2-measure", "unknown measure 'youth'")


def test_a_measure_of_another_dataset_is_unknown(make: Make, make_dataset: Make) -> None:
    report_of(make(row("youth", 3)))

    (make_dataset(row("youth", 3)) / "terms.yml").unlink()
    with pytest.raises(DatasetError):
        report_of(make_dataset(row("youth", 3)))


def test_an_own_reason_makes_up_those_unfulfilled_with_the_others(make: Make) -> None:
    folder = make(row("unfulfilled", 5), row("unfulfilled_absent", 2), row("unfulfilled_disciplined", 3))

    report = report_of(folder)

    assert ids(report) == []
    assert cells_of(report.reasons("member"))[0][1] == ["Absent from meetings", "2", "40.00%"]


def test_an_own_reason_is_counted_from_records(make: Make) -> None:
    members = "year,id,unit,status,level,reason\n2018,a,,rated,unfulfilled,unfulfilled_absent\n"

    report = report_of(make(row("good", 1, "leader"), members=members))

    assert ids(report) == []
    counted = report.figures.query("measure == 'unfulfilled_absent'")
    assert counted[["value", "source"]].to_numpy().tolist() == [[1, "records"]]


def test_an_own_award_is_counted_from_the_list_and_asks_for_its_level(make: Make) -> None:
    awards = "year,unit,award,subject,id,name\n2018,,letter,organization,a,Chi bộ A\n"
    organizations = "year,id,unit,tier,status,level,reason\n2018,a,,grassroots_branch,rated,good,\n"

    report = report_of(make(row("total", 3), awards=awards, organizations=organizations))

    assert "Letter of commendation given to 1 grassroots Party organisations" in report.awards().plain()
    assert ids(report) == ["award-2018-letter-organization-a"]


def test_own_tiers_stand_beside_the_others_and_add_up(make: Make) -> None:
    rows = [row("good", 9), row("good", 5, tier="retired"), row("good", 4, tier="working")]

    report = report_of(make(*rows))

    assert ids(report) == []
    assert "Retired members" in report.levels().plain()
    assert "retired members" in report.levels("member", "retired").plain()

    broken = report_of(make(*rows[:2], row("good", 5, tier="working")))
    assert ids(broken) == ["tiers-2018-member-good"]


def test_an_own_register_is_listed_and_counted(make: Make) -> None:
    works = WORKS + '2018,,organization,Đường hoa,"12,5",x,road\n2018,,organization,Cầu,,,\n'

    report = report_of(make(row("total", 3), youth_works=works))

    section = report.topic("youth")
    assert cells_of(section)[0] == [["Party organisations", "2"]]
    assert cells_of(section)[1] == [
        ["Party organisations", "Đường hoa", "12.5", "Yes", "Road"],
        ["Party organisations", "Cầu", "–", "No", "–"],
    ]
    assert report.dataset["youth_works"]["cost"].tolist()[0] == 12.5
    assert list(section.frames) == ["counts", "youth_works"]
    assert section.frames["youth_works"]["done"].tolist() == [True, False]


def test_a_register_is_checked_like_every_other(make: Make) -> None:
    with pytest.raises(DatasetError) as caught:
        report_of(make(row("total", 3), youth_works=WORKS + "2018,,organization,,1,maybe,rode\n"))

    assert [one.id for one in caught.value.findings] == [
        "cell-youth_works.csv-2-name",
        "cell-youth_works.csv-2-done",
        "cell-youth_works.csv-2-kind",
    ]


def test_a_printed_share_of_an_own_measure_is_judged_and_shown(make: Make) -> None:
    shares = "year;subject;measure;base;printed;source\n2018;member;youth;;25%;p. 2\n"

    assert ids(report_of(make(row("total", 100), row("youth", 20), shares=shares))) != []
    shown = report_of(make(row("total", 100), shares=shares)).topic("youth")
    assert "25%" in shown.plain()


def test_units_are_summed_and_the_report_of_a_unit_has_its_own(make: Make) -> None:
    units = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\n"
    folder = make(row("youth_new", 3, unit="sen"), row("youth_new", 4, unit="mai"), units=units)

    assert "7 Party members" in report_of(folder).topic("youth").plain()
    assert "3 Party members" in report_of(folder, unit="sen").topic("youth").plain()


def test_terms_are_kept_with_a_dataset_that_is_kept(make: Make, tmp_path: Path) -> None:
    dataset = read_dataset(make(row("total", 100), row("youth", 20)), range(2018, 2019))
    key = SnapshotKey(dataset="d", folder="d", first_year=2018, last_year=2018, rules="")

    kept = read_snapshot(write_snapshot(dataset, key, tmp_path / "kept"))

    assert kept.own == dataset.own


def test_the_hash_of_a_dataset_changes_with_its_terms(make: Make) -> None:
    folder = make(row("total", 100))
    before = read_dataset(folder, range(2018, 2019))
    (folder / "terms.yml").write_text(TERMS.replace("Youth work", "Work of the youth"), "utf-8")

    after = read_dataset(folder, range(2018, 2019))

    assert before.sha256 != after.sha256
    assert "terms.yml" in after.tables


@pytest.mark.parametrize(
    ("rows", "code", "said"),
    [
        (
            [row("political_verified", 8), row("political_concluded", 6)],
            "protection",
            "6 Party members (75.00%)",
        ),
        (
            [row("congress_due", 4, "organization"), row("congress_held", 3, "organization")],
            "congress",
            "3 Party organisations (75.00%)",
        ),
        (
            [row("degradation_found", 4), row("degradation_remedied", 1)],
            "degradation",
            "1 Party members (25.00%)",
        ),
    ],
)
def test_reports_speak_of_what_the_field_speaks_of(make: Make, rows: list[str], code: str, said: str) -> None:
    assert said in report_of(make(*rows)).topic(code).plain()


def test_training_is_shown_against_its_plan_also_beyond_it(make: Make) -> None:
    report = report_of(make(row("training_plan", 8, "leader"), row("trained", 9, "leader")))

    assert "those trained (of the plan) were 9 leading officials (112.50%)" in report.personnel().plain()


def test_studies_name_resolutions_and_themes(make: Make) -> None:
    studies = "year,kind,name\n2018,studied,Resolution 4\n2018,committed,Theme of 2018\n"

    section = report_of(make(row("total", 3), studies=studies)).commitments()

    assert [row[1] for row in cells_of(section)[0]] == ["Resolution 4", "Theme of 2018"]
    assert section.frame["kind"].tolist() == ["studied", "committed"]
