"""Figures and apparatus say the same as text, as Parquet and as a workbook of one sheet."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.figures.layout import FIGURES, TABLES
from kgreport.terms.findings import DatasetError, Finding

YEARS = range(2014, 2022)
PUBLISHED = PACKAGED / "kien-giang-2018"
GOOD: Mapping[str, object] = {
    "year": 2018, "unit": "", "subject": "member", "tier": "", "measure": "reviewed", "value": 1977,
    "source": "p. 1",
}  # fmt: skip

Row = Mapping[str, object]
Write = Callable[[Path, list[Row]], None]


def write_text(folder: Path, rows: list[Row]) -> None:
    with (folder / "figures.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)


def write_workbook(folder: Path, rows: list[Row]) -> None:
    book = Workbook()
    for cells in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.worksheets[0].append(cells)
    book.save(folder / "figures.xlsx")


def write_parquet(folder: Path, rows: list[Row]) -> None:
    table = pa.table({name: [row[name] for row in rows] for name in rows[0]})
    pq.write_table(table, folder / "figures.parquet")


WRITERS = [write_text, write_workbook, write_parquet]


def refused(folder: Path) -> list[Finding]:
    with pytest.raises(DatasetError) as caught:
        read_dataset(folder, YEARS)
    return list(caught.value.findings)


def without_places(dataset: Dataset) -> pd.DataFrame:
    return dataset.completed.drop(columns="place")


def test_figures_of_a_workbook_and_apparatus_of_parquet_give_the_same_report(tmp_path: Path) -> None:
    figures, apparatus = (pd.read_csv(PUBLISHED / f"{table.name}.csv", dtype=str) for table in TABLES)
    rows = figures.fillna("").astype({"year": int, "value": int}).to_dict("records")
    write_workbook(tmp_path, [{str(name): cell for name, cell in row.items()} for row in rows])
    apparatus.fillna("").astype({"year": int, "value": int}).to_parquet(tmp_path / "apparatus.parquet")

    published, twin = (read_dataset(folder, YEARS) for folder in (PUBLISHED, tmp_path))

    assert twin.findings == published.findings
    assert list(twin.tables) == ["figures.xlsx", "apparatus.parquet"]
    pd.testing.assert_frame_equal(without_places(twin), without_places(published))


@pytest.mark.parametrize("write", WRITERS)
def test_a_finding_names_the_file_the_row_and_the_column(tmp_path: Path, write: Write) -> None:
    wrong = {**GOOD, "subject": "membr", "measure": "rated"}
    write(tmp_path, [GOOD, {**GOOD, "measure": "total"}, wrong])
    [file] = tmp_path.iterdir()

    [finding] = refused(tmp_path)

    assert finding.id == f"code-{file.name}-4-subject"
    assert finding.place.say("en") == f"{file.name}, row 4, column subject"
    assert finding.found.say("en") == "unknown subject 'membr'"


@pytest.mark.parametrize("write", WRITERS)
def test_a_figure_keeps_its_place_in_any_kind_of_file(tmp_path: Path, write: Write) -> None:
    write(tmp_path, [GOOD])
    [file] = tmp_path.iterdir()

    assert list(read_dataset(tmp_path, YEARS).figures["place"]) == [f"{file.name}:2"]


@pytest.mark.parametrize(
    ("write", "value", "found"),
    [
        (write_workbook, 12.5, "the fractional number '12,5'"),
        (write_workbook, 1.977, "'1,977' with a comma, which may mean 1977 or 1.977"),
        (write_workbook, -3, "the negative number '-3'"),
        (write_workbook, True, "'TRUE', which is not a count"),
        (write_workbook, date(2018, 5, 19), "'2018-05-19', which is not a count"),
        (write_workbook, "gần 120", "'gần 120', which is not a count"),
        (write_workbook, None, "a blank cell"),
        (write_parquet, 12.5, "the fractional number '12,5'"),
        (write_parquet, -3, "the negative number '-3'"),
        (write_parquet, True, "'TRUE', which is not a count"),
        (write_parquet, date(2018, 5, 19), "'2018-05-19', which is not a count"),
        (write_parquet, float("nan"), "a blank cell"),
        (write_parquet, None, "a blank cell"),
    ],
)
def test_a_cell_that_is_no_count_is_shown_as_it_stands(
    tmp_path: Path, write: Write, value: object, found: str
) -> None:
    write(tmp_path, [{**GOOD, "value": value}])

    [finding] = refused(tmp_path)

    assert finding.found.say("en") == found


@pytest.mark.parametrize("write", WRITERS)
def test_a_whole_number_is_a_count_however_it_is_stored(tmp_path: Path, write: Write) -> None:
    write(tmp_path, [{**GOOD, "value": "1.977" if write is write_text else 1977.0}])

    assert list(read_dataset(tmp_path, YEARS).figures["value"]) == [1977]


@pytest.mark.parametrize("write", WRITERS)
def test_a_code_of_digits_stays_text(tmp_path: Path, write: Write) -> None:
    write(tmp_path, [{**GOOD, "unit": "012"}, {**GOOD, "unit": ""}])

    assert list(read_dataset(tmp_path, YEARS).figures["unit"]) == ["012", ""]


def test_a_table_of_figures_in_two_files_is_refused(tmp_path: Path) -> None:
    write_text(tmp_path, [GOOD])
    write_workbook(tmp_path, [GOOD])

    findings = {finding.id: finding for finding in refused(tmp_path)}

    assert findings["twice-figures"].found.say("en") == "has figures.csv, figures.xlsx"


def test_a_header_alone_is_a_table_without_figures(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(",".join(FIGURES.names))

    assert read_dataset(tmp_path, YEARS).figures.empty


@pytest.mark.parametrize("cell", ['"12"3', '"12'])
def test_a_quote_that_cuts_a_cell_wrongly_is_refused(tmp_path: Path, cell: str) -> None:
    """Read on, `"12"3` would be 123."""
    row = f"2018,,member,,reviewed,{cell},p. 1\n"
    (tmp_path / "figures.csv").write_text(",".join(FIGURES.names) + "\n" + row)

    [finding] = refused(tmp_path)

    assert finding.id == "table-figures.csv"


def test_a_name_in_place_of_a_code_is_told_with_the_code_and_a_share_with_its_table(tmp_path: Path) -> None:
    names = {"subject": "Đảng viên", "measure": unicodedata.normalize("NFD", "Hoàn thành xuất sắc nhiệm vụ")}
    write_text(tmp_path, [{**GOOD, name: text} for name, text in [*names.items(), ("value", "9%")]])

    advice = {one.id.rpartition("-")[2]: one.advice.say("vi", str) for one in refused(tmp_path)}

    assert advice["subject"] == "có phải 'member'?"
    assert advice["measure"] == "có phải 'excellent'?"
    assert "shares.csv" in advice["value"]
