"""Name and write the CSV files of a document: one for each of its tables, and their metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from kgreport.content.blocks import Block, Table, in_order
from kgreport.content.figures import PrintedTable
from kgreport.publish.open_data.csvw import metadata_of
from kgreport.publish.open_data.tidy import csv_of, tidy
from kgreport.publish.prepared.attachments import Attachment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.prepared.names import ascii_name, distinct
from kgreport.views.titles import numbered

METADATA = ".csv-metadata.json"
"""Ends the name of the metadata: programs look for it by this name."""

_PREFIX = "table-"


def named_tables(blocks: Iterable[Block]) -> dict[Table, str]:
    """Name each table of a document once, in order; one that is shown again is one table.

    A layout takes a name and gets no file: not every layout is known by what is printed alone.
    """
    kept = dict.fromkeys(tables_in(blocks))
    named = zip(kept, names_of_files(kept), strict=True)
    return {table: name for table, name in named if not table.is_layout}


def names_of_files(tables: Iterable[Table | PrintedTable]) -> Iterator[str]:
    """Name the files of tables by their ids or titles, each once; of a table without, by its number."""
    unnamed = count(1)
    plain = (ascii_name((table.id or table.title).removeprefix(_PREFIX), "-")[:60] for table in tables)
    return distinct((f"{_PREFIX}{name or next(unnamed)}" for name in plain), end="-{n}")


def tables_in(blocks: Iterable[Block]) -> Iterator[Table]:
    """Give the tables of a document as often as they are shown; whether a page folds them does not matter."""
    yield from (replace(block, folded=False) for block in in_order(blocks) if isinstance(block, Table))


def csv_files(stem: str, blocks: Iterable[Block], document: Document) -> Mapping[str, bytes]:
    """Write the tables of a document as CSV, by suffix, and metadata that name the files in full."""
    tables = {
        f".{name}.csv": (table, tidy(table, document.marks)) for table, name in named_tables(blocks).items()
    }
    described = {f"{stem}{suffix}": one for suffix, one in tables.items()}
    files = {suffix: csv_of(made, mark=document.csv_bom) for suffix, (_, made) in tables.items()}
    return {METADATA: metadata_of(document, described), **files}


def attached_tables(blocks: Iterable[Block], marks: tuple[str, ...]) -> Iterator[Attachment]:
    """Give each table as a CSV file that goes inside a PDF; `marks` are those of the document."""
    for table, name in named_tables(blocks).items():
        content, title = csv_of(tidy(table, marks)).decode(), numbered(table.number, table.title)
        yield Attachment(name=f"{name}.csv", mime="text/csv", description=title or name, content=content)
