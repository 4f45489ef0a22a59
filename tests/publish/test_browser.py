"""What readers meet when they open a published page in a browser."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from kgreport.fact_check.marked_page import marked_page
from kgreport.publish.html import ReportHTMLExporter
from tests.browsing import (
    LOOKS,
    NARROW,
    WIDE,
    Look,
    complaints_of,
    excess_of,
    faults_of,
    open_page,
    requests_of,
    violations_of,
)
from tests.fact_check.examples import checked, mistake
from tests.publish.sample_notebooks import code, head, notebook, report, section, table

DARK = Look(scheme="dark")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the small report as a draft."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    body, _ = ReportHTMLExporter().from_notebook_node(report(status="draft"))
    file.write_text(body, encoding="utf-8")
    return file


@pytest.fixture
def spoilt(page: Path, tmp_path: Path) -> Path:
    """Put what a careless change may bring into a copy of the page."""
    file = tmp_path / "spoilt.html"
    bad = '<img src="http://127.0.0.1:9/x.png"><p style="color:#ccc">xám</p><svg width="900"></svg>'
    file.write_text(page.read_text(encoding="utf-8").replace("</main>", bad + "</main>"), encoding="utf-8")
    return file


def test_a_page_has_no_fault_in_any_look(browser: Browser, page: Path) -> None:
    assert faults_of(browser, page) == []


def test_the_checks_see_a_page_that_calls_out(browser: Browser, spoilt: Path) -> None:
    assert requests_of(browser, spoilt) == ["http://127.0.0.1:9/x.png"]


def test_the_policy_stops_pictures_from_elsewhere_and_style_attributes(
    browser: Browser, spoilt: Path
) -> None:
    complaints = complaints_of(browser, spoilt)
    assert ["img-src" in each or "style-src" in each for each in complaints] == [True, True]


def test_the_checks_see_a_picture_without_alternative_and_pale_text(browser: Browser, spoilt: Path) -> None:
    rules = [fault.partition(":")[0] for fault in violations_of(browser, spoilt)]

    assert {"image-alt", "color-contrast"} <= set(rules)


def test_the_checks_see_a_page_that_scrolls_sideways(browser: Browser, spoilt: Path) -> None:
    assert excess_of(browser, spoilt, NARROW) > 300


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_first_tab_stop_leads_to_the_content(browser: Browser, page: Path, look: Look) -> None:
    shown = open_page(browser, page, look)
    shown.keyboard.press("Tab")
    skip = shown.locator("a:focus")
    box = skip.bounding_box()
    assert skip.get_attribute("href") == "#kg-main"
    assert box is not None
    assert box["y"] >= 0


def test_a_wide_table_scrolls_in_its_own_region(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page, NARROW)
    region = shown.locator("#table-cap .kg-scroll")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    caption = shown.locator("#table-cap caption").bounding_box()
    assert caption is not None
    assert caption["width"] <= NARROW.width


def test_the_keyboard_scrolls_a_table_that_is_too_wide(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page, NARROW)
    shown.locator("#table-cap .kg-scroll").focus()
    shown.keyboard.press("ArrowRight")
    shown.wait_for_function("document.querySelector('#table-cap .kg-scroll').scrollLeft > 0", timeout=5000)


@pytest.mark.parametrize("look", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_region_that_does_not_scroll_is_no_stop_of_the_tab_key(
    browser: Browser, page: Path, look: Look
) -> None:
    """Focus goes only to what is visible; a region that fits is not, though its table is."""
    shown = open_page(browser, page, look)
    reached = shown.locator(".kg-scroll[tabindex]").evaluate_all(
        "all => all.filter(one => (one.focus(), document.activeElement === one))"
        ".map(one => one.scrollWidth > one.clientWidth)"
    )
    shown.wait_for_selector("#table-cap table", state="visible")
    assert False not in reached
    assert bool(reached) == (look is NARROW)


def test_contents_stand_beside_the_text_when_wide(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page)
    contents, main = (shown.locator(name).bounding_box() for name in (".kg-contents", "main"))
    assert not shown.locator(".kg-contents-folded").is_visible()
    assert contents is not None
    assert main is not None
    assert contents["x"] + contents["width"] <= main["x"]


def test_contents_stand_folded_below_the_first_section_on_a_phone(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page, NARROW)
    places = [shown.locator(name).bounding_box() for name in ("#summary", ".kg-contents-folded", "#cap")]
    assert not shown.locator(".kg-contents").is_visible()
    assert not shown.locator(".kg-contents-folded a").first.is_visible()
    shown.locator(".kg-contents-folded summary").click()
    assert shown.locator(".kg-contents-folded a").first.is_visible()
    tops = [place["y"] for place in places if place]
    assert len(tops) == 3
    assert tops == sorted(tops)


def test_dark_is_dark(browser: Browser, page: Path) -> None:
    papers = []
    for look in (WIDE, DARK):
        shown = open_page(browser, page, look, trusted=True)
        papers.append(shown.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
    assert papers == ["rgb(255, 255, 255)", "rgb(22, 24, 28)"]


@pytest.fixture(scope="module")
def sheets(browser: Browser, page: Path) -> list[str]:
    """Print the page; return the text of each sheet."""
    return sheets_of(browser, page)


def sheets_of(browser: Browser, page: Path) -> list[str]:
    shown = open_page(browser, page, Look(scheme="dark", medium="print"))
    printed = shown.pdf(prefer_css_page_size=True)
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed)).pages]


def test_print_has_neither_code_nor_contents(sheets: list[str]) -> None:
    printed = "\n".join(sheets)
    assert "53.340" in printed
    assert "report.cap()" not in printed
    assert "Mục lục" not in printed


def test_print_repeats_the_head_of_a_long_table(sheets: list[str]) -> None:
    assert sum("Cột số 1" in sheet and "Huyện ủy số" in sheet for sheet in sheets) >= 3


def test_print_marks_every_sheet_of_a_draft(sheets: list[str]) -> None:
    assert len(sheets) == sum("DỰ THẢO" in sheet for sheet in sheets)


def test_simulated_figures_are_marked_on_every_sheet_and_spoil_no_look(
    browser: Browser, tmp_path: Path
) -> None:
    """A few rows are enough to look at."""
    long, short = tmp_path / "long.html", tmp_path / "short.html"
    given = {"simulated_mark": "SỐ LIỆU MÔ PHỎNG"}
    rows = section("cap", "Giới hạn", table("cap", columns=9))
    few = notebook(code("head", head(**given)), code("cap", rows))
    for file, written in ((long, report(**given)), (short, few)):
        file.write_text(ReportHTMLExporter().from_notebook_node(written)[0], encoding="utf-8")

    printed = sheets_of(browser, long)

    assert len(printed) == sum("SỐ LIỆU MÔ PHỎNG" in sheet for sheet in printed) > 1
    assert faults_of(browser, short) == []


def test_print_cuts_no_column_off(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page, Look(width=620, medium="print"), trusted=True)
    regions = "[...document.querySelectorAll('.kg-scroll')]"
    shapes = shown.evaluate(
        f"{regions}.map(r => [getComputedStyle(r).overflowX, r.scrollWidth <= r.clientWidth])"
    )
    assert {("visible", True)} == {tuple(shape) for shape in shapes}


def test_print_numbers_sheets_from_the_second(sheets: list[str]) -> None:
    firsts = [sheet.split("\n")[0].strip() for sheet in sheets]
    assert firsts == ["DỰ THẢO", *(str(number) for number in range(2, len(sheets) + 1))]


def test_looks_cover_both_widths_schemes_and_media() -> None:
    assert {390, 1200} <= {look.width for look in LOOKS}
    assert {"light", "dark"} == {look.scheme for look in LOOKS}
    assert {"screen", "print"} == {look.medium for look in LOOKS}


def test_a_text_with_its_mistakes_marked_has_no_fault(browser: Browser, tmp_path: Path) -> None:
    """Wide, in the dark, and on a phone with a table wider than the screen."""
    text = "Có 12/15 chi bộ (chiếm 81,00%).\nMức\tTốt\tKhá\n" + "\t".join(["1.234"] * 9)
    severities = ("error", "81,00%"), ("warning", "12/15"), ("note", "chiếm"), ("error", "1.234")
    found = [mistake(text, words, severity=severity) for severity, words in severities]
    file = tmp_path / "marked.html"
    file.write_text(marked_page([checked(text, *found)], "vi"), encoding="utf-8")

    assert violations_of(browser, file, WIDE) + violations_of(browser, file, DARK) == []
    assert excess_of(browser, file, NARROW) <= 0
    assert requests_of(browser, file) + complaints_of(browser, file) == []


def test_a_table_is_saved_with_the_keyboard_and_without_a_network(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page)
    link = shown.locator("#table-cap .kg-download a")
    link.focus()
    with shown.expect_download() as saved:
        shown.keyboard.press("Enter")
    name, content = saved.value.suggested_filename, Path(saved.value.path()).read_text("utf-8-sig")

    assert name.endswith(".table-cap.csv")
    assert content.splitlines()[1].startswith("Huyện ủy số 0,")


def test_print_leaves_the_links_out_that_save_tables(browser: Browser, page: Path) -> None:
    shown = open_page(browser, page)
    assert shown.locator("#table-cap .kg-download").is_visible()
    shown.emulate_media(media="print")
    assert not shown.locator("#table-cap .kg-download").is_visible()
