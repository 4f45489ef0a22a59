"""A notebook with any draft or simulated figures in it says so in every format, whatever else it holds."""

from __future__ import annotations

import io
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_output
from pypdf import PdfReader
from traitlets.config import Config

from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter, typeset_brief
from kgreport.publish.prepared.documents import marks_in, read_document
from kgreport.publish.sound_notebooks import sound_notebook
from kgreport.terms.marks import MARKS, marks_of
from tests.publish.sample_notebooks import code, notebook, view

BOTH = marks_of("vi", draft=True, simulated=True)
TEXTS = list(BOTH.values())


def left(**marks: str) -> NotebookNode:
    """Return what a cell that reads figures leaves."""
    return NotebookNode(new_output("display_data", {MARKS: marks}))


def section(**metadata: object) -> NotebookNode:
    output = view('<section class="kg-section"><h2 id="a">A</h2></section>')
    output["metadata"]["kgreport"] = metadata
    return output


def head(**document: object) -> NotebookNode:
    return section(document={"title": "A", **document})


FRAME = new_output("display_data", {"text/html": "<table><tr><td>53340</td></tr></table>", "text/plain": "5"})

CARRIERS = {
    "a section": [code("report.levels()", section(**BOTH))],
    "a frame, whose report was read": [code("report = …", left(**BOTH)), code("frame", FRAME)],
    "a head of a final report, and then a draft": [code("a", head(status="final")), code("b", left(**BOTH))],
    "a draft, and then a head of a final report": [
        code("b", section(**BOTH)),
        code("a", head(status="final")),
    ],
    "two reports, with a mark each": [
        code("a", section(draft_mark=TEXTS[0])),
        code("b", left(simulated_mark=TEXTS[1])),
    ],
    "a second head": [
        code("a", head(status="final")),
        code("b", head(status="draft", **BOTH)),
    ],
}
EACH = pytest.mark.parametrize("cells", CARRIERS.values(), ids=CARRIERS)


def printed(nb: NotebookNode, **settings: Any) -> str:
    pdf, _ = ReportPDFExporter(**settings).from_notebook_node(nb, {"metadata": {"name": "own"}})
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def shown(nb: NotebookNode, **settings: Any) -> str:
    return str(ReportHTMLExporter(**settings).from_notebook_node(nb, {"metadata": {"name": "own"}})[0])


def lacking(text: str) -> list[str]:
    return [mark for mark in TEXTS if mark not in text]


@EACH
def test_the_page_prints_the_marks_of_all_figures(cells: list[NotebookNode]) -> None:
    assert lacking(shown(notebook(*cells))) == []


@EACH
def test_the_pdf_prints_the_marks_of_all_figures(cells: list[NotebookNode]) -> None:
    assert lacking(printed(notebook(*cells))) == []


def test_final_figures_that_are_real_have_no_mark() -> None:
    """A head of a final report names the mark of drafts all the same, as it did in earlier versions."""
    nb = notebook(code("a", head(status="final", draft_mark="DỰ THẢO")), code("b", section()))

    assert marks_in(nb) == {}
    assert lacking(shown(nb)) == TEXTS


@pytest.mark.parametrize("write", [shown, printed])
def test_outputs_that_nbconvert_removes_leave_their_marks(write: Any) -> None:
    removed = {"TagRemovePreprocessor": {"enabled": True, "remove_all_outputs_tags": ["hidden"]}}
    nb = notebook(code("report = …", left(**BOTH), tags=("hidden",)), code("frame", FRAME))

    assert lacking(write(nb, config=Config(removed))) == []


def test_what_carries_marks_alone_is_not_shown() -> None:
    nb = notebook(code("report = …", left(**BOTH)))

    assert "kg-text" not in shown(nb)
    assert "vnd.kgreport.marks" not in shown(nb)


def test_the_brief_has_the_marks_of_all_figures_in_its_notebook() -> None:
    brief = section(brief={"title": "Tóm tắt"})
    brief["data"]["text/vnd.typst"] = "Tóm tắt"
    nb = notebook(code("report.brief()", brief), code("other", left(**BOTH)))

    document = read_document(nb, "own")
    pdf = typeset_brief(sound_notebook(nb))

    assert (document.status, document.simulated_mark) == ("draft", TEXTS[1])
    assert lacking(PdfReader(io.BytesIO(pdf)).pages[0].extract_text()) == []


def test_a_mark_stands_in_the_language_of_its_report() -> None:
    nb = notebook(code("report = …", left(**marks_of("en", draft=True))))

    assert read_document(nb, "own").draft_mark == "DRAFT"
