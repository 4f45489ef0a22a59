"""The blocks of a document: headings, paragraphs, lists, tables, pictures, and its head and closing.

Views write themselves as blocks, so that every format is made from the same. `kgreport.content.plain` gives
them as plain values for JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

Value = str | int | float | None
"""A raw value of a table: text, number, or nothing where it is unknown."""

Role = Literal["", "note", "source", "mark", "caution", "see", "code"]
"""What a paragraph is for: a note or source under a table, a mark of drafts or simulated figures, …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a paragraph in one style.

    Attributes
    ----------
    text
        Its text; a line break is a newline.
    bold, italic, code
        Its style.
    href
        Where it leads; empty for no link.
    language
        Its language where it is not that of the document.
    """

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` as HTML counts, 1 for the title of the document."""

    kind: ClassVar = "heading"

    level: int
    text: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph: its pieces, and what it is for."""

    kind: ClassVar = "paragraph"

    runs: tuple[Run, ...]
    role: Role = ""

    @property
    def text(self) -> str:
        """Its text without styles."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list; each item is blocks, in most cases one paragraph."""

    kind: ClassVar = "list"

    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    label, group
        Its heading, and the heading that it shares with the columns beside it.
    values
        The kind of its values; see `kgreport.views.tables.Column`.
    """

    label: str
    group: str = ""
    values: str = "text"

    @property
    def name(self) -> str:
        """Its heading, after that of its group."""
        return f"{self.group}: {self.label}" if self.group else self.label

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers that are set flush right."""
        return self.values not in ("text", "year", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table.

    Attributes
    ----------
    columns, cells
        Its columns, and what is printed, row by row; the first column heads the rows.
    rows
        Its raw values, None where unknown: of a ``percent`` the fraction of one, of ``points`` the percentage
        points, of a ``date`` the day as ``2019-04-01``. Empty for a table that only has texts.
    id, number, title, unit
        Its fixed name, its number such as ``Bảng 7``, what it shows, and the unit of its counts.
    language
        The language its numbers are printed in.
    totals
        Positions of the rows that sum others.
    indents
        Position of a row that is a part of one above it, and how deep.
    notes, source
        What stands under it.
    folded
        Whether print leaves it out, as it goes along as a file; a page shows it when a reader opens it.
    """

    kind: ClassVar = "table"

    columns: tuple[Column, ...]
    cells: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    id: str = ""
    number: str = ""
    title: str = ""
    unit: str = ""
    language: Literal["vi", "en"] = "vi"
    totals: tuple[int, ...] = ()
    indents: tuple[tuple[int, int], ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""
    folded: bool = False

    @property
    def is_layout(self) -> bool:
        """Whether it holds no figures: it has no rows, or neither a title nor the name of a column."""
        return not self.cells or not any((self.title, *(column.name for column in self.columns)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture: an SVG drawing as text, or an image in base64."""

    kind: ClassVar = "picture"

    mime: str
    data: str
    alt: str = ""
    id: str = ""
    number: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The head of the document; see `kgreport.views.sections.documents.Head`."""

    kind: ClassVar = "letterhead"

    document: str
    subject: str
    superior: str = ""
    issuer: str = ""
    number: str = ""
    party: str = ""
    place_date: str = ""
    draft: str = ""
    simulated: str = ""
    replaces: str = ""
    caution: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The foot of the document: its recipients and its signature."""

    kind: ClassVar = "closing"

    title: str = ""
    recipients: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    signer: str = ""


Block = Heading | Paragraph | Listing | Table | Picture | Letterhead | Closing


def paragraph(text: str, role: Role = "") -> Paragraph:
    """Make a paragraph of one piece."""
    return Paragraph(runs=(Run(text=text),), role=role)


def in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give blocks, and those in lists, in the order that they are read."""
    for block in blocks:
        yield block
        if isinstance(block, Listing):
            yield from (one for item in block.items for one in in_order(item))
