"""Name and write the CSV files of a document: one for each of its tables, and their metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kgreport.content.blocks import Block, Table, in_order
from kgreport.publish.open_data.csvw import About, metadata_of
from kgreport.publish.open_data.names import ascii_name
from kgreport.publish.open_data.tidy import tidy

METADATA = ".csv-metadata.json"
"""Ends the name of the metadata: programs look for it by this name."""

_PREFIX = "table-"


def named_tables(blocks: Iterable[Block]) -> dict[Table, str]:
    """Name each table of a document once, in order; one that is shown again is one table.

    A layout without a heading and without a caption is no table of figures.
    """
    named: dict[Table, str] = {}
    for table in tables_in(blocks):
        if table not in named and _has_figures(table):
            named[table] = _free(_name(table), set(named.values()))
    return named


def tables_in(blocks: Iterable[Block]) -> Iterator[Table]:
    """Give the tables of a document as often as they are shown; whether a page folds them does not matter."""
    yield from (replace(block, folded=False) for block in in_order(blocks) if isinstance(block, Table))


def _has_figures(table: Table) -> bool:
    return bool(table.cells) and bool(table.title or any(column.label for column in table.columns))


def _name(table: Table) -> str:
    words = ascii_name((table.id or table.title).removeprefix(_PREFIX), "-")
    return _PREFIX + (words[:60] if words != "column" else "")


def _free(name: str, used: set[str]) -> str:
    if not name.endswith("-") and name not in used:
        return name
    number = 2 - name.endswith("-")
    stem = name.removesuffix("-")
    while f"{stem}-{number}" in used:
        number += 1
    return f"{stem}-{number}"


def csv_files(stem: str, blocks: Iterable[Block], about: About, *, mark: bool = False) -> Mapping[str, bytes]:
    """Write the tables of a document as CSV, with their metadata; give the files by suffix.

    Parameters
    ----------
    stem
        The name of the document's files without suffix, as the metadata names them.
    blocks
        What the document says.
    about
        What the files say of it.
    mark
        Whether each file begins with the mark by which Excel knows UTF-8.
    """
    tables = {
        f".{name}.csv": (table, tidy(table, about.marks)) for table, name in named_tables(blocks).items()
    }
    described = {f"{stem}{suffix}": one for suffix, one in tables.items()}
    files = {suffix: made.csv(mark=mark) for suffix, (_, made) in tables.items()}
    return {METADATA: metadata_of(about, described), **files}
