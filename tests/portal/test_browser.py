"""The portal in a real browser: by keyboard alone, without scripts, on a phone, with a thousand reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kgreport.portal.catalogue import Catalogue, read_catalogue
from kgreport.portal.model import UnitRecord
from kgreport.portal.pages import index_page
from kgreport.portal.site import write_site
from tests.browsing import NARROW, excess_of, faults_of, open_page, violations_of, window
from tests.conftest import MakeShared
from tests.portal.made_up import UNITS, key_figures, make_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOUND = [
    {"id": "a", "severity": "warning", "place": "đảng viên", "found": "3", "expected": "4", "advice": ""}
]


@pytest.fixture(scope="session")
def portal(make_shared: MakeShared) -> Path:
    """Write a portal of four units and two years, with all that its pages can show."""

    def fill(folder: Path) -> None:
        for year in (2017, 2018):
            for unit in UNITS:
                make_report(folder, year, unit, superior="ĐẢNG BỘ TỈNH", findings=FOUND, simulated=True)
        final: dict[str, Any] = {
            "status": "final",
            "marks": ["final"],
            "more_files": (f".table-{'levels-' * 8}.csv", ".xlsx"),
        }
        make_report(folder, 2018, simulated=True, **final)
        write_site(folder, "vi")

    return make_shared("portal", fill)


@pytest.fixture
def at_index(browser: Browser, portal: Path) -> Page:
    """Load the index anew."""
    return open_page(browser, portal / "index.html")


def shown(page: Page) -> list[str]:
    """Name the units of the reports that the list shows, in its order."""
    found: list[str] = page.eval_on_selector_all(
        ".kg-list tbody tr:not([hidden])", "rows => rows.map(row => row.cells[0].textContent)"
    )
    return found


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.textContent.trim() || document.activeElement.name")


def test_nothing_is_wrong_with_the_index_wide_narrow_dark_or_printed(browser: Browser, portal: Path) -> None:
    assert faults_of(browser, portal / "index.html") == []


def test_everybody_can_use_the_page_of_a_unit_and_it_fits_a_phone(browser: Browser, portal: Path) -> None:
    page = portal / "site/2018/whole/index.html"

    assert (violations_of(browser, page), excess_of(browser, page)) == ([], 0)


def test_a_reader_goes_from_the_list_to_a_report_by_keyboard_alone(at_index: Page) -> None:
    at_index.keyboard.press("Tab")
    assert focused(at_index) == "Chuyển đến nội dung"
    at_index.keyboard.press("Tab")
    at_index.keyboard.type("rach gia")
    assert shown(at_index) == ["Thành ủy Rạch Giá"] * 2
    for _ in range(20):
        at_index.keyboard.press("Tab")
        if focused(at_index) == "Thành ủy Rạch Giá":
            break
    at_index.keyboard.press("Enter")

    assert at_index.inner_text("h1") == "Thành ủy Rạch Giá, năm 2018"


def test_the_list_is_filtered_by_year_and_status_and_says_how_many_it_shows(at_index: Page) -> None:
    at_index.select_option("[name=status]", "final")
    assert (shown(at_index), at_index.inner_text("output")) == (["Toàn Đảng bộ"], "Đang hiện 1 báo cáo")

    at_index.select_option("[name=status]", "")
    at_index.select_option("[name=year]", "2017")
    assert at_index.inner_text("output") == "Đang hiện 4 báo cáo"


def test_a_heading_sorts_the_list_and_says_in_which_order(at_index: Page) -> None:
    heading = at_index.locator(".kg-list th", has_text="Đơn vị").first
    heading.locator("button").press("Enter")
    first = shown(at_index)[0], heading.get_attribute("aria-sort")
    heading.locator("button").press("Enter")

    assert first == ("Đảng ủy xã Đông", "ascending")
    assert (shown(at_index)[0], heading.get_attribute("aria-sort")) == ("Toàn Đảng bộ", "descending")


def test_without_scripts_all_reports_are_there_and_no_control_that_does_nothing(
    browser: Browser, portal: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((portal / "index.html").as_uri())

    assert page.locator(".kg-list tbody tr").count() == 2 * len(UNITS) + 1
    assert not page.locator(".kg-filter").is_visible()
    page.locator(".kg-list a").first.click()
    page.locator(".kg-bar [rel=prev]").click()
    assert page.url.endswith("annual-report-2017-whole.html")
    context.close()


def test_a_thousand_reports_open_within_a_second_on_a_phone(browser: Browser, tmp_path: Path) -> None:
    """It is the time of the browser's own thread, whatever else the machine does."""
    make_report(tmp_path, figures=key_figures(2018))
    (one,) = read_catalogue(tmp_path).reports
    units = [UnitRecord(code=f"xa-{n}", name=f"Đảng ủy xã Bình An {n}") for n in range(200)]
    many = [replace(one, unit=unit, year=year) for year in range(2014, 2019) for unit in units]
    (tmp_path / "index.html").write_text(index_page(Catalogue(tuple(many)), "vi"), "utf-8")
    page = window(browser, NARROW)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto((tmp_path / "index.html").as_uri())
    metrics = session.send("Performance.getMetrics")["metrics"]
    seconds = {one["name"]: one["value"] for one in metrics}["TaskDuration"]

    assert page.inner_text("output") == "Đang hiện 1000 báo cáo"
    assert seconds < 1
