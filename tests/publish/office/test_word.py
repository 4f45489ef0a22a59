"""A Word document says what its blocks say, in the form of a Party document, and Word can go on from it."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import nbformat
import pytest
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from PIL import Image

from kgreport.content.blocks import (
    Block,
    Closing,
    Column,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Run,
    Table,
    paragraph,
)
from kgreport.errors import PublishError
from kgreport.office_packages import pack, unpack
from kgreport.publish.office.word.document import write_word
from kgreport.publish.office.word.widths import fit_table, line_of
from kgreport.publish.prepared.documents import Document
from kgreport.publish.publishing import publish
from kgreport.seals.packages import manifest_of_parts, seal_state_of_package
from kgreport.terms.paper import Margins
from kgreport.views.texts import Note
from kgreport.views.view import Section

DOCUMENT = Document(
    title="Báo cáo năm 2018",
    issued=date(2019, 4, 1),
    status="draft",
    simulated_mark="SỐ LIỆU MÔ PHỎNG",
    author="Ban Thường vụ",
    margins=Margins(top=25, bottom=20, left=35, right=15),
)
HEAD = Letterhead(
    document="BÁO CÁO",
    subject="kết quả xếp loại",
    superior="ĐẢNG BỘ TỈNH",
    issuer="BAN THƯỜNG VỤ",
    number="Số 15-BC/TU",
    party="ĐẢNG CỘNG SẢN VIỆT NAM",
    place_date="Kiên Giang, ngày 01 tháng 4 năm 2019",
    draft="DỰ THẢO",
    replaces="Thay thế bản ban hành lần 1.",
    caution="Chỉ để minh họa.",
)
LEVELS = Table(
    id="table-levels",
    number="Bảng 1",
    title="Kết quả xếp loại",
    unit="đơn vị tính: đảng viên",
    columns=(
        Column(label="Đơn vị"),
        Column(label="Tốt", group="Số lượng", values="count"),
        Column(label="Khá", group="Số lượng", values="count"),
        Column(label="Tỷ lệ", values="percent"),
    ),
    cells=(
        ("Rạch Giá", "1.250*", "–", "93,90%"),
        ("nội thành <xã>", "250", "3", "90,00%"),
        ("Cả tỉnh", "53.340", "3", "90,00%"),
    ),
    totals=(2,),
    indents=((1, 1),),
    notes=("* Sau khi xếp loại lại.",),
    source="Nguồn: Số liệu công bố.",
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" width="400" height="200">'
    '<rect width="30" height="10" fill="#33709f"/><text x="2" y="18" fill="currentColor">3</text></svg>'
)
CHART = Picture(
    mime="image/svg+xml", data=DRAWING, alt='Ba thanh "cao"', id="chart-a", number="Biểu đồ 1", title="Cơ cấu"
)
WIDE = Table(
    id="wide",
    number="Bảng 3",
    title="Rộng",
    columns=tuple(Column(label=f"Nghiêngngả{n}", values="count") for n in range(11)),
    cells=(("53.340",) * 11,),
)
BLOCKS: Sequence[Block] = (
    HEAD,
    Heading(level=2, text="Những điểm chính", id="points"),
    Listing(
        ordered=True,
        items=(
            (Paragraph(runs=(Run(text="Vượt mức. "), Run(text="mục I", href="#first"))), paragraph("Thêm.")),
            (paragraph("Hai."), Listing(items=((paragraph("Trong."),), (paragraph("Sau."),)))),
        ),
    ),
    Listing(ordered=True, items=((paragraph("Lại từ đầu."),),)),
    Heading(level=2, text="I. Kết quả", id="first"),
    Heading(level=3, text="1. Xếp loại", id="levels"),
    Paragraph(
        runs=(
            Run(text="Có "),
            Run(text="hầu hết", bold=True),
            Run(text=". Xem "),
            Run(text="Bảng 1", href="#table-levels"),
            Run(text=", "),
            Run(text="trang", href="https://vi.example/?a=1&b=2"),
            Run(text=", "),
            Run(text="chỗ khác", href="#nowhere"),
            Run(text=".", code=True),
        )
    ),
    LEVELS,
    CHART,
    Heading(level=3, text="2. Theo đơn vị"),
    paragraph("Lời dẫn."),
    WIDE,
    Heading(level=2, text="II. Nhiệm vụ"),
    Closing(
        title="Nơi nhận:", recipients=("Lưu",), signature=("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), signer="An"
    ),
)


@pytest.fixture(scope="module")
def made() -> bytes:
    return pack(unpack(write_word(DOCUMENT, BLOCKS, before="first")))


@pytest.fixture(scope="module")
def opened(made: bytes) -> Opened:
    return read(made)


def read(made: bytes) -> Opened:
    return docx.Document(io.BytesIO(made))


def written(*blocks: Block, document: Document = DOCUMENT) -> Opened:
    return read(write_word(document, blocks))


def text_in(element: BaseOxmlElement) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def instructions(opened: Opened) -> list[str]:
    """List what the fields compute."""
    return [" ".join((one.text or "").split()) for one in opened.element.iter(qn("w:instrText"))]


def styled(opened: Opened) -> list[tuple[str, str]]:
    return [(one.style.name if one.style else "", one.text) for one in opened.paragraphs]


def relation(opened: Opened, name: str) -> str:
    return str(opened.part.rels[name].target_ref)


def test_headings_are_words_own_and_are_listed_with_links(opened: Opened) -> None:
    headings = [(style, text) for style, text in styled(opened) if style.startswith("Heading")]
    assert headings == [
        ("Heading 1", "Những điểm chính"),
        ("Heading 1", "I. Kết quả"),
        ("Heading 2", "1. Xếp loại"),
        ("Heading 2", "2. Theo đơn vị"),
        ("Heading 1", "II. Nhiệm vụ"),
    ]
    (contents,) = opened.element.iter(qn("w:sdt"))
    lines = [text_in(one) for one in contents.iter(qn("w:hyperlink"))]
    anchors = [one.get(qn("w:anchor")) for one in contents.iter(qn("w:hyperlink"))]
    named = {one.get(qn("w:name")) for one in opened.element.iter(qn("w:bookmarkStart"))}
    assert lines == ["Những điểm chính", "I. Kết quả", "1. Xếp loại"]
    listed = [text_in(one) for one in contents.iter(qn("w:p"))]
    assert listed == ["Mục lục", *(text for _, text in headings)]
    assert set(anchors) <= named
    assert r'TOC \o "1-2" \h \z \u' in instructions(opened)


def test_the_contents_stand_before_the_first_chapter_and_nowhere_if_there_is_none(opened: Opened) -> None:
    (contents,) = opened.element.iter(qn("w:sdt"))
    assert text_in(contents.getnext()) == "I. Kết quả"
    assert not list(written(*BLOCKS).element.iter(qn("w:sdt")))


def test_a_table_has_the_printed_texts_and_headings_that_repeat(opened: Opened) -> None:
    table = opened.tables[1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [
        ["", "Số lượng", "Số lượng", ""],
        ["Đơn vị", "Tốt", "Khá", "Tỷ lệ"],
        *map(list, LEVELS.cells),
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, False, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.paragraphs[0].style.name for cell in table.rows[3].cells] == [
        "Table Text",
        *["Table Number"] * 3,
    ]


def test_sums_are_bold_parts_are_indented_and_notes_stay_with_their_table(opened: Opened) -> None:
    first = [row.cells[0].paragraphs[0] for row in opened.tables[1].rows[2:]]
    assert [bool(one.runs[0].bold) for one in first] == [False, False, True]
    assert [bool(one.paragraph_format.left_indent) for one in first] == [False, True, False]
    assert all(one.paragraph_format.keep_with_next for one in first)
    notes = [one for one in opened.paragraphs if one.style and one.style.name == "Table Note"]
    assert [one.text for one in notes] == ["* Sau khi xếp loại lại.", "Nguồn: Số liệu công bố."]
    assert [one.paragraph_format.keep_with_next for one in notes] == [True, None]


def test_captions_count_themselves_and_keep_the_printed_numbers(opened: Opened) -> None:
    """A table that is left out makes a gap, which the next one keeps."""
    captions = [text for style, text in styled(opened) if style == "Caption"]
    assert captions == [
        "Bảng 1. Kết quả xếp loại (đơn vị tính: đảng viên)",
        "Biểu đồ 1. Cơ cấu",
        "Bảng 3. Rộng",
    ]
    counted = [one for one in instructions(opened) if one.startswith("SEQ")]
    assert counted == [r"SEQ Bảng \* ARABIC", r"SEQ Biểu_đồ \* ARABIC", r"SEQ Bảng \* ARABIC \r 3"]


def test_references_stay_true_links_lead_out_and_those_to_nothing_are_text(opened: Opened) -> None:
    assert r"REF table_levels \h \* MERGEFORMAT" in instructions(opened)
    (text,) = (one for one in opened.paragraphs if "hầu hết" in one.text)
    assert text.text == "Có hầu hết. Xem Bảng 1, trang, chỗ khác."
    (link,) = text.hyperlinks
    assert (link.text, link.url) == ("trang", "https://vi.example/?a=1&b=2")


def test_a_reference_after_a_sentence_stands_in_brackets(opened: Opened) -> None:
    assert ("List Number", "Vượt mức. (mục I)") in styled(opened)


def test_a_link_that_runs_something_is_text() -> None:
    runs = (Run(text="a", href="javascript:alert(1)"), Run(text="b", href="file:///etc/passwd"))
    made = written(Paragraph(runs=runs))
    assert ("Body Text", "ab") in styled(made)
    assert not list(made.element.iter(qn("w:hyperlink")))


def test_each_ordered_list_begins_at_one_and_lists_lie_in_lists(opened: Opened) -> None:
    listed = [
        (one.text, *(int(mark.get(qn("w:val"), "")) for mark in numbered))
        for one in opened.paragraphs
        for numbered in one._p.iter(qn("w:numPr"))
    ]
    assert listed == [
        ("Vượt mức. (mục I)", 0, 2),
        ("Hai.", 0, 2),
        ("Trong.", 1, 1),
        ("Sau.", 1, 1),
        ("Lại từ đầu.", 0, 3),
    ]
    numbers = opened.part.numbering_part.element
    started = [one.get(qn("w:val")) for one in numbers.iter(qn("w:startOverride"))]
    assert started == ["1", "1"]
    assert ("List Continue", "Thêm.") in styled(opened)


def test_pages_have_the_margins_of_the_report_and_numbers_from_the_second(opened: Opened) -> None:
    first = opened.sections[0]
    sides = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(side.mm) for side in sides if side is not None] == [25, 20, 35, 15]
    assert first.different_first_page_header_footer
    counted = [
        len(list(one._element.iter(qn("w:instrText")))) for one in (first.first_page_header, first.header)
    ]
    assert counted == [0, 1]
    assert not any(one.different_first_page_header_footer for one in opened.sections[1:])


def test_a_table_that_is_too_wide_lies_on_a_turned_page_with_its_heading(opened: Opened) -> None:
    ways = [(one.orientation, round(one.page_width.mm)) for one in opened.sections if one.page_width]
    upright, turned = (WD_ORIENT.PORTRAIT, 210), (WD_ORIENT.LANDSCAPE, 297)
    assert ways == [upright, turned, upright]
    body = list(opened.element.body)
    ends = [place for place, one in enumerate(body) if one.find(f".//{qn('w:sectPr')}") is not None]
    assert [text_in(one) for one in body[ends[0] + 1 : ends[0] + 3]] == [
        "2. Theo đơn vị",
        "Lời dẫn.",
    ]


@pytest.mark.parametrize("columns", range(3, 11))
def test_a_table_is_readable_fills_its_line_and_breaks_no_number(columns: int) -> None:
    """Upright, its text has at least 9 points; a table that needs smaller text is turned."""
    wide = replace(WIDE, columns=WIDE.columns[:1] * columns, cells=(("53.340",) * columns,))
    fit = fit_table(wide, Margins())
    assert fit.turned == (columns > 6)
    assert fit.size >= (8.5 if fit.turned else 9)
    assert sum(fit.widths) == pytest.approx(line_of(Margins(), turned=fit.turned))
    assert min(fit.widths) > len("Nghiêngngả0") * fit.size / 2


def test_a_table_in_a_list_stays_on_its_page_and_in_its_width() -> None:
    made = written(Listing(items=((paragraph("Mục."), WIDE),)))
    assert [one.orientation for one in made.sections] == [WD_ORIENT.PORTRAIT]
    assert round(sum(one.width.mm for one in made.tables[0].columns if one.width)) == 160


def test_marks_stand_on_every_page_and_that_of_a_draft_once_on_the_first(opened: Opened) -> None:
    first = opened.sections[0]
    assert [one.text.split("\t") for one in first.first_page_header.paragraphs] == [
        ["SỐ LIỆU MÔ PHỎNG", "", ""]
    ]
    assert [one.text.split("\t") for one in first.header.paragraphs] == [["SỐ LIỆU MÔ PHỎNG", "2", "DỰ THẢO"]]
    assert "DỰ THẢO" in opened.tables[0].rows[0].cells[0].text


def test_a_document_without_a_letterhead_has_its_title_and_mark() -> None:
    made = written(paragraph("Chữ."))
    assert styled(made)[:2] == [("Title", "Báo cáo năm 2018"), ("Caution", "DỰ THẢO")]
    own = written(Heading(level=1, text="Tên riêng"))
    assert [text for style, text in styled(own) if style == "Title"] == ["Tên riêng"]


def test_the_letterhead_and_the_closing_stand_side_by_side(opened: Opened) -> None:
    head, *_, closing = opened.tables
    left, right = (cell.text.splitlines() for cell in head.rows[0].cells)
    assert left == ["ĐẢNG BỘ TỈNH", "BAN THƯỜNG VỤ", "*", "Số 15-BC/TU", " DỰ THẢO "]
    assert right == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Kiên Giang, ngày 01 tháng 4 năm 2019"]
    assert ("Title", "BÁO CÁO\nkết quả xếp loại") in styled(opened)
    assert ("Replaces", "Thay thế bản ban hành lần 1.") in styled(opened)
    assert ("Caution", "Chỉ để minh họa.") in styled(opened)
    received, signed = (cell.text.splitlines() for cell in closing.rows[0].cells)
    assert (received, signed) == (["Nơi nhận:", "- Lưu"], ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "An"])


def test_a_chart_is_an_image_with_alt_text_and_keeps_its_drawing(opened: Opened) -> None:
    (shape,) = opened.inline_shapes
    assert shape._inline.docPr.get("descr") == 'Ba thanh "cao"'
    assert (round(shape.width.pt), round(shape.height.pt)) == (300, 150)
    named = {one.partname.ext: one for one in opened.part.package.iter_parts() if "/media/" in one.partname}
    assert named["png"].blob.startswith(b"\x89PNG")
    assert b"Times New Roman" in named["svg"].blob
    assert b"currentColor" not in named["svg"].blob
    (kept,) = opened.element.iter("{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip")
    assert relation(opened, kept.get(qn("r:embed"))).endswith(".svg")


@pytest.mark.parametrize("kind", ["gif", "jpeg", "png"])
def test_an_image_is_taken_as_it_is_and_made_no_wider_than_the_line(kind: str) -> None:
    file = io.BytesIO()
    Image.new("L", (4000, 1000)).save(file, kind)
    image = Picture(mime=f"image/{kind}", data=base64.b64encode(file.getvalue()).decode(), alt="Ảnh")
    made = written(image, image)
    assert [(round(one.width.mm), round(one.height.mm)) for one in made.inline_shapes] == [(165, 41)] * 2
    stored = [one.blob for one in made.part.package.iter_parts() if "/media/" in one.partname]
    assert stored == [file.getvalue()]


def test_a_picture_that_is_no_picture_is_its_words_and_a_damaged_one_is_told() -> None:
    assert ("Table Note", "Sơ đồ") in styled(written(Picture(mime="", data="", alt="Sơ đồ")))
    with pytest.raises(PublishError, match="'Sơ đồ' is damaged"):
        written(Picture(mime="image/png", data="?", alt="Sơ đồ"))


def test_a_table_that_goes_along_as_a_file_is_left_out() -> None:
    folded = replace(LEVELS, folded=True)
    assert len(written(folded).tables) == 1
    assert not written(replace(folded, number="")).tables


def test_texts_are_texts_whatever_is_in_them() -> None:
    odd = 'a<w:b/>&amp;"\x00\x1b]\tb'
    table = Table(columns=(Column(label=odd),), cells=((odd,),), title=odd)
    made = written(paragraph(odd), table)
    clean = 'a<w:b/>&amp;"]\tb'
    assert [text for style, text in styled(made) if style in ("Body Text", "Caption")] == [clean, clean]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [[clean], [clean]]


def test_vietnamese_in_an_english_document_is_marked_as_such() -> None:
    english = replace(DOCUMENT, language="en")
    made = written(paragraph("Báo cáo của tỉnh"), paragraph("The report"), document=english)
    languages = [
        [one.get(qn("w:val")) for one in text._p.iter(qn("w:lang"))]
        for text in made.paragraphs
        if text.style and text.style.name == "Body Text"
    ]
    assert languages == [["vi-VN"], []]
    assert made.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


def test_the_font_is_that_of_party_documents_or_of_the_report() -> None:
    def font(document: Document) -> str:
        styles = written(paragraph("a"), document=document).styles.element
        return str(styles.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}").get(qn("w:ascii")))

    assert font(DOCUMENT) == "Times New Roman"
    assert font(replace(DOCUMENT, font='Noto "Serif"')) == 'Noto "Serif"'


def test_every_style_and_relation_that_is_named_is_there(made: bytes, opened: Opened) -> None:
    used = {
        one.get(qn("w:val"))
        for name in ("w:pStyle", "w:rStyle", "w:tblStyle")
        for one in opened.element.iter(qn(name))
    }
    assert len(used) > 15
    assert used <= {one.style_id for one in opened.styles}
    named = {one.get(qn(name)) for one in opened.element.iter() for name in ("r:id", "r:embed")} - {None}
    assert named <= set(opened.part.rels)


ORDERS = {
    "w:rPr": "rStyle rFonts b bCs i iCs noProof color spacing sz szCs u bdr lang",
    "w:pPr": "pStyle keepNext keepLines numPr pBdr tabs suppressAutoHyphens spacing ind jc outlineLvl sectPr",
    "w:tcPr": "tcW gridSpan tcBorders vAlign",
    "w:tblPr": "tblStyle tblW tblLayout tblLook tblCaption",
    "w:sectPr": "headerReference type pgSz pgMar titlePg",
}
"""The order of properties that the schema of Word documents asks for, of those that are used."""


@pytest.mark.parametrize(("kind", "order"), ORDERS.items())
def test_properties_stand_in_the_order_of_the_schema(opened: Opened, kind: str, order: str) -> None:
    known = [qn(f"w:{name}") for name in order.split()]
    found = [[one.tag for one in properties] for properties in opened.element.iter(qn(kind))]
    assert len(found) > 2
    assert [tags for tags in found if tags != sorted(tags, key=known.index)] == []
    once = [tag for tag in known if tag != qn("w:headerReference")]
    assert [tags for tags in found if any(tags.count(tag) > 1 for tag in once)] == []


def test_the_same_blocks_give_the_same_bytes_without_times_and_names(made: bytes) -> None:
    assert pack(unpack(write_word(DOCUMENT, BLOCKS, before="first"))) == made
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {one.date_time[0] for one in file.infolist()} == {1980}
        core = file.read("docProps/core.xml").decode()
    assert core.count("2019-04-01T00:00:00Z") == 2
    assert "<dc:creator>Ban Thường vụ</dc:creator>" in core
    assert "python-docx" not in core


def test_the_properties_say_title_language_and_marks(opened: Opened) -> None:
    said = opened.core_properties
    assert (said.title, said.language, said.keywords, said.content_status) == (
        "Báo cáo năm 2018",
        "vi",
        "DỰ THẢO, SỐ LIỆU MÔ PHỎNG",
        "draft",
    )


@pytest.mark.parametrize(("title", "heading"), [("I. Kiểm điểm", "I. Kiểm điểm"), ("", "Phần 1")])
def test_a_published_notebook_has_its_contents_before_the_first_chapter(
    tmp_path: Path, title: str, heading: str
) -> None:
    """A chapter of one section has no heading of its own. The file carries its manifest."""
    outputs = []
    for number, chapter in enumerate((None, {"id": "review", "title": title})):
        view = Section(id=f"part-{number}", title=f"Phần {number}", views=[Note(["Lời."])], level=3)
        contents, _ = view._repr_mimebundle_()
        metadata = {"kgreport": {"chapter": chapter}} if chapter else {}
        outputs.append(new_output("display_data", data=contents, metadata=metadata))
    cells = [new_markdown_cell("# Báo cáo"), *(new_code_cell("x", outputs=[one]) for one in outputs)]
    nbformat.write(new_notebook(cells=cells), tmp_path / "a.ipynb")

    (made,) = publish(tmp_path / "a.ipynb", formats=["docx"], manifest={"key": "k"}).files

    opened = docx.Document(str(made))
    (contents_of,) = opened.element.iter(qn("w:sdt"))
    assert (text_in(contents_of.getprevious()), text_in(contents_of.getnext())) == ("Lời.", heading)
    parts = unpack(made.read_bytes())
    assert (manifest_of_parts(parts) or {})["key"] == "k"
    assert seal_state_of_package(parts) == "intact"
