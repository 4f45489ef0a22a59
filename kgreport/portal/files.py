"""The files of a portal, and which of them are to be written or removed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from kgreport.portal.bar import bar_of, with_bar
from kgreport.portal.catalogue import Catalogue, read_catalogue
from kgreport.portal.links import SITE, SiteError, copy_page
from kgreport.portal.model import ListedReport
from kgreport.portal.pages import GENERATOR, pages_of
from kgreport.portal.words import DATA
from kgreport.seals.pages import BAR_BEGINS
from kgreport.terms.phrases import Language
from kgreport.whole_files import read_plain, write_whole


def files_of(catalogue: Catalogue, outputs: Path, language: Language) -> Iterator[tuple[str, bytes]]:
    """Give the files of a portal, each with its place from the folder of the reports on."""
    for report in catalogue.reports:
        yield from _copies(catalogue, report, outputs, language)
    for place, page in reversed(
        [*pages_of(catalogue, language)]
    ):  # the index last: what it leads to is there
        yield place, page.encode()


def bring_up_to_date(outputs: Path, language: Language | None) -> Iterator[str]:
    """Write the files that are not as they should be, and remove those of reports that are no more."""
    catalogue = read_catalogue(outputs)
    made = set()
    for place, content in files_of(catalogue, outputs, language or catalogue.language):
        made.add(place)
        if _is_to_be_written(outputs / place, content):
            write_whole(outputs / place, content)
            yield place
    for page in sorted((outputs / SITE).rglob("*.html")):
        if page.relative_to(outputs).as_posix() not in made and _is_ours(content := read_plain(page)):
            data = [path for path in page.parent.iterdir() if path.suffix[1:] in DATA]
            for path in (page, *(one for one in data if _leads_to(content, one.name))):
                path.unlink()
                yield path.relative_to(outputs).as_posix()
            _remove_empty(page.parent, outputs)


def _copies(
    catalogue: Catalogue, report: ListedReport, outputs: Path, language: Language
) -> Iterator[tuple[str, bytes]]:
    """Give the page of a report with its bar, and the data files beside it that it links to."""
    if not report.page:
        return
    place = copy_page(report.page)
    content = read_plain(outputs / report.page.path)
    yield place, with_bar(content, bar_of(catalogue, report, place, language))
    for file in report.files:
        if file.format in DATA and _leads_to(content, file.name):
            yield copy_page(file), read_plain(outputs / file.path)


def _is_to_be_written(path: Path, content: bytes) -> bool:
    """Whether a file is not as it should be.

    Raises
    ------
    SiteError
        Somebody else's page is in its place.
    """
    try:
        there = read_plain(path)
    except FileNotFoundError:
        return True
    if there == content:
        return False
    if path.suffix == ".html" and not _is_ours(there):
        raise SiteError(
            f"{path} không phải do kgreport lập; đổi tên hoặc chuyển tệp đi, rồi chạy lại",
            f"{path} was not written by kgreport; rename it or move it away, then run the command again",
        )
    return True


def _leads_to(page: bytes, name: str) -> bool:
    """Whether a page links to a file beside it."""
    return f'href="{quote(name)}"'.encode() in page


def _is_ours(page: bytes) -> bool:
    return f'content="{GENERATOR}"'.encode() in page or BAR_BEGINS.encode() in page


def _remove_empty(folder: Path, outputs: Path) -> None:
    with suppress(OSError):  # a folder with anything in it stays
        while folder != outputs:
            folder.rmdir()
            folder = folder.parent
