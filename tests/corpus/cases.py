"""Faulty inputs: a folder written as a case says, read as a report reads it, and mended as the case says.

A case is one YAML file beside this one, named after what is wrong. Its keys are the fields of `Case`;
``mend`` names for each file the smallest change that makes it right:

- ``figures.csv: ['"1,977"', "1977"]`` replaces the one text by the other, which stands there once;
- ``figures.csv: null`` takes the file away, a text adds it or replaces all of it;
- ``hoa-sen-2018.xlsx: {cells: {…}}`` writes cells of a form otherwise, or anything else of `Form`;
- ``params: {…}`` sets parameters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import BaseModel, ConfigDict, Field

from kgreport.data.params.parameters_file import read_parameters
from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.errors import ParametersError
from kgreport.report import read_report
from kgreport.report.findings import unprinted_findings
from kgreport.terms.findings import DatasetError, Finding
from tests.data.tables.raw_books import add_text_box
from tests.data.workbooks.blank_workbooks import blank_book

CORPUS = Path(__file__).parent
FOLDER = "data"
"""The dataset of a case, beside its parameters."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Model):
    """A finding: its id, and what is said of where it is and what is there, in English and in Vietnamese."""

    id: str
    severity: Literal["error", "warning"] = "error"
    place: str
    found: str
    vi: str
    cells: tuple[str, ...] = ()


class Form(_Model):
    """A form of a unit: written by the library, then changed as somebody might do it.

    Attributes
    ----------
    year, unit, name
        Whose form it is.
    cells
        Values by ``Sheet!C17``; of None, the cell is emptied.
    rows
        Values by sheet, row by row from the first that is filled in.
    merge, remove, add
        Areas of cells merged, as ``Sheet!C17:D17``; sheets taken away; sheets added.
    insert
        By sheet, the row before which a row is inserted.
    hide
        Rows that are hidden, by sheet.
    fonts
        Names of fonts by ``Sheet!C17``.
    text_boxes
        Sheets that a text box lies on; one form has one.
    decomposed
        Whether all text, names of sheets included, is in the decomposed letters some systems write (NFD).
    """

    year: int = 2018
    unit: str
    name: str
    cells: dict[str, Any] = Field(default_factory=dict)
    rows: dict[str, list[list[Any]]] = Field(default_factory=dict)
    merge: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    insert: dict[str, int] = Field(default_factory=dict)
    hide: dict[str, list[int]] = Field(default_factory=dict)
    fonts: dict[str, str] = Field(default_factory=dict)
    text_boxes: tuple[str, ...] = ()
    decomposed: bool = False


class Case(_Model):
    """Faulty input, what is found in it, and how it is mended.

    Attributes
    ----------
    about
        What is wrong, and why that is told.
    params
        Parameters other than the dataset, or the whole text of the file.
    beside
        Texts of files beside the parameters, as of rules, or in another folder of the dataset.
    files
        Texts of the files of the dataset.
    encodings
        How a file is encoded, if not in UTF-8.
    books
        Workbooks that are no forms: by name, their sheets, each as rows.
    forms
        Workbooks that are forms.
    expect
        Every finding, and no other.
    refused
        Instead, every problem of parameters, rules or ``dataset.yml``.
    mend
        The smallest change that makes it right.
    left
        Ids of what is still found then: what is only a warning, and stands.
    """

    about: str
    params: dict[str, Any] | str = Field(default_factory=dict)
    beside: dict[str, str] = Field(default_factory=dict)
    files: dict[str, str] = Field(default_factory=dict)
    encodings: dict[str, str] = Field(default_factory=dict)
    books: dict[str, dict[str, list[list[Any]]]] = Field(default_factory=dict)
    forms: dict[str, Form] = Field(default_factory=dict)
    expect: tuple[Expected, ...] = ()
    refused: tuple[str, ...] = ()
    mend: dict[str, Any]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of an input: findings, or why its parameters were refused."""

    folder: Path
    findings: tuple[Finding, ...] = ()
    problems: tuple[str, ...] = ()


def names_of_cases() -> list[str]:
    """Name every case."""
    return sorted(path.stem for path in CORPUS.glob("*.yml"))


@cache
def raw_case(name: str) -> dict[str, Any]:
    """Read the file of a case."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as safe, and ten times as fast
    return dict(yaml.load((CORPUS / f"{name}.yml").read_text("utf-8"), loader))


def case_of(name: str) -> Case:
    """Read a case as it is faulty."""
    return Case.model_validate(raw_case(name))


def mended_case_of(name: str) -> Case:
    """Read a case as it is after its mend."""
    raw = deepcopy(raw_case(name))
    for file, change in raw["mend"].items():
        if file == "params":
            raw["params"] = {**raw.get("params", {}), **change} if isinstance(change, dict) else change
        elif isinstance(change, dict):
            raw["forms"][file] = _with(raw["forms"][file], change)
        else:
            _mend_text(raw, file, change)
    return Case.model_validate(raw)


def _with(form: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    merged = {
        key: {**form.get(key, {}), **value} if isinstance(value, dict) else value
        for key, value in change.items()
    }
    return {**form, **merged}


def _mend_text(raw: dict[str, Any], file: str, change: object) -> None:
    within = next((part for part in ("files", "books", "forms", "beside") if file in raw.get(part, {})), None)
    if change is None:
        del raw[within or "files"][file]
    elif isinstance(change, list):
        old, new = change
        text = raw[within or "files"][file]
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        raw[within or "files"][file] = text.replace(old, new)
    else:
        raw.setdefault(within or "files", {})[file] = change
        raw.get("encodings", {}).pop(file, None)


def tell(case: Case, folder: Path) -> Told:
    """Write an input, and read it as `kgreport check` reads it."""
    write(case, folder)
    try:
        report = read_report(read_parameters(folder / "params.yml"), folder)
        return Told(folder / FOLDER, findings=(*report.all_findings(), *unprinted_findings(report)))
    except DatasetError as error:
        return Told(folder / FOLDER, findings=error.findings)
    except ParametersError as error:
        return Told(folder / FOLDER, problems=tuple(_without(folder, text) for text in error.problems))


def _without(folder: Path, text: str) -> str:
    return text.replace(f"{folder}/", "")


def write(case: Case, folder: Path) -> None:
    """Write the parameters of an input, and the folder of its dataset."""
    given = case.params
    text = given if isinstance(given, str) else _yaml({"year": 2018, "dataset": FOLDER, **given})
    (folder / FOLDER).mkdir()
    (folder / "params.yml").write_text(text, "utf-8")
    for name, content in case.beside.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    for name, content in case.files.items():
        (folder / FOLDER / name).write_bytes(content.encode(case.encodings.get(name, "utf-8")))
    for name, sheets in case.books.items():
        _write_book(folder / FOLDER / name, sheets)
    for name, form in case.forms.items():
        _write_form(folder / FOLDER / name, form)


def _yaml(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False)


def _write_book(path: Path, sheets: Mapping[str, list[list[Any]]]) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _write_form(path: Path, form: Form) -> None:
    book = blank_book(form.year, form.unit, form.name)
    _fill_in(book, form)
    for sheet, row in form.insert.items():
        book[sheet].insert_rows(row)
    for area in form.merge:
        sheet, _, cells = area.rpartition("!")
        book[sheet].merge_cells(cells)
    for sheet in form.remove:
        del book[sheet]
    for sheet in form.add:
        book.create_sheet(sheet)["A1"] = "Ghi chú"
    if form.decomposed:
        for one in book.worksheets:
            _decompose(one)
    _change_looks(book, form)
    book.save(path)
    for sheet in form.text_boxes:
        add_text_box(path, book.sheetnames.index(sheet) + 1)


def _change_looks(book: Workbook, form: Form) -> None:
    for sheet, rows in form.hide.items():
        for row in rows:
            book[sheet].row_dimensions[row].hidden = True
    for place, font in form.fonts.items():
        sheet, _, ref = place.rpartition("!")
        book[sheet][ref].font = Font(name=font)


def _fill_in(book: Workbook, form: Form) -> None:
    for sheet, rows in form.rows.items():
        for number, row in enumerate(rows, start=FIRST_ROW):
            for column, value in enumerate(row, start=1):
                book[sheet].cell(number, column).value = value
    for place, value in form.cells.items():
        sheet, _, ref = place.rpartition("!")
        book[sheet][ref] = value


def _decompose(sheet: Worksheet) -> None:
    sheet.title = unicodedata.normalize("NFD", sheet.title)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and not cell.value.startswith("="):
                cell.value = unicodedata.normalize("NFD", cell.value)
