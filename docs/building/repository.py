"""Pages that stand at the root of the repository, with their links as the site needs them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]


def root_page(name: str) -> str:
    """Give a page of the root, its links into `docs` as they are from `docs/generated`."""
    return (ROOT / name).read_text("utf-8").replace("](docs/", "](../")
