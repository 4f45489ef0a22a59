"""The page of everything that a Python user needs, from its docstrings."""

from __future__ import annotations

import kgreport
from docs.building.markdown import FROM_THE_CODE

GROUPS = {
    "Reports": ("build_report", "build_trend", "Report", "Trend"),
    "Files": ("build", "check"),
    "Data": ("read_dataset", "Dataset", "Parameters", "Finding"),
    "Looking things up": ("explore", "Panel"),
}
"""The names of the face of the package by what they are for; the errors, and what is new, come after them."""


def api_page() -> str:
    """Write a page that has Sphinx read the docstrings of every public name."""
    known = {name for names in GROUPS.values() for name in names}
    rest = [name for name in kgreport.__all__ if name not in known and not name.startswith("_")]
    errors = [name for name in rest if isinstance(getattr(kgreport, name), type) and _is_error(name)]
    groups = {**GROUPS, "More": [name for name in rest if name not in errors], "Errors": errors}
    parts = [f"# From Python\n\n{FROM_THE_CODE['en']} `import kgreport` has all of it.\n"]
    parts += (_group(title, names) for title, names in groups.items() if names)
    return "\n".join(parts)


def _is_error(name: str) -> bool:
    return issubclass(getattr(kgreport, name), Exception)


def _group(title: str, names: object) -> str:
    assert isinstance(names, list | tuple)
    lines = [line for name in names if hasattr(kgreport, name) for line in _directive(name)]
    return "\n".join([f"## {title}\n", "```{eval-rst}", ".. currentmodule:: kgreport", "", *lines, "```", ""])


def _directive(name: str) -> list[str]:
    if not isinstance(getattr(kgreport, name), type):
        return [f".. autofunction:: kgreport.{name}", ""]
    kind = "autoexception" if _is_error(name) else "autoclass"
    return [f".. {kind}:: kgreport.{name}", "   :members:", ""]
