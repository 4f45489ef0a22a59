"""The format ``xlsx``: the tables of a published notebook as a workbook for Excel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kgreport.formats import Format
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from kgreport.publish.prepared.notebook import Prepared


def export(prepared: Prepared) -> Mapping[str, bytes]:
    """Write the tables of a prepared notebook."""
    from kgreport.publish.office.excel.book import workbook_of  # noqa: PLC0415

    return {".xlsx": workbook_of(prepared.document, prepared.blocks, prepared.carried)}


XLSX = Format(name="xlsx", suffix=".xlsx", title=Phrase("Bảng tính Excel", "Excel workbook"), export=export)
