"""What is compared: a published file, with its title, its year, its language and its figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from kgreport.comparison.sentences import Sections
from kgreport.content.figures import Figures, figures_of, texts_of
from kgreport.errors import TwoLanguageError
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports
from kgreport.terms.phrases import LANGUAGES, Language
from kgreport.whole_files import read_plain

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LANGUAGE = re.compile(r"<html[^>]*\slang=\"(\w+)")


class ComparisonError(TwoLanguageError):
    """Two reports cannot be compared: one of them is not there, or is no file that can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published document.

    Attributes
    ----------
    name
        What it was called by.
    file
        The file that was read.
    title
        Its title.
    language
        Its language.
    figures
        The figures that it prints.
    texts
        The texts of its sections; None where the file does not tell sentences.
    """

    name: str
    file: Path
    title: str
    language: Language
    figures: Figures
    texts: Sections | None = None

    @property
    def year(self) -> int | None:
        """The year that it is about, by its title; None where that names none."""
        years = _YEAR.findall(self.title)
        return int(years[-1]) if years else None


def read_published(file: Path, name: str = "") -> Published:
    """Read a published file.

    Parameters
    ----------
    file
        The file.
    name
        What it is called by; else its path.

    Raises
    ------
    ComparisonError
        It is no file of a report.
    """
    name = name or file.as_posix()
    read = _READERS.get(file.suffix.lower())
    if read is None:
        known = ", ".join(_READERS)
        raise ComparisonError(
            f"{file}: không so sánh được loại tệp này; cần {known}",
            f"{file}: files of this kind cannot be compared; expected {known}",
        )
    found = read(file, name)
    if not (found.figures.tables or found.figures.texts):
        raise ComparisonError(f"{file}: không có số liệu nào", f"{file}: there are no figures in it")
    return found


def _read_page(file: Path, name: str) -> Published:
    from kgreport.content.html import blocks_of_html  # noqa: PLC0415

    html = read_plain(file).decode("utf-8", "replace")
    blocks = blocks_of_html(html)
    title, language = _TITLE.search(html), _LANGUAGE.search(html)
    return Published(
        name=name,
        file=file,
        title=" ".join(unescape(title[1]).split()) if title else file.stem,
        language=_known(language[1] if language else ""),
        figures=figures_of(blocks),
        texts=texts_of(blocks),
    )


def _read_notebook(file: Path, name: str) -> Published:
    """Read what an executed notebook would print."""
    with block_imports(*FORMAT_CHECKERS):
        import nbformat  # noqa: PLC0415

        from kgreport.publish.documents import read_document  # noqa: PLC0415
        from kgreport.publish.prepared.content import content_of  # noqa: PLC0415
        from kgreport.publish.preprocessors import PreparingExporter  # noqa: PLC0415
        from kgreport.publish.sound_notebooks import sound_notebook  # noqa: PLC0415
    try:
        executed = sound_notebook(nbformat.reads(read_plain(file).decode(), as_version=4))
    except (ValueError, nbformat.ValidationError, nbformat.reader.NotJSONError):
        raise ComparisonError(f"{file}: không phải sổ tay", f"{file}: is no notebook") from None
    known = {"metadata": {"name": file.stem, "path": str(file.parent)}}
    notebook, _ = PreparingExporter().from_notebook_node(executed, known)
    blocks = content_of(notebook)
    document = read_document(notebook, file.stem)
    return Published(
        name=name,
        file=file,
        title=document.title,
        language=document.language,
        figures=figures_of(blocks),
        texts=texts_of(blocks),
    )


def _known(language: str) -> Language:
    return next((one for one in LANGUAGES if one == language), "vi")


_READERS: Mapping[str, Callable[[Path, str], Published]] = {
    ".html": _read_page,
    ".ipynb": _read_notebook,
}
"""What reads the files of each kind."""

READABLE = (".ipynb", ".html")
"""The kinds of files of a report, the one to read first, first."""
