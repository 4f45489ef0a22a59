"""Look at a published page as its readers do: in a real browser, wide and narrow, light, dark and printed.

Each function says what is wrong with a page, as text; `faults_of` asks them all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
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


@contextmanager
def blank_page(browser: Browser, look: Look, *, trusted: bool = False) -> Iterator[Page]:
    """Open an empty page; only a trusted one lets our own test scripts in past the page's policy."""
    context = browser.new_context(bypass_csp=trusted)
    page = context.new_page()
    _change_look(page, look)
    yield page
    context.close()


def _change_look(page: Page, look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": 900})
    page.emulate_media(media=look.medium, color_scheme=look.scheme)


def requests_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return every address that the page asks for, besides itself and what it holds inline."""
    with blank_page(browser, look) as page:
        return _heard(page, file)[0]


def complaints_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return what the browser complains of in its console."""
    with blank_page(browser, look) as page:
        return _heard(page, file)[1]


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


@contextmanager
def _folded_out(browser: Browser, file: Path, look: Look) -> Iterator[Page]:
    with blank_page(browser, look, trusted=True) as page:
        page.goto(file.as_uri())
        page.evaluate(OPEN_ALL)
        yield page


def excess_of(browser: Browser, file: Path, look: Look = NARROW) -> int:
    """Return by how many pixels the page is wider than the window, with everything folded out."""
    with _folded_out(browser, file, look) as page:
        return int(page.evaluate(EXCESS))


def violations_of(browser: Browser, file: Path, look: Look = WIDE) -> list[str]:
    """Return what axe-core finds against accessibility, with everything folded out."""
    with _folded_out(browser, file, look) as page:
        return _violations(page, look)


OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe-core that look at colours."""


def _violations(page: Page, look: Look) -> list[str]:
    # A narrow page shades tables that scroll, and axe cannot see through it; colours are the same when wide.
    rules = OF_COLOURS if look.width > NARROW.width else OF_COLOURS[1:]
    options: dict[str, Any] = {"resultTypes": ["violations", "incomplete"]}
    if look.scheme == "dark":  # the same page in other colours
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    else:
        options["rules"] = {rule: {"enabled": rule in rules} for rule in OF_COLOURS}
    found = Axe().run(page, options=options).response
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

    Loaded anew for each look, and folded out once. A window for each look would cost as much as the checks.
    """
    faults: list[str] = []
    with blank_page(browser, WIDE) as loaded, _folded_out(browser, file, WIDE) as folded_out:
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
