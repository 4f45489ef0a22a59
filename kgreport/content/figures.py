"""The figures that a document prints: the cells of its tables, and the numbers in its sentences."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from kgreport.content.blocks import Block, Closing, Heading, Letterhead, Listing, Paragraph, Table, in_order

NUMBER = re.compile(r"\d+(?:[.,]\d+)*%?")
"""A number in a text, as it is printed."""
BELOW = " › "
"""Stands between the name of a row and that of a part of it."""

_AGAIN = re.compile(r" \(\d+\)$")
_TITLE = 1

FORM = 2
"""The rules by which figures are read here. A later version that reads them otherwise has another number, so
that files which were made before it are not told as changed."""

MARKS = "*†‡"
"""The marks that may follow a printed figure; they are no part of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedTable:
    """The cells of a table as they are printed.

    Attributes
    ----------
    id, number, title
        Its fixed name, its number such as ``Bảng 7``, and what it shows.
    columns
        Names of the columns after the first, each once.
    rows
        Names of the rows, each once; a part of another stands behind it, after ``›``.
    cells
        What is printed, row by row, without the first column.
    folded
        Whether print leaves the table out.
    """

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    number: str = ""
    folded: bool = False

    @property
    def is_layout(self) -> bool:
        """Whether it holds no figures; see `kgreport.content.blocks.Table.is_layout`."""
        return not self.cells or not any((self.title, *self.columns))

    @property
    def by_place(self) -> dict[tuple[str, str], str]:
        """What is printed, by row and column."""
        return {
            (row, column): cell
            for row, cells in zip(self.rows, self.cells, strict=True)
            for column, cell in zip(self.columns, cells, strict=True)
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """The numbers in the sentences of a section, in their order."""

    id: str
    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """All figures that a document prints, in their order."""

    tables: tuple[PrintedTable, ...]
    texts: tuple[PrintedText, ...] = ()

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of what is printed, apart from the numbers of tables."""
        said = self.as_dict()
        for table in said["tables"]:
            del table["number"]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """Give them as plain values for JSON."""
        return asdict(self)


def figures_from(plain: Mapping[str, Any]) -> Figures:
    """Read what `Figures.as_dict` gives.

    Raises
    ------
    ValueError
        Something else was given.
    """
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(Figures).validate_python(plain)


def figures_of(blocks: Iterable[Block]) -> Figures:
    """Collect the figures that blocks print.

    >>> from kgreport.content.blocks import paragraph
    >>> figures_of([Heading(level=2, text="Kết quả", id="a"), paragraph("Có 3 mục, 12,50%.")]).texts
    (PrintedText(id='a', title='Kết quả', numbers=('3', '12,50%')),)
    """
    blocks = list(blocks)
    tables = map(printed_table, (one for one in in_order(blocks) if isinstance(one, Table)))
    found = ((section, numbers_in(" ".join(texts))) for section, texts in texts_of(blocks).items())
    texts = (PrintedText(id=name, title=title, numbers=tuple(of)) for (name, title), of in found if of)
    return Figures(tuple(dict.fromkeys(tables)), tuple(texts))  # a table that is shown again counts once


def texts_of(blocks: Iterable[Block]) -> dict[tuple[str, str], list[str]]:
    """Give the texts of each section, by its id and title: paragraphs, items of lists, notes under tables.

    What stands above the first section, as the letterhead, has no title.
    """
    found: dict[tuple[str, str], list[str]] = {}
    section = ("", "")
    for block in in_order(blocks):
        if isinstance(block, Heading) and block.level > _TITLE:
            section = (block.id, block.text)
        found.setdefault(section, []).extend(_texts(block))
    return found


def numbers_in(text: str) -> list[str]:
    """List the numbers in a text as they are printed.

    >>> numbers_in("Năm 2018 có 53.340 đảng viên, 93,90% được xếp loại.")
    ['2018', '53.340', '93,90%']
    """
    return NUMBER.findall(text)


def printed_table(table: Table) -> PrintedTable:
    """Give the printed cells of a table, with names of rows and columns that are each once."""
    others = table.columns[1:]
    return PrintedTable(
        id=table.id,
        title=table.title,
        columns=tuple(each_once(column.name for column in others)),
        rows=tuple(each_once(_row_names(table))),
        cells=tuple(tuple(cell.rstrip(MARKS) for cell in cells[1:]) for cells in table.cells),
        number=table.number,
        folded=table.folded,
    )


def _row_names(table: Table) -> Iterator[str]:
    """Name each row, a part of another behind it."""
    depths, above = dict(table.indents), list[str]()
    for position, cells in enumerate(table.cells):
        above[depths.get(position, 0) :] = [cells[0]]
        yield BELOW.join(above)


def each_once(names: Iterable[str]) -> Iterator[str]:
    """Number names that are there more than once.

    >>> list(each_once(["nữ", "nam", "nữ"]))
    ['nữ', 'nam', 'nữ (2)']
    """
    seen = Counter[str]()
    for name in names:
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} ({seen[name]})"


def not_numbered(name: str) -> str:
    """Give a name without the number that `each_once` gave it.

    >>> not_numbered("nữ (2)")
    'nữ'
    """
    return _AGAIN.sub("", name)


def own_name(row: str) -> str:
    """Give the name of a row without those above it.

    >>> own_name("Đảng viên › nữ (2)")
    'nữ (2)'
    """
    return row.rpartition(BELOW)[2]


def _texts(block: Block) -> Iterator[str]:
    """Give the sentences of a block; lists are read item by item."""
    match block:
        case Paragraph():
            yield block.text
        case Table():
            yield from () if block.folded else block.notes
        case Letterhead():
            yield from (
                block.superior,
                block.issuer,
                block.number,
                *block.marks,
                block.party,
                block.place_date,
            )
            yield from (block.replaces, block.caution)
        case Closing():
            yield from (block.title, *block.recipients, *block.signature, block.signer)
        case Listing() | Heading():
            pass
