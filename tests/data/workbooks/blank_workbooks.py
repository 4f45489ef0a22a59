"""Forms that nobody has filled in: each written once, and loaded once, for the tests that change it."""

from __future__ import annotations

import io
import pickle
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.packaging.relationship import RelationshipList
from openpyxl.writer.excel import ExcelWriter

from kgreport.data.workbooks.writing.workbook import write_workbook


@cache
def blank_form(year: int, unit: str, name: str, simulated: bool = False) -> bytes:
    """Give the file of a form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write_workbook(path, year=year, unit=unit, name=name, simulated=simulated)
        return path.read_bytes()


class OpenForm(Workbook):  # type: ignore[misc]
    """A form to be changed: only the sheets that were taken out of it are written anew, as most are not.

    Attributes
    ----------
    blank
        Each sheet as nobody has changed it, by its title.
    taken
        The sheets that were taken out.
    """

    blank: Mapping[str, bytes]
    taken: list[Any]

    @property
    def worksheets(self) -> list[Any]:
        """All sheets, all taken."""
        self.taken += self._sheets
        return list(self._sheets)

    @property
    def active(self) -> Any:
        """The first sheet, taken."""
        return self.worksheets[0]

    def __getitem__(self, title: str) -> Any:
        [sheet] = [one for one in self._sheets if one.title == title]
        self.taken.append(sheet)
        return sheet

    def save(self, path: Path) -> None:
        """Write it."""
        unchanged = {id(one) for one in self._sheets if one.title in self.blank} - set(map(id, self.taken))
        with zipfile.ZipFile(path, "w") as file:
            _FormWriter(self, file, unchanged).save()


class _FormWriter(ExcelWriter):  # type: ignore[misc]
    """Writes a form; of sheets that are unchanged, what is known of them."""

    def __init__(self, book: OpenForm, file: zipfile.ZipFile, unchanged: set[int]) -> None:
        super().__init__(book, file)
        self._unchanged = unchanged

    def write_worksheet(self, ws: Any) -> None:
        """Write a sheet."""
        if id(ws) not in self._unchanged:
            super().write_worksheet(ws)
            return
        ws._drawing, ws._rels = None, RelationshipList()
        self._archive.writestr(ws.path[1:], self.workbook.blank[ws.title])
        self.manifest.append(ws)


def blank_book(year: int, unit: str, name: str, simulated: bool = False) -> OpenForm:
    """Give the same as an open workbook, to be changed and saved."""
    pickled, blank = _pickled_book(year, unit, name, simulated)
    book: OpenForm = pickle.loads(pickled)
    book.blank, book.taken = blank, []
    return book


@cache
def _pickled_book(year: int, unit: str, name: str, simulated: bool) -> tuple[bytes, Mapping[str, bytes]]:
    """Keep a loaded workbook, and its sheets as they are written: to unpickle takes a third of loading."""
    book = load_workbook(io.BytesIO(blank_form(year, unit, name, simulated)))
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as file:
        blank = {one.title: file.read(one.path[1:]) for one in book.worksheets}
    book.__class__ = OpenForm
    return pickle.dumps(book), blank
