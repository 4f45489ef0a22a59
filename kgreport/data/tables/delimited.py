"""Read a table of text: comments above its header, cells between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pc_csv
from numpy.typing import NDArray

from kgreport.data.tables.faults import Fault, fault_of
from kgreport.data.tables.unreadable import MOST_COLUMNS, UnreadableTableError, empty_table, too_many_columns
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase, shortened

_SEPARATOR = re.compile(r'"?sep=[,;\t]"?[,;\t ]*', re.IGNORECASE)
"""The line in which Excel says what separates cells."""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table whose cells are text.

    Attributes
    ----------
    header
        The first row.
    columns
        The cells below it, by column.
    numbers
        The number of each row in the file, the header being row 1 where no comment stands above it.
    faults
        Rows that cannot be cut into cells, and texts in old fonts.
    warnings
        What is hidden.
    """

    header: Sequence[str]
    columns: Sequence[pa.Array | pa.ChunkedArray]
    numbers: NDArray[np.int64]
    faults: Sequence[Fault]
    warnings: Sequence[Finding] = ()


def read_delimited(path: Path, file: str, *, strict: bool) -> TextTable:
    """Read a file; messages call it `file`.

    Raises
    ------
    UnreadableTableError
        It is empty, or has too many columns.
    UnicodeDecodeError, csv.Error, pyarrow.ArrowException
        It is no table. `strict` refuses one where a quote is never closed, or closed within a cell.
    """
    comments, text = below_comments(read_text(path))
    if not text.strip():
        raise UnreadableTableError(empty_table(file))
    text += "" if text.endswith("\n") else "\n"
    first, delimiter = text.partition("\n")[0], delimiter_of(text)
    if (columns := first.count(delimiter) + 1) > MOST_COLUMNS:
        raise UnreadableTableError(too_many_columns(file, columns))
    header = tuple(name.strip('" ') for name in first.split(delimiter))
    if strict:
        deque(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True), maxlen=0)
    rows, skipped = _cut(text, len(header), delimiter)
    numbers = np.arange(2, rows.num_rows + len(skipped) + 2)
    numbers = numbers[~np.isin(numbers, [row.number for row in skipped])] + comments
    faults = _ragged(file, len(header), [row for row in skipped if row.cells], comments)
    faults += _line_breaks(file, header, rows.columns, numbers)
    return TextTable(header, rows.columns, numbers, faults)


@dataclass(frozen=True, slots=True)
class _Skipped:
    """A row that has not as many cells as the header: none where it is blank, some blank at its end."""

    number: int
    cells: int
    blank: int


def _cut(text: str, width: int, delimiter: str) -> tuple[pa.Table, list[_Skipped]]:
    """Cut rows into cells, but for those that have not as many as the header."""
    skipped: list[_Skipped] = []

    def skip(row: pc_csv.InvalidRow) -> str:
        filled = row.text.rstrip(f" {delimiter}")
        blank = row.text[len(filled) :].count(delimiter)
        skipped.append(_Skipped(row.number, row.actual_columns if filled else 0, blank))
        return "skip"

    places = [str(n) for n in range(width)]
    rows = pc_csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=pc_csv.ReadOptions(use_threads=False, column_names=places, skip_rows=1),
        parse_options=pc_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=skip
        ),
        convert_options=pc_csv.ConvertOptions(column_types=dict.fromkeys(places, pa.string())),
    )
    return rows, skipped


def read_text(path: Path) -> str:
    """Read UTF-8 text: without its byte order mark, letters composed (NFC), lines ended by a line feed.

    Raises
    ------
    UnicodeDecodeError
        It is not UTF-8.
    """
    text = unicodedata.normalize("NFC", path.read_bytes().decode("utf-8-sig"))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def delimiter_of(text: str) -> str:
    r"""Find what separates the cells of the header; programs write commas, semicolons or tabs.

    >>> delimiter_of("year;unit\n2018;a,b")
    ';'
    """
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def below_comments(text: str) -> tuple[int, str]:
    r"""Cut off what stands above the header, and count its lines; a spreadsheet may have quoted them.

    >>> below_comments('# codes: a, b\n"# more";;\n\nyear;unit\n2018;a\n')
    (3, 'year;unit\n2018;a\n')
    >>> below_comments("sep=;\nyear;unit\n")
    (1, 'year;unit\n')
    """
    lines = text.split("\n")
    above = list(takewhile(_is_above_header, lines))
    if not any(map(str.strip, above)):
        return 0, text
    return len(above), "\n".join(lines[len(above) :])


def _is_above_header(line: str) -> bool:
    return not line.strip() or is_comment(line) or _SEPARATOR.fullmatch(line) is not None


def is_comment(text: str) -> bool:
    """Whether a line, or the first cell of a row, is a comment."""
    return text.lstrip(' "').startswith("#")


def _ragged(file: str, width: int, rows: Sequence[_Skipped], comments: int) -> list[Fault]:
    """Every row has as many cells as the header; those that only have blank ones after it are told once."""
    longer = [row for row in rows if 0 < row.cells - width <= row.blank]
    others = [row for row in rows if row not in longer]
    expected = Phrase(f"{width} ô như dòng tiêu đề", f"{width}, as in the header")
    advice = Phrase("kiểm tra dấu phân cách và dấu ngoặc kép", "check the separators and the quotes")
    delete = Phrase("xóa các cột trống ở cuối bảng", "delete the blank columns at the end of the table")

    def say(n: int) -> Wording:
        return Wording(Phrase(f"{others[n].cells} ô", f"{others[n].cells} cells"), expected, advice)

    def say_blank(_: int) -> Wording:
        cells, more = longer[0].cells, len(longer) - 1
        vi, en = (f", dòng này và {more} dòng nữa", f", here and in {more} more rows") if more else ("", "")
        blank = cells - width
        found = Phrase(f"{cells} ô, {blank} ô cuối trống{vi}", f"{cells} cells, the last {blank} blank{en}")
        return Wording(found, expected, delete)

    faults = fault_of("cells", file, "", [row.number + comments for row in others], say)
    return faults + fault_of("cells", file, "", [row.number + comments for row in longer[:1]], say_blank)


def _line_breaks(
    file: str, names: Sequence[str], columns: Sequence[pa.ChunkedArray], numbers: NDArray[np.int64]
) -> Iterator[Fault]:
    """A cell has one line; more of them are rows that an open quote has swallowed."""
    expected = Phrase("ô chỉ có một dòng", "a cell of one line")
    advice = Phrase("tìm dấu ngoặc kép chưa đóng", "look for a quote that is never closed")
    for name, column in zip(names, columns, strict=True):
        rows = np.flatnonzero(pc.match_substring(column, "\n").to_numpy())

        def say(n: int, column: pa.ChunkedArray = column, rows: NDArray[np.int64] = rows) -> Wording:
            begin = shortened(column[rows[n]].as_py().strip().partition("\n")[0])
            found = Phrase(f"'{begin}…' xuống dòng trong ô", f"'{begin}…' with a line break")
            return Wording(found, expected, advice)

        yield from fault_of("line-break", file, name, numbers[rows], say)
