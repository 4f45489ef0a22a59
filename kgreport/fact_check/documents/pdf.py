"""Take the text out of a PDF: its lines joined to paragraphs, without the heads and feet of pages."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING

from kgreport.errors import TextFileError
from kgreport.fact_check.documents.bounds import MOST_LETTERS, SAVE_AS_TEXT, SPLIT, too_long
from kgreport.fact_check.documents.lines import join_wrapped_lines
from kgreport.fact_check.documents.word import INSTALL

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_GAP, _WIDE_GAP = re.compile(r" {2,}"), re.compile(r" {4,}")
"""The gap between the cells of a row, and the gap that no line of text has, even if it is justified."""

_NUMBER = re.compile(r"[+−-]?\d[\d.,]*%?|[–-]")
_BULLET = re.compile(r"^([^\w\s]) +")

_MOST_PAGES, _MOST_OF_PAGE, _MOST_SECONDS = 2000, 4 << 20, 120
"""How many pages a PDF may have, how large the drawing of one may be, and how long all may take to read."""

_WORDS_OF_PROSE = 4
"""A page of which most lines have this many words on both sides of a gap is set in columns."""

_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)


def pdf_to_text(file: str, content: bytes) -> str:
    """Give the text of a PDF.

    Raises
    ------
    TextFileError
        It is no PDF, has a password, holds pictures instead of text, or pypdf is not installed.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415
    except ImportError:
        raise TextFileError(file, f"pypdf is needed to read it; {INSTALL}") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a file that it can read
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise TextFileError(file, "has a password; save it again without one")
        pages = _pages_of(file, reader)
    except TextFileError:
        raise
    except Exception as error:  # pypdf lets out errors of many kinds
        reason = "is encrypted" if "AES" in str(error) else "is no PDF that can be read"
        raise TextFileError(file, f"{reason}; open it in a reader and save it as a new PDF") from None
    if not any(sign.isalnum() for lines in pages for line in lines for sign in line):
        raise TextFileError(file, "holds pictures of pages and no text; recognise its text (OCR) first")
    return join_wrapped_lines("\n".join(_without_page_marks(pages)), narrowest=35)


def _pages_of(file: str, reader: PdfReader) -> list[list[str]]:
    """Read page after page, as long as the text is not too long and no page too large."""
    if len(reader.pages) > _MOST_PAGES:
        found = f"has {len(reader.pages):,} pages; expected at most {_MOST_PAGES:,}"
        raise TextFileError(file, f"{found}; {SPLIT}")
    pages = list[list[str]]()
    letters, end = 0, monotonic() + _MOST_SECONDS
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get_contents()
        if (contents and len(contents.get_data()) > _MOST_OF_PAGE) or monotonic() > end:
            raise TextFileError(file, f"page {number} is too large to read; {SAVE_AS_TEXT}")
        pages.append(_lines_of(page))
        letters += sum(map(len, pages[-1]))
        if letters > MOST_LETTERS:
            raise too_long(file)
    return pages


def _lines_of(page: PageObject) -> list[str]:
    """Give the lines of a page, in the rows of tables with tabs between cells."""
    try:
        laid_out = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    except Exception:  # pypdf lays out no page without text, and not every font
        laid_out = page.extract_text()
    lines = [_BULLET.sub(r"\1 ", line.strip()) for line in laid_out.splitlines() if line.strip()]
    cells = [_GAP.split(line) for line in lines]
    wide = [_WIDE_GAP.search(line) is not None for line in lines]
    rows = [
        wide[at] or (any(wide[max(0, at - 1) : at + 2]) and _is_row_of_numbers(cells[at]))
        for at in range(len(lines))
    ]
    if sum(_is_prose(row) for row in cells) * 2 > len(lines):
        return [line.strip() for line in page.extract_text().splitlines() if line.strip()]
    return [("\t" if is_row else " ").join(row) for is_row, row in zip(rows, cells, strict=True)]


def _is_row_of_numbers(cells: list[str]) -> bool:
    numbers = sum(_NUMBER.fullmatch(cell) is not None for cell in cells[1:])
    return numbers > 1 and numbers * 2 >= len(cells) - 1


def _is_prose(cells: list[str]) -> bool:
    """Whether both sides of a gap are text, as on a page that is set in columns."""
    return len(cells) > 1 and min(len(cell.split()) for cell in cells) >= _WORDS_OF_PROSE


def _without_page_marks(pages: list[list[str]]) -> list[str]:
    """Leave out page numbers, and the first and last lines that most pages have in common."""
    ends = Counter(_pattern(line) for lines in pages for line in {*lines[:1], *lines[-1:]})
    repeated = {pattern for pattern, times in ends.items() if times > 1 and times * 2 > len(pages)}
    return [line for lines in pages for line in _inner(lines, repeated)]


def _inner(lines: list[str], repeated: set[str]) -> list[str]:
    while lines and _is_page_mark(lines[0], repeated):
        lines = lines[1:]
    while lines and _is_page_mark(lines[-1], repeated):
        lines = lines[:-1]
    return lines


def _is_page_mark(line: str, repeated: set[str]) -> bool:
    return _pattern(line) in repeated or _PAGE_NUMBER.fullmatch(line) is not None


def _pattern(line: str) -> str:
    """Give a line without its digits, which differ from page to page."""
    return re.sub(r"\d+", "", line).strip()
