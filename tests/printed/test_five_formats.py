"""One number everywhere: page, PDF, Word, workbook and CSV of a report, read back, print the same figures."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pikepdf
import pytest
from nbformat.v4 import new_markdown_cell, new_output

from kgreport.content.figures import Figures, figures_from, figures_of
from kgreport.printed.blocks import blocks_of_file
from kgreport.printed.files import PublishedFile, UnreadableFileError, published_file, read_file
from kgreport.publish.publishing import publish
from kgreport.seals.notebooks import manifest_of_notebook
from kgreport.verification.matching import figures_changed
from tests.publish.sample_notebooks import code, notebook
from tests.published_files import by_suffix


@pytest.fixture(scope="module")
def files(published_2018_files: Path) -> dict[str, Path]:
    """Give the files of the report of 2018 by suffix."""
    return by_suffix(published_2018_files)


@pytest.fixture(scope="module")
def known(files: dict[str, Path]) -> Figures:
    """Give the figures that the manifest says."""
    manifest = manifest_of_notebook(json.loads(files[".ipynb"].read_text("utf-8")))
    assert manifest
    return figures_from(manifest["figures"])


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".xlsx", ".ipynb"])
def test_a_format_prints_every_figure_of_the_report(
    suffix: str, files: dict[str, Path], known: Figures
) -> None:
    file = read_file(files[suffix])
    printed = figures_of(blocks_of_file(file))

    assert figures_changed(known, printed, file.kind, "vi") == []
    shown = {table.title for table in known.tables if not table.folded}
    assert len(printed.tables) >= len(shown) > 5


def test_csv_files_print_every_figure_of_every_table(files: dict[str, Path], known: Figures) -> None:
    read = {suffix: read_file(path) for suffix, path in files.items() if suffix.startswith(".table-")}

    assert sorted(read) == sorted(f".{table.id}.csv" for table in known.tables)
    for file in read.values():
        assert figures_changed(known, figures_of(blocks_of_file(file)), "csv", "vi") == [], file.name


WRITTEN = """# Số liệu

1. một 11
   - trong 22
2. ba

Hết 33\\
44 nữa.

| Năm | Số |
|---|--:|
| 2018 | 43 |

## Các bảng
"""


def test_what_an_analyst_writes_and_shows_is_read_back(tmp_path: Path) -> None:
    """Nothing in a print, a workbook or a CSV file says how a table or column without a name is named."""
    bare = "<table><tr><td>a</td><td>1</td></tr></table>"
    captioned = bare.replace("<tr>", "<caption>Số</caption><tr>")
    framed = bare.replace("<table>", "<table><thead><tr><th></th><th>n</th></tr></thead>")
    headed = framed.replace("<th></th><th>n</th>", "<th>Tên</th><th></th>").replace(">1<", ">5<")
    outputs = [new_output("display_data", {"text/html": html}) for html in (headed, framed, captioned)]
    made = tmp_path / "a.ipynb"
    nbformat.write(notebook(new_markdown_cell(WRITTEN), *(code("df", one) for one in outputs)), made)
    formats = ("html", "pdf", "docx", "xlsx", "csv")

    publish(made, formats=formats, manifest={"key": "a", "made_from": {}})

    manifest = manifest_of_notebook(json.loads(made.read_text("utf-8"))) or {}
    known = figures_from(manifest["figures"])
    assert [table.cells for table in known.tables] == [(("43",),), (("5",),), (("1",),), (("1",),)]
    assert known.texts[0].numbers == ("11", "22", "33", "44")
    paths = [path for path in tmp_path.iterdir() if path.suffix != ".json"]
    assert len(paths) == 5 + len(known.tables)
    for path in paths:
        file = read_file(path)
        printed = figures_of(blocks_of_file(file))
        assert printed.tables, path
        assert figures_changed(known, printed, file.kind, "vi") == [], path


def test_every_figure_is_compared(known: Figures) -> None:
    """A figure that differs is told, wherever it stands."""
    assert sum(len(table.by_place) for table in known.tables) > 200
    for table in known.tables:
        row, column = table.rows[-1], table.columns[-1]
        lines = [list(cells) for cells in table.cells]
        lines[-1][-1] = "9.999"
        changed = replace(table, cells=tuple(map(tuple, lines)))
        other = replace(known, tables=tuple(changed if one is table else one for one in known.tables))
        (change,) = figures_changed(known, other, "html", "vi")
        assert (change.id, change.row, change.column, change.new) == (table.id, row, column, "9.999")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing"),
        ("a.xlsx", b"PK\x03\x04 nothing"),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1")),
        ("a.ipynb", b"{"),
        ("a.ipynb", b"[" * 9 + b'{"nbformat": 4'),
        ("a.ipynb", b'{"nbformat": 4, "cells": 5}'),
        ("a.csv", b"a\0b"),
        ("a.csv", b'"a'),
        ("a.json", b'{"report": "2018"}'),
        ("a.png", b"\x89PNG"),
        ("a", b""),
    ],
)
def test_what_is_no_file_of_a_report_is_told_by_its_name(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=rf"^{name}: ") as told:
        blocks_of_file(published_file(name, content))
    assert told.value.say("vi") != told.value.say("en")


def test_a_file_is_told_by_its_content_and_not_by_its_name(files: dict[str, Path]) -> None:
    kinds = {
        suffix: published_file("renamed.dat", files[suffix].read_bytes()).kind
        for suffix in (".html", ".pdf", ".docx", ".xlsx", ".ipynb")
    }

    assert kinds == {suffix: suffix[1:] for suffix in kinds}


def test_reading_a_notebook_leaves_it_as_it_is(files: dict[str, Path]) -> None:
    file: PublishedFile = read_file(files[".ipynb"])
    before = json.dumps(file.notebook)

    blocks_of_file(file)

    assert json.dumps(file.notebook) == before


def test_the_pdf_carries_every_table_as_csv_and_stays_for_archives_and_for_everyone(
    files: dict[str, Path],
) -> None:
    with pikepdf.open(files[".pdf"]) as pdf, pdf.open_metadata() as xmp:
        carried = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
        described = [file.description for name, file in pdf.attachments.items() if ".table-" in name]
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")

    beside = [path for suffix, path in files.items() if suffix.startswith(".table-")]
    assert {path.name: path.read_bytes() for path in beside}.items() <= carried.items()
    assert "Bảng 3. Kết quả xếp loại theo đối tượng, năm 2018" in described
