"""What a workbook holds: which tables of a document have a sheet, their names, and their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kgreport.content.blocks import Block, Heading, Table, in_order
from kgreport.content.figures import BELOW
from kgreport.publish.office.excel.texts import sheet_names, table_names
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.titles import numbered

COVER = Phrase("Bìa", "Cover")
CONTENTS = Phrase("Mục lục", "Contents")
NOTES = Phrase("Ghi chú", "Notes")

_TABLE = Phrase("Bảng", "Table")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet:
    """The sheet of a table.

    Attributes
    ----------
    name
        Its name.
    table_name
        The name of the table in Excel.
    table
        What it shows.
    section
        The headings that the table stands under.
    notes
        The numbers of its notes in the list of all.
    """

    name: str
    table_name: str
    table: Table
    section: str = ""
    notes: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """The title of the table, after its number."""
        return numbered(self.table.number, self.table.title) or self.section or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a workbook holds: the sheets of its tables, and all their notes, each once."""

    sheets: tuple[TableSheet, ...]
    notes: tuple[str, ...]


def contents_of(blocks: Iterable[Block], language: Language) -> Contents:
    """Find the tables of a document; one that is shown again has one sheet, and a layout has none.

    >>> from kgreport.content.blocks import Column
    >>> table = Table(columns=(Column(label="Mức"),), cells=(("Tốt",),), number="Bảng 1", notes=("Mới.",))
    >>> found = contents_of([Heading(level=2, text="Kết quả"), table, table], language="vi")
    >>> [(sheet.name, sheet.section, sheet.notes) for sheet in found.sheets], found.notes
    ([('Bảng 1', 'Kết quả', (1,))], ('Mới.',))
    """
    found: dict[Table, str] = {}
    for table, section in _tables(blocks):
        found.setdefault(table, section)
    notes = tuple(dict.fromkeys(note for table in found for note in table.notes))
    numbers = {note: number for number, note in enumerate(notes, 1)}
    kept = [phrase.say(language) for phrase in (COVER, CONTENTS, NOTES)]
    names = sheet_names([*kept, *(one.number or one.title for one in found)], _TABLE.say(language))[3:]
    sheets = (
        TableSheet(
            name=name,
            table_name=table_name,
            table=table,
            section=section,
            notes=tuple(dict.fromkeys(numbers[note] for note in table.notes)),
        )
        for (table, section), name, table_name in zip(
            found.items(), names, table_names(one.id for one in found), strict=True
        )
    )
    return Contents(sheets=tuple(sheets), notes=notes)


def _tables(blocks: Iterable[Block]) -> Iterator[tuple[Table, str]]:
    """Give each table, and the headings that it stands under but that of the document."""
    above: dict[int, str] = {}
    for block in in_order(blocks):
        if isinstance(block, Heading):
            above = {level: text for level, text in above.items() if level < block.level}
            above |= {block.level: block.text} if block.level > 1 else {}
        elif isinstance(block, Table) and not block.is_layout:
            yield block, BELOW.join(above.values())
