"""What an analyst shows is in both formats, or its author is told by cell what is not."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from PIL import Image

from kgreport.builder.file_hashes import hash_notebook
from kgreport.execute.normal_form import write_notebook
from kgreport.publish.foreign import fragments, pictures, shown, tables
from kgreport.publish.foreign.origins import LEFT_OUT
from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter
from tests.publish.sample_notebooks import notebook, picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'


def page_of(*cells: NotebookNode, folder: Path | None = None) -> tuple[str, list[str]]:
    """Publish cells in both formats; return the page, and what readers do not get, the same in both."""
    known = {"metadata": {"name": "x", "path": str(folder) if folder else ""}}
    page, of_page = ReportHTMLExporter().from_notebook_node(notebook(*cells), known)
    printed, of_print = ReportPDFExporter().from_notebook_node(notebook(*cells), known)
    assert printed.startswith(b"%PDF")
    said = [
        [one.say("en") for one in dict.fromkeys(found.get(LEFT_OUT, []))] for found in (of_page, of_print)
    ]
    assert said[0] == said[1]
    return page, said[0]


def shows(data: dict[str, Any], **metadata: str) -> NotebookNode:
    cell: NotebookNode = new_code_cell(
        "show()", outputs=[new_output("display_data", data)], execution_count=1, metadata=metadata
    )
    return cell


def drawn(kind: str) -> str:
    file = io.BytesIO()
    Image.new("RGB", (3, 3)).save(file, kind)
    return base64.b64encode(file.getvalue()).decode()


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif", "webp"])
def test_every_usual_kind_of_picture_is_shown(kind: str) -> None:
    page, left_out = page_of(shows({f"image/{kind}": drawn(kind), "text/plain": "<Figure>"}, alt="Cột"))
    assert f'<img src="data:image/{kind};base64,' in page
    assert left_out == []


def test_pictures_of_markdown_are_shown_with_their_alt_text(tmp_path: Path) -> None:
    (tmp_path / "ảnh 1.svg").write_text(SVG, "utf-8")
    prose = "![Kèm](attachment:a.png)\n\n![Bên cạnh](%E1%BA%A3nh%201.svg) <img src='ảnh 1.svg' alt='Thẻ'>"
    cell = new_markdown_cell(prose, attachments={"a.png": {"image/png": picture()}})
    page, left_out = page_of(cell, folder=tmp_path)
    assert [alt in page for alt in ('alt="Kèm"', 'alt="Bên cạnh"', 'alt="Thẻ"')] == [True] * 3
    assert left_out == []


@pytest.mark.parametrize(
    ("prose", "said"),
    [
        ("![x](../secret.png)", "there is no picture '../secret.png'"),
        ("![x](/etc/hostname)", "there is no picture '/etc/hostname'"),
        ("![x](link.png)", "there is no picture 'link.png'"),
        (
            "![x](https://example.org/a.png)",
            "the picture 'https://example.org/a.png' is outside the notebook",
        ),
        ("![x](attachment:b.png)", "there is no picture 'attachment:b.png'"),
        ("![x](text.png)", "a picture that is damaged (unknown kind)"),
        ("![x](data:image/png;base64,!!)", "a picture that is damaged (no Base64)"),
        (r"$\foo{x}$", r"a formula with '\\foo'"),
        ("漢字 😀", "letters without a font (U+5B57 U+6F22 U+1F600)"),
    ],
)
def test_what_markdown_cannot_show_is_told(prose: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "notebooks"
    folder.mkdir()
    (tmp_path / "secret.png").write_bytes(base64.b64decode(picture()))
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "text.png").write_text("no picture")
    page, left_out = page_of(new_markdown_cell(prose), folder=folder)
    assert left_out == [f"[Markdown cell 1: {said}]"]
    assert picture() not in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"image/png": '"><meta http-equiv="refresh" content="0">'}, "a picture that is damaged (no Base64)"),
        ({"image/png": base64.b64encode(b"PNG").decode()}, "a picture that is damaged (unknown kind)"),
        ({"image/svg+xml": "<svg><rect></svg>"}, "a picture that is damaged (its XML is damaged: "),
        ({"image/svg+xml": SVG.replace("<rect", '<image href="a.png"/><rect')}, "it refers to 'a.png'"),
        ({"text/html": "<div id='plot'></div><script>draw()</script>"}, "an interactive figure of scripts"),
        (
            {"application/vnd.vega.v5+json": {}},
            "content that cannot be printed (application/vnd.vega.v5+json)",
        ),
        ({"application/javascript": "draw()", "text/plain": "<Javascript object>"}, "cannot be printed"),
        ({"text/html": "<img src='http://example.org/a.gif'>"}, "is outside the notebook"),
        ({"text/latex": r"$\foo$", "text/plain": "<Math object>"}, "content that cannot be printed"),
    ],
)
def test_what_an_output_cannot_show_is_told_to_readers_and_author(data: dict[str, Any], said: str) -> None:
    page, left_out = page_of(shows(data))
    assert len(left_out) == 1
    assert left_out[0].startswith("[code cell 1: ")
    assert said in left_out[0]
    assert page.lower().count("http-equiv") == 1
    assert '<p class="kg-left-out">[ô mã 1: ' in page


def test_a_table_keeps_its_caption_and_all_rows() -> None:
    """The second row looks like the heading, and is none."""
    rows = "<thead><tr><th>n</th></tr></thead><tr><th>n</th></tr><tr><td>5</td></tr>"
    page, left_out = page_of(shows({"text/html": f"<table><caption>Bảng của Styler</caption>{rows}</table>"}))
    assert ">Bảng của Styler</caption>" in page
    assert page.count("<tr>") == 3
    assert left_out == []


def test_a_drawing_inside_html_is_shown() -> None:
    inner = '<svg width="9" height="9" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
    page, left_out = page_of(shows({"text/html": f"<p>Trước</p>{inner}<p>Sau</p>"}, alt="Ô vuông"))
    assert page.index("Trước") < page.index('alt="Ô vuông"') < page.index("Sau")
    assert left_out == []


def test_formulas_are_shown_in_markdown_and_outputs() -> None:
    latex = {"text/latex": r"$\displaystyle \sum_{i=1}^{n} x_i$", "text/plain": "Sum(x[i], (i, 1, n))"}
    page, left_out = page_of(new_markdown_cell("Tỷ lệ $\\frac{a}{b}$; giá 5$ và 6$"), shows(latex))
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in page
    assert "<munderover><mrow><mo>∑</mo></mrow>" in page
    assert "giá 5$ và 6$" in page
    assert left_out == []


def test_what_is_too_long_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "LONGEST", 1000)
    monkeypatch.setattr(tables, "MOST_CELLS", 40)
    rows = "".join(f"<tr><td>{n}</td><td>x</td></tr>" for n in range(100))
    text = new_output("stream", name="stdout", text="x" * 1010)
    page, left_out = page_of(
        new_code_cell("print()", outputs=[text], execution_count=1),
        shows({"text/html": f"<table>{rows}</table>"}),
        shows({"text/html": f"<table><tr>{'<td>1</td>' * 500}</tr></table>"}),
    )
    assert left_out == [
        "[code cell 1: the last 10 characters of a text]",
        "[code cell 2: the rows of a table after its first 20]",
        "[code cell 3: the last 400 columns of a table]",
    ]
    assert '<td class="kg-num">19</td>' in page


def test_a_picture_that_would_fill_the_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_DOTS", 8)
    for kind in ("png", "jpeg", "gif", "webp"):
        _, left_out = page_of(shows({f"image/{kind}": drawn(kind)}))
        assert len(left_out) == 1, kind


def test_a_small_file_of_more_dots_than_anybody_unpacks_is_told() -> None:
    file = io.BytesIO()
    Image.new("1", (20_000, 3_001)).save(file, "PNG")

    _, (said,) = page_of(shows({"image/png": base64.b64encode(file.getvalue()).decode()}))

    assert "60 million dots" in said


@pytest.mark.parametrize("piece", ["<a ", "</a ", "&#", "<a x='\"><a "])
def test_tags_without_an_end_are_text_and_take_no_long_time(piece: str) -> None:
    page, _ = page_of(shows({"text/html": ">" * 2000 + piece * 2000}))
    assert "&gt;&gt;" in page


def test_a_comment_without_an_end_is_told() -> None:
    page, left_out = page_of(shows({"text/html": "<p>Trước</p>" + "<!--" * 5000 + "<p>Sau</p>"}))
    assert "Trước" in page
    assert left_out == ["[code cell 1: HTML without an end]"]


def test_a_picture_that_a_cell_repeats_too_often_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 4)
    cell = new_markdown_cell(
        "![A](attachment:a.png) " * 3, attachments={"a.png": {"image/png": drawn("png")}}
    )
    _, left_out = page_of(cell)
    assert set(left_out) == {"[Markdown cell 1: more pictures than a cell may have]"}


def test_cells_and_rows_need_no_end() -> None:
    page, left_out = page_of(
        shows({"text/html": "<table>" + "<tr><td>một<td>hai" * 2 + "</table><p>Sau</p>"})
    )
    assert page.count("<tr><td>một</td><td>hai</td></tr>") == 2
    assert "<p>Sau</p>" in page
    assert left_out == []


def test_html_of_very_many_letters_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_LETTERS", 20)
    page, left_out = page_of(shows({"text/html": "<table><tr><td>một hai ba<td>bốn năm sáu bảy</table>"}))
    assert "<td>bốn năm sáu</td>" in page
    assert left_out == ["[code cell 1: HTML that is too long]"]


def test_html_of_very_many_tags_is_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MOST_TAGS", 4)
    page, left_out = page_of(shows({"text/html": "<p>một</p><p>hai</p><p>ba</p>"}))
    assert "hai" in page
    assert "ba</p>" not in page
    assert left_out == ["[code cell 1: HTML that is too long]"]


def test_a_picture_in_a_table_is_told() -> None:
    inside = '<table><tr><td>1<img src="a.png" alt="cờ"></td></tr></table>'
    page, left_out = page_of(shows({"text/html": inside}))
    assert "1 cờ" in page
    assert left_out == ["[code cell 1: a picture inside a table]"]


def test_a_formula_of_many_nested_commands_is_told() -> None:
    _, left_out = page_of(new_markdown_cell("$" + "\\frac" * 1500 + "$"))
    assert left_out == ["[Markdown cell 1: a formula with '{{{']"]


def test_a_title_with_many_spaces_takes_no_long_time() -> None:
    page, _ = page_of(new_markdown_cell("# Năm" + " " * 4000 + "2018"))
    assert "2018" in page


def test_a_drawing_that_repeats_itself_without_end_is_told() -> None:
    uses = "".join(f'<g id="a{n + 1}">' + f'<use href="#a{n}"/>' * 10 + "</g>" for n in range(9))
    drawing = SVG.replace("<rect", f'<defs><g id="a0"/>{uses}</defs><use href="#a9"/><rect')
    _, left_out = page_of(shows({"image/svg+xml": drawing}))
    assert "it repeats its parts too often" in left_out[0]


def test_cells_that_were_not_run_are_told() -> None:
    page, left_out = page_of(
        new_code_cell("x = 1"), new_code_cell("y"), new_code_cell("z", execution_count=1)
    )
    assert left_out == ["[code cell 1: code cells that have not been run: 1, 2]"]
    assert "[ô mã 1: chưa chạy các ô mã 1, 2]" in page


def test_the_key_of_a_report_knows_the_pictures_of_its_notebook(tmp_path: Path) -> None:
    cell = new_markdown_cell("![x](a.png)", id="a", attachments={"b.png": {"image/png": "eA=="}})
    path, beside = tmp_path / "x.ipynb", tmp_path / "a.png"
    hashes = set()
    for content, attached in ((b"1", "eA=="), (b"2", "eA=="), (b"2", "eQ==")):
        beside.write_bytes(content)
        cell.attachments["b.png"]["image/png"] = attached
        write_notebook(notebook(cell), path)
        hashes.add(hash_notebook(path))
    assert len(hashes) == 3


@pytest.mark.parametrize(
    "part",
    [
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
        '<g filter="url(#f)"/>',
        '<g style="filter: blur(9px)"/>',
        "<style>rect {filter:blur(9px)}</style>",
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    ],
)
def test_what_could_take_long_to_draw_is_told(part: str) -> None:
    _, left_out = page_of(shows({"image/svg+xml": SVG.replace("</svg>", f"{part}</svg>")}))
    assert len(left_out) == 1
    assert "filter" in left_out[0] or "data:image/svg" in left_out[0]


def test_what_a_filter_is_not_is_drawn() -> None:
    part = '<g style="x-filter: 1; filter: none" filter="none"/>'
    assert page_of(shows({"image/svg+xml": SVG.replace("</svg>", f"{part}</svg>")}))[1] == []


def test_words_in_another_style_stay_in_their_line_and_raised_digits_are_raised() -> None:
    words = "Có <b>3</b> <bdi>mục</bdi>, 10<sup>3</sup> km<sup>2</sup>, x<sub>1</sub>, 4<sup>th</sup>"

    page, said = page_of(shows({"text/html": f"{words}<table><tr><td>10<sup>6</sup></td></tr></table>"}))

    assert "<p>Có 3 mục, 10³ km², x₁, 4^th</p>" in page
    assert "10⁶" in page
    assert said == []
