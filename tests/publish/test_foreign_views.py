"""Nothing in a notebook of anybody reads a file, loads a page or runs, not even as a claimed view."""

from __future__ import annotations

import json
from typing import Any

import pytest
from nbformat import NotebookNode

from kgreport.errors import PublishError
from kgreport.publish.diagnostics import Fragment
from kgreport.publish.foreign.origins import LEFT_OUT
from kgreport.publish.foreign.view_markup import fault_of_html, fault_of_typst, fault_of_view
from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter, typeset_brief
from kgreport.publish.prepared.documents import Document
from kgreport.publish.sound_notebooks import sound_notebook
from kgreport.publish.typesetting import TypesettingError, typeset
from kgreport.report import Report
from tests.publish.sample_notebooks import code, notebook, view

SVG = '<svg xmlns=\\"http://www.w3.org/2000/svg\\"><image href=\\"x.png\\"/></svg>'


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ('#read("/etc/passwd")', "read"),
        ('#strong[#read("x")]', "read"),
        ('#kg-table(columns: 1, [#read("x")])', "read"),
        ('#kg-table(columns: 1, read("x"))', "read"),
        ('#strong[a](read("x"))', "read"),
        ('#strong[a].with(read("x"))', "with"),
        ('#import "@preview/cetz:0.3.0"', "import"),
        ('#include "x.typ"', "include"),
        ('#show table: import "x"', "import"),
        ('#set text(size: 9pt); #eval("1")', "eval"),
        ("#set text(font:\n read)", "read"),
        ("#show table:\n#strong[a]", "#show table:"),
        ("#while true {}", "while"),
        ("#let x = 1", "let"),
        ("#{1}", "#{1}"),
        ("#(1)", "#(1)"),
        ("#table(columns: 1000000000)", "1000000000"),
        ("$x$", "$x$"),
        ("a /* b", "/* b"),
        ("#strong[a", "["),
        ("a]", "]"),
        ("#strong[" * 61 + "]" * 61, "]" * 20),
        (f'#image(bytes("{SVG}"))', "it refers to 'x.png'"),
    ],
)
def test_typst_with_more_than_views_write_is_no_view(markup: str, fault: str) -> None:
    assert fault_of_typst(markup) == fault


@pytest.mark.parametrize(
    "fragment",
    [
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        "<script>x()</script>",
        '<p onclick="x()">',
        '<p style="position:fixed">',
        '<a href="javascript:x()">',
        '<img src="https://example.org/a.png">',
        '<img src="data:text/html;base64,eA==">',
        '<rect fill="url(https://example.org/a.svg)"/>',
        "<p class=kg>",
        '<p title="<b">',
        "<p <b>",
        "<!-- x -->",
        "a < b",
    ],
)
def test_html_with_more_than_views_write_is_no_view(fragment: str) -> None:
    assert fault_of_html(fragment)


def test_every_section_of_a_report_is_a_view(published_2018: Report) -> None:
    views = [eval(call, {"report": published_2018}) for call in published_2018.sections["call"]]
    views += [published_2018.head(), published_2018.closing(), published_2018.brief()]
    assert len(views) > 20
    assert {fault_of_view(one._repr_mimebundle_()[0]) for one in views} == {""}


def claiming(**metadata: Any) -> NotebookNode:
    output = view("<p>x</p>", "x")
    output.metadata.kgreport = metadata
    return notebook(code("show()", output))


def test_a_false_view_is_shown_as_foreign_and_told() -> None:
    shown = view('<meta http-equiv="refresh" content="0"><p>Chữ</p>', '#read("/etc/hostname")')
    page, found = ReportHTMLExporter().from_notebook_node(notebook(code("show()", shown)))
    assert "<p>Chữ</p>" in page
    assert page.count("http-equiv") == 1
    assert [one.what.en for one in found[LEFT_OUT]] == ["what claims to be kgreport's but has '<meta>'"]
    named = {"metadata": {"name": "x"}}
    printed, _ = ReportPDFExporter().from_notebook_node(notebook(code("show()", shown)), named)
    assert printed.startswith(b"%PDF")


@pytest.mark.parametrize(
    "claim",
    [
        {"chapter": {"id": '"><script>', "title": "I"}},
        {"chapter": ["a"]},
        {"brief": {"title": 5}},
        {"document": {"margins": [1]}},
        {"document": "x"},
        {"attachments": {"name": "x"}},
        {"attachments": [5]},
    ],
)
def test_what_no_view_tells_publishers_is_dropped(claim: dict[str, Any]) -> None:
    [cell] = sound_notebook(claiming(**claim)).cells
    assert list(cell.outputs[0].metadata.kgreport) == ["false_view"]
    assert set(cell.outputs[0].data) == {"text/html", "text/plain"}


def test_a_view_brings_no_files_of_the_typesetter() -> None:
    [cell] = sound_notebook(claiming(images={"main.typ": "eA=="})).cells
    assert "images" not in cell.outputs[0].metadata.kgreport


def test_a_false_brief_is_no_brief() -> None:
    output = view("<p>x</p>", '#read("x")', brief={"title": "x"})
    with pytest.raises(PublishError, match="the notebook has no brief"):
        typeset_brief(sound_notebook(notebook(code("report.brief()", output))))


def test_markup_reads_no_file_of_the_folder_that_a_user_is_in(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The typesetter takes the folder of the process as its own unless it is told another."""
    (tmp_path / "secret.txt").write_text("x")
    monkeypatch.chdir(tmp_path)
    fragment = Fragment(place="1", markup='#read("secret.txt")')
    with pytest.raises(TypesettingError, match="file not found"):
        typeset(Document(title="x"), [fragment])


@pytest.mark.parametrize(
    "cells", [[None], [{"cell_type": "x", "source": ""}], [{"cell_type": "code", "source": 5}]]
)
def test_what_is_no_notebook_is_refused_by_its_cell(cells: list[Any]) -> None:
    nb = NotebookNode(json.loads(json.dumps({"cells": cells, "metadata": {}})))
    for exporter in (ReportHTMLExporter(), ReportPDFExporter()):
        with pytest.raises(PublishError, match="cell 1: "):
            exporter.from_notebook_node(nb)
