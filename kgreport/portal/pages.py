"""Write the pages of the portal: the index of all reports, and a page for each unit and year."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from kgreport.portal.catalogue import Catalogue
from kgreport.portal.links import INDEX, link, unit_page
from kgreport.portal.model import KeyFigure, ListedReport
from kgreport.portal.rows import (
    column_name,
    figure_cells,
    figure_columns,
    report_row,
    shares_told,
)
from kgreport.portal.trends import trend
from kgreport.portal.words import WORDS
from kgreport.publish.html_style import condense, content_policy, page_style
from kgreport.publish.page import TEMPLATES
from kgreport.terms.paper import USUAL_MARGINS
from kgreport.terms.phrases import Language
from kgreport.views import formats

GENERATOR = "kgreport site"
"""What each page says that it is made by; only such pages are replaced and removed."""

MOST_YEARS = 5
"""How many years of key figures a page shows."""

_FOLDER = Path(__file__).with_name("templates")


def pages_of(catalogue: Catalogue, language: Language) -> Iterator[tuple[str, str]]:
    """Write all pages, each with its place from the folder of the reports on."""
    yield INDEX, index_page(catalogue, language)
    for year, unit in catalogue.by_place:
        yield unit_page(year, unit), page_of_unit(catalogue, year, unit, language)


def index_page(catalogue: Catalogue, language: Language) -> str:
    """Write the page of all reports."""
    reports = catalogue.reports
    columns = figure_columns(catalogue.latest)
    return _render(
        "index.html.j2",
        language,
        owner=catalogue.owner,
        counts=_counts(catalogue, language),
        simulated=[one.simulated for one in reports],
        years=[str(year) for year in catalogue.years],
        columns=[column_name(names, language) for names in columns.values()],
        units=[_unit_row(catalogue, one, list(columns), language) for one in catalogue.latest],
        reports=[report_row(catalogue, one, INDEX, language) for one in reports],
        unbuilt=catalogue.unbuilt,
        unbuilt_told=WORDS["unbuilt"].say(language, n=len(catalogue.unbuilt)),
    )


def _counts(catalogue: Catalogue, language: Language) -> str:
    """Count the reports and the units below the whole, and name the years."""
    units = len([code for code in catalogue.units if code])
    counted = (("report_count", len(catalogue.reports)), ("unit_count", units))
    told = [WORDS[name].say(language, n=formats.count(n, language)) for name, n in counted if n]
    years = sorted({*catalogue.years[:1], *catalogue.years[-1:]})
    return ", ".join([*told, *filter(None, ["–".join(map(str, years))])])


def _unit_row(
    catalogue: Catalogue, latest: ListedReport, columns: list[tuple[str, str, str]], language: Language
) -> dict[str, Any]:
    """Print a unit of the index: its key figures of the latest year, and its reports by year."""
    code = latest.unit.code
    return {
        "name": catalogue.unit_name(code, language),
        "link": link(INDEX, unit_page(latest.year, code)),
        "depth": min(len(latest.unit.above) + 1, 2)
        if code and "" in catalogue.units
        else len(latest.unit.above),
        "figures": figure_cells(latest, columns, language),
        "years": [_year_cell(catalogue, year, code, language) for year in catalogue.years],
    }


def _year_cell(catalogue: Catalogue, year: int, unit: str, language: Language) -> dict[str, Any] | None:
    """Print how the reports of a unit and year stand; None where there are none."""
    reports = catalogue.by_place.get((year, unit))
    if not reports:
        return None
    row = report_row(catalogue, reports[0], INDEX, language)
    return {
        **row,
        "link": link(INDEX, unit_page(year, unit)),
        "told": f"{row['unit']}, {year}: {row['status']}",
        "marks": [*row["marks"], *([row["findings"]] if row["open"] else [])],
    }


def page_of_unit(catalogue: Catalogue, year: int, unit: str, language: Language) -> str:
    """Write the page of a unit and year."""
    place, reports = unit_page(year, unit), catalogue.by_place[year, unit]
    first, below = reports[0], [catalogue.by_place[year, one][0] for one in catalogue.below[year, unit]]
    columns = figure_columns(below)
    known = sorted({one for figure in first.figures for one in figure.counts})[-MOST_YEARS:]
    return _render(
        "unit.html.j2",
        language,
        owner=catalogue.owner,
        name=catalogue.unit_name(unit, language),
        of_year=first.about.say(language) if len(reports) == 1 else _of_year(year, language).lower(),
        simulated=[one.simulated for one in reports],
        index=link(place, INDEX),
        trail=[_step(catalogue, year, one, place, language) for one in catalogue.chain(year, unit)[:-1]],
        **_years(catalogue, year, unit, place, language),
        reports=[report_row(catalogue, one, place, language) for one in reports],
        figure_years=known,
        figures=[_figure_row(one, known, language) for one in first.figures],
        columns=[column_name(names, language) for names in columns.values()],
        below=[
            {
                **_step(catalogue, year, one.unit.code, place, language),
                "figures": figure_cells(one, list(columns), language),
                "main": report_row(catalogue, one, place, language),
            }
            for one in below
        ],
        findings=first.findings,
    )


def _of_year(year: int, language: Language) -> str:
    return WORDS["of_year"].say(language, year=year)


def _step(catalogue: Catalogue, year: int, unit: str, place: str, language: Language) -> dict[str, str]:
    return {"name": catalogue.unit_name(unit, language), "link": link(place, unit_page(year, unit))}


def _years(catalogue: Catalogue, year: int, unit: str, place: str, language: Language) -> dict[str, Any]:
    """Give the years of a unit, with those before and after the one that is shown."""
    known = catalogue.years_of(unit)
    here = known.index(year)
    years = [
        {"year": one, "name": _of_year(one, language), "link": link(place, unit_page(one, unit))}
        for one in known
    ]
    return {
        "year": year,
        "years": years,
        "previous": years[here - 1] if here else None,
        "next": years[here + 1] if here + 1 < len(years) else None,
    }


def _figure_row(figure: KeyFigure, years: list[int], language: Language) -> dict[str, Any]:
    what = figure.what.say(language)
    name = f"{formats.sentence(figure.who.say(language))}, {what[:1].lower()}{what[1:]}"
    values = dict(figure.shares)
    told = shares_told(figure, language)
    if figure.is_whole and figure.counts:
        largest = max(figure.counts.values()) or 1
        values = {year: count / largest for year, count in figure.counts.items()}
        told = "; ".join(f"{year}: {formats.count(n, language)}" for year, n in sorted(figure.counts.items()))
    return {
        "name": name if figure.is_whole else what,
        "is_whole": figure.is_whole,
        "cells": [_figure_cell(figure, year, language) for year in years],
        "trend": trend(values, told),
    }


def _figure_cell(figure: KeyFigure, year: int, language: Language) -> dict[str, str]:
    share = None if figure.is_whole else figure.shares.get(year)
    printed = "" if share is None else formats.percent(share, language=language)
    return {"count": formats.count(figure.counts.get(year), language), "share": printed}


def _render(template: str, language: Language, **values: Any) -> str:
    style, script = _style(), _script()
    policy = content_policy(style, script if template.startswith("index") else "")
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            words={name: phrase.say(language) for name, phrase in WORDS.items()},
            style=Markup(style),
            script=Markup(script),
            policy=Markup(policy),
            generator=GENERATOR,
            **values,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


@cache
def _style() -> str:
    css = (TEMPLATES / "kgreport/report.css").read_text("utf-8")
    return page_style(css + (_FOLDER / "portal.css").read_text("utf-8"), USUAL_MARGINS)


@cache
def _script() -> str:
    return condense((_FOLDER / "portal.js").read_text("utf-8"))
