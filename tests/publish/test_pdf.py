"""The PDF as a reader library and an assistive technology see it."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdf
import pytest
from nbconvert.exporters import get_exporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kgreport.errors import PublishError
from kgreport.publish.pdf import ReportPDFExporter
from kgreport.publish.prepared.documents import DocumentError
from kgreport.publish.typesetting import TypesettingError

HEAD = {
    "title": "Báo cáo kết quả kiểm điểm năm 2018",
    "language": "vi",
    "issued": "2019-04-01",
    "status": "draft",
    "author": "Tỉnh ủy Kiên Giang",
}
HEAD_MARKUP = """#kg-head(superior: [ĐẢNG BỘ TỈNH], issuer: [BAN THƯỜNG VỤ], number: [Số 1-BC/TU],
party: [ĐẢNG CỘNG SẢN VIỆT NAM], place-date: [Rạch Giá, ngày 01 tháng 4 năm 2019],
kind: [BÁO CÁO], subject: [kết quả kiểm điểm năm 2018], draft: [DỰ THẢO])"""
ROWS = " ".join(f"[Xã {number}], [{number}.000]," for number in range(80))
SECTION = f"""= Xếp loại <sec-levels>

#kg-points[
+ 53.340 đảng viên; 284 không hoàn thành (#kg-link("missing")[mục II])
]

#figure(kind: table, caption: [Theo đơn vị], kg-table(columns: (1fr, auto), align: (left, right),
table.header([Đơn vị], [Số lượng]), {ROWS} [*Tổng số*], [*53.340*])) <table-units>

#kg-source[Nguồn: số liệu công bố.]

== Tổ chức cơ sở đảng <sub-levels>
"""
CLOSING = "#kg-closing(recipients: ([Nơi nhận:], [Lưu.]), signature: ([PHÓ BÍ THƯ], [Nguyễn Văn Ẩn]))"
SVG = (
    '<svg xmlns=\\"http://www.w3.org/2000/svg\\" viewBox=\\"0 0 9 9\\">'
    '<rect width=\\"5\\" height=\\"5\\"/></svg>'
)
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="


def view(markup: str, source: str = "view()", **metadata: object) -> NotebookNode:
    """Make the cell of a view."""
    data = {"text/vnd.typst": markup, "text/html": "<h2>x</h2>", "text/plain": ""}
    return NotebookNode(
        new_code_cell(
            source,
            outputs=[new_output("display_data", data, metadata={"kgreport": metadata} if metadata else {})],
        )
    )


def chart(alt: str | None) -> str:
    """Write the markup of a chart, with or without alternative text."""
    alt_text = f', alt: "{alt}"' if alt else ""
    picture = f'image(bytes("{SVG}"), format: "svg"{alt_text})'
    return f"#figure(kind: image, caption: [Mức], {picture}) <chart-levels>"


def publish(*cells: NotebookNode) -> bytes:
    """Publish cells as PDF."""
    pdf, _ = ReportPDFExporter().from_notebook_node(new_notebook(cells=list(cells)))
    return bytes(pdf)


def published_text(*cells: NotebookNode) -> str:
    """Return the words of the PDF of some cells, as they would be copied."""
    return words(publish(view(HEAD_MARKUP, document=HEAD), *cells))


def words(pdf: bytes) -> str:
    """Return what can be copied out of a PDF, page by page, with blanks made alike."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture(scope="module")
def report() -> bytes:
    """Publish a small report with everything in it."""
    return publish(
        new_code_cell("year = 2018"),
        view(HEAD_MARKUP, document=HEAD),
        view(SECTION),
        view(chart("162 xuất sắc")),
        new_markdown_cell("### Nhận xét\n\nGiữ *nguyên*."),
        view(CLOSING),
    )


@pytest.fixture(scope="module")
def opened(report: bytes) -> Iterator[pikepdf.Pdf]:
    """Open the report."""
    with pikepdf.open(io.BytesIO(report)) as pdf:
        yield pdf


def bookmarks(pdf: bytes) -> list[Any]:
    """Return the titles of the bookmarks, nested as they are."""

    def titles(entries: list[Any]) -> list[Any]:
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in entries]

    return titles(pypdf.PdfReader(io.BytesIO(pdf)).outline)


def roles(pdf: pikepdf.Pdf) -> dict[str, list[Any]]:
    """Return every structure element, by its role."""
    found: dict[str, list[Any]] = {}
    waiting: list[Any] = [pdf.Root.StructTreeRoot]
    while waiting:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting.extend(node)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.setdefault(str(node.S), []).append(node)
            if "/K" in node:
                waiting.append(node.K)
    return found


def test_it_is_marked_for_archive_and_access(opened: pikepdf.Pdf) -> None:
    """PDF/A-3a and PDF/UA-1 in one file."""
    with opened.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
    assert bool(opened.Root.MarkInfo.Marked)


def test_it_stores_the_metadata_of_the_document(opened: pikepdf.Pdf) -> None:
    """Title, language, author and date are the document's; viewers show the title."""
    with opened.open_metadata() as xmp:
        assert xmp["dc:title"] == HEAD["title"]
        assert xmp["dc:creator"] == [HEAD["author"]]
        assert str(xmp["xmp:CreateDate"]).startswith("2019-04-01")
    assert str(opened.Root.Lang) == "vi"
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_tables_have_heading_cells(opened: pikepdf.Pdf) -> None:
    """Readers hear which column they are in."""
    tagged = roles(opened)
    assert len(tagged["/TH"]) == 2
    assert len(tagged["/TD"]) == 2 * 81


def test_figures_have_alternative_text(opened: pikepdf.Pdf) -> None:
    """A screen reader reads the chart aloud."""
    assert "162 xuất sắc" in [str(node.get("/Alt", "")) for node in roles(opened)["/Figure"]]


def test_sections_are_bookmarks(report: bytes) -> None:
    """Sections and what stands under them, nested."""
    assert bookmarks(report) == ["Xếp loại", ["Tổ chức cơ sở đảng", "Nhận xét"]]


def test_text_is_copied_as_written(report: bytes) -> None:
    """Vietnamese text is composed and whole."""
    text = words(report)
    assert unicodedata.is_normalized("NFC", text)
    for phrase in ("ĐẢNG CỘNG SẢN VIỆT NAM", "kết quả kiểm điểm năm 2018", "Theo đơn vị", "53.340"):
        assert phrase in text
    assert "year = 2018" not in text


def test_same_notebook_same_bytes(report: bytes) -> None:
    """A PDF does not store when it was made."""
    again = publish(
        new_code_cell("year = 2018"),
        view(HEAD_MARKUP, document=HEAD),
        view(SECTION),
        view(chart("162 xuất sắc")),
        new_markdown_cell("### Nhận xét\n\nGiữ *nguyên*."),
        view(CLOSING),
    )
    assert again == report


def test_an_undated_document_has_a_fixed_date() -> None:
    """While the day of issue is not known, the day of the build is not printed instead."""
    pdf = publish(view(HEAD_MARKUP, document={**HEAD, "issued": None}))
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as xmp:
        assert str(xmp["xmp:CreateDate"]).startswith("2000-01-01")


def test_a_draft_is_marked_on_every_page(report: bytes) -> None:
    """In the head of the first page and above the others; a final document has no mark."""
    pages = pypdf.PdfReader(io.BytesIO(report)).pages
    assert len(pages) > 1
    assert all("DỰ THẢO" in page.extract_text() for page in pages)
    final = publish(view(SECTION, document={**HEAD, "status": "final"}))
    assert "DỰ THẢO" not in words(final)


def test_simulated_figures_are_marked_on_every_page() -> None:
    """Also on the first, and in a final document."""
    head = {**HEAD, "status": "final", "simulated_mark": "SỐ LIỆU MÔ PHỎNG"}
    pages = pypdf.PdfReader(io.BytesIO(publish(view(SECTION, document=head)))).pages
    assert len(pages) > 1
    assert all("SỐ LIỆU MÔ PHỎNG" in page.extract_text() for page in pages)
    real = publish(view(SECTION, document={**HEAD, "status": "final"}))
    assert "MÔ PHỎNG" not in words(real)


def test_pages_are_numbered_from_the_second(report: bytes) -> None:
    """The number stands alone at the top."""
    first, second = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(report)).pages[:2])
    assert second.split()[0] == "2"
    assert first.split()[0] != "1"


def test_bold_letters_are_whole(opened: pikepdf.Pdf) -> None:
    """The bold fonts lack Vietnamese letters, so the PDF does not use them."""
    fonts = {str(font.BaseFont) for page in opened.pages for font in page.Resources.Font.values()}
    assert any("Semibold" in font for font in fonts)
    assert not [font for font in fonts if "LibertinusSerif-Bold" in font]


def test_a_notebook_without_head_prints_its_title() -> None:
    """The first heading is the title, and headings under it are sections."""
    pdf = publish(new_markdown_cell("# Đầu đề\n\n## Mục\n\n#### Dưới"), new_markdown_cell("### Ba"))
    assert words(pdf) == "Đầu đề Mục Dưới Ba"
    assert bookmarks(pdf) == ["Mục", ["Dưới", "Ba"]]


def test_foreign_outputs_are_printed() -> None:
    """Pictures, frames and text of an analyst."""
    html = "<table><thead><tr><th>a</th></tr></thead><tr><td>7</td></tr></table>"
    outputs = [
        new_output("display_data", {"image/png": PNG}),
        new_output("display_data", {"text/html": html}),
        new_output("stream", name="stdout", text="Tổng: 840"),
    ]
    text = published_text(new_code_cell("show()", outputs=outputs))
    assert "a 7 Tổng: 840" in text


def test_data_is_never_markup() -> None:
    """Nothing that an analyst writes is called, included or read."""
    wild = '#panic("x") $a$ @b <c> *d _e `f` \\ // g /* h = [i] ~ "j" #include "main.typ"'
    cell = new_code_cell("print()", outputs=[new_output("stream", name="stdout", text=wild)])
    html = {"text/html": f"<p>{wild.replace('<c>', '&lt;c&gt;')}</p>"}
    shown = new_code_cell("show()", outputs=[new_output("display_data", html)])
    text = published_text(cell, shown)
    assert text.count('#panic("x") $a$ @b <c>') == 2
    assert text.count("// g /* h = [i] ~") == 2


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        (chart(None), r"code cell 2 \(tables.levels\(\)\): figure 'chart-levels' has no alternative text"),
        ("= Mục\n\n😀", r"code cell 2 .*no font has the character '😀'"),
        ("= Mục\n\n#kg-nothing[]", r"code cell 2 .*unknown variable: kg-nothing"),
    ],
)
def test_errors_name_the_cell(markup: str, message: str) -> None:
    """The message names the cell and the figure, and says what to do."""
    with pytest.raises(TypesettingError, match=message):
        publish(view(HEAD_MARKUP, document=HEAD), view(markup, "tables.levels()"))


def test_all_problems_are_named_at_once() -> None:
    """Two charts without alternative text are two lines."""
    with pytest.raises(TypesettingError) as caught:
        publish(view(HEAD_MARKUP, document=HEAD), view(chart(None), "a"), view(chart(None), "b"))
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "code cell 2 (a)",
        "code cell 3 (b)",
    ]


def test_a_document_needs_a_title() -> None:
    """Without any, nothing is published."""
    with pytest.raises(DocumentError, match="no title") as caught:
        publish(new_markdown_cell("Chữ"))
    assert isinstance(caught.value, PublishError)


def test_jupyter_finds_the_exporter() -> None:
    """It is in nbconvert's list and in JupyterLab's menu."""
    exporter = get_exporter("kgreport_pdf")
    assert exporter is ReportPDFExporter
    assert (exporter.export_from_notebook, ReportPDFExporter().file_extension) == (
        "Báo cáo (PDF) · Report",
        ".pdf",
    )


def test_images_are_embedded_as_they_are() -> None:
    """A picture's bytes reach the PDF through memory."""
    pdf = publish(
        view(HEAD_MARKUP, document=HEAD),
        new_code_cell("plot()", outputs=[new_output("display_data", {"image/png": PNG})]),
    )
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(list(opened.pages[0].get_images())) == 1
