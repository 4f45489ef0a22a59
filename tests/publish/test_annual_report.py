"""The report of 2018 as its readers get it: the page in a browser, the PDF in a reader."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pypdf import PdfReader

from kgreport.builder.result import Result
from kgreport.report import Report
from kgreport.report.basis import sections_of
from kgreport.views.tables import Table
from tests.browsing import faults_of

KEY_FIGURES = (
    "1.977", "53.340", "53.056", "99,47%", "284", "0,53%", "193", "67,96%", "55", "19,37%", "33",
    "11,62%", "1,06%", "840", "162", "19,29%", "596", "70,95%", "58", "6,90%", "24", "2,86%", "758",
    "21,37%", "35.580", "2.838", "32.742", "149", "1.440", "4,05%", "132", "1.308", "638",
    "670", "3.318", "100,01%",
)  # fmt: skip
"""Counts as they were published, and shares of them."""


def file_of(built: Result, suffix: str) -> Path:
    return next(path for path in built.files if path.suffix == suffix)


@pytest.fixture(scope="module")
def page(built_2018: Result) -> BeautifulSoup:
    return BeautifulSoup(file_of(built_2018, ".html").read_text("utf-8"), "html.parser")


@pytest.fixture(scope="module")
def reader(built_2018: Result) -> PdfReader:
    return PdfReader(io.BytesIO(file_of(built_2018, ".pdf").read_bytes()))


@pytest.fixture(scope="module")
def sheets(reader: PdfReader) -> list[str]:
    """Give the text of each sheet of the PDF, as it is copied."""
    return [sheet.extract_text() for sheet in reader.pages]


@pytest.fixture(scope="module")
def opened(built_2018: Result) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(file_of(built_2018, ".pdf")) as pdf:
        yield pdf


def test_every_reader_can_use_the_page(browser: Browser, built_2018: Result) -> None:
    """Wide and narrow, light, dark, printed: no request, complaint, violation or sideways scroll."""
    assert faults_of(browser, file_of(built_2018, ".html")) == []


def test_the_page_prints_every_published_figure(page: BeautifulSoup) -> None:
    text = page.get_text(" ")

    assert [figure for figure in KEY_FIGURES if figure not in text] == []


def test_the_pdf_prints_every_published_figure_to_be_copied(sheets: list[str]) -> None:
    text = "\n".join(sheets)

    assert [figure for figure in KEY_FIGURES if figure not in text] == []
    assert "không hoàn thành nhiệm vụ" in unicodedata.normalize("NFC", text)


def test_page_and_pdf_say_how_far_the_cap_is_in_its_other_readings(
    page: BeautifulSoup, sheets: list[str]
) -> None:
    said = (
        "tổ chức cơ sở đảng vượt 42 (tối đa 120). Nếu tính trên số được xếp loại: không đối tượng nào vượt."
    )
    copied = unicodedata.normalize("NFC", " ".join(sheets))

    assert said in " ".join(page.get_text(" ").split())
    assert said in " ".join(copied.split())


def test_page_and_pdf_print_the_same_tables(page: BeautifulSoup, sheets: list[str]) -> None:
    """Every cell of every table of the page stands in the PDF."""
    printed = re.sub(r"\s+", "", "".join(sheets))
    tables = [table for table in page.select("table") if not table.find_parent(class_="kg-attached")]
    cells = [
        "".join(cell.find_all(string=lambda text: not text.find_parent(class_="kg-unseen")))
        for table in tables
        for cell in table.select("td, th")
    ]

    assert len(cells) > 200
    assert [cell for cell in cells if re.sub(r"\s+", "", cell) not in printed] == []


def as_mail(page: BeautifulSoup) -> BeautifulSoup:
    """Give the page as a mail program shows it that drops styles and drawings; hidden words then show."""
    mail = BeautifulSoup(str(page), "html.parser")
    for dropped in mail.select("style, svg, head"):
        dropped.decompose()
    for tag in mail.find_all(True):
        for name in ("class", "style", "id", "width", "height"):
            tag.attrs.pop(name, None)
    return mail


def rows_of(page: BeautifulSoup) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.select("tbody tr")
    ]


def test_pasted_as_a_mail_the_tables_are_read_back(page: BeautifulSoup, published_2018: Report) -> None:
    mail = rows_of(as_mail(page))
    sections = [one for chapter in published_2018.contents for one in sections_of(published_2018, chapter)]
    tables = [view for section in sections for view in section.views if isinstance(view, Table)]
    part_of = "trong đó: "
    mail = [[row[0].removeprefix(part_of), *row[1:]] for row in mail]
    written = [[" ".join(cell.split()) for cell in row] for table in tables for row in table.cells()]

    assert len(written) > 30
    assert [row for row in written if row not in mail] == []


def test_pasted_as_a_mail_no_figure_of_a_drawing_is_lost(page: BeautifulSoup) -> None:
    drawn = {
        number for text in page.select("svg text") for number in re.findall(r"[\d.,]*\d%?", text.get_text())
    }
    read = {cell for row in rows_of(as_mail(page)) for cell in row}
    words = {word.strip("()") for cell in read for word in cell.split()}

    assert len(drawn) > 10
    assert sorted(drawn - words) == []


def test_the_pdf_carries_the_source_of_each_figure(opened: pikepdf.Pdf, built_2018: Result) -> None:
    attached = opened.attachments["annual-report-2018.sources.csv"]

    assert attached.get_file().read_bytes() == file_of(built_2018, ".csv").read_bytes()


def test_the_page_says_what_it_is(page: BeautifulSoup) -> None:
    [heading] = page.select("h1")

    assert page.html is not None
    assert page.html["lang"] == "vi"
    assert "năm 2018" in heading.get_text()
    assert page.select("header")
    assert page.select("nav")
    assert page.select("main")


def test_the_page_has_a_strict_policy_and_no_script(page: BeautifulSoup) -> None:
    policy = page.select_one("meta[http-equiv='Content-Security-Policy']")

    assert policy is not None
    assert str(policy["content"]).startswith("default-src 'none'")
    assert "unsafe" not in str(policy["content"])
    assert page.select("script, link:not([href='data:,']), iframe, [style], [onclick], body style") == []


def test_every_table_can_be_saved_from_a_page_that_stays_easy_to_mail(
    page: BeautifulSoup, built_2018: Result
) -> None:
    tables = page.select("figure.kg-table")

    assert len(tables) > 10
    assert [table["id"] for table in tables if not table.select("a[href^='data:text/csv']")] == []
    assert file_of(built_2018, ".html").stat().st_size < 90_000


def test_every_section_is_in_the_contents_of_page_and_pdf(page: BeautifulSoup, reader: PdfReader) -> None:
    headings = [heading.get_text() for heading in page.select("main h2, main h3")]

    assert "3. Mức trần “Hoàn thành xuất sắc nhiệm vụ”" in headings
    for contents in (".kg-contents", ".kg-contents-folded"):
        assert [link.get_text() for link in page.select(f"{contents} a")] == headings
    assert titles_of(reader.outline) == headings


def titles_of(outline: list[Any]) -> list[str]:
    """List the titles of an outline, those inside a chapter after it."""
    return [
        title
        for entry in outline
        for title in (titles_of(entry) if isinstance(entry, list) else [entry.title])
    ]


def test_pictures_are_described(page: BeautifulSoup) -> None:
    described = {
        str(chart["id"]): len(str(drawing["aria-label"]))
        for chart in page.select("figure.kg-chart")
        for drawing in chart.select("svg")
    }

    assert set(described) == {"chart-levels", "chart-reasons-member"}
    assert min(described.values()) > 40


def test_guides_for_analysts_are_not_published(page: BeautifulSoup, sheets: list[str]) -> None:
    guide = "Đối chiếu ngay với văn bản gốc"

    assert guide not in page.get_text()
    assert guide not in "".join(sheets)


def test_a_draft_is_marked_on_page_and_paper(page: BeautifulSoup, sheets: list[str]) -> None:
    assert "DỰ THẢO" in page.get_text()
    assert all("DỰ THẢO" in sheet for sheet in sheets)


def test_the_pdf_is_for_archives_and_for_everyone(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert metadata["pdfaid:part"] == "3"
        assert metadata["pdfaid:conformance"] == "A"
        assert metadata["pdfuaid:part"] == "1"
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "vi"
    assert "năm 2018" in str(opened.docinfo["/Title"])
    assert opened.Root.ViewerPreferences.DisplayDocTitle


def test_the_pdf_has_the_page_of_a_party_document(reader: PdfReader, sheets: list[str]) -> None:
    """A4; letterhead, title, recipients and signature."""
    first = reader.pages[0]
    width, height = (round(float(side) / 72 * 25.4) for side in (first.mediabox.width, first.mediabox.height))

    assert (width, height) == (210, 297)
    for words in ("ĐẢNG BỘ TỈNH KIÊN GIANG", "ĐẢNG CỘNG SẢN VIỆT NAM", "ngày 01 tháng 4 năm 2019", "BÁO CÁO"):
        assert words in sheets[0]
    assert "Nơi nhận" in "".join(sheets)
