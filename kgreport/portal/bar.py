"""The bar that leads from the copy of a report to other years and units, and to all reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from kgreport.portal.catalogue import Catalogue
from kgreport.portal.links import INDEX, link, page_of, unit_page
from kgreport.portal.model import ListedReport
from kgreport.portal.words import WORDS
from kgreport.seals.pages import BAR_BEGINS, BAR_ENDS
from kgreport.terms.phrases import Language

_BEGIN = re.compile(rb'<body[^>]*>\n?(?:<a class="kg-skip"[^\n]*\n)?')


def with_bar(page: bytes, bar: str) -> bytes:
    """Put a bar into a page, after the link that skips to the content; at the end where it has no body."""
    found = _BEGIN.search(page)
    place = found.end() if found else len(page)
    return page[:place] + bar.encode() + page[place:]


def bar_of(catalogue: Catalogue, report: ListedReport, place: str, language: Language) -> str:
    """Write the bar of a report whose copy is at a place."""
    links = [
        Markup('<a href="{}"{}>{}</a>').format(address, Markup(more), text)
        for address, more, text in _links(catalogue, report, place, language)
    ]
    nav = Markup('<nav class="kg-bar" lang="{}" aria-label="{}">{}</nav>')
    label = WORDS["reports"].say(language)
    return f"{BAR_BEGINS}{nav.format(language, label, Markup(' ').join(links))}{BAR_ENDS}\n"


def _links(
    catalogue: Catalogue, report: ListedReport, place: str, language: Language
) -> Iterator[tuple[str, str, str]]:
    """Give the address, attributes and text of each link: up, down, a later edition, the years beside it."""
    year, unit = report.year, report.unit.code
    yield link(place, INDEX), "", WORDS["all"].say(language)
    for code in catalogue.chain(year, unit):
        yield link(place, unit_page(year, code)), "", catalogue.unit_name(code, language)
    if catalogue.below[year, unit]:
        yield link(place, unit_page(year, unit), "below"), "", WORDS["below"].say(language)
    if later := catalogue.later_edition(report):
        words = WORDS["superseded_by"].say(language, n=later.edition)
        yield link(place, page_of(later)), ' class="kg-later"', words
    for rel, step, text in (("prev", -1, "← {}"), ("next", 1, "{} →")):
        if other := catalogue.beside(report, step):
            words = text.format(WORDS["of_year"].say(language, year=other.year))
            yield link(place, page_of(other)), f' rel="{rel}"', words
