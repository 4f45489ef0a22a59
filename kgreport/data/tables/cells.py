"""Check the header, rows and cells of a table, and say what is wrong at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import DERIVED, TableFormat
from kgreport.data.tables.values import parse_count
from kgreport.terms.findings import Finding, finding_id, place_in
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.vocabulary import did_you_mean, nearest, tiers_of

_YEAR = re.compile(r"[0-9]{4}")
_UNIT = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, as it stands in the file; rows count from 1, the header.

    Without a column it is all of a row, without a row all of the file.
    """

    file: str
    row: int | str = ""
    column: str = ""
    text: str = ""

    def finding(self, kind: str, found: Phrase, expected: Phrase, advice: Phrase) -> Finding:
        """Say what is wrong with this cell; such a finding can never be accepted."""
        return Finding(
            id=finding_id(kind, self.file, self.row, self.column),
            severity="error",
            place=place_in(self.file, self.row, self.column),
            expected=Message(expected),
            found=Message(found),
            advice=Message(advice),
            acceptable=False,
        )


def check_header(file: str, header: list[str], table: TableFormat) -> Iterator[Finding]:
    """Hold the columns of a file against its format: none unknown, none missing, none twice."""
    all_of_them = ", ".join(table.columns)
    expected = Phrase(f"cần đúng các cột {all_of_them}", f"expected exactly the columns {all_of_them}")
    for column in table.columns:
        if column not in header:
            found = Phrase(f"thiếu cột '{column}'", f"missing column '{column}'")
            yield Cell(file, 1, column).finding("column", found, expected, add_or_rename(column, header))
    for position, column in enumerate(header):
        if column not in table.columns:
            cell, advice = (
                Cell(file, 1, column or str(position + 1)),
                advice_on(column, header, table.columns),
            )
            yield cell.finding("column", unknown_column(column), expected, advice)
        elif column in header[:position]:
            found = Phrase(f"cột '{column}' lặp lại", f"column '{column}' stands twice")
            yield Cell(file, 1, column, column).finding("column-twice", found, expected, _REMOVE_ONE)


def unknown_column(column: str) -> Phrase:
    """Say that a column is not known, or has no name."""
    if not column:
        return Phrase("cột không có tên", "a column without a name")
    return Phrase(f"cột lạ '{column}'", f"unknown column '{column}'")


def advice_on(column: str, header: Sequence[str], known: Sequence[str]) -> Phrase:
    """Advise the column that an unknown one is nearest to, one that is missing first."""
    near = nearest(column, [name for name in known if name not in header]) or nearest(column, list(known))
    return did_you_mean(near, _REMOVE_COLUMN)


def add_or_rename(column: str, header: Sequence[str]) -> Phrase:
    """Advise what to do about a missing column."""
    near = nearest(column, list(header))
    if near is None:
        return Phrase(
            "thêm cột này vào dòng tiêu đề và điền từng dòng", "add it to the header and fill it in"
        )
    return Phrase(f"có phải đang là '{near}'?", f"is it the column '{near}'?")


_REMOVE_ONE = Phrase("bỏ một trong hai", "remove one of the two")
_REMOVE_COLUMN = Phrase("bỏ cột này", "remove the column")
_REMOVE_ROW = Phrase("sửa hoặc bỏ dòng này", "correct the cell or remove the row")


def check_row(
    table: TableFormat, years: range, number: int, header: list[str], row: list[str]
) -> Iterator[Finding]:
    """Find every cell of a row that cannot be read."""
    file = table.file
    if len(row) != len(header):
        found = Phrase(f"{len(row)} ô", f"{len(row)} cells")
        expected = Phrase(
            f"cần {len(header)} ô như dòng tiêu đề", f"expected {len(header)}, as in the header"
        )
        advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")
        yield Cell(file, number).finding("cells", found, expected, advice)
        return
    of = {column: text.strip() for column, text in zip(header, row, strict=True)}
    yield from _check_year(Cell(file, number, "year", of["year"]), years, goal=of["measure"] == "goal")
    if not _UNIT.fullmatch(of["unit"]):
        yield _bad_unit(Cell(file, number, "unit", of["unit"]))
    yield from _check_codes(file, number, of, table)
    if not isinstance(count := parse_count(of["value"]), int):
        yield _bad_count(Cell(file, number, "value", of["value"]), count)
    yield from _check_source(Cell(file, number, "source", of["source"]))
    for column, text in of.items():
        if "\n" in text:
            yield line_break(Cell(file, number, column, text))


def _check_year(cell: Cell, years: range, *, goal: bool) -> Iterator[Finding]:
    """A figure is of one of the years the parameters speak of; a goal may lie ahead of them."""
    allowed = range(years.start, years.stop + 20) if goal else years
    if _YEAR.fullmatch(cell.text) and int(cell.text) in allowed:
        return
    span = f"{allowed[0]}–{allowed[-1]}"
    yield cell.finding(
        "year",
        Phrase(f"'{cell.text}'", f"'{cell.text}'"),
        Phrase(f"cần một năm trong khoảng {span}", f"expected a year in {span}"),
        Phrase("sửa năm, hoặc đặt first_year, last_year", "correct it, or set first_year and last_year"),
    )


def _bad_unit(cell: Cell) -> Finding:
    return cell.finding(
        "unit",
        Phrase(f"'{cell.text}'", f"'{cell.text}'"),
        Phrase(
            "cần mã như 'rach-gia'; để trống là toàn đảng bộ", "expected a code such as 'rach-gia', or blank"
        ),
        Phrase("viết thường, không dấu, nối bằng '-'", "use lower case, without accents, joined by '-'"),
    )


def _check_codes(file: str, number: int, of: Mapping[str, str], table: TableFormat) -> Iterator[Finding]:
    subject = of[table.subject]
    codes: list[tuple[str, Mapping[str, Phrase]]] = [
        (table.subject, table.subjects),
        ("measure", table.measures),
    ]
    if subject in table.subjects and of[table.tier]:
        codes.append((table.tier, tiers_of(subject)))
    for column, known in codes:
        if of[column] not in known:
            yield _unknown_code(Cell(file, number, column, of[column]), known)


def _unknown_code(cell: Cell, known: Mapping[str, Phrase]) -> Finding:
    codes = ", ".join(known)
    blank = cell.column in ("tier", "sector")
    expected = (
        one_of(known)
        if not blank or not codes
        else Phrase(f"cần một trong: {codes}, hoặc để trống", f"expected one of {codes}, or blank")
    )
    found = Phrase(f"mã lạ '{cell.text}'", f"unknown {cell.column} '{cell.text}'")
    return cell.finding("code", found, expected, did_you_mean(nearest(cell.text, known), _REMOVE_ROW))


def one_of(codes: Iterable[str], most: int = 12) -> Phrase:
    """Say which codes are expected; of many, the first."""
    known = list(codes)
    if not known:
        return Phrase("cần để trống", "expected it blank")
    listed = ", ".join(known if len(known) <= most else [*known[:most], "…"])
    return Phrase(f"cần một trong: {listed}", f"expected one of {listed}")


def _bad_count(cell: Cell, found: Phrase) -> Finding:
    expected = Phrase("cần số đếm như 1977 hoặc 1.977", "expected a count such as 1977 or 1.977")
    advice = Phrase(
        "sửa thành số đếm; chưa có số liệu thì bỏ dòng này",
        "write the count; if it is unknown, remove the row",
    )
    return cell.finding("count", found, expected, advice)


def line_break(cell: Cell) -> Finding:
    """A cell has one line; more of them are rows that an open quote has swallowed."""
    begin = cell.text.partition("\n")[0]
    return cell.finding(
        "line-break",
        Phrase(f"'{begin}…' xuống dòng trong ô", f"'{begin}…' with a line break"),
        Phrase("cần ô chỉ có một dòng", "expected a cell of one line"),
        Phrase("tìm dấu ngoặc kép chưa đóng", "look for a quote that is never closed"),
    )


def _check_source(cell: Cell) -> Iterator[Finding]:
    """A figure has a source, and only what is derived here is said to be derived."""
    if not cell.text:
        yield _no_source(cell)
    elif cell.text.startswith(DERIVED.strip()):
        found = Phrase(f"'{cell.text}'", f"'{cell.text}'")
        expected = Phrase("cần nguồn gốc của số liệu", "expected where the figure comes from")
        advice = Phrase(
            "bỏ dòng này: số suy ra được tính lại từ các số khác",
            "remove the row: what is derived is derived anew",
        )
        yield cell.finding("source", found, expected, advice)


def _no_source(cell: Cell) -> Finding:
    found = Phrase("ô trống", "a blank cell")
    expected = Phrase("cần ghi nguồn của số liệu", "expected where the figure comes from")
    advice = Phrase("ghi văn bản, trang hoặc đơn vị cung cấp", "name the document, page or unit")
    return cell.finding("source", found, expected, advice)


def duplicate(file: str, number: int, first: int) -> Finding:
    """A figure stands in one row only."""
    found = Phrase(f"trùng với dòng {first}", f"the same figure as row {first}")
    expected = Phrase("mỗi số liệu chỉ một dòng", "expected one row per figure")
    return Cell(file, number).finding("duplicate", found, expected, _REMOVE_ONE)
