"""Typeset Typst markup as an accessible PDF for archives (PDF/A-3a and PDF/UA-1).

Only this module uses the typesetter. Each cell's markup is a file in memory, so that an error can name the
cell. The template of the page is the only file read from disk.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from kgreport.errors import PublishError
from kgreport.publish.diagnostics import MISSING_LETTER, Fragment, explain
from kgreport.publish.foreign.pictures import in_markup
from kgreport.publish.prepared.attachments import Attachment
from kgreport.publish.prepared.documents import Document
from kgreport.seals.digests import OPEN_SEAL, sealed
from kgreport.seals.manifests import MANIFEST_FILE
from kgreport.terms import paper
from kgreport.terms.spelling import nearest
from kgreport.views.markup import typst_string
from kgreport.views.sizes import print_sizes

STANDARDS = ["a-3a", "ua-1"]
# Replaces an unknown date: the bytes must not depend on the day of the build.
UNDATED = datetime.date(2000, 1, 1)

_LINK = re.compile(r'#kg-link\("([\w-]+)"')
_ANY_LABEL = re.compile(r"(?<!\\)<([\w-]+)>")
# Markup can name files below this folder alone, and only files of the template are there.
_ROOT = str(files("kgreport.publish").joinpath("templates"))
MANY = 20
"""So many letters that a font lacks are named."""


class TypesettingError(PublishError):
    """The typesetter cannot make an accessible PDF from some markup."""


def typeset(
    document: Document, fragments: Sequence[Fragment], attached: Mapping[str, Attachment] | None = None
) -> bytes:
    """Typeset the fragments, one after the other, as one PDF.

    Parameters
    ----------
    document
        Its title, language, marks and margins.
    fragments
        Its content, in order.
    attached
        By file name, what the PDF carries inside it; one that carries its manifest is sealed.

    Raises
    ------
    TypesettingError
        If the typesetter reports errors, or the font lacks letters; the message says where and what to do.
    """
    if document.font:
        check_font(document.font, [fragment.markup for fragment in fragments])
    try:
        printed: bytes = typeset_sources(
            _sources(document, fragments, attached),
            system_fonts=bool(document.font),
            pdf_standards=STANDARDS,
            sys_inputs={"usual-width": "true" if _has_usual_width(document) else "false"},
            timestamp=_timestamp(document.issued or UNDATED),
        )
    except typst.TypstError as error:
        raise TypesettingError(explain(error.diagnostic, fragments)) from error
    _shrink_cache()
    return sealed(printed)


def typeset_sources(sources: Mapping[str, bytes], *, system_fonts: bool = False, **options: Any) -> Any:
    """Typeset files in memory, beginning with ``main.typ``.

    Raises
    ------
    typst.TypstError
        What is to be typeset has faults.
    TypesettingError
        The typesetter itself failed.
    """
    try:
        return typst.compile(
            sources,
            root=_ROOT,
            font_paths=fonts(system=system_fonts),
            ignore_system_fonts=not system_fonts,
            **options,
        )
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # which is no Exception
            raise
        raise TypesettingError(f"the typesetter failed: {error}") from error


def fault_of_picture(name: str, content: bytes) -> str:
    """Say why the typesetter cannot show a picture; nothing of a sound one."""
    shown, text = in_memory(name, content)
    page = f'#set document(title: "x")\n#image({shown}, alt: "x")'
    sources = {"main.typ": page.encode(), name: text}
    try:
        typeset_sources(sources, pdf_standards=STANDARDS, timestamp=_timestamp(UNDATED))
    except (typst.TypstError, TypesettingError) as error:
        return str(error)
    return ""


def _shrink_cache() -> None:
    """Typeset an empty page, which halves the typesetter's cache.

    The typesetter keeps layouts for its next ten documents. In a process that publishes many reports, they
    take half a gigabyte.
    """
    typeset_sources({"main.typ": b""}, format="svg")


def _has_usual_width(document: Document) -> bool:
    """Return whether lines are at least as long as the estimates of heights assume."""
    line = paper.WIDTH - document.margins.left - document.margins.right
    return line * paper.POINTS >= print_sizes.LINE


@cache
def fonts(*, system: bool = False) -> typst.Fonts:
    """Load the fonts of the typesetter; those of the machine only for a document that names one."""
    return typst.Fonts(include_system_fonts=system)


def check_font(family: str, texts: Sequence[str]) -> None:
    """Check that this machine has a font, and that it has all letters of some texts, also bold and italic.

    Raises
    ------
    TypesettingError
        It does not; the message names the letters that it lacks, and what to do.
    """
    known = fonts(system=True).families()
    if family not in known:
        near = nearest(family, known)
        hint = f"did you mean {near!r}?" if near else f"known are {', '.join(sorted(known))}"
        raise TypesettingError(f"font: this machine has no font {family!r}; {hint}")
    lacking = letters_lacking(family, "".join(texts))
    if lacking:
        named = " ".join(lacking[:MANY]) + " …" * (len(lacking) > MANY)
        raise TypesettingError(
            f"font: {family!r} lacks letters of this text: {named}; name a font that has every "
            "Vietnamese letter, or leave out 'font'"
        )


def letters_lacking(family: str, text: str) -> list[str]:
    """List the letters of a text that a font lacks, in regular, semibold or italic.

    >>> letters_lacking("Libertinus Serif", "Kết quả xếp loại"), letters_lacking("Libertinus Serif", "漢ể")
    ([], ['漢'])
    """
    letters = sorted({letter for letter in text if letter.isalpha()})
    styles = ("", "weight: 600", 'style: "italic"')
    written = " ".join(f"#{typst_string(letter)}" for letter in letters)
    shown = "\n".join(f"#[#set text({style})\n{written}]" for style in styles)
    source = f'#set document(title: "")\n#set text(font: {typst_string(family)}, fallback: false)\n{shown}'
    try:
        typeset_sources({"main.typ": source.encode()}, system_fonts=True, pdf_standards=["a-3a"])
    except typst.TypstError as error:
        return sorted(set("".join(found["text"] for found in MISSING_LETTER.finditer(error.diagnostic))))
    return []


@cache
def _template() -> bytes:
    return files("kgreport.publish").joinpath("templates/report.typ").read_bytes()


def _timestamp(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def _sources(
    document: Document, fragments: Sequence[Fragment], attached: Mapping[str, Attachment] | None = None
) -> dict[str, bytes]:
    attached = attached or {}
    read = {"sizes.json": print_sizes.for_template(), "labels.json": _linked_labels(fragments)}
    sources = {"report.typ": _template(), **{name: json.dumps(one).encode() for name, one in read.items()}}
    for number, fragment in enumerate(fragments):
        sources[f"cell-{number}.typ"] = f'#import "report.typ": *\n{fragment.markup}\n'.encode()
        sources |= {name: in_memory(name, content)[1] for name, content in fragment.images.items()}
    sources |= {f"attached-{number}": one.content.encode() for number, one in enumerate(attached.values())}
    includes = "\n\n".join(f'#include "cell-{number}.typ"' for number in range(len(fragments)))
    carried = "\n".join(_attach(number, *item) for number, item in enumerate(attached.items()))
    seal = f'#set document(keywords: ("{OPEN_SEAL}",))\n' if MANIFEST_FILE in attached else ""
    return {"main.typ": f"{seal}{_setup(document, fragments)}\n{includes}\n{carried}\n".encode(), **sources}


def _linked_labels(fragments: Sequence[Fragment]) -> list[str]:
    r"""List the labels that fragments have and link to.

    >>> _linked_labels([Fragment(place="1", markup='= Một <one>\n#kg-link("one")[I], #kg-link("two")[II]')])
    ['one']
    """
    markup = "\n".join(fragment.markup for fragment in fragments)
    return sorted(set(_LINK.findall(markup)) & set(_ANY_LABEL.findall(markup)))


def _attach(number: int, name: str, attachment: Attachment) -> str:
    """Write the call that puts a file into the PDF."""
    return (
        f'#pdf.attach({typst_string(name)}, bytes(read("attached-{number}")), relationship: "supplement", '
        f"mime-type: {typst_string(attachment.mime)}, description: {typst_string(attachment.description)})"
    )


def in_memory(name: str, content: bytes) -> tuple[str, bytes]:
    """Return how markup names a picture, and its text: the typesetter reads only text from memory."""
    return in_markup(name), content if name.endswith(".svg") else str(list(content)).encode()


def _setup(document: Document, fragments: Sequence[Fragment]) -> str:
    draft, simulated = (
        typst_string(mark) if mark else "none" for mark in (document.draft, document.simulated_mark)
    )
    day = document.issued or UNDATED
    margins = ", ".join(f"{name}: {width}mm" for name, width in asdict(document.margins).items())
    title, author = (typst_string(print_sizes.within_pdf(text)) for text in (document.title, document.author))
    on_first = "false" if _first_page_is_marked(document, fragments) else "true"
    printed_title = "" if document.headed else f"#kg-title(draft: {draft}, {title})"
    return (
        '#import "report.typ": *\n'
        f"#show: kg-report.with(title: {title}, author: {author}, "
        f'lang: "{document.language}", date: datetime(year: {day.year}, month: {day.month}, day: {day.day}), '
        f"margins: ({margins}), draft: {draft}, on-first: {on_first}, simulated: {simulated}, "
        f"font: ({typst_string(document.font) + ',' if document.font else ''}))\n"
        f"{printed_title}\n"
    )


def _first_page_is_marked(document: Document, fragments: Sequence[Fragment]) -> bool:
    """Return whether the first page of a draft says so by itself: under its title, or in a head.

    The head of a final report does not, where other figures of the notebook are a draft.
    """
    first = next((fragment.markup for fragment in fragments if fragment.markup.strip()), "")
    return not document.headed or (first.startswith(("#kg-head(", "#kg-brief(")) and "draft: [" in first)
