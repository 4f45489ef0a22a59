"""Read a published file as the blocks that it shows, whatever its format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from kgreport.content.blocks import Block
from kgreport.content.html import blocks_of_html
from kgreport.printed.files import Kind, PublishedFile, UnreadableFileError, damaged, unknown


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
    from kgreport.printed.open_data import table_of_csv  # noqa: PLC0415

    return [table_of_csv(file.name, file.content.decode("utf-8-sig", "replace"))]


def _of_notebook(file: PublishedFile) -> list[Block]:
    from kgreport.printed.notebook import blocks_of_notebook  # noqa: PLC0415

    return blocks_of_notebook(json.loads(json.dumps(file.notebook)))


_READERS: Mapping[Kind, Callable[[PublishedFile], list[Block]]] = {
    "html": _of_page,
    "pdf": _of_pdf,
    "docx": _of_document,
    "xlsx": _of_workbook,
    "csv": _of_csv,
    "ipynb": _of_notebook,
}
