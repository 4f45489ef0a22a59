"""What the command line prints while reports are built."""

from __future__ import annotations

from pathlib import Path

from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.cli.progress import say_left_out

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
