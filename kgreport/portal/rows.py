"""What one row of a page of the portal prints: a report with its files, a key figure with its trend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from kgreport.portal.catalogue import Catalogue
from kgreport.portal.links import link, page_of
from kgreport.portal.model import KeyFigure, ListedReport, ReportFile
from kgreport.portal.trends import trend
from kgreport.portal.words import DATA, WORDS, format_of, size_of, status_of, title_of
from kgreport.terms.phrases import Language, Phrase
from kgreport.views import formats

FigureKind = tuple[str, str, str]
"""Subject, tier and measure of a key figure."""


def report_row(catalogue: Catalogue, report: ListedReport, place: str, language: Language) -> dict[str, Any]:
    """Print a report for the page at a place."""
    unit = catalogue.unit_name(report.unit.code, language)
    title, status = title_of(report, language), status_of(report, language)
    files = [
        _file_link(one, f"{unit}, {report.about.say(language)}", place, language)
        for one in sorted(report.files, key=lambda one: _ORDER.get(one.format, len(_ORDER)))
    ]
    data = {link(place, one.path) for one in report.files if one.format in DATA}
    return {
        "year": report.year,
        "unit": unit,
        "title": title,
        "link": link(place, page_of(report)) if report.page else "",
        "told": f"{title}: {unit}, {report.about.say(language)}, {status}",
        "status_code": report.status,
        "status": status,
        "marks": _marks(catalogue, report, language),
        "open": len(report.open_findings),
        "findings": findings_told(report, language),
        "files": [one for one in files if one["link"] not in data],
        "data": [one for one in files if one["link"] in data],
        "data_told": WORDS["data_files"].say(language, n=len(data)),
        "facts": _facts(report, language),
        "failed": report.failed,
        "superseded": catalogue.later_edition(report) is not None,
    }


_ORDER = {name: place for place, name in enumerate(("html", "pdf", "brief", "docx", "xlsx"))}


def _file_link(file: ReportFile, of: str, place: str, language: Language) -> dict[str, str]:
    """Print a link to a file; `told` says it to those who do not see what stands around it."""
    name, size = format_of(file, language), size_of(file.size, language)
    told = f"{name}: {of} ({size})"
    return {"link": link(place, file.path), "name": file.name, "format": name, "size": size, "told": told}


def _marks(catalogue: Catalogue, report: ListedReport, language: Language) -> list[str]:
    given = (
        ("superseded", catalogue.later_edition(report) is not None),
        ("failed", report.failed),
        ("simulated_short", report.simulated and not catalogue.all_simulated),
    )
    return [WORDS[name].say(language) for name, holds in given if holds]


def _facts(report: ListedReport, language: Language) -> list[tuple[str, str]]:
    issued = formats.date_in_text(report.issued, language) if report.issued else ""
    facts = (
        ("number", report.number),
        ("issued", issued),
        ("reason", report.reason if report.edition > 1 else ""),
        ("finding_head", findings_told(report, language)),
        ("data", report.dataset),
    )
    return [(WORDS[name].say(language), told) for name, told in facts if told]


def findings_told(report: ListedReport, language: Language) -> str:
    """Count what was found in the figures of a report, and what of it is accepted."""
    count, accepted = len(report.findings), len(report.findings) - len(report.open_findings)
    if not count:
        return WORDS["no_findings"].say(language)
    told = WORDS["finding_count"].say(language, n=formats.count(count, language))
    kept = WORDS["accepted_count"].say(language, n=formats.count(accepted, language))
    return f"{told}, {kept}" if accepted else told


def figure_columns(reports: Sequence[ListedReport]) -> dict[FigureKind, tuple[Phrase, Phrase]]:
    """Choose the key figures that a list of units shows: of organisations and of members, what most have.

    Each is a share; of two that equally many have, the first in the order of the key figures.
    """
    names: dict[FigureKind, tuple[Phrase, Phrase]] = {}
    have: dict[FigureKind, int] = {}
    for report in reports:
        for one in report.figures:
            if not one.is_whole and one.shares:
                kind = _kind(one)
                names.setdefault(kind, (one.who, one.what))
                have[kind] = have.get(kind, 0) + 1
    ranked = sorted(have, key=lambda kind: -have[kind])
    first = [next((kind for kind in ranked if kind[0] == subject), None) for subject in _COMPARED]
    return {kind: names[kind] for kind in first if kind}


_COMPARED = ("organization", "member")


def _kind(figure: KeyFigure) -> FigureKind:
    return figure.subject, figure.tier, figure.measure


def column_name(names: tuple[Phrase, Phrase], language: Language) -> str:
    """Name a key figure by who is counted and what of them."""
    who, what = (one.say(language) for one in names)
    return f"{formats.sentence(who)}: {what[:1].lower()}{what[1:]}"


def figure_cells(
    report: ListedReport, columns: Sequence[FigureKind], language: Language
) -> list[dict[str, str]]:
    """Print the key figures of a report that a list of units shows, of its own year, and their trends."""
    known = {_kind(one): one for one in report.figures}
    return [_figure_cell(known.get(kind), report.year, language) for kind in columns]


def _figure_cell(figure: KeyFigure | None, year: int, language: Language) -> dict[str, str]:
    """Print a key figure, also as it is sorted by, with its trend."""
    share = figure.shares.get(year) if figure else None
    drawn = trend(figure.shares, shares_told(figure, language)) if figure else Markup()
    raw = "" if share is None else f"{share:.6f}"
    return {"printed": formats.percent(share, language=language), "raw": raw, "trend": drawn}


def shares_told(figure: KeyFigure, language: Language) -> str:
    """Say the shares of a key figure, year by year."""
    shares = sorted(figure.shares.items())
    return "; ".join(f"{year}: {formats.percent(share, language=language)}" for year, share in shares)
