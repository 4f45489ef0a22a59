"""The text of a document is read whole, in order, and its numbers never run together."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import typst
from docx.document import Document
from docx.oxml import parse_xml
from pypdf import PdfReader, PdfWriter

from kgreport.errors import TextFileError
from kgreport.fact_check.documents.reading import KINDS, read_stdin, read_text

SENTENCE = "Có 12/15 chi bộ (chiếm 80,00%) hoàn thành tốt nhiệm vụ."
ADDED = (
    '<w:ins xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:id="1">'
    "<w:r><w:t>12</w:t></w:r></w:ins>"
)
DELETED = ADDED.replace("w:ins", "w:del").replace("w:t>", "w:delText>").replace("12", "22")


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file, and give its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


Write = Callable[[str, str | bytes], Path]


def as_bytes(document: Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf_of(*pages: str) -> bytes:
    """Typeset pages with a head, a number at the foot, and lines of about sixty letters."""
    style = '#set page(width: 120mm, height: 90mm, header: [Ban Tổ chức], numbering: "1")\n'
    return typst.compile((style + "\n#pagebreak()\n".join(pages)).encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_unicode(write: Write, encoding: str) -> None:
    assert read_text(write("a.txt", SENTENCE.encode(encoding))) == SENTENCE


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("12/15 chi".encode("utf-16-le"), "zero bytes"),
        ("Có 12 chi bộ đạt".encode("cp1258", "replace"), "byte 2 is not UTF-8"),
        (b"\xff\xfeabc", "is not UTF-16"),
    ],
)
def test_other_encodings_are_refused_with_advice(write: Write, content: bytes, message: str) -> None:
    with pytest.raises(TextFileError, match=f"a.txt: .*{message}.*save it again as UTF-8"):
        read_text(write("a.txt", content))


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_place_in_the_text_is_the_place_in_the_file(write: Write, name: str) -> None:
    """Also where lines are joined and marks left out."""
    content = (
        "# Năm 2018\n\nCó **12/15** chi bộ [đạt](http://a.vn/2019)\nyêu cầu.\n\n"
        "| Mức | Số |\n|:--|--:|\n| Tốt | 12 |\n\n```\n99%\n```\n"
    )

    text = read_text(write(name, content))

    assert len(text) == len(content)
    assert text.index("12/15") == content.index("12/15")
    assert "chi bộ" in text
    assert "\nyêu cầu" not in text


def test_markdown_keeps_words_and_numbers_alone(write: Write) -> None:
    content = (
        "---\ndate: 2018\n---\n## Kết quả\n\n> *Có* __12__ `chi bộ`[^3]\n\n"
        "| Mức | Số |\n|:--|--:|\n| Tốt | **12** |\n\n![30%](1.png)\n<!-- 77 -->\n~~~\n99%\n~~~\n* 5 chi bộ"
    )

    lines = [line.split() for line in read_text(write("a.md", content)).splitlines() if line.strip()]

    assert lines == [
        ["Kết", "quả"],
        ["Có", "12", "chi", "bộ"],
        ["Mức", "Số"],
        ["Tốt", "12"],
        ["*", "5", "chi", "bộ"],
    ]


def test_lines_of_a_wrapped_text_are_joined_and_others_are_not(write: Write) -> None:
    wrapped = (
        "Năm 2018 toàn tỉnh có 840 tổ chức cơ sở đảng được đánh giá, xếp loại;\n"
        "162 tổ chức hoàn thành xuất sắc nhiệm vụ, 596 tổ chức hoàn thành tốt nhiệm\n"
        "vụ và 58 tổ chức hoàn thành nhiệm vụ. Không hoàn thành nhiệm vụ có 24 tổ\n"
        "chức\n"
        "- 12 chi bộ;\n"
        "12 đảng bộ\n"
        "Nơi nhận"
    )

    assert [line[:12] for line in read_text(write("a.txt", wrapped)).split("\n")] == [
        "Năm 2018 toà",
        "- 12 chi bộ;",
        "12 đảng bộ",
        "Nơi nhận",
    ]


def test_html_gives_the_article_and_its_tables(write: Write) -> None:
    page = (
        "<!doctype html><title>Tin 2019</title><style>p{margin:9px}</style><nav>10 tin</nav>"
        "<p>Có <b>12</b>/15<sup>1</sup> chi\n   bộ&nbsp;đạt<br>yêu cầu</p><script>var a=30</script>"
        "<table><tr><th>Mức<th></th></tr><tr><td><p>Tốt</p></td><td>12</td></tr></table>"
        "<ul><li>5 chi bộ<li hidden>6 chi bộ</ul><svg><text>7</text></svg>"
    )

    assert read_text(write("a.html", page)).split("\n") == [
        "Có 12/15 chi bộ đạt",
        "yêu cầu",
        "Mức",
        "Tốt\t12",
        "5 chi bộ",
    ]


def test_cells_over_several_columns_and_rows_keep_the_others_in_their_columns(write: Write) -> None:
    page = (
        "<table><tr><th rowspan=2>Đơn vị</th><th colspan=2>Tốt</th><th rowspan=2>Tất cả</th></tr>"
        "<tr><th>Số</th><th>Tỷ lệ</th></tr><tr><td>Hoa Sen</td><td>7</td><td>50%</td><td>14</td></tr></table>"
    )
    document = docx.Document()
    table = document.add_table(3, 4)
    for row, texts in zip(table.rows, (" Tốt  ", "Đơn_vị Số Tỷ_lệ Tất_cả", "Hoa_Sen 7 50% 14"), strict=True):
        for cell, text in zip(row.cells, texts.split(" "), strict=True):
            cell.text = text.replace("_", " ")
    table.cell(0, 1).merge(table.cell(0, 2))

    assert read_text(write("a.html", page)).split("\n") == [
        "Đơn vị\tTốt\t\tTất cả", "\tSố\tTỷ lệ\t", "Hoa Sen\t7\t50%\t14",
    ]  # fmt: skip
    assert read_text(write("a.docx", as_bytes(document))).split("\n") == [
        "\tTốt\t\t", "Đơn vị\tSố\tTỷ lệ\tTất cả", "Hoa Sen\t7\t50%\t14",
    ]  # fmt: skip


def test_word_gives_paragraphs_and_tables_in_order(write: Write) -> None:
    document = docx.Document()
    document.add_heading("Kết quả")
    paragraph = document.add_paragraph("Có ")
    paragraph._p.append(parse_xml(ADDED))
    paragraph._p.append(parse_xml(DELETED))
    paragraph.add_run("/15")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" chi bộ")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Tốt", "12\n(80%)"
    document.add_paragraph("Hết")

    text = read_text(write("a.docx", as_bytes(document)))

    assert text.split("\n") == ["Kết quả", "Có 12/15 chi bộ", "Tốt\t12 (80%)", "Hết"]


def test_pdf_gives_paragraphs_without_heads_and_feet_of_pages(write: Write) -> None:
    text = read_text(
        write("a.pdf", pdf_of(f"= Kết quả\n{SENTENCE} {SENTENCE}\n\n- 5 chi bộ", "Trang sau.", "Hết"))
    )

    assert text.split("\n") == ["Kết quả", f"{SENTENCE} {SENTENCE}", "• 5 chi bộ", "Trang sau.", "Hết"]


def test_rows_of_tables_in_a_pdf_keep_their_cells_apart(write: Write) -> None:
    """Also narrow ones, beside a wide one; words of a justified line stay together."""
    table = "#table(columns: (40mm, 12mm, 12mm), stroke: none, [Mức], [Số], [%], [Tốt], [1.234], [80,00])"
    text = read_text(write("a.pdf", pdf_of(f"#set par(justify: true)\n{SENTENCE} {SENTENCE}\n{table}")))

    assert text.split("\n")[-3:] == [f"{SENTENCE} {SENTENCE}", "Mức\tSố\t%", "Tốt\t1.234\t80,00"]


def test_columns_of_text_in_a_pdf_are_read_one_after_the_other(write: Write) -> None:
    page = f"#columns(2)[{SENTENCE} {SENTENCE} #colbreak() {SENTENCE.replace('12', '13')} {SENTENCE}]"
    text = read_text(write("a.pdf", pdf_of(page)))

    assert "\t" not in text
    assert text.index("12/15") < text.index("13/15")


def test_a_notebook_gives_its_markdown_and_what_it_shows(write: Write) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["Có **12**\n", "chi bộ"]},
        {
            "cell_type": "code",
            "source": "99",
            "outputs": [
                {"output_type": "stream", "text": "98"},
                {
                    "output_type": "display_data",
                    "data": {"text/html": ["<p>5 chi bộ</p>"], "text/plain": "97"},
                },
                {"output_type": "display_data", "data": {"text/markdown": "_6_ chi bộ"}},
            ],
        },
    ]

    text = read_text(write("a.ipynb", json.dumps({"cells": cells})))

    assert [line.split() for line in text.splitlines()] == [
        ["Có", "12", "chi", "bộ"],
        ["5", "chi", "bộ"],
        ["6", "chi", "bộ"],
    ]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in {".docx", ".pdf", ".ipynb"}])
def test_what_is_piped_in_is_known_by_its_first_bytes(kind: str) -> None:
    content = f"<!DOCTYPE html><p>{SENTENCE}" if "htm" in kind else SENTENCE
    assert read_stdin(content.encode()) == SENTENCE


def test_a_pdf_can_be_piped_in() -> None:
    assert read_stdin(pdf_of(SENTENCE)).endswith("hoàn thành tốt nhiệm vụ.")


def encrypted() -> bytes:
    writer, stream = PdfWriter(PdfReader(io.BytesIO(pdf_of(SENTENCE)))), io.BytesIO()
    writer.encrypt("mật khẩu", algorithm="RC4-128")
    writer.write(stream)
    return stream.getvalue()


def without_text() -> bytes:
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", "", "is empty"),
        ("a.txt", " \n", "is empty"),
        ("a.html", "<p></p><script>12</script>", "has no text"),
        ("a.docx", "no zip", "is no Word document; save it again as .docx"),
        ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1"), "has a password, or is an old .doc"),
        ("a.pdf", "no pdf", "is no PDF that can be read"),
        ("a.pdf", encrypted(), "has a password; save it again without one"),
        ("a.pdf", without_text(), "holds pictures of pages and no text"),
        ("a.ipynb", '{"cells": [1]}', "is no Jupyter notebook"),
        ("a.doc", "x", "a .doc file; expected one of .txt, .md, .html, .*save it as .docx"),
        ("a", "x", "a file without a suffix; expected one of .txt"),
    ],
)
def test_what_cannot_be_read_is_named_with_what_to_do(
    write: Write, name: str, content: str | bytes, message: str
) -> None:
    with pytest.raises(TextFileError, match=rf"{name}: .*{message}"):
        read_text(write(name, content))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TextFileError, match="there is no such file"):
        read_text(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(TextFileError, match="cannot be read"):
        read_text(tmp_path / "b.txt")


@pytest.mark.parametrize(("name", "library"), [("a.docx", "docx"), ("a.pdf", "pypdf")])
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    write: Write, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(TextFileError, match=r'pip install "kgreport\[fact-check\]"'):
        read_text(write(name, "x"))


def test_a_table_in_markdown_is_one_table_of_cells_between_tabs(write: Write) -> None:
    rows = read_text(
        write("a.md", "| Mức | Số |\n|:--|--:|\n| **Tốt** | 12 |\n\na | b | c\n--|--|--\n1 | 2 | 3")
    )

    assert [[cell.strip() for cell in row.split("\t")] for row in rows.split("\n")] == [
        ["Mức", "Số"],
        ["", ""],
        ["Tốt", "12"],
        [""],
        ["a", "b", "c"],
        ["", "", ""],
        ["1", "2", "3"],
    ]
