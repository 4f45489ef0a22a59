"""Read what a notebook says of itself as a document: title, language, date, status, margins.

A report's head view says it all in its metadata; an analyst's own notebook falls back to
what notebooks usually carry: a title in the metadata, a first heading, a file name.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from kgreport.errors import PublishError
from kgreport.terms.paper import USUAL_MARGINS, Margins
from kgreport.views.markup import markdown_to_text

DRAFT_MARKS = {"vi": "DỰ THẢO", "en": "DRAFT"}
STATUSES = ("draft", "final")

_HEADING = re.compile(r"\A\s*#\s+(?P<title>[^\n]+?)\s*#*\s*(?:\n|\Z)")


class DocumentError(PublishError):
    """A notebook does not say what a published document must say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What every format prints or stores about the whole document.

    Attributes
    ----------
    title
        Plain text; never empty.
    language
        ``vi`` or ``en``.
    issued
        Day of issue; none while it is not known.
    status
        ``draft`` or ``final``; a draft is marked visibly.
    margins
        Margins of the printed page.
    author
        Who issues the document; may be empty.
    draft_mark
        What a draft prints.
    simulated_mark
        What simulated figures print; empty where they are real.
    headed
        Whether a head view prints the title; if not, the publisher prints it.
    """

    title: str
    language: str = "vi"
    issued: datetime.date | None = None
    status: str = "final"
    margins: Margins = USUAL_MARGINS
    author: str = ""
    draft_mark: str = DRAFT_MARKS["vi"]
    simulated_mark: str = ""
    headed: bool = False


def read_document(nb: Mapping[str, Any], name: str = "") -> Document:
    """Read the document from its head view, or from what an analyst's own notebook carries.

    Parameters
    ----------
    nb
        An executed notebook.
    name
        The notebook's file name without its suffix, the last resort for a title.

    Raises
    ------
    DocumentError
        If there is no title, or if a value is not one the publishers know.
    """
    said = head_of(nb)
    found = dict(said) if said is not None else _own(nb, name)
    language = _one_of(found, "language", ("vi", "en"), "vi")
    return Document(
        title=_title(found.get("title")),
        language=language,
        issued=_date(found.get("issued")),
        status=_one_of(found, "status", STATUSES, "final"),
        margins=_margins(found.get("margins") or {}),
        author=str(found.get("author") or ""),
        draft_mark=str(found.get("draft_mark") or DRAFT_MARKS[language]),
        simulated_mark=str(found.get("simulated_mark") or _simulated_mark(nb)),
        headed=said is not None,
    )


def _simulated_mark(nb: Mapping[str, Any]) -> str:
    """Return the mark of simulated figures that any view of a notebook carries."""
    marks = (output.get("metadata", {}).get("kgreport", {}).get("simulated_mark") for output in _outputs(nb))
    return next((str(mark) for mark in marks if mark), "")


def head_of(nb: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return what the first head view of a notebook says, if there is one."""
    for output in _outputs(nb):
        said = output.get("metadata", {}).get("kgreport", {}).get("document")
        if said is not None:
            return dict(said)
    return None


def language_of(nb: Mapping[str, Any]) -> str:
    """Return the language of a notebook's document, also where nothing else is known of it."""
    said = head_of(nb)
    return _one_of(_own(nb, "") if said is None else said, "language", ("vi", "en"), "vi")


def split_title(source: str) -> tuple[str | None, str]:
    r"""Part a Markdown cell into the title it opens with and the rest.

    >>> split_title("# Kết quả\nBa đoạn.")
    ('Kết quả', 'Ba đoạn.')
    >>> split_title("Ba đoạn.")
    (None, 'Ba đoạn.')
    """
    match = _HEADING.match(source)
    if match is None:
        return None, source
    return markdown_to_text(match["title"]), source[match.end() :]


def title_cell(nb: Mapping[str, Any]) -> int | None:
    """Return the place of the Markdown cell that opens with the title, if no head view prints it."""
    if head_of(nb) is not None:
        return None
    for place, cell in enumerate(nb.get("cells", [])):
        if cell["cell_type"] == "markdown" and "guide" not in cell.get("metadata", {}).get("tags", []):
            said = split_title(cell["source"])[0]
            stored = nb.get("metadata", {}).get("title")
            return place if said and stored in (None, "", said) else None
    return None


def _outputs(nb: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for cell in nb.get("cells", []):
        yield from cell.get("outputs", [])


def _own(nb: Mapping[str, Any], name: str) -> dict[str, Any]:
    metadata = nb.get("metadata", {})
    place = title_cell(nb)
    heading = None if place is None else split_title(nb["cells"][place]["source"])[0]
    authors = [author.get("name", "") for author in metadata.get("authors", [])]
    return {
        "title": metadata.get("title") or heading or name,
        "language": metadata.get("language") or metadata.get("lang"),
        "author": ", ".join(filter(None, authors)),
    }


def _title(title: object) -> str:
    if title and str(title).strip():
        return " ".join(str(title).split())
    msg = (
        "the notebook has no title, and a PDF or HTML document must have one: "
        "let the report's head be the first view, open with a Markdown heading '# …', "
        "or set 'title' in the notebook's metadata"
    )
    raise DocumentError(msg)


def _one_of(found: Mapping[str, Any], key: str, known: tuple[str, ...], default: str) -> str:
    value = found.get(key) or default
    if value in known:
        return str(value)
    expected = " or ".join(repr(each) for each in known)
    msg = f"unknown {key} {value!r} in the document's metadata: expected {expected}"
    raise DocumentError(msg)


def _date(issued: object) -> datetime.date | None:
    if issued is None:
        return None
    try:
        return datetime.date.fromisoformat(str(issued))
    except ValueError:
        msg = f"issued is {issued!r} in the document's metadata: expected a day such as '2019-04-01'"
        raise DocumentError(msg) from None


def _margins(found: Mapping[str, Any]) -> Margins:
    known = [field.name for field in fields(Margins)]
    for side, width in found.items():
        number = isinstance(width, int | float) and not isinstance(width, bool)
        if side not in known or not number or not 0 <= width <= 80:
            msg = (
                f"margin {side}: {width!r} in the document's metadata: "
                f"expected {', '.join(known)}, each 0 to 80 millimetres"
            )
            raise DocumentError(msg)
    return Margins(**found)
