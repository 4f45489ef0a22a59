"""Every page that is written from the code, by its path in `docs/generated`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docs.building.api import api_page
from docs.building.columns import columns_page
from docs.building.frames import frames_page
from docs.building.gallery import gallery_page
from docs.building.glossary import glossary_page
from docs.building.messages import messages_page
from docs.building.options import options_page
from docs.building.repository import root_page

GENERATED: Mapping[str, Callable[[], str]] = {
    "api.md": api_page,
    "changelog.md": partial(root_page, "CHANGELOG.md"),
    "columns.md": partial(columns_page, "en"),
    "contributing.md": partial(root_page, "CONTRIBUTING.md"),
    "frames.md": partial(frames_page, "en"),
    "options.md": options_page,
    "vi/bang-so-lieu.md": partial(frames_page, "vi"),
    "vi/cac-phan.md": gallery_page,
    "vi/cot.md": partial(columns_page, "vi"),
    "vi/thong-bao.md": messages_page,
    "vi/thuat-ngu.md": glossary_page,
}


def write_pages(folder: Path) -> None:
    """Write every page that is not there yet as it should be, so that Sphinx reads only what changed."""
    for name, write in GENERATED.items():
        path, text = folder / name, write()
        if not path.exists() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
