"""Take the pictures of the gallery anew from a report of the made-up province: `make pictures`.

It needs Chromium and what the tests need. The pictures are kept with the pages, so that building the site
needs neither.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from docs.building.gallery import DOCS, sections

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
PICTURES = DOCS / "pictures/sections"
WIDTH, HEIGHT = 720, 620
"""Of a picture at most, in pixels."""

SPACE = 10
"""Around what is shown."""

COLOURS = 48
"""Enough for text, lines and the shades of the levels; a picture then weighs a fifth."""


def take_pictures(page: Path) -> None:
    """Take a picture of the beginning of each section of a report: one of the whole page, cut up."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        view.goto(page.absolute().as_uri())
        whole = Image.open(io.BytesIO(view.screenshot(full_page=True))).convert("RGB")
        for one in sections():
            shown = f".kg-section:has(> #{one['id']})" + (" figure:has(svg)" if "of" in one else "")
            box = view.locator(shown).first.bounding_box()
            assert box, one["id"]
            _cut(whole, box).quantize(COLOURS).save(PICTURES / f"{one['id']}.png", optimize=True)
        browser.close()


def _cut(whole: Any, box: Any) -> Any:
    """Cut the beginning of a box out of a page, with a little space around it."""
    height = min(box["height"], HEIGHT)
    edges = (box["x"] - SPACE, box["y"] - SPACE, box["x"] + box["width"] + SPACE, box["y"] + height)
    return whole.crop(tuple(map(int, edges)))


if __name__ == "__main__":
    take_pictures(Path(sys.argv[1]))
