"""Read a notebook's title, language, date, status and margins.

The head view of a report stores them in its metadata. For other notebooks, the title is the one in the
notebook's metadata, the first heading, or the file name. The marks are those of all figures in the notebook:
what holds a draft is a draft, and what holds simulated figures says so.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from kgreport.errors import PublishError
from kgreport.terms.marks import DRAFT_MARK, MARKS
from kgreport.terms.paper import USUAL_MARGINS, Margins
from kgreport.terms.phrases import LANGUAGES, Language
from kgreport.views.markup import markdown_to_text

STATUSES = ("draft", "final")
Choice = TypeVar("Choice", bound=str)

_HEADING = re.compile(r"\A\s*#\s+(?P<title>[^\n]+)\n?")


class DocumentError(PublishError):
    """A notebook has no title, or its metadata has a wrong value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The metadata of a document, for every format.

    Attributes
    ----------
    title
        Plain text; never empty.
    language
        ``vi`` or ``en``.
    issued
        Day of issue; None if unknown.
    status
        ``draft`` or ``final``; a draft carries a visible mark.
    margins
        Margins of the printed page.
    author
        The issuer; may be empty.
    draft_mark
        The mark of a draft.
    simulated_mark
        The mark of simulated figures; empty for real ones.
    include_code
        Whether the code of the notebook stands in an appendix.
    csv_bom
        Whether CSV files begin with the mark by which Excel knows UTF-8.
    licence
        Under which others may use the figures: an address, or words; may be empty.
    headed
        Whether a head view prints the title; if not, the exporter prints it.
    font
        The font of the PDF and of the Word document; empty for the usual ones.
    """

    title: str
    language: Language = "vi"
    issued: datetime.date | None = None
    status: str = "final"
    margins: Margins = USUAL_MARGINS
    author: str = ""
    draft_mark: str = DRAFT_MARK.vi
    simulated_mark: str = ""
    include_code: bool = False
    csv_bom: bool = False
    licence: str = ""
    headed: bool = False
    font: str = ""

    @property
    def draft(self) -> str:
        """The mark of a draft; empty for a final document."""
        return self.draft_mark if self.status == "draft" else ""

    @property
    def marks(self) -> tuple[str, ...]:
        """The marks that every format prints: of a draft, and of simulated figures."""
        return tuple(filter(None, (self.draft, self.simulated_mark)))


def read_document(nb: Mapping[str, Any], name: str = "") -> Document:
    """Read the metadata of a document from its head view, or else from the notebook.

    Parameters
    ----------
    nb
        An executed notebook.
    name
        The notebook's file name without its suffix; the title if there is no other.

    Raises
    ------
    DocumentError
        If there is no title, or a value is wrong.
    """
    head = head_of(nb)
    found = {**(dict(head) if head is not None else _without_head(nb, name)), **marks_in(nb)}
    language = _one_of(found, "language", LANGUAGES, "vi")
    return Document(
        title=_title(found.get("title")),
        language=language,
        issued=_date(found.get("issued")),
        status=_one_of(found, "status", STATUSES, "final"),
        margins=_margins(found.get("margins") or {}),
        author=str(found.get("author") or ""),
        draft_mark=str(found.get("draft_mark") or DRAFT_MARK.say(language)),
        simulated_mark=str(found.get("simulated_mark") or ""),
        include_code=bool(found.get("include_code")),
        headed=head is not None,
        font=str(found.get("font") or ""),
    )


def marks_in(nb: Mapping[str, Any]) -> dict[str, str]:
    """Return what all figures of a notebook are marked with: ``status``, ``draft_mark``, ``simulated_mark``.

    One draft makes the whole a draft. Of several texts of a mark, the first stands.
    """
    marks: dict[str, str] = {}
    for carried in _marks_carried(nb):
        is_draft = carried.get("status", "draft") == "draft"
        found = {
            "status": "draft" if "status" in carried and is_draft else "",
            "draft_mark": carried.get("draft_mark") if is_draft else "",
            "simulated_mark": carried.get("simulated_mark"),
        }
        marks = {name: str(mark) for name, mark in found.items() if mark} | marks
    return marks | ({"status": "draft"} if "draft_mark" in marks else {})


def _marks_carried(nb: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give everything in a notebook that may carry marks: of a head, with the status of its report."""
    yield nb.get("metadata", {}).get("kgreport", {}).get("marks", {})
    for output in _outputs(nb):
        metadata = output.get("metadata", {}).get("kgreport", {})
        yield from (metadata, metadata.get("document", {}), output.get("data", {}).get(MARKS, {}))


def head_of(nb: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Return the metadata in the first head view of a notebook, or None."""
    heads = (output.get("metadata", {}).get("kgreport", {}).get("document") for output in _outputs(nb))
    return next((dict(one) for one in heads if one is not None), None)


def language_of(nb: Mapping[str, Any]) -> Language:
    """Return the language of a notebook, which may lack a title."""
    head = head_of(nb)
    return _one_of(_without_head(nb, "") if head is None else head, "language", LANGUAGES, "vi")


def split_title(source: str) -> tuple[str | None, str]:
    r"""Split Markdown into the title at its beginning and the rest.

    >>> split_title("# Kết quả\nBa đoạn.")
    ('Kết quả', 'Ba đoạn.')
    >>> split_title("Ba đoạn.")
    (None, 'Ba đoạn.')
    """
    match = _HEADING.match(source)
    title = match["title"].rstrip().rstrip("#").rstrip() if match else ""
    if match is None or not title:
        return None, source
    return markdown_to_text(title), source[match.end() :].lstrip("\n")


def title_cell(nb: Mapping[str, Any]) -> int | None:
    """Return the position of the Markdown cell that begins with the title, if no head view prints it."""
    if head_of(nb) is not None:
        return None
    for position, cell in enumerate(nb.get("cells", [])):
        if cell["cell_type"] == "markdown" and "guide" not in cell.get("metadata", {}).get("tags", []):
            heading = split_title(cell["source"])[0]
            stored = nb.get("metadata", {}).get("title")
            return position if heading and stored in (None, "", heading) else None
    return None


def _outputs(nb: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for cell in nb.get("cells", []):
        yield from cell.get("outputs", [])


def _without_head(nb: Mapping[str, Any], name: str) -> dict[str, Any]:
    metadata = nb.get("metadata", {})
    position = title_cell(nb)
    heading = None if position is None else split_title(nb["cells"][position]["source"])[0]
    authors = [author.get("name", "") for author in metadata.get("authors", [])]
    return {
        "title": metadata.get("title") or heading or name,
        "language": metadata.get("language") or metadata.get("lang"),
        "author": ", ".join(filter(None, authors)),
    }


def _title(title: object) -> str:
    if title and str(title).strip():
        return " ".join(str(title).split())
    raise DocumentError(
        "the notebook has no title, and a PDF or HTML document must have one: "
        "let the report's head be the first view, open with a Markdown heading '# …', "
        "or set 'title' in the notebook's metadata"
    )


def _one_of(found: Mapping[str, Any], key: str, known: tuple[Choice, ...], default: Choice) -> Choice:
    value = found.get(key) or default
    if value in known:
        return known[known.index(value)]
    expected = " or ".join(repr(each) for each in known)
    raise DocumentError(f"unknown {key} {value!r} in the document's metadata: expected {expected}")


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
            raise DocumentError(
                f"margin {side}: {width!r} in the document's metadata: "
                f"expected {', '.join(known)}, each 0 to 80 millimetres"
            )
    return Margins(**found)
