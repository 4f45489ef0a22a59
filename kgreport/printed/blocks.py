"""Read a published file as the blocks that it shows, whatever its format."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path

from kgreport.content.blocks import Block, Column, Table
from kgreport.content.html import blocks_of_html
from kgreport.content.plain import CONTENT
from kgreport.data.tables.delimited import delimiter_of
from kgreport.printed.files import Kind, PublishedFile, UnreadableFileError, damaged, unknown
from kgreport.publish.prepared.content import content_of
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports


def blocks_of_file(file: PublishedFile) -> list[Block]:
    """Read what a file shows its readers.

    Raises
    ------
    UnreadableFileError
        It is no format of reports, it is damaged, or a library to read it is not installed.
    """
    if file.kind == "other":
        raise unknown(file.name)
    try:
        return _READERS[file.kind](file)
    except UnreadableFileError:
        raise
    except Exception as error:  # the libraries let out errors of many kinds
        raise damaged(file.name, error) from error


def _of_page(file: PublishedFile) -> list[Block]:
    return blocks_of_html(file.content.decode("utf-8", "replace"))


def _of_pdf(file: PublishedFile) -> list[Block]:
    from kgreport.printed.pdf import html_of_pdf, open_pdf  # noqa: PLC0415

    return blocks_of_html(html_of_pdf(open_pdf(file.name, file.content)))


def _of_document(file: PublishedFile) -> list[Block]:
    from kgreport.printed.word import html_of_word  # noqa: PLC0415

    return blocks_of_html(html_of_word(file.parts["word/document.xml"], file.parts["word/styles.xml"]))


def _of_workbook(file: PublishedFile) -> list[Block]:
    from kgreport.printed.workbook import tables_of_workbook  # noqa: PLC0415

    return list(tables_of_workbook(file.content))


def _of_csv(file: PublishedFile) -> list[Block]:
    """Read a tidy CSV file as a table; it is named by what its name ends in, as ``report.table-levels.csv``.

    Its numbers are as programs write them. A spreadsheet that saved it again may have put semicolons or tabs
    between the cells.
    """
    text = file.content.decode("utf-8-sig", "replace")
    lines = list(csv.reader(io.StringIO(text), delimiter=delimiter_of(text), strict=True)) or [[]]
    width = len(lines[0])
    table = Table(
        id=Path(file.name.removesuffix(".csv")).suffix.removeprefix("."),
        columns=tuple(Column(label=heading) for heading in lines[0]),
        cells=tuple(tuple([*row, *[""] * width][:width]) for row in lines[1:]),
    )
    return [table]


def _of_notebook(file: PublishedFile) -> list[Block]:
    """Read what readers of a notebook get, not what its views wrote for other formats; no cell is run."""
    with block_imports(*FORMAT_CHECKERS):
        import nbformat  # noqa: PLC0415

        from kgreport.publish.preprocessors import PreparingExporter  # noqa: PLC0415

    notebook = nbformat.v4.to_notebook_json(deepcopy(file.notebook))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(CONTENT, None)
    prepared, _ = PreparingExporter().from_notebook_node(notebook, {"metadata": {"name": "report"}})
    return content_of(prepared)


_READERS: Mapping[Kind, Callable[[PublishedFile], list[Block]]] = {
    "html": _of_page,
    "pdf": _of_pdf,
    "docx": _of_document,
    "xlsx": _of_workbook,
    "csv": _of_csv,
    "ipynb": _of_notebook,
}
