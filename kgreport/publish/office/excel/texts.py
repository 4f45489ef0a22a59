"""The texts of a workbook: what Excel takes into cells and headings, and the names of sheets and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgreport.publish.prepared.names import cut, distinct

LONGEST_TEXT = 32_767
"""Excel opens no workbook with a longer text in a cell, in the units of UTF-16."""

LONGEST_SHEET = 31
"""Excel opens no workbook with a longer name of a sheet, in the units of UTF-16."""

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_CODE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_KEPT_BY_EXCEL = "history"


def text_for_cell(text: str) -> str:
    r"""Give a text as a cell can hold it: without letters that no XML has, and not too long.

    >>> text_for_cell("a\x00b\r\nc"), text_for_cell("<r>a</r>")
    ('a\ufffdb\nc', '<r>a</r> ')
    """
    if text.isprintable() and len(text) < LONGEST_TEXT // 2 and not text.startswith("<"):
        return text  # as nearly all are
    cleaned = _NOT_IN_XML.sub("\ufffd", _LINE_END.sub("\n", text))
    if cleaned.startswith("<r>") and cleaned.endswith("</r>"):
        cleaned += " "  # XlsxWriter takes it for markup of its own
    return cut(cleaned, LONGEST_TEXT, "…")


def may_become_formula(text: str) -> bool:
    r"""Whether Excel would take a text for a formula if somebody typed it.

    >>> [may_become_formula(text) for text in ("=1+1", "-5", "\t=1", "@a", "a=1", "−5", "")]
    [True, True, True, True, False, False, False]
    """
    return text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(("=", "+", "-", "@"))


def headings_of(names: Iterable[str], without: str) -> list[str]:
    r"""Give headings for the columns of a table of Excel: none empty, each once, on one line.

    Parameters
    ----------
    names
        What the report calls the columns.
    without
        What a column is called that has no name, with a gap ``{n}`` for its place.

    Examples
    --------
    >>> headings_of(["Tốt", "", "tốt", "a\nb"], "Cột {n}")
    ['Tốt', 'Cột 2', 'tốt (2)', 'a b']
    """
    texts = (" ".join(_CODE.sub("_ ", text_for_cell(name)).split()) for name in names)
    named = (cut(text, 250, "…") or without.format(n=place) for place, text in enumerate(texts, 1))
    return list(distinct(named))


def sheet_names(names: Iterable[str], without: str) -> list[str]:
    """Give names for sheets: each once, and as Excel takes them.

    >>> sheet_names(["Bảng 1", "Bảng 1", "a/b: [c]", "'", "History"], "Bảng")
    ['Bảng 1', 'Bảng 1 (2)', 'a b c', 'Bảng', 'History_']
    """
    return list(distinct((_sheet_name(name) or without for name in names), LONGEST_SHEET))


def _sheet_name(name: str) -> str:
    kept = " ".join(_NOT_IN_SHEETS.sub(" ", text_for_cell(name)).split())
    found = cut(kept, LONGEST_SHEET, "…").strip("' ")
    return f"{found}_" if found.casefold() == _KEPT_BY_EXCEL else found


def table_names(ids: Iterable[str]) -> list[str]:
    """Give names for tables of Excel after their ids in the report.

    >>> table_names(["table-levels", "", "t1"])
    ['table_levels', 'table', 'table_t1']
    """
    return list(distinct(map(_table_name, ids), end="_{n}"))


def _table_name(name: str) -> str:
    """Give a name that Excel does not take for a cell."""
    letters = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")[:200]
    return letters if letters.lower().startswith("table_") else f"table_{letters}".rstrip("_")
