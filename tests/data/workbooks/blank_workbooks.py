"""Forms that nobody has filled in: each written once, and loaded once, for the tests that change it."""

from __future__ import annotations

import io
import pickle
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from kgreport.data.workbooks.writing.workbook import write_workbook


@cache
def blank_form(year: int, unit: str, name: str, simulated: bool = False) -> bytes:
    """Give the file of a form."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "blank.xlsx"
        write_workbook(path, year=year, unit=unit, name=name, simulated=simulated)
        return path.read_bytes()


def blank_book(year: int, unit: str, name: str, simulated: bool = False) -> Workbook:
    """Give the same as an open workbook, to be changed and saved."""
    book: Workbook = pickle.loads(_pickled_book(year, unit, name, simulated))
    return book


@cache
def _pickled_book(year: int, unit: str, name: str, simulated: bool) -> bytes:
    """Keep a loaded workbook: to unpickle it takes a third of the time that loading takes."""
    return pickle.dumps(load_workbook(io.BytesIO(blank_form(year, unit, name, simulated))))
