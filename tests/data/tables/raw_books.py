"""Workbooks written as XML, to be damaged: one sheet or more, with nothing that a test does not name."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    """Give the XML of a sheet, by that of its rows."""
    return f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cell(ref: str, text: str, style: int = 0) -> str:
    """Give the XML of a row with one cell of text."""
    row = ref.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{ref}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def parts_of_book(sheets: Mapping[str, str], **states: str) -> dict[str, str | bytes]:
    """Give the parts of a workbook, by the XML of each of its sheets; `states` may hide some."""
    numbered = list(enumerate(sheets, start=1))
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" state="{states.get(name, "visible")}" r:id="r{n}"/>'
        for n, name in numbered
    )
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{_DOC}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for n, _ in numbered
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" '
        f'Type="{_DOC}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
        **{f"xl/worksheets/sheet{n}.xml": sheets[name] for n, name in numbered},
    }


def write_parts(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write the parts of a workbook into a file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return path


def write_book(path: Path, rows: str, **around: str) -> Path:
    """Write a workbook of one sheet, by the XML of its rows."""
    return write_parts(path, parts_of_book({"Trang": sheet_xml(rows, **around)}))


def add_text_box(path: Path, sheet: int) -> None:
    """Lay a text box on a sheet, by its number, as a spreadsheet program does."""
    drawn = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    text = "http://schemas.openxmlformats.org/drawingml/2006/main"
    box = (
        f'<xdr:wsDr xmlns:xdr="{drawn}" xmlns:a="{text}"><xdr:twoCellAnchor><xdr:sp macro="" textlink="">'
        "<xdr:txBody><a:p><a:r><a:t>Số này chưa chốt</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    relation = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_DOC}/drawing" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/drawings/drawing1.xml", box)
        file.writestr(f"xl/worksheets/_rels/sheet{sheet}.xml.rels", relation)
