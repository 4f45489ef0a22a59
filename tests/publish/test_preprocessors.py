"""The preprocessors drop what is not published, and give an analyst's outputs HTML and Typst.

Covers `publish.preprocessors`, `publish.foreign.outputs` and `publish.foreign.tables`.
"""

from __future__ import annotations

import pandas as pd
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell

from kgreport.publish.foreign.view_markup import chapter_of
from kgreport.publish.preprocessors import DropUnpublished, ForeignOutputs, place_of
from tests.publish.sample_notebooks import picture

VIEW = {"text/html": "<section><h2>Mục</h2></section>", "text/vnd.typst": "= Mục", "text/plain": "Mục"}


def prepare(*cells: NotebookNode) -> NotebookNode:
    """Run both preprocessors."""
    nb: NotebookNode = new_notebook(cells=list(cells))
    for preprocessor in (DropUnpublished(), ForeignOutputs()):
        nb, _ = preprocessor.preprocess(nb, {})
    return nb


def show(data: dict[str, str], *, metadata: dict[str, str] | None = None, **cell: str) -> dict[str, str]:
    """Publish one output of a cell and return its data."""
    output = new_output("display_data", data, metadata=metadata or {})
    nb = prepare(new_code_cell("show()", outputs=[output], metadata=cell))
    return dict(nb.cells[0].outputs[0].data)


def frame(table: pd.DataFrame) -> dict[str, str]:
    """Publish a frame."""
    return show({"text/html": table.to_html(), "text/plain": str(table)})


@pytest.mark.parametrize(
    "cell",
    [
        new_markdown_cell("Xem", metadata={"tags": ["guide"]}),
        new_code_cell(" \n"),
        new_raw_cell("x"),
        new_code_cell(
            "none()",
            outputs=[new_output("display_data", VIEW, metadata={"kgreport": {"left_out": True}})],
        ),
    ],
)
def test_dropped(cell: NotebookNode) -> None:
    """Guides, empty and raw cells and sections without figures are not published."""
    assert prepare(cell, new_code_cell("a")).cells[0].source == "a"


def test_of_a_cell_with_several_sections_those_with_figures_are_published() -> None:
    empty = new_output("display_data", VIEW, metadata={"kgreport": {"left_out": True}})
    known = new_output("display_data", {**VIEW, "text/plain": "known"})

    [cell] = prepare(new_code_cell("chapter()", outputs=[empty, known, empty])).cells

    assert [output.data["text/plain"] for output in cell.outputs] == ["known"]


def test_the_first_heading_becomes_the_title() -> None:
    """It is printed once, as the title."""
    nb = prepare(new_markdown_cell("# Đầu\n\n## Mục"))
    assert nb.metadata["title"] == "Đầu"
    assert nb.cells[0].source == "## Mục"


def test_levels_of_headings_continue_across_cells() -> None:
    """Sections are level 2 beside views and alone, and no level is skipped."""
    sources = ["# Đầu\nchữ", "## a", "#### b", "### c", "## d"]
    nb = prepare(*(new_markdown_cell(source) for source in sources))
    assert [cell.metadata["heading_level"] for cell in nb.cells[1:]] == [2, 3, 3, 2]
    view = new_code_cell("view", outputs=[new_output("display_data", VIEW)])
    nb = prepare(view, new_markdown_cell("### a"), new_markdown_cell("## b"))
    assert [cell.metadata["heading_level"] for cell in nb.cells[1:]] == [3, 2]


def test_views_stay_as_they_are() -> None:
    """Views have HTML and Typst already."""
    assert show(VIEW) == VIEW


def test_a_frame_becomes_a_table() -> None:
    """Headings have a scope, numbers stand right, unknown is a dash, and data is escaped."""
    data = frame(pd.DataFrame({"Tên": ["<b>#1"], "Số": [1.5]}, index=["r"]))
    assert '<th scope="col">Tên</th><th scope="col" class="kg-num">Số</th>' in data["text/html"]
    assert '<th scope="row">r</th><td>&lt;b&gt;#1</td><td class="kg-num">1.5</td>' in data["text/html"]
    assert r"[r], [\<b\>\#1], [1.5], " in data["text/vnd.typst"]
    assert "align: (left, left, right, )" in data["text/vnd.typst"]
    assert "<td>–</td>" in frame(pd.DataFrame({"a": [None, "x"]}, dtype="str"))["text/html"]


def test_a_frame_of_several_levels_keeps_its_groups() -> None:
    """Columns over columns and rows beside rows are spans; index names head their columns."""
    table = pd.DataFrame(
        [[1, 2], [3, 4]],
        columns=pd.MultiIndex.from_tuples([("2018", "Tốt"), ("2018", "Khá")]),
        index=pd.MultiIndex.from_tuples([("KG", "Rạch Giá"), ("KG", "Hà Tiên")], names=["Tỉnh", "Đơn vị"]),
    )
    data = frame(table)
    assert '<th scope="colgroup" colspan="2">2018</th>' in data["text/html"]
    assert '<th scope="rowgroup" rowspan="2">KG</th>' in data["text/html"]
    assert data["text/html"].index("Đơn vị") < data["text/html"].index("Tốt") < data["text/html"].index("KG")
    assert "table.cell(colspan: 2, rowspan: 1, align: center)[#strong[2018]]" in data["text/vnd.typst"]
    assert "columns: 4" in data["text/vnd.typst"]


def test_foreign_html_keeps_only_words_and_tables() -> None:
    """Scripts, styles and handlers are left behind."""
    unseen = "<title>style</title><style>p{}</style><script>y</script>"
    shown = f"{unseen}<p onclick='x'>Một</p><table><tr><td>1</table>"
    data = show({"text/html": shown, "text/plain": "p"})
    assert data["text/html"].startswith('<p>Một</p>\n<figure class="kg-table kg-foreign"')
    assert not [bad for bad in ("style", "onclick", "script") if bad in data["text/html"]]


def test_a_picture_is_described_by_its_cell() -> None:
    """The alt text of the output, else of the cell, else a sentence that nobody has described it."""
    png = {"image/png": f"{picture()}\n"}
    assert 'alt="Của hình"' in show(png, metadata={"alt": "Của hình"}, alt="Của ô")["text/html"]
    assert 'alt="Của ô"' in show(png, alt="Của ô")["text/html"]
    assert 'alt: "Hình do ô mã 1 tạo ra; tác giả chưa mô tả."' in show(png)["text/vnd.typst"]
    assert "caption: [Hình \\#1]" in show(png, caption="Hình #1")["text/vnd.typst"]
    assert f'src="data:image/png;base64,{picture()}"' in show(png)["text/html"]


def test_text_is_kept_as_printed() -> None:
    """Pieces are joined, colours and overwritten progress are not shown, and stderr is not published."""
    streams = [("stdout", "a\n"), ("stdout", "10%\r\x1b[31m<b>\x1b[0m\n"), ("stderr", "warning")]
    outputs = [new_output("stream", name=name, text=text) for name, text in streams]
    nb = prepare(new_code_cell("print()", outputs=outputs))
    assert [output.data["text/html"] for output in nb.cells[0].outputs] == [
        '<pre class="kg-text">a\n&lt;b&gt;</pre>'
    ]


def test_an_error_shows_no_traceback() -> None:
    """Readers see that a cell stopped, and the error."""
    error = new_output("error", ename="ValueError", evalue="sai", traceback=["/home/a/b.py"])
    nb = prepare(new_code_cell("a"), new_code_cell("stop()", outputs=[error]))
    assert nb.cells[1].outputs[0].data["text/plain"] == "Ô mã 2 dừng vì lỗi: ValueError: sai"


def test_the_name_of_a_drawing_object_is_not_printed() -> None:
    """Jupyter prints `<Axes: >` beside a picture; readers do not need it."""
    outputs = [
        new_output("execute_result", {"text/plain": "<Axes: >"}),
        new_output("display_data", {"image/svg+xml": "<svg/>", "text/plain": "<Figure>"}),
    ]
    assert len(prepare(new_code_cell("plot()", outputs=outputs)).cells[0].outputs) == 1


def test_markdown_output_is_written_out() -> None:
    """Markdown that a cell shows is Markdown."""
    data = show({"text/markdown": "**a** <b>", "text/plain": "x"})
    assert data["text/html"] == '<div class="kg-note"><p><strong>a</strong> &lt;b&gt;</p>\n</div>'


def test_headings_in_an_output_are_below_the_section() -> None:
    """They are one level below the heading before."""
    output = new_output("display_data", {"text/markdown": "# b", "text/plain": "b"})
    nb = prepare(new_markdown_cell("x\n\n# a"), new_code_cell("show()", outputs=[output]))
    assert nb.cells[1].outputs[0].data["text/vnd.typst"].strip() == "== b"


def test_a_cell_is_named_by_kind_number_and_beginning() -> None:
    """Code cells are counted as Jupyter counts them."""
    nb = prepare(new_markdown_cell("a"), new_code_cell(""), new_code_cell("\nx = 1\ny"))
    assert [place_of(cell) for cell in nb.cells] == ["Markdown cell 1 (a)", "code cell 1 (x = 1)"]


def section_of(chapter: dict[str, str] | None, level: int) -> NotebookNode:
    data = {**VIEW, "text/html": f'<section class="kg-section"><h{level}>Mục</h{level}></section>'}
    metadata = {"kgreport": {"chapter": chapter}} if chapter else {"kgreport": {}}
    cell: NotebookNode = new_code_cell("view", outputs=[new_output("display_data", data, metadata=metadata)])
    return cell


def test_a_chapter_is_headed_where_it_begins() -> None:
    """Its other sections do not repeat the heading, and one's own heading stands at their level."""
    first, second = {"id": "review", "title": "I. Kiểm điểm"}, {"id": "tasks", "title": ""}
    nb = prepare(
        section_of(None, 2),
        section_of(first, 3),
        section_of(first, 3),
        new_markdown_cell("## Nhận xét"),
        section_of(second, 2),
        new_markdown_cell("## Khác"),
    )

    views = [cell for cell in nb.cells if cell.cell_type == "code"]
    texts = [cell for cell in nb.cells if cell.cell_type == "markdown"]
    assert [chapter_of(cell.outputs[0]) for cell in views] == [None, first, None, second]
    assert [cell.metadata["heading_level"] for cell in texts] == [3, 2]
