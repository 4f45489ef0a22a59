"""A form that is written can be filled in where it should be, and nowhere else."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import KEY
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS, REVIEWS
from kgreport.data.workbooks.list_sheets import LIST_SHEETS
from kgreport.data.workbooks.reading.workbook import read_workbooks
from kgreport.data.workbooks.sheets import CHOICES, GUIDE, SHEET_NAMES, SIMULATED
from kgreport.data.workbooks.writing.workbook import Filled, write_workbook

MakeForm = Callable[..., Path]
SOFFICE = shutil.which("soffice")


def test_a_form_has_its_sheets_in_order(make_form: MakeForm) -> None:
    book = load_workbook(make_form())

    assert tuple(book.sheetnames) == SHEET_NAMES
    assert (book[GUIDE]["B2"].value, book[GUIDE]["B3"].value) == (2018, "rach-gia")
    assert {sheet["B3"].value for sheet in book.worksheets} == {"rach-gia"}


def test_only_what_is_filled_in_is_open(make_form: MakeForm) -> None:
    book = load_workbook(make_form())

    assert all(sheet.protection.sheet for sheet in book.worksheets)
    assert book.security.lockStructure
    for grid in FIGURE_SHEETS:
        sheet = book[grid.name]
        refs = {cell.coordinate for row in sheet["A1:T40"] for cell in row if not cell.protection.locked}
        wanted = {ref for ref, cell in grid.cells.items() if not cell.formula}
        assert refs - {"B6"} == wanted
    for layout in LIST_SHEETS:
        sheet = book[layout.name]
        assert sheet["B7"].protection.locked
        assert not sheet.column_dimensions["B"].protection.locked


def test_cells_accept_counts_and_words_only(make_form: MakeForm) -> None:
    book = load_workbook(make_form())
    [rule] = book[REVIEWS.name].data_validations.dataValidation
    rules = {str(rule.sqref): rule for rule in book["Đảng viên"].data_validations.dataValidation}

    assert (rule.type, rule.formula1) == ("whole", "0")
    assert "B10" in rule.sqref
    assert "B9" not in rule.sqref
    statuses = rules["B9:B1048576"]
    assert statuses.type == "list"
    words = [cell[0].value for cell in book[CHOICES][statuses.formula1.partition("!")[2].replace("$", "")]]
    assert words == ["Được xếp loại", "Được miễn", "Chưa xếp loại", "Bị đình chỉ sinh hoạt, hoạt động"]


def test_sums_stay_blank_until_all_parts_are_known(make_form: MakeForm) -> None:
    sheet = load_workbook(make_form())[REVIEWS.name]

    assert sheet["B9"].value == '=IF(COUNT(B10,B11,B14)=3,SUM(B10,B11,B14),"")'
    assert sheet["M15"].value == '=IF(COUNT(I15:L15)=4,SUM(I15:L15),"")'


def test_the_same_input_gives_the_same_bytes(make_form: MakeForm, lists: Filled) -> None:
    first = make_form(filled=lists).read_bytes()

    assert make_form(filled=lists).read_bytes() == first


def test_simulated_figures_say_so_on_every_sheet(make_form: MakeForm) -> None:
    book = load_workbook(make_form(simulated=True))

    said = [any(SIMULATED in str(row[0].value) for row in sheet["A1:A6"]) for sheet in book.worksheets]
    assert all(said)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path) -> None:
    rows = pd.DataFrame({"subject": ["organization"], "content": ["=1+1"]})
    write_workbook(
        tmp_path / "a.xlsx",
        year=2018,
        unit="a",
        name="=A1",
        filled=Filled(registers={"suggested_reviews": rows}),
    )
    book = load_workbook(tmp_path / "a.xlsx")

    assert book[GUIDE]["B4"].data_type == "s"
    assert book["Gợi ý kiểm điểm"]["D9"].data_type == "s"


def test_a_total_without_parts_is_written_over_its_sum(make_form: MakeForm) -> None:
    figures = pd.DataFrame(
        [(2018, "organization", "", "total", 840), (2018, "collective", "", "total", 12)],
        columns=["year", "subject", "tier", "measure", "value"],
    )
    parts = pd.DataFrame(
        [(2018, "collective", tier, "total", 4) for tier in ("province", "district", "grassroots")],
        columns=figures.columns,
    )
    sheet = load_workbook(make_form(filled=Filled(pd.concat([figures, parts]))))[REVIEWS.name]

    assert sheet["B9"].value == 840
    assert str(sheet["B16"].value).startswith("=IF(")


def test_a_form_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError):  # noqa: PT011 - the one raised above
        write_workbook(tmp_path / "a.xlsx", year=2018, unit="a", name="A")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(SOFFICE is None, reason="needs LibreOffice")
def test_libreoffice_calculates_the_sums(
    make_form: MakeForm, every_figure: pd.DataFrame, lists: Filled, tmp_path: Path
) -> None:
    """Read before or after, the completed figures are the same, and so are lists; nothing is found."""
    path = make_form(filled=Filled(every_figure, lists.records, lists.registers))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "calculated"), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    before, after = read_workbooks([path]), read_workbooks([tmp_path / "calculated" / path.name])

    assert after.findings == []
    assert len(after.figures) > len(before.figures)
    whole = after.figures.set_index(KEY)["value"]
    assert whole[2018, "rach-gia", "organization", "", "total"] == 24
    assert whole[2018, "rach-gia", "member", "", "rated"] == 4
    columns = [*KEY, "value"]
    pd.testing.assert_frame_equal(
        complete_figures(before.figures)[columns], complete_figures(after.figures)[columns]
    )
    assert {name: [one.blocks[0]().rows for one in some] for name, some in before.tables.items()} == {
        name: [one.blocks[0]().rows for one in some] for name, some in after.tables.items()
    }
