"""Look at a published page as its readers do: in a real browser, wide and narrow, light, dark and printed.

Each function says what is wrong with a page, as text; `faults_of` asks them all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

OPEN_ALL = "document.querySelectorAll('details').forEach(details => details.open = true)"
EXCESS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One way to look at a page: width in CSS pixels, colour scheme and medium."""

    width: int = 1200
    scheme: Literal["light", "dark"] = "light"
    medium: Literal["screen", "print"] = "screen"


WIDE, NARROW = Look(), Look(width=390)
LOOKS = (WIDE, NARROW, Look(scheme="dark"), Look(width=700, medium="print"))
"""No look is narrow and dark: colours are the same when wide, and the layout when light."""


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def open_browser(executable: str) -> Iterator[Browser]:
    """Start a browser that asks nobody for anything by itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@cache
def _window(browser: Browser, *, trusted: bool) -> Page:
    """Open one window for all pages: another costs more than ten pages in this one."""
    return browser.new_context(bypass_csp=trusted).new_page()


def window(browser: Browser, look: Look, *, trusted: bool = False) -> Page:
    """Return a window; only a trusted one lets our own test scripts in past the page's policy."""
    page = _window(browser, trusted=trusted)
    _change_look(page, look)
    return page


def open_page(browser: Browser, file: Path, look: Look = WIDE, *, trusted: bool = False) -> Page:
    """Load a page anew, in the window that all tests share."""
    page = window(browser, look, trusted=trusted)
    page.goto(file.as_uri())
    return page


def _change_look(page: Page, look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": 900})
    page.emulate_media(media=look.medium, color_scheme=look.scheme)


def requests_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return every address that the page asks for, besides itself and what it holds inline."""
    return _heard(window(browser, look), file)[0]


def complaints_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return what the browser complains of in its console."""
    return _heard(window(browser, look), file)[1]


def _heard(page: Page, file: Path) -> tuple[list[str], list[str]]:
    asked: list[str] = []
    complaints: list[str] = []
    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: asked.append(request.url),
        "console": lambda message: complaints.append(f"{message.type}: {message.text}"),
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    page.goto(file.as_uri())  # until all that it asks for has come or failed; nothing runs in it
    for event, listener in listeners.items():
        page.remove_listener(event, listener)
    return [url for url in asked if url != file.as_uri() and not url.startswith("data:")], complaints


def _folded_out(browser: Browser, file: Path, look: Look) -> Page:
    page = open_page(browser, file, look, trusted=True)
    page.evaluate(OPEN_ALL)
    return page


def excess_of(browser: Browser, file: Path, look: Look = NARROW) -> int:
    """Return by how many pixels the page is wider than the window, with everything folded out."""
    return int(_folded_out(browser, file, look).evaluate(EXCESS))


def violations_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return what axe-core finds against accessibility, with everything folded out."""
    page = _folded_out(browser, file, look)
    _prepare_checks(page)
    return _violations(page, look)


OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that look at colours."""

MARK_ALIKE = """
const seen = new Set();
for (const one of document.querySelectorAll('body *:not(:has(*), :empty, [rowspan])')) {
    let path = '';
    for (let each = one; each; each = each.parentElement) {
        path += `${each.tagName} ${each.classList} ${each.style.cssText} `;
    }
    one.toggleAttribute('data-alike', seen.has(path));
    seen.add(path);
}
"""
"""Marks a text that has the same style as an earlier one: tag and classes are the same, up to the body.

Not by what axe cannot measure: an element without text, and a heading that reaches over two rows.
"""


def _prepare_checks(page: Page) -> None:
    page.evaluate(MARK_ALIKE)
    page.evaluate(AXE_SCRIPT)


def _violations(page: Page, look: Look) -> list[str]:
    # A narrow page shades tables that scroll, and axe cannot see through it; colours are the same when wide.
    rules = OF_COLOURS if look.width > NARROW.width else OF_COLOURS[1:]
    faults = _found_by_axe(page, "[data-alike]", runOnly={"type": "rule", "values": rules})
    if look.scheme == "dark":  # the same page in other colours
        return faults
    return faults + _found_by_axe(page, rules={rule: {"enabled": False} for rule in OF_COLOURS})


def _found_by_axe(page: Page, *left_out: str, **options: Any) -> list[str]:
    options["resultTypes"] = ["violations", "incomplete"]
    found = page.evaluate("([exclude, options]) => axe.run({exclude}, options)", [left_out, options])
    undecided = [node for rule in found["incomplete"] for node in _unmeasured(rule)]
    broken = [f"{rule['id']}: {node['html']}" for rule in found["violations"] for node in rule["nodes"]]
    return broken + undecided


def _unmeasured(rule: dict[str, Any]) -> list[str]:
    """Return texts of unknown contrast.

    Axe never knows that of text drawn in a chart, nor of a heading that reaches over two rows of a table.
    """
    texts = [
        node["html"]
        for node in rule["nodes"]
        if not node["html"].startswith(("<text", "<tspan")) and not _is_over_rows(node["html"])
    ]
    return [f"contrast not measured: {text}" for text in texts] if rule["id"] == "color-contrast" else []


def _is_over_rows(html: str) -> bool:
    return bool(re.match(r"<th [^<>]*rowspan=", html))


def faults_of(browser: Browser, file: Path) -> list[str]:
    """Return all that is wrong with a page, each with the look it is seen in.

    Loaded anew for each look, and folded out once.
    """
    faults: list[str] = []
    loaded, folded_out = window(browser, WIDE), _folded_out(browser, file, WIDE)
    _prepare_checks(folded_out)
    for look in LOOKS:
        _change_look(loaded, look)
        _change_look(folded_out, look)
        asked, complaints = _heard(loaded, file)
        found = [f"asks for {url}" for url in asked] + complaints + _violations(folded_out, look)
        excess = int(folded_out.evaluate(EXCESS))
        if look.medium == "screen" and excess > 0:
            found.append(f"{excess} px wider than the window")
        faults += [f"{look.width} px, {look.scheme}, {look.medium}: {fault}" for fault in found]
    return faults
