"""A check of many reports tells each finding once, and of which reports it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import kgreport
from kgreport.builder.check_lines import check_lines

MakeDataset = Callable[..., Path]
UNITS = "id,name,parent,order\nsen,Huyện Hoa Sen,,1\nmai,Huyện Hoa Mai,,2\n"


@pytest.fixture
def parameters(make_dataset: MakeDataset) -> Path:
    """A dataset whose unit Sen has more reviewed than there are, and a file that reports on it."""
    folder = make_dataset(
        "2018,sen,member,,reviewed,11,s",
        "2018,sen,member,,total,10,s",
        "2018,mai,member,,total,5,s",
        "2018,mai,member,,reviewed,5,s",
        units=UNITS,
    )
    path = folder.parent / "x.yml"
    path.write_text("year: 2018\ndataset: figures-of-a-test\n", "utf-8")
    return path


def test_the_findings_of_one_report_stand_without_its_name(parameters: Path) -> None:
    lines = list(check_lines(kgreport.check(parameters)))

    assert [line.partition(":")[0] for line in lines] == ["lỗi"]


def test_a_finding_of_some_reports_stands_once_under_their_names(parameters: Path) -> None:
    heading, finding = check_lines(kgreport.check(parameters, units="all"))

    assert heading == f"2 báo cáo ({parameters.as_posix()}, năm 2018, vi): x, x/sen:"
    assert finding.startswith("  lỗi: đảng viên, năm 2018, sen ")


def test_a_finding_of_one_report_among_others_says_of_which(parameters: Path) -> None:
    heading, _ = check_lines(kgreport.check(parameters, units="sen,mai"))

    assert heading == f"x/sen ({parameters.as_posix()}, năm 2018, Huyện Hoa Sen, vi):"


def test_the_same_finding_in_two_languages_stands_once(parameters: Path) -> None:
    english = parameters.with_name("y.yml")
    english.write_text(parameters.read_text("utf-8") + "language: en\n", "utf-8")

    heading, finding = check_lines(kgreport.check([parameters, english]))

    assert heading == "2 báo cáo (năm 2018): x, y (en):"
    assert finding.startswith("  lỗi: ")


def test_of_many_reports_some_are_named_and_the_others_counted(make_dataset: MakeDataset) -> None:
    units = "id,name,parent,order\n" + "".join(f"u{n},U{n},,{n}\n" for n in range(20))
    folder = make_dataset("2018,u1,member,,total,x,s", units=units)
    path = folder.parent / "x.yml"
    path.write_text("year: 2018\ndataset: figures-of-a-test\nlanguage: en\n", "utf-8")

    heading, *findings = check_lines(kgreport.check(path, units="all"))

    assert heading.endswith("x (en), x/u0 (en), x/u1 (en), x/u2 (en) and 17 other reports:")
    assert len(findings) == 1


def test_another_notebook_of_the_same_figures_is_not_checked_again(parameters: Path) -> None:
    text = "matrix: {notebooks: [annual_report, trend_report]}\n"
    parameters.write_text(parameters.read_text("utf-8") + text, "utf-8")

    assert [one.report for one in kgreport.check(parameters)] == ["x"]


def test_checks_are_shown_in_a_few_lines_and_give_a_frame_of_the_findings(parameters: Path) -> None:
    checks = kgreport.check(parameters, units="sen,mai")

    assert repr(checks).splitlines() == [
        "2 CheckResult",
        "x/sen: 1 phát hiện, đã chấp nhận 0",
        "x/mai: 0 phát hiện, đã chấp nhận 0",
        "checks.frame  checks[0].open_findings  checks[0].without_figures",
    ]
    assert checks.frame[["report", "severity", "unit_name"]].to_numpy().tolist() == [
        ["x/sen", "error", "Huyện Hoa Sen"]
    ]
    assert repr(checks[1]).startswith("CheckResult: x/mai: 0 phát hiện")


def test_a_frame_of_checks_names_what_is_wrong_with_parameters(parameters: Path) -> None:
    parameters.write_text("year: 2018\ndataset: figures-of-a-test\nlangauge: vi\n", "utf-8")

    [row] = kgreport.check(parameters).frame.to_dict("records")

    assert (row["report"], row["kind"]) == ("x", "parameters")
    assert "'langauge'" in row["message"]
