"""Read the tables of a text into statements: a row or a column of levels, each with its share beside it.

Cells stand between bars or tabs, a line a row, and the first row is the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgreport.fact_check.language.source import Number, Source, is_row, place_number
from kgreport.fact_check.language.statements import HOLDS, RATED_LEVELS, WHOLES, Statement
from kgreport.fact_check.language.tokens import Token, tokens
from kgreport.terms.printed_numbers import parse_printed

_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[\s|:\t-]*")
_WHOLE_ROW = re.compile(r"\W*(?:tổng(?: cộng| số)?|cộng|toàn \w+|chung)\b", re.IGNORECASE)
_STAFF = re.compile(r"biên chế", re.IGNORECASE)
_LONGEST_CAPTION = 20
_BASE = re.compile(r"\W*(?:số gốc|mẫu số|tính trên)", re.IGNORECASE)
_SHARE = re.compile(r"%|t[ỷỉ] lệ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its text and place in the plain text, the number it holds, the head above a head."""

    text: str
    start: int
    number: Number | None
    above: Cell | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What a head, the label of a row or the line above a table says of its numbers.

    A head of shares may name what they are a share of: *tỷ lệ trên số được gợi ý*.
    """

    measures: tuple[str, ...] = ()
    noun: str = ""
    year: int | None = None
    is_share: bool = False
    is_base: bool = False
    names_base: bool = False


_NO_CAPTION = Head()


def read_tables(source: Source, year: int | None) -> list[Statement]:
    """List what the tables of a text state."""
    made: list[Statement] = []
    for caption, rows in _tables(source):
        is_staff = any(_STAFF.search(cell.text) for row in rows for cell in row)
        if not is_staff and not caption.measures:
            made += _read_table(source, rows, caption, year, -len(made))
    return made


def _tables(source: Source) -> Iterator[tuple[Head, list[list[Cell]]]]:
    """Give the caption and the rows of each table; a blank line may stand under its head.

    A head that is printed again, as on each page of a long table, is left out.
    """
    rows: list[list[Cell]] = []
    heads: list[list[str]] = []
    caption = _NO_CAPTION
    for match in _LINE.finditer(source.text):
        line = match[0]
        if is_row(line) and not _RULE.fullmatch(line):
            row = _cells(source, match.start(), line)
            texts = [cell.text for cell in row]
            if len(rows) > 1 and texts in heads:
                continue
            if not rows:
                heads = [texts]
            if len(rows) == 1 and _is_lower_head(rows[0], row):
                rows, heads = [_under(rows[0], row)], [*heads, texts]
                continue
            if rows and (len(row) != len(rows[0]) or (len(rows) > 1 and not _has_numbers(row))):
                yield caption, rows
                rows = []
            rows.append(row)
        elif not _RULE.fullmatch(line):
            yield caption, rows
            caption, rows = _caption(source, match.start(), line), []
    yield caption, rows


def _is_lower_head(upper: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """Whether a row is the second line of a head, in which one cell stands above several columns."""
    is_open = len(upper) < len(row) or any(not cell.text for cell in upper[1:])
    return is_open and not _has_numbers(row) and any(_SHARE.search(cell.text) for cell in row)


def _under(upper: Sequence[Cell], row: Sequence[Cell]) -> list[Cell]:
    """Put each cell of a head under the last cell that is printed above it; an empty one is that cell."""
    made, above = [], None
    for column, cell in enumerate(row):
        if column < len(upper) and upper[column].text:
            above = upper[column] if column else None
        made.append(replace(cell, above=above) if cell.text or not column else above or cell)
    return made


def _has_numbers(row: Sequence[Cell]) -> bool:
    return any(cell.number is not None for cell in row)


def _caption(source: Source, start: int, line: str) -> Head:
    """Read the line above a table, if it is a heading: it may name what is counted, and the year."""
    if len(line.split()) > _LONGEST_CAPTION or line.rstrip().endswith((".", ";")):
        return _NO_CAPTION
    head = _head(source, Cell(line, start, None))
    return replace(head, measures=("staff",) if _STAFF.search(line) else ())


def _cells(source: Source, start: int, line: str) -> list[Cell]:
    row = line.strip("\n ")
    first = start + line.index(row)
    if row.startswith("|"):
        row, first = row[1:].removesuffix("|"), first + 1
    found = []
    for piece in re.split(r"[|\t]", row):
        text = piece.strip(" *_")
        place = first + (piece.index(text) if text else 0)
        printed = parse_printed(text)
        number = place_number(printed, *source.origin(place, place + len(text))) if printed else None
        found.append(Cell(text, place, number))
        first += len(piece) + 1
    return found


def _read_table(
    source: Source, rows: Sequence[Sequence[Cell]], caption: Head, year: int | None, sentence: int
) -> list[Statement]:
    if len(rows) < 2:
        return []
    heads = [_head(source, cell) for cell in rows[0]]
    made: list[list[Statement | None]] = []
    for row in rows[1:]:
        made.append(_read_row(source, heads, row, caption.year or year, sentence - len(made)))
        for statement in made[-1]:
            if statement is not None:
                statement.noun = statement.noun or caption.noun
    _split_by_whole_row(
        [(_label(row).text, statements) for row, statements in zip(rows[1:], made, strict=True)]
    )
    return [statement for row in made for statement in row if statement is not None]


def _head(source: Source, cell: Cell) -> Head:
    found: list[Token] = [*tokens(source.text, cell.start, cell.start + len(cell.text))]
    made = Head(
        measures=tuple(token.value for token in found if token.kind in {"level", "state"}),
        noun=next((token.value for token in found if token.kind == "noun"), ""),
        year=next((int(token.value) for token in found if token.kind == "year"), None),
        is_share=bool(_SHARE.search(cell.text)),
        is_base=bool(_BASE.match(cell.text)),
        names_base=any(token.kind == "base" for token in found),
    )
    if cell.above is None:
        return made
    above = _head(source, cell.above)
    return replace(
        made,
        measures=made.measures or above.measures,
        noun=made.noun or above.noun,
        year=made.year or above.year,
    )


def _label(row: Sequence[Cell]) -> Cell:
    """Give the cell that names a row: the first that is no number."""
    return next((cell for cell in row if cell.text and cell.number is None), row[0])


def _read_row(
    source: Source, heads: Sequence[Head], row: Sequence[Cell], year: int | None, sentence: int
) -> list[Statement | None]:
    """Give the statement of each cell; None for labels and for shares, which go to a count."""
    labels = _label(row)
    label, is_whole_row = _head(source, labels), _WHOLE_ROW.match(labels.text) is not None
    if is_whole_row and any(head.measures and not head.is_share for head in heads):
        label = replace(label, measures=())
    unit = "" if label.measures or is_whole_row else labels.text
    made: list[Statement | None] = []
    for head, cell in zip(heads, row, strict=False):
        number, measures = cell.number, head.measures or label.measures
        if number is None or number.decimals or head.is_share or head.is_base or not measures:
            made.append(None)
            continue
        counted = Statement(start=number.start, end=number.end, sentence=sentence, count=number)
        counted.measures, counted.noun, counted.own_noun = [*measures], head.noun or label.noun, True
        counted.unit, counted.year = unit, head.year or year
        made.append(counted)
    _give_shares(heads, row, made)
    _give_bases(heads, row, made, has_levels=bool(label.measures))
    return made


def _give_shares(heads: Sequence[Head], row: Sequence[Cell], made: Sequence[Statement | None]) -> None:
    """Give each share to the count that its head names, or to the one before it."""
    for column, (head, cell) in enumerate(zip(heads, row, strict=False)):
        if not head.is_share or cell.number is None or cell.number.value == 100:
            continue
        is_named = head.measures and not head.names_base
        before = next((n for n in reversed(range(column)) if row[n].number is not None), column)
        named = (one for one in made if one is not None and one.measures == [*head.measures])
        statement = next(named, None) if is_named else made[before]
        if statement is None or statement.shares:
            continue
        statement.shares.append(replace(cell.number, is_percent=True))
        if head.names_base:
            base = next(named, None)
            statement.base_words = [*head.measures] or ["other"]
            statement.base, statement.base_known = (base.count, "stated") if base else (None, None)


def _give_bases(
    heads: Sequence[Head], row: Sequence[Cell], made: Sequence[Statement | None], *, has_levels: bool
) -> None:
    """Say of each count what it is a share of: of the whole before it, or else of the one after it.

    In a row without a whole, it is a count before it that holds it, and has no share of its own.
    """
    wholes = [
        cell.number if head.is_base or (one is not None and one.measure in WHOLES) else None
        for head, cell, one in zip(heads, row, made, strict=False)
    ]
    total = next((one.count for one in made if one is not None and one.measure == "total"), None)
    for column, (head, one) in enumerate(zip(heads, made, strict=False)):
        if one is None or one.base_words or (has_levels and not head.measures):
            continue
        if one.measure in WHOLES:
            if total is not None and one.measure != "total":
                one.base, one.base_known, one.base_words = total, "stated", ["total"]
            continue
        later = wholes[column:] if one.measure in RATED_LEVELS else []
        whole = next(filter(None, [*reversed(wholes[:column]), *later]), None)
        holding = [
            other
            for other in made[:column]
            if other is not None and not other.shares and one.measure in HOLDS.get(other.measure or "", ())
        ]
        if whole is not None:
            one.base, one.base_known, one.base_words = whole, "stated", ["rated"]
        elif holding:
            one.base, one.base_known, one.base_words = holding[-1].count, "stated", holding[-1].measures


def _split_by_whole_row(rows: Sequence[tuple[str, Sequence[Statement | None]]]) -> None:
    """Make the row of totals the head of the rows above it, column by column."""
    if len(rows) < 3 or not _WHOLE_ROW.match(rows[-1][0]):
        return
    for _, statements in rows[:-1]:
        for statement, whole in zip(statements, rows[-1][1], strict=False):
            if statement is not None and whole is not None:
                statement.head, statement.relation = whole, "all"
