"""The metadata of a document is read from its head view, or else from the notebook."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kgreport.publish.prepared.documents import Document, DocumentError, read_document
from kgreport.terms.paper import Margins


def notebook(*cells: str | NotebookNode, **metadata: object) -> NotebookNode:
    """Make a notebook of Markdown sources and cells."""
    made = [new_markdown_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    return NotebookNode(new_notebook(cells=made, metadata=metadata))


def head(**fields: object) -> NotebookNode:
    """Make the cell of a head view."""
    output = new_output("display_data", {"text/plain": ""}, metadata={"kgreport": {"document": fields}})
    return NotebookNode(new_code_cell("head", outputs=[output]))


def test_the_head_view_has_all_fields() -> None:
    """Every field comes from the head view, whatever else the notebook carries."""
    fields = {
        "title": "Báo cáo",
        "language": "en",
        "issued": "2019-04-01",
        "status": "draft",
        "margins": {"top": 25, "bottom": 25, "left": 35, "right": 15},
        "author": "Tỉnh ủy",
        "draft_mark": "DRAFT",
    }
    assert read_document(notebook("# Khác", head(**fields)), "tệp") == Document(
        title="Báo cáo",
        language="en",
        issued=datetime.date(2019, 4, 1),
        status="draft",
        margins=Margins(top=25, bottom=25, left=35, right=15),
        author="Tỉnh ủy",
        draft_mark="DRAFT",
        headed=True,
    )


@pytest.mark.parametrize(
    ("expected", "nb"),
    [
        ("Kho", notebook("# Đầu", title="Kho")),
        ("Đầu đề", notebook("# Đầu *đề*\nchữ")),
        ("tệp", notebook("chữ", "# Sau")),
    ],
)
def test_a_notebook_without_head_has_a_title(expected: str, nb: NotebookNode) -> None:
    """The metadata, else the first heading, else the file's name."""
    assert read_document(nb, "tệp").title == expected


def test_a_guide_gives_no_title() -> None:
    """Guides are not published, so their headings name nothing."""
    guide = new_markdown_cell("# Xem", metadata={"tags": ["guide"]})
    assert read_document(notebook(guide, "# Đầu"), "tệp").title == "Đầu"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "no title"),
        ({"title": "A", "language": "fr"}, "'fr'.*'vi' or 'en'"),
        ({"title": "A", "status": "done"}, "'done'.*'draft' or 'final'"),
        ({"title": "A", "issued": "01/4/2019"}, "'01/4/2019'.*2019-04-01"),
        ({"title": "A", "margins": {"letf": 3}}, "letf.*top, bottom, left, right"),
    ],
)
def test_errors_name_the_value_and_what_is_expected(fields: dict[str, Any], message: str) -> None:
    """A wrong value is an error."""
    with pytest.raises(DocumentError, match=message):
        read_document(notebook(head(**fields)))
