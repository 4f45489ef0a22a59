"""A file carries its manifest, and tells by itself whether it is as it was made."""

from __future__ import annotations

import io
import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import nbformat
import openpyxl
import pikepdf
import pytest
from docx import Document

from kgreport.content.figures import figures_from
from kgreport.office_packages import pack, unpack
from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter
from kgreport.publish.publishing import publish
from kgreport.seals.digests import OPEN_SEAL, seal_state, sealed
from kgreport.seals.manifests import MOST_LETTERS, manifest_text, unpack_manifest
from kgreport.seals.notebooks import (
    manifest_of_notebook,
    notebook_with_manifest,
    seal_state_of_notebook,
    without_manifest,
)
from kgreport.seals.packages import (
    manifest_of_parts,
    packed_with_manifest,
    seal_state_of_package,
)
from kgreport.seals.pages import (
    BAR_BEGINS,
    BAR_ENDS,
    manifest_of_page,
    seal_state_of_page,
    without_bar,
)
from tests.publish.sample_notebooks import TITLE, notebook, report

MANIFEST = {"key": "a" * 64, "unit": "</script>\u2028", "dataset": {"name": "\ud800"}}
TEXT = manifest_text(MANIFEST)
READ = json.loads(TEXT)


@pytest.fixture(scope="module")
def carried(published: dict[str, bytes]) -> Mapping[str, Any]:
    """Give the manifest that the notebook carries."""
    found = manifest_of_notebook(json.loads(published[".ipynb"]))
    assert found
    return found


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Publish a small report, by suffixes."""
    notebook = tmp_path_factory.mktemp("report") / "report.ipynb"
    nbformat.write(report(), notebook)
    files = (notebook, *publish(notebook, manifest=MANIFEST).files)
    return {file.suffix: file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def page(published: dict[str, bytes]) -> bytes:
    return published[".html"]


@pytest.fixture(scope="module")
def printed(published: dict[str, bytes]) -> bytes:
    return published[".pdf"]


def workbook() -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = 53340
    book.save(written)
    return written.getvalue()


def document() -> bytes:
    """Make a document of Word whose template has an item of custom XML of its own."""
    made, written = Document(), io.BytesIO()
    made.add_heading("Kết quả", 1)
    made.save(written)
    return written.getvalue()


def test_a_manifest_says_what_the_document_is_called_and_prints(carried: Mapping[str, Any]) -> None:
    figures = figures_from(carried["figures"])

    assert {name: carried[name] for name in READ} == READ
    assert carried["title"] == TITLE
    assert [(one.id, one.by_place["Toàn tỉnh", "Cột số 1"]) for one in figures.tables[:2]] == [
        ("table-cap", "53.340"),
        ("table-annex", "53.340"),
    ]
    assert figures.hash == carried["figures_sha256"]


def test_a_page_carries_its_manifest_and_its_seal_is_intact(page: bytes, carried: Mapping[str, Any]) -> None:
    assert manifest_of_page(page) == carried
    assert seal_state_of_page(page) == "intact"


def test_one_changed_letter_breaks_the_seal_of_a_page_and_leaves_its_manifest(
    page: bytes, carried: Mapping[str, Any]
) -> None:
    changed = page.replace(b"53.340", b"53.341", 1)

    assert seal_state_of_page(changed) == "broken"
    assert manifest_of_page(changed) == carried


def test_the_bar_of_the_portal_is_outside_the_seal(page: bytes) -> None:
    bar = f'{BAR_BEGINS}<nav><a href="../index.html">2017</a></nav>{BAR_ENDS}\n'.encode()
    copy = page.replace(b"<main", bar + b"<main", 1)

    assert seal_state_of_page(copy) == "broken"
    assert without_bar(copy) == page == without_bar(page)


def test_a_page_exported_by_hand_carries_no_manifest_and_no_seal() -> None:
    page = ReportHTMLExporter().from_notebook_node(report())[0].encode()

    assert manifest_of_page(page) is None
    assert seal_state_of_page(page) == "none"


def test_a_pdf_carries_its_manifest_as_a_file_and_its_seal_as_a_keyword(
    printed: bytes, carried: Mapping[str, Any]
) -> None:
    """The keyword is the same in both places that a PDF for archives has for it."""
    assert seal_state(printed) == "intact"
    with pikepdf.open(io.BytesIO(printed)) as opened, opened.open_metadata() as xmp:
        file = opened.attachments["manifest.json"].get_file()
        assert (json.loads(file.read_bytes()), file.mime_type) == (carried, "application/json")
        assert xmp["pdf:Keywords"] == str(opened.docinfo.Keywords)
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")


def test_one_changed_byte_breaks_the_seal_of_a_pdf(printed: bytes) -> None:
    assert seal_state(printed.replace(b"/Lang(vi)", b"/Lang(en)", 1)) == "broken"


def test_a_pdf_exported_by_hand_has_no_seal() -> None:
    assert seal_state(ReportPDFExporter().from_notebook_node(report())[0]) == "none"


def test_a_notebook_is_sealed_and_stays_what_it_was_beside_its_manifest(
    published: dict[str, bytes], carried: Mapping[str, Any]
) -> None:
    made = published[".ipynb"]

    assert seal_state_of_notebook(made) == "intact"
    assert seal_state_of_notebook(made.replace(b"53.340", b"53.341", 1)) == "broken"
    read = nbformat.reads(made.decode(), 4)
    assert without_manifest(read.metadata) == report().metadata
    assert read.cells == nbformat.reads(nbformat.writes(report()), 4).cells


def test_what_a_notebook_keeps_for_kgreport_stays_beside_its_manifest() -> None:
    written = nbformat.writes(notebook(kgreport={"marks": {"status": "draft"}}))
    spliced = notebook_with_manifest(nbformat.writes(notebook()), TEXT)

    kept = json.loads(notebook_with_manifest(written, TEXT))["metadata"]
    assert kept["kgreport"] == {**json.loads(spliced)["metadata"]["kgreport"], **kept["kgreport"]}
    assert kept["kgreport"]["marks"] == {"status": "draft"}
    assert seal_state_of_notebook(notebook_with_manifest(written, TEXT)) == "intact"
    assert seal_state_of_notebook(spliced) == "intact"


@pytest.mark.parametrize("package", [workbook(), document()], ids=["xlsx", "docx"])
def test_a_package_of_office_carries_its_manifest_and_seal(package: bytes) -> None:
    made = packed_with_manifest(unpack(package), TEXT)
    parts = unpack(made)

    assert manifest_of_parts(parts) == READ
    assert seal_state_of_package(parts) == "intact"
    assert made == packed_with_manifest(unpack(package), TEXT)
    assert manifest_of_parts(unpack(package)) is None
    assert seal_state_of_package(unpack(package)) == "none"


def test_a_package_is_sealed_by_its_parts_and_not_by_how_they_are_packed() -> None:
    parts = unpack(packed_with_manifest(unpack(workbook()), TEXT))
    turned = unpack(pack(dict(reversed(parts.items()))))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"53340", b"53341")

    assert seal_state_of_package(turned) == "intact"
    assert seal_state_of_package({**parts, "xl/worksheets/sheet1.xml": sheet}) == "broken"
    assert seal_state_of_package({**parts, "xl/media/image1.png": b""}) == "broken"


def test_word_keeps_the_manifest_of_a_document_that_is_saved_again() -> None:
    made = packed_with_manifest(unpack(document()), TEXT)
    again = io.BytesIO()
    Document(io.BytesIO(made)).save(again)

    assert manifest_of_parts(unpack(again.getvalue())) == READ


def test_a_digest_that_stands_elsewhere_in_a_file_does_not_hide_a_change() -> None:
    foreign = sealed(OPEN_SEAL.encode())
    made = sealed(b"a " + foreign + b" b " + OPEN_SEAL.encode())

    assert seal_state(made, b" b ") == "intact"
    assert seal_state(made.replace(b"a ", b"c "), b" b ") == "broken"


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"A",
        b"====",
        b64encode(b"{}"),
        b64encode(zlib.compress(b"[]")),
        b64encode(zlib.compress(b'{"key": 5}')),
        b64encode(zlib.compress(TEXT.encode())[:-5]),
        b64encode(zlib.compress(b"[" * 100_000)),
        b64encode(zlib.compress(b'{"key":"a","x":"' + b" " * MOST_LETTERS + b'"}')),
    ],
)
def test_what_is_no_manifest_is_none(packed: bytes) -> None:
    assert unpack_manifest(packed) is None
