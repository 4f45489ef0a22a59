"""What is compared: a published file of any format, with its title, year, language and figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from kgreport.comparison.amounts import Notation
from kgreport.comparison.sentences import Sections
from kgreport.content.blocks import Block, Heading, Letterhead
from kgreport.content.figures import Figures, figures_of, texts_of
from kgreport.errors import TwoLanguageError
from kgreport.printed.blocks import blocks_of_file
from kgreport.printed.files import TABLES_ONLY, Kind, PublishedFile, read_file
from kgreport.terms.phrases import Language
from kgreport.verification.carried import carried_by, figures_in, language_in
from kgreport.verification.matching import named_as

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_ENGLISH = re.compile(r"<html[^>]*\slang=\"en")

NAMING: tuple[Kind, ...] = ("html", "ipynb")
"""Formats that name their tables and rows themselves; the others have the names that their manifest says."""


class ComparisonError(TwoLanguageError):
    """Two reports cannot be compared: one of them is not there, or has no figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDocument:
    """A published document.

    Attributes
    ----------
    name
        What it was called by.
    file
        The file that was read.
    title
        Its title.
    figures
        The figures that it prints.
    texts
        The texts of its sentences, by section.
    kind
        Its format.
    language
        Its language.
    is_named
        Whether its tables and rows have their fixed names.
    """

    name: str
    file: Path
    title: str
    figures: Figures
    texts: Sections = field(default_factory=dict)
    kind: Kind = "html"
    language: Language = "vi"
    is_named: bool = True

    @property
    def notation(self) -> Notation:
        """How its numbers are written."""
        return "csv" if self.kind == "csv" else self.language

    @property
    def has_sentences(self) -> bool:
        """Whether its format has the sentences of a report, beside the tables."""
        return self.kind not in TABLES_ONLY

    @property
    def year(self) -> int | None:
        """The year that it is about, by its title; None where that names none."""
        years = _YEAR.findall(self.title)
        return int(years[-1]) if years else None


def read_published(path: Path, name: str = "") -> PublishedDocument:
    """Read a published file.

    Parameters
    ----------
    path
        The file.
    name
        What it is called by; else its path.

    Raises
    ------
    UnreadableFileError
        It is no file of a report, or it is damaged.
    ComparisonError
        There are no figures in it.
    """
    file = read_file(path)
    blocks = blocks_of_file(file)
    figures = figures_of(blocks)
    if not (figures.tables or figures.texts):
        raise ComparisonError(f"{path}: không có số liệu nào", f"{path}: there are no figures in it")
    manifest = carried_by(file).manifest or {}
    language: Language = language_in(manifest) if manifest else _language(file)
    known = figures_in(manifest)
    return PublishedDocument(
        name=name or path.as_posix(),
        file=path,
        title=str(manifest.get("title") or _title(file, blocks) or path.stem),
        figures=named_as(known, figures, file.kind, language) if known else figures,
        texts=texts_of(blocks),
        kind=file.kind,
        language=language,
        is_named=known is not None or file.kind in NAMING,
    )


def _language(file: PublishedFile) -> Language:
    start = file.content[:4096].decode("utf-8", "replace") if file.kind == "html" else ""
    return "en" if _ENGLISH.search(start) else "vi"


def _title(file: PublishedFile, blocks: Sequence[Block]) -> str:
    """Give the title that a file without a manifest has: that of the page, or its head or first heading."""
    if file.kind == "html" and (found := _TITLE.search(file.content.decode("utf-8", "replace"))):
        return " ".join(unescape(found[1]).split())
    heads = (f"{one.document} {one.subject}" for one in blocks if isinstance(one, Letterhead))
    titles = (one.text for one in blocks if isinstance(one, Heading) and one.level == 1)
    return next(heads, "") or next(titles, "")
