"""What stands in the folder of a dataset is read, ignored as documented, or told: nothing is passed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.datasets.folder import find_dataset
from kgreport.terms.findings import DatasetError, Finding

YEARS = range(2014, 2019)
A_FIGURE = "2018,,member,,total,5,p. 1"

Make = Callable[..., Path]


def findings_of(folder: Path) -> list[Finding]:
    with pytest.raises(DatasetError) as caught:
        read_dataset(folder, YEARS)
    return list(caught.value.findings)


def told(folder: Path) -> list[tuple[str, str]]:
    return [(one.parts.get("table"), one.found.say("en")) for one in findings_of(folder)]  # type: ignore[misc]


@pytest.mark.parametrize("name", ["figures.csv", "targets.csv", "sen-2018.xlsx"])
@pytest.mark.parametrize(
    ("put", "found"),
    [
        (os.mkfifo, "a pipe or a device, and no file"),
        (Path.mkdir, "a folder, and no file"),
        (lambda path: path.symlink_to("/nowhere/at/all"), "a link that leads to no file"),
        (lambda path: path.symlink_to("/dev/zero"), "a pipe or a device, and no file"),
        (lambda path: path.symlink_to(path), "a link that leads to no file"),
    ],
)
def test_what_is_no_file_is_told_and_never_opened(
    make_dataset: Make, name: str, put: Callable[[Path], None], found: str
) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / "apparatus.csv").write_text("year,unit,item,sector,measure,value,source\n", "utf-8")
    (folder / name).unlink(missing_ok=True)
    put(folder / name)

    assert (name, found) in told(folder)


def test_a_link_to_a_file_is_that_file(make_dataset: Make, tmp_path: Path) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / "figures.csv").rename(tmp_path / "elsewhere.csv")
    (folder / "figures.csv").symlink_to(tmp_path / "elsewhere.csv")

    assert len(read_dataset(folder, YEARS).figures) == 1


@pytest.mark.parametrize(
    "suffix", [".xls", ".xlsb", ".xlsm", ".XLS", ".ods", ".et", ".numbers", ".xltx", ".fods"]
)
def test_a_spreadsheet_of_another_kind_is_to_be_saved_as_xlsx(make_dataset: Make, suffix: str) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / f"targets{suffix}").write_bytes(b"PK")

    [finding] = findings_of(folder)

    assert finding.id == f"table-targets{suffix}"
    assert finding.advice.say("en") == "open it and save it as .xlsx"
    assert len(finding.expected.say("en")) < 60


@pytest.mark.parametrize("suffix", [".rar", ".zip", ".7z"])
def test_what_is_packed_is_to_be_unpacked(make_dataset: Make, suffix: str) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / f"sen{suffix}").write_bytes(b"PK")

    [finding] = findings_of(folder)

    assert finding.advice.say("en") == "unpack it, or move it elsewhere"


def test_the_names_of_tables_are_listed_without_their_kinds(make_dataset: Make) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / "budget.csv").write_text("a\n", "utf-8")

    [finding] = findings_of(folder)

    assert finding.expected.say("en").startswith("the tables are figures, apparatus, units, organizations, ")
    assert ".csv" not in finding.expected.say("en")


@pytest.mark.parametrize("name", ["._sen.xlsx", "._figures.csv", "~$sen.xlsx", "~$figures.csv"])
def test_what_programs_leave_beside_files_is_passed_over(make_dataset: Make, name: str) -> None:
    folder = make_dataset(A_FIGURE)
    (folder / name).write_bytes(b"\x00\x05\x16\x07")

    assert read_dataset(folder, YEARS).findings == ()


@pytest.mark.parametrize("suffix", [b".csv", b".xlsx", b".parquet"])
def test_a_table_whose_name_cannot_be_read_is_told(make_dataset: Make, suffix: bytes) -> None:
    folder = make_dataset(A_FIGURE)
    for name in (b"b\xe1o" + suffix, "b\u202eo".encode() + suffix):
        (Path(os.fsdecode(os.fsencode(folder) + b"/" + name))).write_bytes(b"x")

    assert {one.advice.say("en") for one in findings_of(folder)} == {"rename the file"}


def test_a_file_that_is_ignored_may_have_any_name(make_dataset: Make) -> None:
    folder = make_dataset(A_FIGURE)
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_bytes(b"x")

    assert read_dataset(folder, YEARS).findings == ()


def test_a_folder_that_may_not_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine").mkdir()
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(DatasetError, match="mine: no permission to open the folder"):
        find_dataset("mine", tmp_path)
