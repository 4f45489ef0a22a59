"""Read the year and unit of a workbook, on its first sheet and on every other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgreport.data.tables.books.book import Book, Value, text_of
from kgreport.data.tables.books.unreadable import UnreadableBookError
from kgreport.data.tables.layout import UNIT_CODE
from kgreport.data.workbooks import sheets
from kgreport.data.workbooks.figure_cells import FIRST_ROW
from kgreport.data.workbooks.guide import HEAD_LABELS
from kgreport.data.workbooks.reading import cell_findings
from kgreport.data.workbooks.words import plain
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of
from kgreport.terms.texts.soundness import sound_text

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_NEW_WORKBOOK = Phrase(
    "chép số liệu sang biểu trống của đơn vị, không sửa ô này",
    "copy the figures into the unit's blank workbook; leave this cell alone",
)

_HEADED = [sheet.name for sheet in sheets.SHEETS]
_NAMES = {sheets.YEAR: Phrase("năm", "year"), sheets.UNIT: Phrase("mã đơn vị", "unit")}


@dataclass(frozen=True, slots=True)
class Head:
    """The year of a workbook, code and name of its unit, and whether its figures are made up."""

    file: str
    year: int
    unit: str
    name: str
    simulated: bool


def has_sheets_of_units(names: Iterable[str]) -> bool:
    """Whether an .xlsx file is the workbook of a unit, by the names of its sheets."""
    known = set(sheets.SHEET_NAMES) & set(names)
    return len(known) > 2 or (sheets.GUIDE in known and len(known) > 1)


def head_of_file(path: Path, name: str = "") -> Head | None:
    """Read the head of a workbook without reading its lists; nothing where it cannot be read.

    The file is called by its `name`, if that is not its own.
    """
    try:
        book = Book(path)
        return head_of(name or path.name, book)[0] if has_sheets_of_units(book.names) else None
    except UnreadableBookError:
        return None


def head_of(file: str, book: Book) -> tuple[Head | None, list[Finding]]:
    """Read the head of a workbook from its first sheet, or from the others where all differ from it."""
    first = next(name for name in sheets.SHEET_NAMES if name in book.names)
    head, findings = read_head(file, first, book.values(first).by_ref(FIRST_ROW))
    if head is None:
        return None, findings
    others = []
    for name in (name for name in book.names if name in _HEADED and name != first):
        others.append(book.values(name).by_ref(FIRST_ROW))
        if _year_and_unit(others[-1]) == (str(head.year), head.unit):
            return head, findings
    head, found = by_majority(head, first, others)
    return head, findings + found


def _year_and_unit(values: Mapping[str, Value]) -> tuple[str, str]:
    """Read the year and unit of a sheet, as text."""
    return text_of(values.get(sheets.YEAR, "")), text_of(values.get(sheets.UNIT, ""))


def read_head(file: str, sheet: str, values: Mapping[str, Value]) -> tuple[Head | None, list[Finding]]:
    """Read the head of a workbook from its first sheet; nothing where it cannot be read."""
    year, unit = _year_and_unit(values)
    findings = []
    if not _YEAR.fullmatch(year):
        expected = Phrase("một năm như 2018", "a year such as 2018")
        wording = Wording(cell_findings.shown(year), expected, _NEW_WORKBOOK)
        findings.append(cell_findings.cell_finding("form-year", place_of(file, sheet, sheets.YEAR), wording))
    if not UNIT_CODE.fullmatch(unit):
        expected = Phrase("mã đơn vị như 'rach-gia'", "a code such as 'rach-gia'")
        wording = Wording(cell_findings.shown(unit), expected, _NEW_WORKBOOK)
        findings.append(cell_findings.cell_finding("form-unit", place_of(file, sheet, sheets.UNIT), wording))
    if sheet == sheets.GUIDE:
        findings += _check_version(file, values)
    if findings:
        return None, findings
    simulated = plain(sheets.SIMULATED) in plain(text_of(values.get(sheets.MARK, "")))
    name = sound_text(text_of(values.get(sheets.NAME, "")))
    if isinstance(name, str):
        return Head(file, int(year), unit, name, simulated), []
    place = place_of(file, sheet, sheets.NAME)
    return Head(file, int(year), unit, "", simulated), [cell_findings.cell_finding("letters", place, name)]


def by_majority(head: Head, sheet: str, others: Sequence[Mapping[str, Value]]) -> tuple[Head, list[Finding]]:
    """Correct the head where all other sheets agree on another year and unit: the first sheet is wrong."""
    heads = set(map(_year_and_unit, others))
    own = (str(head.year), head.unit)
    if len(others) < 2 or len(heads) != 1 or own in heads:
        return head, []
    year, unit = heads.pop()
    if not (_YEAR.fullmatch(year) and UNIT_CODE.fullmatch(unit)):
        return head, []
    pairs = zip(_NAMES.items(), own, (year, unit), strict=True)
    findings = [
        cell_findings.of_another_workbook(
            place_of(head.file, sheet, ref), what, found, expected, is_first=True
        )
        for (ref, what), found, expected in pairs
        if found != expected
    ]
    return replace(head, year=int(year), unit=unit), findings


def _check_version(file: str, values: Mapping[str, Value]) -> Iterator[Finding]:
    version = text_of(values.get(sheets.VERSION, ""))
    if version not in map(str, sheets.READABLE_VERSIONS):
        expected = Phrase(
            f"biểu phiên bản {sheets.WORKBOOK_VERSION}", f"version {sheets.WORKBOOK_VERSION} of the workbook"
        )
        wording = Wording(cell_findings.shown(version), expected, _NEW_WORKBOOK)
        yield cell_findings.cell_finding(
            "form-version", place_of(file, sheets.GUIDE, sheets.VERSION), wording
        )


def check_head(head: Head, sheet: str, values: Mapping[str, Value]) -> list[Finding]:
    """A sheet is of the year and unit of its workbook, and says so in the same cells."""
    own = {sheets.YEAR: str(head.year), sheets.UNIT: head.unit}
    labels = {sheets.YEAR_LABEL: HEAD_LABELS[0], sheets.UNIT_LABEL: HEAD_LABELS[1]}
    found = {ref: text_of(values.get(ref, "")) for ref in (*labels, *own)}
    gone = [ref for ref, label in labels.items() if plain(found[ref]) != plain(label)]
    gone = gone or [ref for ref in own if not found[ref]]
    if gone:
        place, expected = place_of(head.file, sheet, gone[0]), (labels | own)[gone[0]]
        return [cell_findings.moved(place, found[gone[0]], expected, len(gone) - 1)]
    return [
        cell_findings.of_another_workbook(place_of(head.file, sheet, ref), what, found[ref], own[ref])
        for ref, what in _NAMES.items()
        if found[ref] != own[ref]
    ]
