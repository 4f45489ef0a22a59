"""Unpack the parts of an ``.xlsx`` file, none larger than kgreport takes, whatever the file says."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from kgreport.data.tables.books.unreadable import (
    DECLARED_TYPE,
    NO_FILE,
    STRICT,
    UnreadableBookError,
    foreign_errors,
    too_large,
)

MOST_BYTES = 256 << 20
"""How large a workbook may be, packed and unpacked: its sheets, texts and pictures together."""

MOST_COPIED = 48 << 20
"""How large one may be that is annotated: its copy in memory takes twenty times as much."""

MOST_LISTED = 4 << 20
"""How large the list of its sheets may be; it is parsed into a tree, which takes ten times as much."""

SHARED_STRINGS, STYLES = "xl/sharedStrings.xml", "xl/styles.xml"
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STRICT = b"http://purl.oclc.org/ooxml/"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class SheetPart:
    """The part of the file that a sheet is, and whether a spreadsheet program does not show it."""

    part: str
    hidden: bool


class Parts:
    """The parts of a workbook; what is wrong raises `UnreadableBookError`."""

    def __init__(self, file: Path | bytes, most: int = 0) -> None:
        most = most or MOST_BYTES
        with foreign_errors():
            content = file if isinstance(file, bytes) else _content(file, most)
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        _check_size(sum(info.file_size for info in self._zip.infolist()), most)
        folded = [name.lower() for name in self._zip.namelist()]
        if len(set(folded)) < len(folded):
            raise UnreadableBookError

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return self._zip.namelist()

    def chunks(self, name: str) -> Iterator[bytes]:
        """Unpack a part piece by piece; one that is larger than it says is refused."""
        with foreign_errors():
            info = copy(self._zip.getinfo(name))
            left, info.file_size = info.file_size, info.file_size + 1
            with self._zip.open(info) as part:
                while chunk := part.read(_CHUNK):
                    left -= len(chunk)
                    if left < 0:
                        raise UnreadableBookError
                    yield chunk

    def read(self, name: str, most: int) -> bytes:
        """Unpack a part whole, if it is not larger than this."""
        with foreign_errors():
            _check_size(self._zip.getinfo(name).file_size, most)
        content = b"".join(self.chunks(name))
        if b"<!DOCTYPE" in content:
            raise UnreadableBookError(DECLARED_TYPE)
        return content

    def check(self, *names: str) -> None:
        """Unpack parts that another library will read, and keep nothing of them."""
        for name in names:
            if name in self.names:
                for _ in self.chunks(name):
                    pass

    def sheets(self) -> Mapping[str, SheetPart]:
        """Find the sheets by their names, composed."""
        with foreign_errors():
            relations = ET.fromstring(self.read(_RELATIONS, MOST_LISTED))
            targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
            sheets = {}
            for sheet in ET.fromstring(self.read(_WORKBOOK, MOST_LISTED)).iter():
                if sheet.tag.rpartition("}")[2] == "sheet":
                    part = _part_of(targets[_relation_of(sheet)])
                    hidden = sheet.get("state", "visible") != "visible"
                    sheets[composed(sheet.get("name", ""))] = SheetPart(part, hidden)
            return sheets


def check_copied(path: Path) -> None:
    """A workbook that is copied whole, cell by cell, is not too large, and of the usual kind.

    Raises
    ------
    UnreadableBookError
        It cannot be copied.
    """
    parts = Parts(path, MOST_COPIED)
    if any(
        _STRICT in parts.read(name, MOST_COPIED) for name in parts.names if name.endswith((".xml", ".rels"))
    ):
        raise UnreadableBookError(STRICT)


def composed(name: str) -> str:
    """Compose the letters of the name of a sheet."""
    return unicodedata.normalize("NFC", name).strip()


def _content(path: Path, most: int) -> bytes:
    if not path.is_file():
        raise UnreadableBookError(NO_FILE)
    _check_size(path.stat().st_size, most)
    return path.read_bytes()


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise UnreadableBookError(too_large(size, most))


def _relation_of(sheet: ET.Element) -> str:
    """Find the id of the part of a sheet, in whatever dialect of the format."""
    return next((value for name, value in sheet.items() if name.endswith("}id")), "")


def _part_of(target: str) -> str:
    """Name the part that a relation of the workbook points to.

    >>> _part_of("worksheets/sheet1.xml"), _part_of("/xl/worksheets/sheet1.xml")
    ('xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml')
    """
    path = target.removeprefix("/")
    return path if path.startswith("xl/") else f"xl/{path}"
