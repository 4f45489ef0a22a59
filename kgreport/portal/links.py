"""Where each page of the portal is, and how a page links to another: relative, so that a folder can move."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from kgreport.data.params.matrix import WHOLE
from kgreport.errors import OutputError, TwoLanguageError

if TYPE_CHECKING:
    from kgreport.portal.model import ListedReport, ReportFile

INDEX = "index.html"
SITE = "site"
"""The folder, beside the reports, of all pages of the portal but the first."""


class SiteError(TwoLanguageError, OutputError):
    """The portal cannot be written: there is no folder, or a file of somebody else is in its place."""


def unit_page(year: int, unit: str) -> str:
    """Give the place of the page of a unit and year, from the folder of the reports on.

    >>> unit_page(2018, ""), unit_page(2018, "rach-gia")
    ('site/2018/whole/index.html', 'site/2018/rach-gia/index.html')
    """
    return f"{SITE}/{year}/{unit or WHOLE}/{INDEX}"


def copy_page(page: ReportFile) -> str:
    """Give the place of the copy of a report's page that has the bar of the portal."""
    return f"{SITE}/{page.path}"


def page_of(report: ListedReport) -> str:
    """Give the place where a report is read: its copy with the bar, else the page of its unit and year."""
    return copy_page(report.page) if report.page else unit_page(report.year, report.unit.code)


def link(start: str, end: str, heading: str = "") -> str:
    """Write the address of one place, or of a heading there by its id, as seen from another.

    >>> link("site/2018/a/index.html", "site/2017/a/index.html", "below")
    '../../2017/a/index.html#below'
    >>> link("index.html", "tinh 1/báo cáo.pdf")
    'tinh%201/b%C3%A1o%20c%C3%A1o.pdf'
    """
    return quote(posixpath.relpath(end, posixpath.dirname(start) or ".")) + (heading and f"#{heading}")
