"""Read the columns of a table of records into small numbers, and say which cells cannot be read.

Each distinct word is read once, not once a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kgreport.data.records.layout import POINTS_UNIT, RecordCodes, RecordTable
from kgreport.data.records.words import sound_words
from kgreport.data.tables.cells.days import FIRST_DAY, LAST_DAY, far_day, parse_date
from kgreport.data.tables.cells.id_columns import wrong_ids
from kgreport.data.tables.cells.ids import wrong_id
from kgreport.data.tables.cells.phrases import CORRECT_CELL
from kgreport.data.tables.faults import SHOWN, Fault, fault_of
from kgreport.data.tables.files import RowBlock
from kgreport.data.tables.layout import ColumnLayout
from kgreport.data.tables.rows import text_of
from kgreport.data.tables.values import parse_truth, parse_year, unknown_code
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.vocabulary import PERSONS

BLANK, UNKNOWN = 0, -1
NO_DATE = np.iinfo(np.int32).min
_BAD_DATE = NO_DATE + 1
NO_POINTS = -2
WORDS = ("group", "name")
"""Columns of text that no figure comes from."""

_EPOCH = date(1970, 1, 1)
_FIRST, _LAST = ((day - _EPOCH).days for day in (FIRST_DAY, LAST_DAY))

Codes = NDArray[np.int8] | NDArray[np.int32]
Width = type[np.int8] | type[np.int32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table of records as small numbers.

    Attributes
    ----------
    table, file
        What they are rows of.
    numbers
        The number of each row in the file.
    ids
        Ids, as text.
    year
        Position of the year among the years of the known, from 0.
    codes
        By column (``unit, tier, status, level, reason``), the position of the code among those known, from
        1; 0 where blank. Anywhere, -1 is what could not be read.
    truths
        By column, yes or no; only the columns that are there.
    admitted
        Days since 1970, or `NO_DATE`.
    points
        Hundredths of points, or `NO_POINTS`; only where the column is there.
    organization
        Ids of the organisations that collectives lead, where the column is there.
    words
        By column (``group, name``), its text; only the columns that are there.
    """

    table: RecordTable
    file: str
    numbers: NDArray[np.int64]
    ids: pa.StringArray
    year: Codes
    codes: Mapping[str, Codes]
    truths: Mapping[str, NDArray[np.bool_]]
    admitted: NDArray[np.int32] | None
    points: NDArray[np.int32] | None
    organization: pa.StringArray | None
    words: Mapping[str, pa.StringArray] = field(default_factory=dict)


def read_rows(block: RowBlock, table: RecordTable, file: str, known: RecordCodes) -> tuple[Rows, list[Fault]]:
    """Read one block of a table whose columns are right."""
    reader = _Reader(block, file)
    present = [column for column in table.columns if column.name in block.rows.column_names]
    # The reader collects faults as it reads: codes come first, so that findings keep their order.
    codes = {
        column.name: reader.codes(column, known.of(column))
        for column in present
        if column.kind in ("unit", "code")
    }
    rows = Rows(
        table=table,
        file=file,
        numbers=block.numbers,
        ids=reader.ids(of_persons=table.subject in PERSONS),
        year=reader.years(known.years),
        codes=codes,
        truths={column.name: reader.truths(column.name) for column in present if column.kind == "truth"},
        admitted=reader.dates("admitted") if "admitted" in block.rows.column_names else None,
        points=reader.points() if "points" in block.rows.column_names else None,
        organization=reader.organizations(),
        words={name: text for name in WORDS if (text := reader.words(name)) is not None},
    )
    return rows, reader.faults


class _Reader:
    """Reads the columns of one block, and keeps what is wrong with them."""

    def __init__(self, block: RowBlock, file: str) -> None:
        self.block, self.file = block, file
        self.faults: list[Fault] = []

    def text(self, column: str) -> pa.StringArray | None:
        """Give a column of text; nothing where the table lacks it."""
        return text_of(self.block.rows[column]) if column in self.block.rows.column_names else None

    def words(self, column: str) -> pa.StringArray | None:
        """Give a column of words that are read by people; nothing where the table lacks it."""
        text = self.text(column)
        if text is None:
            return None
        words, rows, wrong = sound_words(text)
        self.faults += fault_of("letters", self.file, column, self.block.numbers[rows], wrong.__getitem__)
        return words

    def organizations(self) -> pa.StringArray | None:
        """Give the ids of organisations."""
        ids = self.text("organization")
        if ids is not None:
            self._check_ids("organization", ids, blank=True)
        return ids

    def codes(self, column: ColumnLayout, known: Sequence[str]) -> Codes:
        """Give the position of each code, from 1."""
        places = {word: n for n, word in enumerate(known, start=1)} | ({"": BLANK} if column.blank else {})
        kind = np.int8 if len(known) < 127 else np.int32

        def read(word: str) -> int | Wording:
            return (
                places[word]
                if word in places
                else unknown_code(word, column.name, known, labels=column.codes)
            )

        return self._by_word(column.name, read, kind, "code")

    def truths(self, column: str) -> NDArray[np.bool_]:
        """Give yes or no."""
        cells = self.block.rows[column]
        if pa.types.is_boolean(cells.type):
            return np.asarray(pc.fill_null(cells, False).cast(pa.uint8()).to_numpy().view(bool))
        return self._by_word(column, parse_truth, np.int8, "truth") == 1

    def dates(self, column: str) -> NDArray[np.int32]:
        """Give days since 1970."""
        cells = self.block.rows[column]
        if pa.types.is_date32(cells.type):
            return self._typed_days(column, cells)

        def read(word: str) -> int | Wording:
            day = parse_date(word) if word else None
            return NO_DATE if day is None else (day - _EPOCH).days if isinstance(day, date) else day

        return self._by_word(column, read, np.int32, "date", bad=_BAD_DATE).astype(np.int32, copy=False)

    def _typed_days(self, column: str, cells: pa.ChunkedArray) -> NDArray[np.int32]:
        days = pc.fill_null(cells.cast(pa.int32()), NO_DATE).to_numpy()
        far = np.flatnonzero(((days < _FIRST) | (days > _LAST)) & (days != NO_DATE))
        shown = [far_day(text) for text in cells.take(pa.array(far[:SHOWN])).cast(pa.string()).to_pylist()]
        self.faults += fault_of("date", self.file, column, self.block.numbers[far], shown.__getitem__)
        return np.asarray(days)

    def points(self) -> NDArray[np.int32]:
        """Give hundredths of points."""

        def read(word: str) -> int | Wording:
            return parse_points(word) if word else NO_POINTS

        return self._by_word("points", read, np.int32, "points").astype(np.int32, copy=False)

    def years(self, years: range) -> Codes:
        """Give the position of each year."""
        cells = self.block.rows["year"]
        if pa.types.is_integer(cells.type) and not cells.null_count:
            given = cells.to_numpy()
            if given.size and years.start <= given.min() and given.max() < years.stop:
                return (given - years.start).astype(np.int8)

        def read(word: str) -> int | Wording:
            year = parse_year(word, years)
            return year - years.start if isinstance(year, int) else year

        return self._by_word("year", read, np.int8, "year")

    def ids(self, *, of_persons: bool) -> pa.StringArray:
        """Give the ids; every row has one."""
        ids = text_of(self.block.rows["id"])
        self._check_ids("id", ids, of_persons=of_persons)
        return ids

    def _check_ids(
        self, column: str, ids: pa.StringArray, *, of_persons: bool = False, blank: bool = False
    ) -> None:
        if pa.types.is_integer(self.block.rows[column].type) and not self.block.rows[column].null_count:
            return
        at = wrong_ids(ids, of_person=of_persons, blank=blank)
        shown = [wrong_id(text, of_person=of_persons) for text in ids.take(pa.array(at[:SHOWN])).to_pylist()]
        wordings = [one for one in shown if one is not None]
        self.faults += fault_of("id", self.file, column, self.block.numbers[at], wordings.__getitem__)

    def _by_word(
        self,
        column: str,
        read: Callable[[str], int | Wording],
        kind: Width,
        fault: str,
        *,
        bad: int = UNKNOWN,
    ) -> Codes:
        cells = self.block.rows[column]
        pieces = cells.chunks or [pa.array([], pa.string())]
        values = np.concatenate([_piece(piece, read, kind, bad) for piece in pieces])
        if (values == bad).any():
            rows = np.flatnonzero(values == bad)
            shown = [read(_word(text)) for text in text_of(cells.take(pa.array(rows[:SHOWN]))).to_pylist()]
            wordings = [one for one in shown if isinstance(one, Wording)]
            self.faults += fault_of(fault, self.file, column, self.block.numbers[rows], wordings.__getitem__)
        return values


def parse_points(text: str) -> int | Wording:
    """Read points from 0 to 100, in hundredths, or say why they are none.

    >>> parse_points("95,5"), parse_points("95.50"), parse_points("101").expected.en
    (9550, 9550, 'points from 0 to 100')
    """
    number = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2})0*)?", text)
    points = int(number[1]) * POINTS_UNIT + int((number[2] or "").ljust(2, "0")) if number else -1
    if 0 <= points <= 100 * POINTS_UNIT:
        return points
    return Wording(quoted(text), Phrase("điểm từ 0 đến 100", "points from 0 to 100"), CORRECT_CELL)


def _word(cell: str | None) -> str:
    return "" if cell is None else cell.strip()


def _piece(piece: pa.Array, read: Callable[[str], int | Wording], kind: Width, bad: int) -> Codes:
    """Read each distinct word of a piece of a column once."""
    if not pa.types.is_dictionary(piece.type):
        text = piece if pa.types.is_string(piece.type) else piece.cast(pa.string())
        piece = text.dictionary_encode()
    words = [*map(_word, piece.dictionary.to_pylist()), ""]
    numbers = [bad if isinstance(number := read(word), Wording) else number for word in words]
    places = piece.indices
    if places.null_count:
        places = pc.fill_null(places, pa.scalar(len(words) - 1, places.type))
    return np.array(numbers, dtype=kind).take(places.to_numpy())
