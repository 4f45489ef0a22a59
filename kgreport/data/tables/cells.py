"""Check the header, rows and cells of a table, and say what is wrong at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import DERIVED, TableFormat
from kgreport.data.tables.values import parse_count
from kgreport.terms.findings import RULE, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_in_table
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.vocabulary import tiers_of

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

    def finding(self, kind: str, wording: Wording) -> Finding:
        """Say what is wrong with this cell; such a finding can never be accepted."""
        parts = {"file": self.file, "row": self.row, "column": self.column}
        place = place_in_table(self.file, self.row, self.column)
        return make_finding(kind, parts, place, wording, acceptable=False)


def check_header(file: str, header: list[str], table: TableFormat) -> Iterator[Finding]:
    """Hold the columns of a file against its format: none unknown, none missing, none twice."""
    all_of_them = ", ".join(table.columns)
    expected = Phrase(f"đúng các cột {all_of_them}", f"exactly the columns {all_of_them}")
    for column in table.columns:
        if column not in header:
            found = Phrase(f"thiếu cột '{column}'", f"missing column '{column}'")
            wording = Wording(found, expected, add_or_rename(column, header))
            yield Cell(file, 1, column).finding("column", wording)
    for position, column in enumerate(header):
        if column not in table.columns:
            cell = Cell(file, 1, column or str(position + 1))
            advice = advice_on(column, header, table.columns)
            yield cell.finding("column", Wording(unknown_column(column), expected, advice))
        elif column in header[:position]:
            found = Phrase(f"cột '{column}' lặp lại", f"column '{column}' stands twice")
            yield Cell(file, 1, column, column).finding("column-twice", Wording(found, expected, _REMOVE_ONE))


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
        expected = Phrase(f"{len(header)} ô như dòng tiêu đề", f"{len(header)}, as in the header")
        advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")
        yield Cell(file, number).finding("cells", Wording(found, expected, advice))
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
    wording = Wording(
        Phrase(f"'{cell.text}'", f"'{cell.text}'"),
        Phrase(f"một năm trong khoảng {span}", f"a year in {span}"),
        Phrase("sửa năm, hoặc đặt first_year, last_year", "correct it, or set first_year and last_year"),
    )
    yield cell.finding("year", wording)


def _bad_unit(cell: Cell) -> Finding:
    wording = Wording(
        Phrase(f"'{cell.text}'", f"'{cell.text}'"),
        Phrase("mã như 'rach-gia'; để trống là toàn đảng bộ", "a code such as 'rach-gia', or blank"),
        Phrase("viết thường, không dấu, nối bằng '-'", "use lower case, without accents, joined by '-'"),
    )
    return cell.finding("unit", wording)


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
        else Phrase(f"một trong: {codes}, hoặc để trống", f"one of {codes}, or blank")
    )
    found = Phrase(f"mã lạ '{cell.text}'", f"unknown {cell.column} '{cell.text}'")
    advice = did_you_mean(nearest(cell.text, known), _REMOVE_ROW)
    return cell.finding("code", Wording(found, expected, advice))


def one_of(codes: Iterable[str], most: int = 12) -> Phrase:
    """Say which codes are expected; of many, the first."""
    known = list(codes)
    if not known:
        return Phrase("để trống", "it blank")
    listed = ", ".join(known if len(known) <= most else [*known[:most], "…"])
    return Phrase(f"một trong: {listed}", f"one of {listed}")


def _bad_count(cell: Cell, found: Phrase) -> Finding:
    expected = Phrase("số đếm như 1977 hoặc 1.977", "a count such as 1977 or 1.977")
    advice = Phrase(
        "sửa thành số đếm; chưa có số liệu thì bỏ dòng này",
        "write the count; if it is unknown, remove the row",
    )
    return cell.finding("count", Wording(found, expected, advice))


def line_break(cell: Cell) -> Finding:
    """A cell has one line; more of them are rows that an open quote has swallowed."""
    begin = cell.text.partition("\n")[0]
    wording = Wording(
        Phrase(f"'{begin}…' xuống dòng trong ô", f"'{begin}…' with a line break"),
        Phrase("ô chỉ có một dòng", "a cell of one line"),
        Phrase("tìm dấu ngoặc kép chưa đóng", "look for a quote that is never closed"),
    )
    return cell.finding("line-break", wording)


def _check_source(cell: Cell) -> Iterator[Finding]:
    """A figure has a source, and only what is derived here is said to be derived."""
    if not cell.text:
        yield _no_source(cell)
    elif cell.text.startswith(DERIVED.strip()):
        found = Phrase(f"'{cell.text}'", f"'{cell.text}'")
        expected = Phrase("nguồn gốc của số liệu", "where the figure comes from")
        advice = Phrase(
            "bỏ dòng này: số suy ra được tính lại từ các số khác",
            "remove the row: what is derived is derived anew",
        )
        yield cell.finding("source", Wording(found, expected, advice))


def _no_source(cell: Cell) -> Finding:
    found = Phrase("ô trống", "a blank cell")
    expected = Phrase("ghi nguồn của số liệu", "where the figure comes from")
    advice = Phrase("ghi văn bản, trang hoặc đơn vị cung cấp", "name the document, page or unit")
    return cell.finding("source", Wording(found, expected, advice))


def duplicate(file: str, number: int, first: int) -> Finding:
    """A figure stands in one row only."""
    found = Phrase(f"trùng với dòng {first}", f"the same figure as row {first}")
    expected = Phrase("mỗi số liệu chỉ một dòng", "one row per figure")
    return Cell(file, number).finding("duplicate", Wording(found, expected, _REMOVE_ONE, RULE))
