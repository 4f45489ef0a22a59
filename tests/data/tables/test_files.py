"""Tables as Excel writes them are read; those that are damaged or odd are told with their file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.tables import parquet
from kgreport.data.tables.files import has_no_row, open_table
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
HEADER = "year;unit;subject;tier;measure;value;source"
ROWS = ("2018;;member;;total;5;p. 1", "2018;;member;;rated;5;p. 1")
COLUMNS = {
    "year": [2018], "unit": [""], "subject": ["member"], "tier": [""], "measure": ["total"], "value": [5],
    "source": ["p. 1"],
}  # fmt: skip


@pytest.fixture
def figures(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of a folder with figures.csv, line by line."""

    def make(*lines: str) -> Path:
        (tmp_path / "figures.csv").write_text("\n".join(lines) + "\n", "utf-8")
        return tmp_path

    return make


def read(folder: Path) -> Dataset:
    return read_dataset(folder, YEARS)


def refusals(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read(folder)
    return str(caught.value).splitlines()


# Text


def test_blank_columns_that_excel_writes_are_told_once(figures: Callable[..., Path]) -> None:
    [line] = refusals(figures(HEADER + ";;;", *(row + ";;;" for row in ROWS)))

    assert line.startswith("figures.csv, row 1, column 8: 3 blank columns after the last one; ")


def test_rows_that_are_longer_by_blank_cells_are_told_once(figures: Callable[..., Path]) -> None:
    [line] = refusals(figures(HEADER, *(row + ";;;" for row in ROWS * 200)))

    assert line.startswith("figures.csv, row 2: 10 cells, the last 3 blank, here and in 399 more rows; ")


def test_a_column_without_a_name_that_has_cells_is_told(figures: Callable[..., Path]) -> None:
    [line] = refusals(figures(HEADER + ";", ROWS[0] + ";", ROWS[1] + ";x"))

    assert line.startswith("figures.csv, row 1, column 8: a column without a name")


def test_cells_of_a_sheet_beside_its_columns_are_told(tmp_path: Path) -> None:
    book = Workbook()
    for line in (HEADER, *ROWS):
        book.worksheets[0].append(line.split(";"))
    book.worksheets[0]["I3"] = "x"
    book.save(tmp_path / "figures.xlsx")

    assert [line.split(": ")[0] for line in refusals(tmp_path)] == [
        "figures.xlsx, row 1, column 8",
        "figures.xlsx, row 1, column 9",
    ]


def test_the_line_in_which_excel_names_the_separator_is_no_row(figures: Callable[..., Path]) -> None:
    assert len(read(figures("sep=;", HEADER, *ROWS)).figures) == 2
    assert [line.split(":")[0] for line in refusals(figures("sep=;", HEADER, ROWS[0].replace("5", "x")))] == [
        "figures.csv, row 3, column value"
    ]


def test_a_header_of_thousands_of_columns_is_refused(figures: Callable[..., Path]) -> None:
    [line] = refusals(figures(HEADER + ";x" * 5000, ROWS[0]))

    assert line.startswith("figures.csv: 5007 columns; expected at most 1000; ")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("p.\u202e 1", "U+202E"),
        ("p.\u200b 1", "U+200B"),
        ("p. 1\x1b[31m", "U+001B"),
        ("Sinh ho¹t", "TCVN3"),
        ("Ðảng bộ", "U+00D0"),
        ("p. 😀", "U+1F600"),
    ],
)
def test_a_text_that_cannot_be_printed_is_told_at_its_cell(
    figures: Callable[..., Path], text: str, told: str
) -> None:
    [line] = refusals(figures(HEADER, ROWS[0].replace("p. 1", text)))

    assert line.startswith("figures.csv, row 2, column source: ")
    assert told in line
    assert line.isprintable()


def test_a_name_of_records_that_cannot_be_printed_is_told_at_its_cell(figures: Callable[..., Path]) -> None:
    folder = figures(HEADER, *ROWS)
    header = "year,id,unit,tier,status,level,reason,name\n"
    rows = "2018,o1,,sub,rated,good,,Chi bộ 1\n2018,o2,,sub,rated,good,,Chi bộ\u202e 2\n"
    (folder / "organizations.csv").write_text(header + rows, "utf-8")

    [line] = refusals(folder)

    assert line.startswith("organizations.csv, row 3, column name: ")
    assert "U+202E" in line


def test_who_may_not_read_a_table_is_told_so(
    figures: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    folder = figures(HEADER, *ROWS)
    monkeypatch.setattr(Path, "read_bytes", refuse)

    [finding] = open_table(folder / "figures.csv").problems

    assert finding.found.say("en") == "no permission to read the file"


# Parquet


def write(folder: Path, **columns: object) -> Path:
    path = folder / "figures.parquet"
    pq.write_table(pa.table({**COLUMNS, **columns}), path, row_group_size=1, compression="snappy")
    return path


@pytest.mark.parametrize(
    ("column", "cells", "kind"),
    [
        ("source", pa.array([["p. 1"]]), "list<"),
        ("value", pa.array([{"n": 5}]), "struct<"),
        ("value", pa.array([5], pa.duration("s")), "duration[s]"),
    ],
)
def test_a_column_of_a_type_that_holds_no_cells_is_told(
    tmp_path: Path, column: str, cells: pa.Array, kind: str
) -> None:
    path = write(tmp_path, **{column: cells})

    [line] = refusals(tmp_path)

    assert line.startswith(f"figures.parquet, row 1, column {column}: type {kind}")
    assert not has_no_row(path)


@pytest.mark.parametrize("kind", [pa.decimal128(9, 0), pa.decimal128(9, 2), pa.float64(), pa.uint8()])
def test_a_whole_number_of_any_type_is_a_count(tmp_path: Path, kind: pa.DataType) -> None:
    write(tmp_path, value=pa.array([5], pa.int8()).cast(kind))

    assert list(read(tmp_path).figures["value"]) == [5]


def test_words_of_few_kinds_may_be_written_as_categories_or_bytes(tmp_path: Path) -> None:
    words = pa.array([b"member"], pa.binary())
    write(
        tmp_path, subject=words, year=pa.array([2018]).dictionary_encode(), unit=pa.array([b""], pa.binary())
    )

    assert list(read(tmp_path).figures["subject"]) == ["member"]


def test_float_noise_is_no_part_of_a_count(tmp_path: Path) -> None:
    write(tmp_path, value=[10.000000000000002])

    assert list(read(tmp_path).figures["value"]) == [10]


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    path = write(tmp_path, source=pa.array([b"p. \xe1"], pa.binary()))

    [line] = refusals(tmp_path)

    assert line.startswith("figures.parquet: no readable table; ")
    assert not has_no_row(path)


def test_a_group_that_is_damaged_is_told_with_what_is_wrong_in_other_files(tmp_path: Path) -> None:
    path = write(tmp_path)
    content = bytearray(path.read_bytes())
    content[4:40] = bytes(36)
    path.write_bytes(content)
    (tmp_path / "members.parquet").write_bytes(content)
    (tmp_path / "units.csv").write_text("id,name\nSen,Sen\n", "utf-8")

    told = {line.split(": ")[0].split(",")[0] for line in refusals(tmp_path)}

    assert {"figures.parquet", "units.csv"} <= told


def test_a_damaged_group_of_records_is_told(tmp_path: Path) -> None:
    path = tmp_path / "members.parquet"
    levels = {"status": ["rated"], "level": ["good"], "reason": [""]}
    pq.write_table(pa.table({"year": [2018], "id": ["dv-1"], "unit": [""], **levels}), path)
    content = bytearray(path.read_bytes())
    content[4:60] = bytes(56)
    path.write_bytes(content)

    [line] = refusals(tmp_path)

    assert line.startswith("members.parquet: no readable table; ")


def test_a_group_with_more_rows_than_fit_into_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "MOST_ROWS", 0)
    write(tmp_path)

    [line] = refusals(tmp_path)

    assert line.startswith("figures.parquet: no readable table; ")
