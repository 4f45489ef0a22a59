"""Read what a form says of itself: its year and unit, on its first sheet and on every other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kgreport.data.workbooks.grids import FIRST_ROW
from kgreport.data.workbooks.guide import HEAD_LABELS
from kgreport.data.workbooks.layout import (
    FORM_VERSION,
    GUIDE,
    MARK,
    NAME,
    SHEET_NAMES,
    SHEETS,
    SIMULATED,
    UNIT,
    UNIT_LABEL,
    VERSION,
    YEAR,
    YEAR_LABEL,
)
from kgreport.data.workbooks.reading.cell_findings import cell_finding, foreign, moved, quoted, retyped
from kgreport.data.workbooks.reading.values import text_of
from kgreport.data.workbooks.sheets import Book, UnreadableBookError, Value
from kgreport.data.workbooks.words import plain
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of

_YEAR = re.compile(r"(19|20)[0-9]{2}")
_UNIT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NEW_FORM = Phrase(
    "chép số liệu sang biểu trống của đơn vị, không sửa ô này",
    "copy the figures into the unit's blank form; leave this cell alone",
)

_HEADED = [sheet.sheet for sheet in SHEETS]
_SAID = {YEAR: Phrase("năm", "year"), UNIT: Phrase("mã đơn vị", "unit")}


@dataclass(frozen=True, slots=True)
class Head:
    """What a form says of itself.

    Attributes
    ----------
    file
        Name of the file.
    year, unit, name
        The year, and code and name of the unit.
    simulated
        Whether its figures are made up.
    """

    file: str
    year: int
    unit: str
    name: str
    simulated: bool


def looks_like_a_form(names: Iterable[str]) -> bool:
    """Tell by the names of its sheets whether a workbook is a form."""
    known = set(SHEET_NAMES) & set(names)
    return len(known) > 2 or (GUIDE in known and len(known) > 1)


def peek_head(path: Path) -> Head | None:
    """Tell what a form says of itself, without reading what it lists; nothing where that cannot be told."""
    try:
        book = Book(path)
        return head_of(path.name, book)[0] if looks_like_a_form(book.names) else None
    except UnreadableBookError:
        return None


def head_of(file: str, book: Book) -> tuple[Head | None, list[Finding]]:
    """Read the head of a form from its first sheet, and from the others where none of them agrees with it."""
    first = next(name for name in SHEET_NAMES if name in book.names)
    head, findings = read_head(file, first, book.values(first).by_ref(FIRST_ROW))
    if head is None:
        return None, findings
    others = []
    for name in (name for name in book.names if name in _HEADED and name != first):
        others.append(book.values(name).by_ref(FIRST_ROW))
        if _said(others[-1]) == (str(head.year), head.unit):
            return head, findings
    head, found = outvoted(head, first, others)
    return head, findings + found


def _said(values: Mapping[str, Value]) -> tuple[str, str]:
    """Tell the year and unit of a sheet."""
    return text_of(values.get(YEAR, "")), text_of(values.get(UNIT, ""))


def read_head(file: str, sheet: str, values: Mapping[str, Value]) -> tuple[Head | None, list[Finding]]:
    """Read the head of a form from its first sheet; nothing where it cannot be told."""
    year, unit = _said(values)
    findings = []
    if not _YEAR.fullmatch(year):
        expected = Phrase("một năm như 2018", "a year such as 2018")
        findings.append(
            cell_finding("form-year", place_of(file, sheet, YEAR), Wording(_shown(year), expected, _NEW_FORM))
        )
    if not _UNIT.fullmatch(unit):
        expected = Phrase("mã đơn vị như 'rach-gia'", "a code such as 'rach-gia'")
        findings.append(
            cell_finding("form-unit", place_of(file, sheet, UNIT), Wording(_shown(unit), expected, _NEW_FORM))
        )
    if sheet == GUIDE:
        findings += _check_version(file, values)
    if findings:
        return None, findings
    simulated = plain(SIMULATED) in plain(text_of(values.get(MARK, "")))
    return Head(file, int(year), unit, text_of(values.get(NAME, "")), simulated), []


def outvoted(head: Head, sheet: str, others: Sequence[Mapping[str, Value]]) -> tuple[Head, list[Finding]]:
    """Where all other sheets agree on a year and unit, and the first says another, the first is wrong."""
    said = set(map(_said, others))
    own = (str(head.year), head.unit)
    if len(others) < 2 or len(said) != 1 or own in said:
        return head, []
    year, unit = said.pop()
    if not (_YEAR.fullmatch(year) and _UNIT.fullmatch(unit)):
        return head, []
    pairs = zip(_SAID.items(), own, (year, unit), strict=True)
    findings = [
        retyped(place_of(head.file, sheet, ref), what, found, wanted)
        for (ref, what), found, wanted in pairs
        if found != wanted
    ]
    return replace(head, year=int(year), unit=unit), findings


def _shown(text: str) -> Phrase:
    return quoted(text) if text else Phrase("ô trống", "a blank cell")


def _check_version(file: str, values: Mapping[str, Value]) -> Iterator[Finding]:
    version = text_of(values.get(VERSION, ""))
    if version != str(FORM_VERSION):
        expected = Phrase(f"biểu phiên bản {FORM_VERSION}", f"version {FORM_VERSION} of the form")
        yield cell_finding(
            "form-version", place_of(file, GUIDE, VERSION), Wording(_shown(version), expected, _NEW_FORM)
        )


def check_head(head: Head, sheet: str, values: Mapping[str, Value]) -> list[Finding]:
    """A sheet is of the year and unit of its form, and says so where the form does."""
    wanted = {YEAR: str(head.year), UNIT: head.unit}
    labels = {YEAR_LABEL: HEAD_LABELS[0], UNIT_LABEL: HEAD_LABELS[1]}
    found = {ref: text_of(values.get(ref, "")) for ref in (*labels, *wanted)}
    gone = [ref for ref, label in labels.items() if plain(found[ref]) != plain(label)]
    gone = gone or [ref for ref in wanted if not found[ref]]
    if gone:
        place, expected = place_of(head.file, sheet, gone[0]), (labels | wanted)[gone[0]]
        return [moved(place, found[gone[0]], expected, len(gone) - 1)]
    return [
        foreign(place_of(head.file, sheet, ref), what, found[ref], wanted[ref])
        for ref, what in _SAID.items()
        if found[ref] != wanted[ref]
    ]
