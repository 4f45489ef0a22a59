"""Name the cells and rows of a table, and say what is wrong with a cell in the words of its file.

A table with a header in its first row uses `Locator`. A reader of another kind of file hands over its own
locator with the rows.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgreport.terms.findings import Wording


class Locator:
    """Locates cells by row and column."""

    def cell(self, file: str, row: int, column: str) -> str:  # noqa: ARG002 - other locators need them
        """Name a cell of a workbook, as ``rach-gia-2018.xlsx!Kiểm điểm!C17``; empty where it has no name."""
        return ""

    def row(self, file: str, row: int) -> str:
        """Name a row, as ``figures.csv:7``."""
        return f"{file}:{row}"

    def parts(self, file: str, row: int | str, column: str) -> Mapping[str, object]:
        """Give the parts of the finding about a cell."""
        return {"file": file, "row": row, "column": column}

    def reword(self, kind: str, column: str, wording: Wording) -> Wording:  # noqa: ARG002 - other locators need them
        """Say what is wrong with a cell in the words of the file."""
        return wording


BY_ROW = Locator()
"""The locator of tables."""
