"""Small executed notebooks as the exporters get them: views of a report, and an analyst's own outputs."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from kgreport.views.sizes.scrolling import scroll_opening

TITLE = "Báo cáo kết quả đánh giá, xếp loại năm 2018"
LANGUAGE = {"language_info": {"name": "python"}}


def view(html: str, typst: str = "x", **metadata: Any) -> NotebookNode:
    """Return the output of a view."""
    data = {"text/html": html, "text/vnd.typst": typst, "text/plain": "…"}
    output: NotebookNode = new_output("display_data", data, metadata={"kgreport": metadata})
    return output


def head(**metadata: Any) -> NotebookNode:
    """Return a report's head; `metadata` changes fields of the document."""
    document = {"title": TITLE, "language": "vi", "status": "final", "author": "Tỉnh ủy", **metadata}
    html = (
        '<div class="kg-letterhead"><div class="kg-issuer"><p>TỈNH ỦY</p><p>*</p></div><div class="kg-state">'
        '<p class="kg-party">ĐẢNG CỘNG SẢN VIỆT NAM</p><p class="kg-date">ngày 01 tháng 4 năm 2019</p>'
        '</div></div><h1><span class="kg-kind">BÁO CÁO</span> kết quả đánh giá, xếp loại năm 2018</h1>'
    )
    return view(html, document=document)


def table(name: str, rows: int = 3, columns: int = 2) -> str:
    """Return a table as views write it."""
    rows_of = [["Đơn vị", *["Cột số 1"] * (columns - 1)], ["Huyện ủy số 1", *["53.340"] * (columns - 1)]]
    named = f'aria-labelledby="table-{name}-title"'
    heads = "".join(f'<th scope="col" class="kg-num">Cột số {column}</th>' for column in range(1, columns))
    numbers = '<td class="kg-num">53.340</td>' * (columns - 1)
    body = "".join(f'<tr><th scope="row">Huyện ủy số {row}</th>{numbers}</tr>' for row in range(rows))
    return (
        f'<figure class="kg-table" id="table-{name}">{scroll_opening(rows_of, named)}<table>'
        f'<caption id="table-{name}-title"><span class="kg-number">Bảng 1.</span> Bảng {name} '
        '<span class="kg-unit">(tổ chức)</span>'
        f'</caption><thead><tr><th scope="col">Đơn vị</th>{heads}</tr></thead><tbody>'
        f'{body}<tr class="kg-total"><th scope="row">Toàn tỉnh</th>{numbers}</tr></tbody>'
        '</table></div><div class="kg-notes"><p class="kg-source">Nguồn: báo cáo.</p></div></figure>'
    )


def section(name: str, title: str, *inner: str) -> NotebookNode:
    """Return a section view."""
    opening = f'<section class="kg-section" aria-labelledby="{name}"><h2 id="{name}">{title}</h2>'
    return view(opening + "".join(inner) + "</section>")


def code(source: str, *outputs: NotebookNode, tags: tuple[str, ...] = (), **metadata: Any) -> NotebookNode:
    """Return an executed code cell."""
    about = {"tags": list(tags), **metadata}
    cell: NotebookNode = new_code_cell(source, outputs=list(outputs), execution_count=1, metadata=about)
    return cell


def notebook(*cells: NotebookNode, **metadata: Any) -> NotebookNode:
    """Return a notebook of cells with ids that do not change."""
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    made: NotebookNode = new_notebook(cells=list(cells), metadata={**LANGUAGE, **metadata})
    return made


def report(**metadata: Any) -> NotebookNode:
    """Return a small report with everything that readers meet; `metadata` changes fields of the document."""
    key = (
        '<dl class="kg-key"><div><dt>Đảng viên được xếp loại</dt><dd>53.340 '
        '<span class="kg-share">99,47%</span></dd></div></dl>'
    )
    chart = (
        '<figure class="kg-chart" id="chart-levels"><svg role="img" aria-label="Cột" viewBox="0 0 480 40">'
        '<text x="0" y="20" fill="currentColor">Xuất sắc</text><rect x="90" width="90" height="30" '
        'fill="#1b6ca8"/></svg><figcaption>Mức xếp loại</figcaption></figure>'
    )
    closing = '<div class="kg-closing"><div class="kg-recipients"><p>Nơi nhận:</p></div>'
    closing += '<div class="kg-signature"><p>T/M BAN THƯỜNG VỤ</p></div></div>'
    long_title = "Tỷ lệ tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ so với giới hạn theo từng cơ sở tính"
    return notebook(
        code("year = 2017", tags=("parameters",)),
        code('year = 2018  # năm\nissuer = "Tỉnh ủy"', tags=("injected-parameters",)),
        code("report.head()", head(**metadata)),
        new_markdown_cell("Xem bảng này.", metadata={"tags": ["guide"]}),
        code("report.summary()", section("summary", "Tóm tắt", "<p>Có 53.340 đảng viên.</p>", key, chart)),
        code("report.cap()", section("cap", long_title, table("cap", columns=9))),
        code("report.annex()", section("annex", "Phụ lục", table("annex", rows=80))),
        *_analysis(),
        code("report.closing()", view(closing)),
    )


def _analysis() -> list[NotebookNode]:
    frame = '<table border="1"><thead><tr style="text-align: right;"><th></th><th>n</th></tr></thead>'
    frame += "<tbody><tr><th>0</th><td>5</td></tr></tbody></table>"
    prose = "## Phân tích thêm\n\n| Năm | Số |\n|---|--:|\n| 2018 | 43 |\n\nXem [trang](https://example.org)."
    return [
        new_markdown_cell(prose),
        code("df", new_output("execute_result", {"text/html": frame, "text/plain": "n"}, execution_count=1)),
        code("plot()", new_output("display_data", {"image/png": picture()}), alt="Đường đi lên"),
        code("print(1)", new_output("stream", name="stdout", text="dòng chữ " * 40)),
    ]


def picture() -> str:
    """Return a grey PNG of one pixel, in base64."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\x00\x80")
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return base64.b64encode(png).decode()
