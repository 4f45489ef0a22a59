"""Find the formulas of a sheet that were never calculated, and those whose value is an error.

The stored values of a sheet do not show them. A sheet without formulas is passed over quickly.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kgreport.terms.places import position, ref_of

_NEEDLES = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b't="e"', b"t='e'")
"""What stands in the XML of a sheet with formulas or error values; looked for much faster than a pattern."""

_CHUNK = 1 << 20
_OVERLAP = 8


@dataclass(frozen=True, slots=True)
class CellFormula:
    """The formula of a cell, or the error value in it.

    Attributes
    ----------
    formula
        The formula, without the equals sign; empty where there is none, or where it is shared.
    calculated
        Whether the value of the formula is stored.
    error
        The error value, such as ``#REF!``.
    """

    formula: str
    calculated: bool
    error: str

    def is_formula(self, formula: str) -> bool:
        """Whether this is a formula, however it is spaced."""
        return "".join(self.formula.split()).upper() == "".join(formula.split()).lstrip("=").upper()


class BookFormulas:
    """The formulas and error values of a workbook."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as file:
            self._members = _sheet_members(file)

    @property
    def names(self) -> list[str]:
        """The names of its sheets, composed."""
        return list(self._members)

    def of_sheet(self, sheet: str, last_row: int | None = None) -> Mapping[str, CellFormula]:
        """Find the formulas and error values of a sheet, in its first rows or in all of them."""
        with zipfile.ZipFile(self._path) as file:
            with file.open(self._members[sheet]) as part:
                if not _has_any(part):
                    return {}
            with file.open(self._members[sheet]) as part:
                return _Parser(last_row).parse(part)


def _sheet_members(file: zipfile.ZipFile) -> dict[str, str]:
    """Name the part of the file that each sheet is in."""
    relations = ET.fromstring(file.read("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    parts = {}
    for sheet in ET.fromstring(file.read("xl/workbook.xml")).iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets[_relation_of(sheet)]
            name = unicodedata.normalize("NFC", sheet.get("name", "")).strip()
            parts[name] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return parts


def _relation_of(sheet: ET.Element) -> str:
    """Find the id of the part of a sheet, in whatever dialect of the format."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _has_any(part: IO[bytes]) -> bool:
    rest = b""
    while chunk := part.read(_CHUNK):
        window = rest + chunk
        if any(needle in window for needle in _NEEDLES):
            return True
        rest = chunk[-_OVERLAP:]
    return False


class _EnoughError(Exception):
    """All rows that matter are read."""


class _Parser:
    """Reads formulas and error values out of the XML of a sheet."""

    def __init__(self, last_row: int | None) -> None:
        self._last_row = last_row
        self._row, self._column = 0, 0
        self._kind, self._inside = "", ""
        self._text: dict[str, str] = {}
        self.found: dict[str, CellFormula] = {}

    def parse(self, part: IO[bytes]) -> Mapping[str, CellFormula]:
        """Read the sheet."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        with suppress(_EnoughError):
            parser.ParseFile(part)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            if self._last_row is not None and self._row > self._last_row:
                raise _EnoughError
        elif local == "c":
            self._column = position(attributes["r"])[1] if "r" in attributes else self._column + 1
            self._kind, self._text = attributes.get("t", ""), {}
        elif local in ("f", "v"):
            self._inside, self._text[local] = local, ""

    def _characters(self, text: str) -> None:
        if self._inside:
            self._text[self._inside] += text

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("f", "v"):
            self._inside = ""
        elif local == "c" and ("f" in self._text or self._kind == "e"):
            value = self._text.get("v", "").strip()
            self.found[ref_of(self._row, self._column)] = CellFormula(
                formula=self._text.get("f", ""),
                calculated=self._kind == "str" or bool(value),
                error=value if self._kind == "e" else "",
            )
