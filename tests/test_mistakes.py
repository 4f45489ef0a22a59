"""A mistake in a notebook is told in a line or two, in the report's language, with the line of the cell."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from kgreport import build_report
from kgreport.errors import ArgumentsError, CallError, ParametersError, UnknownNameError
from kgreport.report import Report
from kgreport.terms.findings import DatasetError
from tests.conftest import FIGURES_HEADER

MakeDataset = Callable[..., Path]
RunCell = Callable[..., list[str]]

ROWS = [
    f"{year},,member,,{measure},{n},s"
    for year in (2017, 2018)
    for n, measure in enumerate(("good", "rated"), 5)
]


@pytest.fixture(scope="module")
def shell() -> Iterator[Any]:
    """Start what runs the cells of a notebook, in this process."""
    settings = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "nocolor"}})
    yield InteractiveShell.instance(config=settings)
    InteractiveShell.clear_instance()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a dataset ``d``; nothing is written there."""
    folder = tmp_path_factory.mktemp("here")
    (folder / "d").mkdir()
    (folder / "d/figures.csv").write_text("\n".join([FIGURES_HEADER.strip(), *ROWS, ""]), "utf-8")
    return folder


@pytest.fixture
def run(shell: Any, here: Path, monkeypatch: pytest.MonkeyPatch) -> RunCell:
    """Give a function that runs a cell beside the dataset, and gives the lines that it shows."""
    monkeypatch.chdir(here)
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")

    def run_cell(source: str, **names: object) -> list[str]:
        shell.push({"kgreport": __import__("kgreport"), "given": {"year": 2018, "dataset": "d"}, **names})
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            shell.run_cell(source)
        return re.sub(r"\x1b\[[0-9;]*m", "", shown.getvalue()).splitlines()

    return run_cell


@pytest.fixture(scope="module")
def report(here: Path) -> Report:
    return build_report(year=2018, dataset="d", base=here)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "kgreport.build_report(dataset='d', year=1999)",
            "không có số liệu năm 1999; số liệu là của năm 2017, 2018",
        ),
        ("kgreport.build_report(**given, unit='x')", "không có số liệu của 'x'"),
        ("kgreport.build_report(**given, language='vn')", "'language' là 'vn'; cần là 'vi' hoặc 'en'"),
        ("kgreport.build_report(**given, yaer=1)", "không có tham số 'yaer'; có phải 'year'?"),
        ("kgreport.build_report(**given, rules='x')", "rules: không có 'x'"),
        ("kgreport.build_report(year=2018, dataset='no/such')", "không có bộ số liệu này; đã tìm "),
        ("kgreport.build_report('2019.yml')", "đã tìm 2019.yml, params/2019.yml, ../params/2019.yml"),
        ("kgreport.build_trend(dataset='d', year=1999)", "không có số liệu năm 1999"),
    ],
)
def test_what_cannot_be_read_is_told_in_two_lines(source: str, told: str, run: RunCell) -> None:
    message, line = run(source)

    assert told in message
    assert re.fullmatch(rf"Ô In\[\d+\], dòng 1: {re.escape(source)}", line)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("report.levels('members')", "không có subject 'members'; có phải 'member'?"),
        ("report.levels('member', 'grassroots')", "'member' không có cấp; bỏ tier"),
        ("report.levels(subjct='member')", "levels() không có tham số 'subjct'; có phải 'subject'?"),
        ("report.levels('member', '', 'x')", "levels() nhận các tham số khác; các tham số: subject, tier"),
        (
            "report.levels(tier='grassroots')",
            "cấp 'grassroots' cần subject: của đối tượng nào; các mã: ",
        ),
        ("report.units()", "units() thiếu subject; các tham số: subject, tier"),
        ("report.levels('Đảng  viên')", "không có subject 'Đảng  viên'; có phải 'member'? các mã: organ"),
        ("report.quality('x')", "quality() nhận các tham số khác; các tham số: không có"),
        ("report.level()", "Report không có 'level'; có phải 'levels'?"),
        ("report['levles']", "không có id 'levles'; có phải 'levels'?"),
    ],
)
def test_what_a_report_does_not_have_is_told_in_two_lines(
    source: str, told: str, run: RunCell, report: Report
) -> None:
    message, line = run(source, report=report)

    assert told in message
    assert line.endswith(f"dòng 1: {source}")


def test_an_english_report_is_told_in_english(run: RunCell) -> None:
    wrong = run("x = 1\nkgreport.build_report(**given, language='en', yaer=1)")
    report = build_report(year=2018, dataset="d", language="en")

    assert wrong[0] == "ParametersError: parameters: unknown parameter 'yaer'; did you mean 'year'?"
    assert re.match(r"Cell In\[\d+\], line 2: kgreport", wrong[1])
    assert "Report has no 'level'; did you mean 'levels'?" in run("report.level()", report=report)[0]


def test_a_misspelt_name_of_the_package_is_told_in_two_lines(run: RunCell) -> None:
    told = run("kgreport.build_reports(year=2018)")

    assert "has no attribute 'build_reports'; did you mean 'build_report'?" in told[0]
    assert len(told) == 2


def test_errors_that_are_not_ours_are_shown_as_ever(run: RunCell) -> None:
    assert "Traceback (most recent call last)" in "\n".join(run("1 / 0"))


@pytest.mark.parametrize("year", [1999, 2016, 2019, 2030])
def test_a_wrong_year_is_told_once(year: int, make_dataset: MakeDataset) -> None:
    """However many rows are of other years than those that go with it."""
    folder = make_dataset(*ROWS)

    with pytest.raises(DatasetError) as raised:
        build_report(year=year, dataset=folder.name, base=folder.parent)

    assert [finding.id for finding in raised.value.findings] == ["no-year"]
    assert "số liệu là của năm 2017, 2018" in str(raised.value)


def test_a_year_before_the_first_is_told_by_those_there_are(
    make_dataset: MakeDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parameters file of a project names its first year."""
    folder = make_dataset(*ROWS)
    (tmp_path / "2018.yml").write_text(f"year: 2018\nfirst_year: 2017\ndataset: {folder.name}\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    for year in (1999, 2030):
        with pytest.raises(DatasetError, match="số liệu là của năm 2017, 2018"):
            build_report("2018.yml", year=year)
    with pytest.raises(ParametersError, match=r"2017–2018.*year 2016"):
        build_report("2018.yml", year=2016, dataset="no/such")


@pytest.mark.parametrize("year", [2017, 2018, 2021])
def test_another_year_of_a_file_has_all_the_figures_of_the_file(
    year: int, make_dataset: MakeDataset, tmp_path: Path
) -> None:
    """What the file may speak of does not shrink with the year that is asked for."""
    rows = ["2015,,member,,rated,9,s", *(f"{one},,member,,rated,20,s" for one in (2017, 2018, 2019, 2021))]
    folder = make_dataset(*rows)
    (tmp_path / "2019.yml").write_text(f"year: 2019\nlast_year: 2021\ndataset: {folder.name}\n", "utf-8")

    report = build_report(tmp_path / "2019.yml", year=year)
    of_mapping = build_report(
        {"year": 2019, "dataset": folder.name, "first_year": None, "last_year": 2021},
        year=year,
        base=tmp_path,
    )

    assert report.levels("member").plain() == of_mapping.levels("member").plain() != ""
    assert set(report.dataset.figures["year"]) == {2015, 2017, 2018, 2019, 2021}


def test_rows_of_a_year_that_is_left_out_are_told_once(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*ROWS, "2108,,member,,excellent,3,s")

    with pytest.raises(DatasetError) as raised:
        build_report(year=2018, first_year=2018, dataset=folder.name, base=folder.parent, language="en")

    assert str(raised.value).splitlines() == [
        "figures.csv, row 2, column year: '2017' in this row and 1 more; expected a year in 2018–2018; "
        "correct it, or set first_year and last_year [year-figures.csv-2-year]",
        "figures.csv, row 6, column year: '2108'; expected a year in 2018–2018; "
        "correct it, or set first_year and last_year [year-figures.csv-6-year]",
    ]


def test_python_code_catches_them_as_what_python_calls_them(report: Report) -> None:
    wrong: Any = report

    assert not hasattr(wrong, "level")
    with pytest.raises(TypeError) as refused:
        wrong.levels(subjct="member")
    assert isinstance(refused.value, ArgumentsError)
    assert issubclass(ArgumentsError, CallError)
    with pytest.raises(UnknownNameError):
        _ = wrong.level
