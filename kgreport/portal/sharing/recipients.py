"""Read the table that says who gets the report of which unit: ``unit,email,name``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.headerregistry import Address
from functools import partial
from pathlib import Path

from kgreport.data.tables.cells.phrases import CORRECT_CELL
from kgreport.data.tables.files import open_table
from kgreport.data.tables.layout import ColumnLayout, TableLayout
from kgreport.data.tables.rows import TableRow, read_small_table
from kgreport.data.tables.values import Allowed, unknown_code
from kgreport.errors import ShareError
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase, quoted

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(
    rf"(?=.{{1,254}}$)(?=.{{1,64}}@){_WORD}(?:\.{_WORD})*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59})"
)
_BETWEEN = re.compile(r"\s*[;,]\s*")
_AN_ADDRESS = Phrase(
    "địa chỉ thư như vanphong@rachgia.gov.vn, nhiều địa chỉ thì cách nhau bằng dấu chấm phẩy",
    "an address such as office@rachgia.gov.vn, or several with semicolons between them",
)
_A_UNIT = Phrase("mã đơn vị, hoặc whole cho toàn Đảng bộ", "the code of a unit, or whole")
_A_PDF = Phrase("báo cáo của đơn vị ở dạng PDF", "a report of the unit as a PDF")
_BUILD_IT = Phrase("lập báo cáo với --to html,pdf", "build it with --to html,pdf")

SUFFIXES = (".csv", ".xlsx")


def read_recipients(
    path: Path, units: Mapping[str, Phrase | None]
) -> tuple[Mapping[str, tuple[Address, ...]], list[Finding]]:
    """Read the addresses by unit, and say what is wrong with the other rows.

    Parameters
    ----------
    path
        The table, CSV or XLSX: the columns ``unit`` and ``email``, and ``name`` where it is known.
    units
        The units of which there are reports, by code, ``whole`` for the whole; for each, what it lacks.

    Raises
    ------
    ShareError
        There is no such table.
    """
    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        raise ShareError(
            f"{path}: cần một tệp .csv hoặc .xlsx có các cột unit, email và name",
            f"{path}: expected a .csv or .xlsx file with the columns unit, email and name",
        )
    rows, findings = read_small_table([open_table(path, strict=True)], _layout(units), Allowed())
    found: dict[str, dict[str, Address]] = {}
    for row in (one for one in rows if one.is_readable):
        of_unit = found.setdefault(row.texts["unit"], {})
        for address in _addresses_of(row):
            of_unit.setdefault(address.addr_spec.casefold(), address)
    return {unit: tuple(addresses.values()) for unit, addresses in found.items()}, findings


def _layout(units: Mapping[str, Phrase | None]) -> TableLayout:
    unit = ColumnLayout("unit", expected=_A_UNIT, refuse=partial(_no_unit, units), fault="cell")
    email = ColumnLayout("email", expected=_AN_ADDRESS, refuse=_no_address, fault="cell")
    name = ColumnLayout("name", optional=True, blank=True, fault="cell")
    return TableLayout("recipients", (unit, email, name), ("unit", "email"), Phrase("nơi nhận", "recipient"))


def _no_unit(units: Mapping[str, Phrase | None], text: str, _: Mapping[str, str]) -> Wording | None:
    """A report of the unit is there, as a PDF."""
    if text not in units:
        return unknown_code(text, "unit", list(units))._replace(expected=_A_UNIT)
    if lacks := units[text]:
        return Wording(Phrase(f"'{text}': {lacks.vi}", f"'{text}': {lacks.en}"), _A_PDF, _BUILD_IT)
    return None


def _no_address(text: str, _: Mapping[str, str]) -> Wording | None:
    """An address can be written to."""
    wrong = [one for one in _parts(text) or [text] if not _ADDRESS.fullmatch(one)]
    return Wording(quoted(wrong[0]), _AN_ADDRESS, CORRECT_CELL) if wrong else None


def _parts(text: str) -> list[str]:
    return [one for one in _BETWEEN.split(text) if one]


def _addresses_of(row: TableRow) -> list[Address]:
    addresses = _parts(row.texts["email"])
    name = row.texts["name"] if len(addresses) == 1 else ""
    return [Address(name, addr_spec=one) for one in addresses]
