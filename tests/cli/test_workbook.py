"""The commands about workbooks write them, refuse what cannot be meant, and send the faulty ones back."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from kgreport.cli.app import app

UNITS = "id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thành ủy Hà Tiên,,2\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_workbook_is_written_for_every_unit_named(here: Path) -> None:
    result = run(
        "workbook", "--year", "2018", "--unit", "rach-gia,ha-tien", "--unit", "phu-quoc", "-o", "out"
    )

    assert (result.exit_code, len(result.output.splitlines())) == (0, 3)
    assert names(here / "out") == ["ha-tien-2018.xlsx", "phu-quoc-2018.xlsx", "rach-gia-2018.xlsx"]


def test_a_table_of_units_gives_the_names_and_all_units(here: Path) -> None:
    assert run("workbook", "--year", "2018", "--units", "units.csv", "-o", "out").exit_code == 0

    assert names(here / "out") == ["ha-tien-2018.xlsx", "rach-gia-2018.xlsx"]
    assert load_workbook(here / "out/ha-tien-2018.xlsx")["Hướng dẫn"]["B4"].value == "Thành ủy Hà Tiên"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no unit: name some with --unit"),
        (["--unit", "Rạch Giá"], "'Rạch Giá' is not a code of a unit; expected one such as rach-gia"),
        (
            ["--unit", "rach-ga", "--units", "units.csv"],
            "there is no unit 'rach-ga' in the table; did you mean",
        ),
        (["--units", "missing.csv"], "there is no table of units missing.csv"),
    ],
)
def test_what_cannot_be_meant_is_wrong_usage(here: Path, arguments: list[str], message: str) -> None:
    result = run("workbook", "--year", "2018", *arguments)

    assert result.exit_code == 2
    assert message in result.output
    assert names(here) == ["units.csv"]


def test_a_faulty_table_of_units_is_a_finding(here: Path) -> None:
    (here / "units.csv").write_text("id,name,parent,order\nRạch Giá,A,,1\n", "utf-8")
    result = run("workbook", "--year", "2018", "--units", "units.csv")

    assert result.exit_code == 1
    assert "units.csv, row 2, column id" in result.output


def test_a_workbook_that_is_there_is_not_written_over(here: Path) -> None:
    command = ("workbook", "--year", "2018", "--unit", "rach-gia", "-o", "out")
    run(*command)
    (here / "out/rach-gia-2018.xlsx").write_text("filled in")
    refused = run(*command)

    assert refused.exit_code == 2
    assert "--force writes them again" in refused.output
    assert (here / "out/rach-gia-2018.xlsx").read_bytes() == b"filled in"
    assert run(*command, "--force").exit_code == 0
    assert (here / "out/rach-gia-2018.xlsx").stat().st_size > 10_000


def test_a_folder_that_cannot_be_written_to_is_said(here: Path) -> None:
    (here / "out").write_text("a file")
    result = run("workbook", "--year", "2018", "--unit", "rach-gia", "-o", "out")

    assert result.exit_code == 1
    assert result.output.startswith("cannot write ")


@pytest.fixture(scope="module")
def two_workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill in two workbooks, one of them faultily."""
    folder = tmp_path_factory.mktemp("forms")
    (folder / "units.csv").write_text(UNITS, "utf-8")
    run("workbook", "--year", "2018", "--units", str(folder / "units.csv"), "-o", str(folder))
    for unit, value in (("rach-gia", "gần 120"), ("ha-tien", 120)):
        book = load_workbook(folder / f"{unit}-2018.xlsx")
        book["Kiểm điểm"]["B15"] = value
        book.save(folder / f"{unit}-2018.xlsx")
    return folder


@pytest.fixture
def faulty(two_workbooks: Path, here: Path) -> Path:
    """Hand in two workbooks, one of them faulty."""
    shutil.copytree(two_workbooks, here / "forms")
    (here / "units.csv").unlink()
    (here / "params").mkdir()
    (here / "params/2018.yml").write_text("year: 2018\ndataset: ../forms\nlanguage: vi\n", "utf-8")
    return here


def test_faulty_workbooks_are_sent_back_annotated(faulty: Path) -> None:
    result = run("check", "--annotate", "back")

    assert result.exit_code == 1
    assert "rach-gia-2018.xlsx!Kiểm điểm!B15: 'gần 120'" in result.output
    assert f"2018: đã ghi chú vào {Path('back/rach-gia-2018.xlsx')}" in result.output
    assert names(faulty / "back") == ["rach-gia-2018.xlsx"]
    comment = load_workbook(faulty / "back/rach-gia-2018.xlsx")["Kiểm điểm"]["B15"].comment
    assert comment.text.startswith("Phát hiện: 'gần 120', không phải là số đếm")


def test_a_workbook_that_cannot_be_copied_is_named_and_the_others_are_told(faulty: Path) -> None:
    with zipfile.ZipFile(faulty / "forms/rach-gia-2018.xlsx", "a") as file:
        file.writestr("customXml/item1.xml", "<a>http://purl.oclc.org/ooxml/</a>")
    result = run("check", "--annotate", "back")
    [told] = json.loads(run("check", "--json", "--annotate", "back").output)

    assert result.exit_code == 1
    assert "rach-gia-2018.xlsx!Kiểm điểm!B15: 'gần 120'" in result.output
    assert "2018: không ghi chú được vào rach-gia-2018.xlsx: ở dạng Strict Open XML; cần" in result.output
    assert (told["annotated"], told["not_annotated"]) == ([], ["rach-gia-2018.xlsx"])


def test_annotated_copies_are_told_as_json(faulty: Path) -> None:
    [told] = json.loads(run("check", "--json", "--annotate", "back").output)

    assert told["annotated"] == [str(Path("back/rach-gia-2018.xlsx"))]
    assert "annotated" not in json.loads(run("check", "--json").output)[0]


def test_the_workbooks_themselves_are_never_annotated(faulty: Path) -> None:
    result = run("check", "--annotate", "forms")

    assert result.exit_code == 2
    assert "holds the workbooks themselves" in result.output


@pytest.mark.parametrize("dataset", ["missing", "kien-giang-2018"])
def test_there_is_nothing_to_annotate_without_workbooks(faulty: Path, dataset: str) -> None:
    (faulty / "params/2018.yml").write_text(f"year: 2018\ndataset: {dataset}\n", "utf-8")
    run("check", "--annotate", "back")

    assert not (faulty / "back").exists()
