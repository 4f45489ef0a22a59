"""Make a tidy table of a published one: a row a line, a value a cell, numbers as they are printed.

A number has the decimals that readers see, so that no two formats say different figures. What is not part of
a number, as a mark or a remark, stands in a column of its own; unknown is an empty cell.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from kgreport.content.blocks import Column, Table
from kgreport.content.figures import BELOW, MARKS, each_once
from kgreport.content.numbers import certain_number, number_in
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import UNKNOWN
from kgreport.views.frames.framed import no_formula

Datatype = Literal["string", "integer", "decimal", "date", "boolean"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")

ROW, PART_OF, SUM, UNIT, REMARK, STATUS = (
    Phrase("Mục", "Item"),
    Phrase("Thuộc", "Part of"),
    Phrase("Dòng tổng", "Sum"),
    Phrase("Đơn vị tính", "Unit"),
    Phrase("Ghi chú", "Remark"),
    Phrase("Tình trạng văn bản", "Status of the document"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a tidy table.

    Attributes
    ----------
    title
        Its heading.
    datatype
        What its values are.
    values
        They, as text; empty where nothing is known.
    unit
        What its numbers count, or ``%``.
    """

    title: str
    datatype: Datatype
    values: tuple[str, ...]
    unit: str = ""


def csv_of(fields: Sequence[Field], *, mark: bool = False) -> bytes:
    """Write columns as CSV in UTF-8, on demand with the mark by which Excel knows it.

    A text that a spreadsheet would take for a formula gets an apostrophe.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([field.title for field in fields])
    writer.writerows(zip(*map(_written, fields), strict=True))
    return text.getvalue().encode("utf-8-sig" if mark else "utf-8", "replace")


def _written(field: Field) -> Iterable[str]:
    return map(no_formula, field.values) if field.datatype == "string" else field.values


@lru_cache(maxsize=128)
def tidy(table: Table, marks: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """Make a table tidy; every row says the marks of its document, because the file may be alone.

    The cache helps because a page offers the files that lie beside it.
    """
    beside = _Beside.of(table)
    found = [field for n in range(len(table.columns)) for field in _fields(table, n, beside)]
    found[1:1] = [*_about_rows(table), *beside.units(table)]
    found += beside.remarks(table)
    if marks:
        said = ("; ".join(marks),) * len(table.cells)
        found.append(Field(title=STATUS.say(table.language), datatype="string", values=said))
    titles = each_once(no_formula(field.title) for field in found)
    return tuple(replace(field, title=title) for field, title in zip(found, titles, strict=True))


@dataclass(frozen=True, slots=True)
class _Beside:
    """What columns leave to be said of each row: remarks, and values of columns of several units."""

    said: list[list[str]]
    mixed: list[list[tuple[str, str]]]

    @classmethod
    def of(cls, table: Table) -> _Beside:
        """Begin with nothing said."""
        return cls([[] for _ in table.cells], [[] for _ in table.cells])

    def units(self, table: Table) -> Iterator[Field]:
        """Name the unit of each row, where shares and counts stand in one column."""
        if not any(self.mixed):
            return
        units = []
        for row, values in enumerate(self.mixed):
            shares = {value.endswith("%") for _, value in values}
            units.append("%" if shares == {True} else table.unit if shares == {False} else "")
            if len(shares) == 2:
                self.said[row].extend(f"{title}: {value}" for title, value in values)
        yield Field(title=UNIT.say(table.language), datatype="string", values=tuple(units))

    def remarks(self, table: Table) -> Iterator[Field]:
        """Give the remarks, where there are any."""
        if any(self.said):
            told = tuple("; ".join(remarks) for remarks in self.said)
            yield Field(title=REMARK.say(table.language), datatype="string", values=told)


def _fields(table: Table, position: int, beside: _Beside) -> Iterator[Field]:
    """Give the columns of one column: a cell may have a count and a share of it."""
    column, texts = table.columns[position], [row[position].strip() for row in table.cells]
    title = column.name.strip() or (ROW if position == 0 else REMARK).say(table.language)
    if column.values == "date" and table.rows:
        days = [row[position] for row in table.rows]
        if all(day is None or _DATE.fullmatch(str(day)) for day in days):
            yield Field(title=title, datatype="date", values=tuple(str(day or "") for day in days))
            return
    numbers = _numbers(column, texts, table.language)
    if not any(numbers):
        known = tuple("" if text == UNKNOWN else text for text in texts)
        yield Field(title=title, datatype="string", values=known)
        return
    for row, (text, found) in enumerate(zip(texts, numbers, strict=True)):
        if text not in ("", UNKNOWN) and (not found or text.rstrip(MARKS) != text):
            beside.said[row].append(f"{title}: {text}")
    for part in zip_longest(*numbers, fillvalue=""):
        yield _numeric(title, column, part, table.unit, beside.mixed)


def _numbers(column: Column, texts: Sequence[str], language: Language) -> list[tuple[str, ...]]:
    """Read the numbers of a column, cell by cell; none of a column of texts.

    Nobody knows how an analyst's own table writes numbers: if one could be two numbers, all stay texts.
    """
    if column.values == "number":
        read = map(certain_number, texts)
        certain: list[tuple[str, ...]] = [(one.plain,) if one else () for one in read]
        are_sure = all(one or not _may_be_number(text) for one, text in zip(certain, texts, strict=True))
        return certain if are_sure else [()] * len(texts)
    if column.numeric or column.values == "year":
        return [numbers_of(text, language) for text in texts]
    return [()] * len(texts)


def _may_be_number(text: str) -> bool:
    return bool(numbers_of(text, "vi") or numbers_of(text, "en"))


def _numeric(
    title: str, column: Column, values: Sequence[str], unit: str, mixed: list[list[tuple[str, str]]]
) -> Field:
    """Give a column of numbers; shares say so in the heading, or in each row where there are counts, too."""
    shares = {value.endswith("%") for value in values if value}
    share = shares == {True}
    if len(shares) == 2:
        unit = ""
        for row, value in zip(mixed, values, strict=True):
            row.extend([(title, value)] if value else [])
    plain = tuple(value.removesuffix("%") for value in values)
    return Field(
        title=f"{title} (%)" if share and "%" not in title else title,
        datatype="decimal" if any("." in value for value in plain) else "integer",
        values=plain,
        unit="%" if share else unit if column.values in ("count", "change") else "",
    )


@lru_cache(maxsize=8192)
def numbers_of(text: str, language: Language) -> tuple[str, ...]:
    """Read the numbers that a cell prints, as programs write them; nothing of a cell that says more.

    >>> numbers_of("−1.234,50%", "vi"), numbers_of("53.340*", "vi"), numbers_of("12 (3,40%)", "vi")
    (('-1234.50%',), ('53340',), ('12', '3.40%'))
    >>> numbers_of("khoảng 12", "vi"), numbers_of("–", "vi"), numbers_of("1,234", "en")
    ((), (), ('1234',))
    """
    words = [word.rstrip(MARKS).removeprefix("(").removesuffix(")") for word in text.split()]
    found = [number for word in words if (number := number_in(word, language)) and not number.rest]
    return tuple(number.plain for number in found) if len(found) == len(words) else ()


def _about_rows(table: Table) -> Iterator[Field]:
    """Say of each row which it is a part of, and whether it sums others, where there are such."""
    depths = dict(table.indents)
    if any(depths.values()):
        above, parents = list[str](), list[str]()
        for position, cells in enumerate(table.cells):
            above[depths.get(position, 0) :] = [cells[0].strip()]
            parents.append(BELOW.join(above[:-1]))
        yield Field(title=PART_OF.say(table.language), datatype="string", values=tuple(parents))
    if table.totals:
        sums = tuple("true" if n in table.totals else "false" for n in range(len(table.cells)))
        yield Field(title=SUM.say(table.language), datatype="boolean", values=sums)
