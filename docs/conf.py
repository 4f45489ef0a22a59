"""The site of docs/: Sphinx with MyST and Furo. `make docs` builds it; it needs no network to be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

import kgreport  # noqa: E402
from docs.building.pages import write_pages  # noqa: E402
from docs.building.search import VietnameseSearch  # noqa: E402

write_pages(DOCS / "generated")

project = "kgreport"
author = "The kgreport authors"
version = release = kgreport.__version__
language = "vi"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_site", "building"]
default_role = "code"
highlight_language = "none"
add_module_names = False

myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]
autodoc_typehints = "none"
autodoc_member_order = "bysource"
napoleon_use_ivar = True

html_theme = "furo"
html_show_copyright = False
html_title = f"kgreport {version}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": False}


def language_of(page: str) -> str:
    """Tell the language of a page: Vietnamese lies in folders called ``vi``, as do the pages of the theme."""
    folders = page.split("/")
    return "vi" if "vi" in folders or len(folders) == 1 else "en"


def _finish_page(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:  # noqa: ARG001
    """Give a page its language, and what a keyboard and a screen reader need."""
    context["language"] = language_of(page)
    tree = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = tree.replace('role="heading"', 'role="heading" aria-level="2"')
    context["body"] = context.get("body", "").replace("<pre>", '<pre tabindex="0">')


def setup(app: Any) -> None:
    """Give the search its letters; pages are finished after the theme has made its part of them."""
    app.add_search_language(VietnameseSearch)
    app.connect("html-page-context", _finish_page, priority=900)
