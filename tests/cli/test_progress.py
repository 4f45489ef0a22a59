"""What the command line prints while reports are built."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.batch.journal import Journal
from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.builder.result import Result, failed
from kgreport.cli.console.progress import reporter_of, say_left_out

TEXT = (
    "year: 2018\ndataset: kien-giang-2018\nlanguage: {language}\nfirst_year: 2015\nnumber: '12'\nissuer: A\n"
)


def planned(tmp_path: Path, language: str) -> str:
    path = tmp_path / "tinh.yml"
    path.write_text(TEXT.format(language=language), "utf-8")
    request = make_request([path], output=tmp_path / "out", years="2017,2018")
    return say_left_out(Planner(request, save=False).plan())


def test_what_another_year_does_not_take_is_said_once_with_the_way_to_set_it(tmp_path: Path) -> None:
    assert planned(tmp_path, "en") == (
        "Left out of 1 reports on another unit or year than that of their parameters file: issuer, number. "
        "To set them, write in the file matrix: each: {2017: {issuer: …}}; or --set issuer=… for one report."
    )


def test_it_is_said_in_the_language_of_the_report(tmp_path: Path) -> None:
    assert planned(tmp_path, "vi").startswith(
        "Không lấy từ tệp tham số cho 1 báo cáo của đơn vị hoặc năm khác: issuer"
    )


@pytest.mark.parametrize(
    ("result", "said"),
    [
        (Result(report="tinh", status="built"), ""),
        (failed("tinh", "cell 3"), "1 trong 1 báo cáo không lập được"),
    ],
)
def test_a_quiet_build_says_nothing_unless_a_report_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], result: Result, said: str
) -> None:
    path = tmp_path / "tinh.yml"
    path.write_text("year: 2018\ndataset: kien-giang-2018\nfirst_year: 2015\n", "utf-8")
    plan = Planner(make_request([path], output=tmp_path), save=False).plan()
    journal, reporter = Journal(tmp_path / "batch.json"), reporter_of(as_json=False, quiet=True)

    with reporter:
        journal.begin(plan)
        reporter.planned(plan, journal)
        journal.add(result)
        reporter.report_done(result, journal)
        reporter.finished(journal)

    printed = capsys.readouterr()
    assert (printed.out, printed.err.partition(",")[0]) == ("", said)
