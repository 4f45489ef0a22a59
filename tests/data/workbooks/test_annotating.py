"""Faulty forms are copied for their units, every bad cell coloured and explained."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from kgreport.data.workbooks.reading.cell_findings import cell_finding, sheet_missing
from kgreport.data.workbooks.reading.workbook import read_workbooks
from kgreport.data.workbooks.writing import annotating, styles
from kgreport.data.workbooks.writing.annotating import SameFolderError, annotate
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Language, Message, Phrase
from tests.contradictions import contradictions_in

MakeForm = Callable[..., Path]
Annotated = Callable[..., Workbook]
FILE = "rach-gia-2018.xlsx"
CELL = "Kiểm điểm", "C17"


def wrong(ref: str = "C17", found: str = "gần 120", sheet: str = "Kiểm điểm") -> Finding:
    place = f"{FILE}!{sheet}!{ref}"
    wording = Wording(Phrase(found, found), Phrase("số đếm", "a count"), Phrase("sửa", "correct it"))
    return cell_finding(f"count-{found}", place, wording)


@pytest.fixture
def annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Annotated:
    """Give the copy of the one workbook, looked at before it is saved: the tests of files say that it is."""

    def one(path: Path, findings: Sequence[Finding], language: Language = "vi") -> Workbook:
        books: list[Workbook] = []
        monkeypatch.setattr(annotating, "packed", lambda book: book)
        monkeypatch.setattr(annotating, "write_whole", lambda _, book: books.append(book))
        annotate(path.parent, findings, language, tmp_path / "back")
        [book] = books
        return book

    return one


def spoil(book: Workbook) -> None:
    book["Kiểm điểm"]["C17"] = "gần 120"


def test_a_bad_cell_is_coloured_and_commented(make_form: MakeForm, tmp_path: Path) -> None:
    path = make_form(spoil)
    before = path.read_bytes()
    [copy] = annotate(path.parent, read_workbooks([path]).findings, "vi", tmp_path / "back").written
    saved = load_workbook(copy)
    sheet = saved["Kiểm điểm"]

    assert copy == tmp_path / "back" / FILE
    assert (saved.active.title, saved.active["C5"].hyperlink.location) == ("Phát hiện", "'Kiểm điểm'!C17")
    assert sheet["C17"].fill.fgColor.rgb == styles.WRONG
    assert sheet["C17"].comment.text == (
        "Phát hiện: 'gần 120', không phải là số đếm\n"
        "Cần: số đếm như 1977 hoặc 1.977\n"
        "Cách sửa: sửa ô này; chưa có số liệu thì để trống"
    )
    assert (sheet["C18"].comment, sheet["C17"].value) == (None, "gần 120")
    assert sheet.protection.sheet
    assert sheet["C17"].protection.locked is False
    assert path.read_bytes() == before


def test_findings_are_listed_first_with_links(make_form: MakeForm, annotated: Annotated) -> None:
    book = annotated(make_form(spoil), [wrong(), wrong("D9", "x", "Đảng viên")], "en")
    sheet = book["Phát hiện"]

    assert (book.sheetnames[0], book.active.title) == ("Phát hiện", "Phát hiện")
    assert [cell.value for cell in sheet[5]][:6] == [
        1,
        "Kiểm điểm",
        "C17",
        "error",
        "gần 120",
        "a count",
    ]
    assert sheet["C6"].hyperlink.location == "'Đảng viên'!D9"


def test_findings_of_one_cell_are_joined(make_form: MakeForm, annotated: Annotated) -> None:
    book = annotated(make_form(), [wrong(), wrong(found="số âm"), wrong()])
    text = book["Kiểm điểm"]["C17"].comment.text

    assert (text.count("Phát hiện: gần 120"), text.count("Phát hiện: số âm")) == (1, 1)


def test_a_contradiction_is_told_at_each_of_its_cells(make_form: MakeForm, annotated: Annotated) -> None:
    def change(book: Workbook) -> None:
        for ref, value in zip(("B16", "B17", "B18", "B19"), (7, 2, 2, 2), strict=True):
            book["Kiểm điểm"][ref] = value

    path = make_form(change)
    sheet = annotated(path, contradictions_in(read_workbooks([path]).figures))["Kiểm điểm"]

    assert all(sheet[ref].comment for ref in ("B16", "B17", "B18", "B19"))


def test_a_missing_sheet_is_told_on_the_first(make_form: MakeForm, annotated: Annotated) -> None:
    path = make_form(lambda book: book.remove(book["Bộ máy"]))
    book = annotated(path, [sheet_missing(FILE, "Bộ máy")])

    assert "không có trang này" in book["Hướng dẫn"]["A1"].comment.text


def test_merged_cells_are_marked_at_their_first(make_form: MakeForm, annotated: Annotated) -> None:
    path = make_form(lambda book: book["Kiểm điểm"].merge_cells("C17:D18"))

    assert annotated(path, [wrong("D18")])["Kiểm điểm"]["C17"].comment is not None


def test_a_doubtful_cell_has_another_colour(make_form: MakeForm, annotated: Annotated) -> None:
    said = Message(Phrase("a", "a"))
    doubt = Finding(
        kind="x", severity="warning", place=said, expected=said, found=said, advice=said,
        cells=(f"{FILE}!Kiểm điểm!C17",),
    )  # fmt: skip
    book = annotated(make_form(), [doubt])

    assert book["Kiểm điểm"]["C17"].fill.fgColor.rgb == styles.DOUBTFUL


def test_a_corrected_copy_can_be_read_and_annotated_again(make_form: MakeForm, tmp_path: Path) -> None:
    """What was said before is gone; what is wrong now is said."""
    path = make_form(spoil)
    [copy] = annotate(path.parent, read_workbooks([path]).findings, "vi", tmp_path / "back").written
    book = load_workbook(copy)
    book["Kiểm điểm"]["C17"], book["Kiểm điểm"]["C18"] = 120, -1
    book.save(copy)
    again = read_workbooks([copy])
    [second] = annotate(copy.parent, again.findings, "vi", tmp_path / "again").written
    sheet = load_workbook(second)["Kiểm điểm"]

    assert again.figures["value"].tolist() == [120]
    assert sheet["C17"].comment is None
    assert sheet["C17"].fill.fgColor.rgb == styles.INPUT
    assert sheet["C18"].comment is not None
    assert load_workbook(second)["Phát hiện"].max_row == 5


def test_an_earlier_comment_is_known_without_its_author(make_form: MakeForm, tmp_path: Path) -> None:
    """LibreOffice forgets who wrote a comment."""
    path = make_form(spoil)
    [copy] = annotate(path.parent, read_workbooks([path]).findings, "vi", tmp_path / "back").written
    book = load_workbook(copy)
    book["Kiểm điểm"]["C17"].comment.author = " "
    book["Kiểm điểm"]["C17"] = 120
    book.save(copy)
    [second] = annotate(copy.parent, [wrong("C18")], "vi", tmp_path / "again").written

    assert load_workbook(second)["Kiểm điểm"]["C17"].comment is None


@pytest.mark.parametrize(
    ("sheet", "refs"),
    [("Kiểm điểm", ("A8", "A9", "B9", "B10", "M10")), ("Học tập và cán bộ", ("D9", "D20")),
     ("Bộ máy", ("B6", "B9")), ("Đảng viên", ("A7", "A8", "C9"))],
)  # fmt: skip
def test_the_colour_of_a_cell_is_known(make_form: MakeForm, sheet: str, refs: tuple[str, ...]) -> None:
    """A cell that was corrected gets back the colour it was written with."""
    written = load_workbook(make_form())[sheet]

    for ref in refs:
        assert styles.colour_of(sheet, ref) == written[ref].fill.fgColor.rgb, ref
    assert styles.colour_of(sheet, "A2") == styles.colour_of(sheet, "Z9") == ""
    assert styles.colour_of("Hướng dẫn", "A1") == ""


def test_the_same_findings_give_the_same_bytes(make_form: MakeForm, tmp_path: Path) -> None:
    path = make_form(spoil)
    first, second = (
        annotate(path.parent, [wrong()], "vi", tmp_path / folder).written[0].read_bytes() for folder in "ab"
    )

    assert first == second


def test_forms_without_findings_are_not_copied(make_form: MakeForm, tmp_path: Path) -> None:
    path = make_form()
    elsewhere = replace(wrong(), cells=("khac.xlsx!Kiểm điểm!C17",))

    assert annotate(path.parent, [elsewhere], "vi", tmp_path / "back").written == []
    assert not (tmp_path / "back").exists()


def test_the_forms_themselves_are_never_written_over(make_form: MakeForm) -> None:
    path = make_form(spoil)

    with pytest.raises(SameFolderError):
        annotate(path.parent, [wrong()], "vi", path.parent / "." / "")


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook, or write one that is not there."""
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts[part] = change(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/styles.xml", lambda xml: xml.replace(b"<fill><patternFill/></fill>", b"<fill/>")),
        ("xl/styles.xml", lambda xml: xml.replace(b'<family val="2"/>', b'<family val="34"/>')),
        ("docProps/core.xml", lambda xml: re.sub(rb"2018-01-01T[^<]*", b"hom qua", xml)),
        ("xl/worksheets/sheet3.xml", lambda xml: xml[:-99]),
    ],
    ids=["empty fill", "family of fonts", "date", "sheet cut off"],
)
def test_one_that_cannot_be_copied_is_named(
    make_form: MakeForm, tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    path = make_form()
    rewrite(path, part, change)
    copies = annotate(path.parent, [wrong()], "vi", tmp_path / "back")

    assert (list(copies.left_out), copies.written) == ([FILE], [])
    assert not (tmp_path / "back").exists()


def test_the_others_are_copied_all_the_same(make_form: MakeForm, tmp_path: Path) -> None:
    broken = make_form()
    rewrite(broken, "docProps/core.xml", lambda _: b"<core")
    make_form(unit="ha-tien")
    other = replace(wrong(), cells=("ha-tien-2018.xlsx!Kiểm điểm!C17",))
    copies = annotate(broken.parent, [wrong(), other], "vi", tmp_path / "back")

    assert [path.name for path in copies.written] == ["ha-tien-2018.xlsx"]
    assert copies.left_out[FILE].found.say("vi") == "phần định dạng của tệp bị hỏng"


def test_what_no_cell_can_hold_is_shown_in_short(make_form: MakeForm, tmp_path: Path) -> None:
    """A control character stands in the file as ``_x001B_``."""

    def change(book: Workbook) -> None:
        book["Kiểm điểm"]["C17"], book["Kiểm điểm"]["D18"] = "_x001B_[31m", "z" * 30_000

    path = make_form(change)
    [copy] = annotate(path.parent, read_workbooks([path]).findings, "en", tmp_path / "back").written
    sheet = load_workbook(copy)["Phát hiện"]

    assert sheet["E5"].value == r"'\u001b[31m', which is not a count"
    assert sheet["E6"].value.startswith("'zzz")
    assert len(sheet["E6"].value) < 140


def test_a_copy_in_strict_form_says_how_to_save_it(make_form: MakeForm, tmp_path: Path) -> None:
    path = make_form(spoil)
    rewrite(path, "xl/workbook.xml", lambda xml: xml + b"<!-- http://purl.oclc.org/ooxml/ -->")
    copies = annotate(path.parent, [wrong()], "vi", tmp_path / "back")

    assert copies.left_out[FILE].found == Phrase("ở dạng Strict Open XML", "in the form Strict Open XML")
    assert not (tmp_path / "back").exists()


def test_a_copy_takes_as_long_as_its_cells_however_far_apart(make_form: MakeForm, tmp_path: Path) -> None:
    path = make_form(lambda book: book["Kiểm điểm"].__setitem__("XFD1048576", "x"))
    copies = annotate(path.parent, read_workbooks([path]).findings, "vi", tmp_path / "back")

    assert load_workbook(copies.written[0])["Kiểm điểm"]["XFD1048576"].comment


def test_what_cannot_be_opened_is_not_copied(tmp_path: Path) -> None:
    """It is told all the same, by the check."""
    (tmp_path / "hong.xlsx").write_text("no workbook")
    found = read_workbooks([tmp_path / "hong.xlsx"]).findings

    assert len(found) == 1
    assert annotate(tmp_path, found, "vi", tmp_path / "back").written == []
