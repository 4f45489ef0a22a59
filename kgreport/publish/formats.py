"""The formats ``html``, ``pdf``, ``brief`` and ``csv``.

Every command that names formats loads this module; what makes the files is loaded when it makes some.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kgreport.formats import Format
from kgreport.terms.phrases import Phrase

if TYPE_CHECKING:
    from kgreport.publish.prepared.notebook import Prepared


def _html(prepared: Prepared) -> Mapping[str, bytes]:
    from kgreport.publish.html import report_exporter  # noqa: PLC0415
    from kgreport.publish.open_data.downloads import downloads_of  # noqa: PLC0415

    marks, is_beside = prepared.document.marks, "csv" in prepared.formats
    downloads = downloads_of(prepared.blocks, prepared.stem, marks, is_beside=is_beside)
    page = report_exporter().write(prepared.notebook, prepared.document, downloads, prepared.carried)
    return {".html": page.encode()}


def _pdf(prepared: Prepared) -> Mapping[str, bytes]:
    from kgreport.publish.open_data.files import attached_tables  # noqa: PLC0415
    from kgreport.publish.pdf import typeset_report  # noqa: PLC0415
    from kgreport.publish.prepared.attachments import manifest_file  # noqa: PLC0415

    tables = attached_tables(prepared.blocks, prepared.document.marks)
    attached = {one.file(prepared.stem): one for one in (*prepared.attachments, *tables)}
    attached |= manifest_file(prepared.manifest, prepared.document.language)
    return {".pdf": typeset_report(prepared.notebook, prepared.document, attached)}


def _brief(prepared: Prepared) -> Mapping[str, bytes]:
    from kgreport.publish.pdf import typeset_brief  # noqa: PLC0415
    from kgreport.publish.prepared.attachments import manifest_file  # noqa: PLC0415
    from kgreport.publish.prepared.content import content_of_brief, with_figures  # noqa: PLC0415

    document, blocks = prepared.document, content_of_brief(prepared.executed)
    whole = prepared.manifest
    manifest = whole and with_figures({**whole, "part": "brief"}, document.title, blocks)
    attached = manifest_file(manifest, document.language)
    return {".brief.pdf": typeset_brief(prepared.executed, prepared.stem, attached)}


def _csv(prepared: Prepared) -> Mapping[str, bytes]:
    from kgreport.publish.open_data.files import csv_files  # noqa: PLC0415

    return csv_files(prepared.stem, prepared.blocks, prepared.document)


HTML = Format(name="html", suffix=".html", title=Phrase("Trang HTML", "HTML page"), export=_html)
PDF = Format(name="pdf", suffix=".pdf", title=Phrase("PDF", "PDF"), export=_pdf)
BRIEF = Format(name="brief", suffix=".brief.pdf", title=Phrase("Bản tóm tắt", "Brief"), export=_brief)
CSV = Format(
    name="csv",
    suffix=".csv-metadata.json",
    more=".table-*.csv",
    title=Phrase("Các bảng số liệu (CSV)", "Tables (CSV)"),
    export=_csv,
)
