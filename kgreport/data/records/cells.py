"""Turn the columns of a table of records into small numbers, and say which cells cannot be one.

Text is looked at once per distinct word, never once per row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kgreport.data.records.layout import LEVEL_CODES, STATUSES, TRUTHS, RecordTable, Terms
from kgreport.data.tables.cells import one_of
from kgreport.data.tables.faults import CORRECT_CELL, SHOWN, Fault, always, fault_of
from kgreport.data.tables.files import Part
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest

BLANK, UNKNOWN = 0, -1
NO_DATE = np.iinfo(np.int32).min
_BAD_DATE = NO_DATE + 1
WORDS = ("group", "name")
"""Columns of text that no figure comes from."""

_TRUE, _FALSE = {"1", "true", "x", "có"}, {"0", "false", "không", ""}
_DAY = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
BLANK_CELL = Phrase("ô trống", "a blank cell")
"""What is found where something is missing."""

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
        Position of the year among the years of the terms, from 0.
    codes
        By column (``unit, tier, status, level, reason``), the position of the code among those known, from
        1; 0 where blank. Anywhere, -1 is what could not be read.
    truths
        By column, yes or no; only the columns that are there.
    admitted
        Days since 1970, or `NO_DATE`.
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
    organization: pa.StringArray | None
    words: Mapping[str, pa.StringArray] = field(default_factory=dict)


def read_rows(part: Part, table: RecordTable, file: str, terms: Terms) -> tuple[Rows, list[Fault]]:
    """Read one part of a table whose columns are right."""
    reader = _Reader(part, file)
    codes = {
        column: reader.coded(column, known, blank=blank)
        for column, known, blank in _code_columns(table, terms)
    }
    columns = part.rows.column_names
    rows = Rows(
        table=table,
        file=file,
        numbers=part.numbers,
        ids=reader.ids(),
        year=reader.years(terms.years),
        codes=codes,
        truths={name: reader.truth(name) for name in TRUTHS if name in columns},
        admitted=reader.dates("admitted") if "admitted" in columns else None,
        organization=text_of(part.rows["organization"]) if "organization" in columns else None,
        words={name: text_of(part.rows[name]) for name in WORDS if name in columns},
    )
    return rows, reader.faults


def _code_columns(table: RecordTable, terms: Terms) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    yield "unit", terms.units, True
    if table.tiers:
        yield "tier", table.tiers, False
    yield "status", STATUSES, False
    yield "level", LEVEL_CODES, True
    yield "reason", terms.reasons, True


def text_of(column: pa.ChunkedArray) -> pa.StringArray:
    """Give a column as text, whatever its type, in one piece; missing is blank."""
    typed = column if pa.types.is_string(column.type) else column.cast(pa.string())
    whole = typed.combine_chunks()
    whole = whole if isinstance(whole, pa.Array) else whole.chunk(0)
    return whole if whole.null_count == 0 else pc.fill_null(whole, "")


class _Reader:
    """Reads the columns of one part, and keeps what is wrong with them."""

    def __init__(self, part: Part, file: str) -> None:
        self.part, self.file = part, file
        self.faults: list[Fault] = []

    def coded(self, column: str, known: tuple[str, ...], *, blank: bool) -> Codes:
        """Give the position of each code; `blank` says whether there may be none."""
        places = {word: n for n, word in enumerate(known, start=1)} | ({"": BLANK} if blank else {})
        kind = np.int8 if len(known) < 127 else np.int32
        expected = one_of(known)
        if column == "unit":
            expected = Phrase("mã có trong bảng units", "an id of the table units")

        def say(word: str) -> Wording:
            found = Phrase(f"mã lạ '{word}'", f"unknown {column} '{word}'") if word else BLANK_CELL
            return Wording(found, expected, did_you_mean(nearest(word, known), CORRECT_CELL), word=word)

        return self._by_word(column, lambda word: places.get(word, UNKNOWN), kind, "code", say)

    def truth(self, column: str) -> NDArray[np.bool_]:
        """Give yes or no."""
        cells = self.part.rows[column]
        if pa.types.is_boolean(cells.type):
            return np.asarray(pc.fill_null(cells, False).cast(pa.uint8()).to_numpy().view(bool))

        def parse(word: str) -> int:
            low = word.lower()
            return 1 if low in _TRUE else 0 if low in _FALSE else UNKNOWN

        def say(word: str) -> Wording:
            expected = Phrase("1 hoặc 0, có hoặc không, x hoặc để trống", "1 or 0, true or false, x or blank")
            return Wording(Phrase(f"'{word}'", f"'{word}'"), expected, CORRECT_CELL)

        return self._by_word(column, parse, np.int8, "truth", say) == 1

    def dates(self, column: str) -> NDArray[np.int32]:
        """Give days since 1970."""
        cells = self.part.rows[column]
        if pa.types.is_date(cells.type) or pa.types.is_timestamp(cells.type):
            days = cells.cast(pa.date32(), safe=False).cast(pa.int32())
            return np.asarray((pc.fill_null(days, NO_DATE) if days.null_count else days).to_numpy())

        def say(word: str) -> Wording:
            expected = Phrase("ngày như 19/5/2018 hoặc 2018-05-19", "a date such as 2018-05-19 or 19/5/2018")
            advice = Phrase("sửa ngày; không rõ thì để trống", "correct the date; if unknown, leave it blank")
            return Wording(Phrase(f"'{word}'", f"'{word}'"), expected, advice)

        return self._by_word(column, _days, np.int32, "date", say, bad=_BAD_DATE).astype(np.int32, copy=False)

    def years(self, years: range) -> Codes:
        """Give the position of each year."""
        cells = self.part.rows["year"]
        if pa.types.is_integer(cells.type) and not cells.null_count:
            given = cells.to_numpy()
            if given.size and years.start <= given.min() and given.max() < years.stop:
                return (given - years.start).astype(np.int8)
        places = {str(year): n for n, year in enumerate(years)}

        def say(word: str) -> Wording:
            expected = Phrase(
                f"một năm trong khoảng {years[0]}–{years[-1]}",
                f"a year in {years[0]}–{years[-1]}",
            )
            advice = Phrase(
                "sửa năm, hoặc đặt first_year, last_year", "correct it, or set first_year and last_year"
            )
            return Wording(Phrase(f"'{word}'", f"'{word}'"), expected, advice)

        return self._by_word("year", lambda word: places.get(word, UNKNOWN), np.int8, "year", say)

    def ids(self) -> pa.StringArray:
        """Give the ids; every row has one."""
        ids = text_of(self.part.rows["id"])
        if len(ids) and pc.min(pc.binary_length(ids)).as_py() == 0:
            blank = np.flatnonzero(pc.equal(ids, "").to_numpy(zero_copy_only=False))
            said = Wording(
                BLANK_CELL,
                Phrase("mã của đối tượng", "the id of the subject"),
                Phrase("điền mã, hoặc bỏ dòng này", "fill it in, or remove the row"),
            )
            self.faults += fault_of("id", self.file, "id", self.part.numbers[blank], always(said))
        return ids

    def _by_word(
        self,
        column: str,
        parse: Callable[[str], int],
        kind: Width,
        fault: str,
        say: Callable[[str], Wording],
        *,
        bad: int = UNKNOWN,
    ) -> Codes:
        cells = self.part.rows[column]
        pieces = cells.chunks or [pa.array([], pa.string())]
        values = np.concatenate([_piece(piece, parse, kind) for piece in pieces])
        if (values == bad).any():
            rows = np.flatnonzero(values == bad)
            shown = [cells[row].as_py() for row in rows[:SHOWN].tolist()]
            words = ["" if word is None else str(word).strip() for word in shown]
            self.faults += fault_of(
                fault, self.file, column, self.part.numbers[rows], lambda n: say(words[n])
            )
        return values


def _piece(piece: pa.Array, parse: Callable[[str], int], kind: Width) -> Codes:
    """Read each distinct word of a piece of a column once."""
    if not pa.types.is_dictionary(piece.type):
        text = piece if pa.types.is_string(piece.type) else piece.cast(pa.string())
        piece = text.dictionary_encode()
    words = ["" if word is None else str(word).strip() for word in piece.dictionary.to_pylist()]
    values = np.array([*map(parse, words), parse("")], dtype=kind)
    places = piece.indices
    if places.null_count:
        places = pc.fill_null(places, pa.scalar(len(words), places.type))
    return values.take(places.to_numpy())


def _days(word: str) -> int:
    if not word:
        return int(NO_DATE)
    day = _DAY.fullmatch(word)
    try:
        read = date(int(day[3]), int(day[2]), int(day[1])) if day else date.fromisoformat(word)
        return (read - date(1970, 1, 1)).days
    except ValueError:
        return int(_BAD_DATE)
