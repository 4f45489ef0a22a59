"""The first and last sections of the annual report: head, main points, reviews, sources, closing."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.report.basis import (
    Basis,
    all_scopes,
    numbering_of,
    prints_in,
    said_by_authors,
    section,
    shares_of,
    unit_figures,
    units_below,
    unnumbered,
)
from kgreport.report.editions.compared import changed_figures, changes_in_print
from kgreport.report.editions.earlier import Earlier, NotFound
from kgreport.report.work import tasks_set
from kgreport.stats.units import BASES, COMPARED
from kgreport.terms.codes import check_code
from kgreport.views.formats import sentence
from kgreport.views.sections import ids, overview
from kgreport.views.sections.annexes.provenance import provenance_section
from kgreport.views.sections.annexes.sources import sources_section
from kgreport.views.sections.documents import Closing, Head
from kgreport.views.sections.editions import changes
from kgreport.views.sections.rows import Row
from kgreport.views.sections.work.reviews import REVIEW_ROWS, reviews_section
from kgreport.views.sections.work.tasks import next_tasks_table
from kgreport.views.view import Section

SOFTWARE = ("kgreport", "pandas", "matplotlib", "papermill", "nbconvert", "typst")


def head(report: Basis) -> Head:
    """Show the head of the document.

    Examples
    --------
    >>> report.head().subject[:70]
    'on the review and rating of Party organisations, Party members, and le'
    """
    read = report.dataset
    return overview.head(
        report.parameters,
        report.writer,
        simulated=read.simulated,
        places=read.places,
        replaces=_replaces(report),
    )


def _replaces(report: Basis) -> str:
    """Say which edition the report replaces, why, and where the changes are listed; of the first nothing."""
    if report.parameters.edition == 1:
        return ""
    see = numbering_of(report).heads[changes.ID].reference
    return changes.replacing(_issue(report), _issue_before(report), report.writer, see)


def _issue(report: Basis) -> changes.Issue:
    return changes.issue_of(report.parameters.content(), report.parameters.language)


def _issue_before(report: Basis) -> changes.Issue:
    """Name the edition before; where it is not found, its number is all that is known."""
    known = report.earlier.parameters if isinstance(report.earlier, Earlier) else {}
    return changes.issue_of({**known, "edition": report.parameters.edition - 1}, report.parameters.language)


@section
def narrative(report: Basis, part: str) -> Section:
    """Show what the writers say: ``assessment``, ``causes``, or ``tasks`` with the list of them.

    Parameters
    ----------
    part
        ``assessment``, ``causes`` or ``tasks``: the text of this name in the parameter ``narrative``.

    Examples
    --------
    >>> report.narrative("tasks").title
    'Tasks for 2019'
    """
    check_code(report, "part", part, overview.NARRATIVE)
    text, writer = said_by_authors(report, part), report.writer
    more = next_tasks_table(tasks_set(report), writer) if part == "tasks" else []
    return overview.narrative_section(part, text, writer, more)


@section
def reviews(report: Basis) -> Section:
    """Show who reviewed themselves, by tier where that is known.

    Examples
    --------
    >>> print(report.reviews().views[1].plain())
    Table 2. Reviews carried out, by subject, 2018
    Who                  Reviewed
    Party members          53,340
    Leading collectives     1,977
    Each row is a population of its own; the rows are not to be added.
    Source: Số liệu công bố ngày 01/4/2019.
    """
    found = {scope: _review_rows(report, scope) for scope in all_scopes(report)}
    return reviews_section(found, report.writer)


def _review_rows(report: Basis, scope: Scope) -> Sequence[Row]:
    """Count the reviews of a scope. Only members can be exempt, so of others a zero says nothing."""
    rows = shares_of(report, scope, REVIEW_ROWS, "total")
    nobody = [row["measure"] == "exempt" and not row["count"] for row in rows]
    if scope.subject == "member":
        return rows
    return [{**row, "count": None} if none else row for row, none in zip(rows, nobody, strict=True)]


@section
def sources(report: Basis) -> Section:
    """List the sources; a file traces each figure, also those of the units below that are compared.

    Examples
    --------
    >>> table, trace = report.sources().views
    >>> [table.cells()[0][n] for n in (0, 1, 4)]
    ['Số liệu công bố ngày 01/4/2019', 'figures.csv', '14']
    >>> trace.rows[0][5]
    'Derived: tasks completed or better + tasks not completed'
    """
    figures, names = report.figures, units_below(report)
    compared = figures[
        figures["unit"].isin(list(names))
        & (figures["year"] == report.parameters.year)
        & figures["subject"].map(dict(ids.COMPARED)).eq(figures["tier"])
        & figures["measure"].isin([*BASES, *COMPARED])
    ]
    prints = [one for scope in all_scopes(report) for one in prints_in(report, scope)]
    shown = pd.concat([unit_figures(report), compared])
    return sources_section(shown, report.writer, prints, names)


@section
def edition_changes(report: Basis) -> Section:
    """List what changed since the edition that was issued before; of a first edition, show nothing.

    Examples
    --------
    >>> report.edition_changes().views
    []
    """
    writer, before = report.writer, report.earlier
    if isinstance(before, NotFound):
        return changes.not_found_section(report.parameters.edition - 1, before.why, writer)
    if before is None:
        return Section(changes.ID, changes.title(writer), [])
    listed = (one for chapter in report.contents for one in chapter.sections)
    others = [unnumbered(make)(report, *args) for make, args in listed if make is not edition_changes]
    numbers = numbering_of(report, ("front", "body"))  # the list of changes is itself the first annex
    references = {name: head.reference for name, head in numbers.heads.items()}
    titles = {one.id: one.title for one in others}
    found = changes.Changes(
        figures=changed_figures(before.trace, others, references),
        printed=changes_in_print(before, others),
        labels={**titles, **{name: sentence(one) for name, one in references.items()}, **numbers.labels},
    )
    return changes.changes_section(_issue(report), _issue_before(report), found, writer)


@section
def provenance(report: Basis) -> Section:
    """Say from what the report was made.

    Examples
    --------
    >>> table = report.provenance().views[0]
    >>> table.cells()[0]
    ['Dataset', 'kien-giang-2018']
    """
    dataset, printed = report.dataset, report.parameters.printed()
    return provenance_section(dataset.name, dataset.sha256, printed, _versions(), report.writer)


@cache
def _versions() -> Mapping[str, str]:
    return {"Python": platform.python_version(), **{name: version(name) for name in SOFTWARE}}


def closing(report: Basis) -> Section | Closing:
    """Show recipients and signature.

    A section without views is left out of what is published.

    Examples
    --------
    >>> report.closing().views
    []
    """
    return overview.closing(report.parameters)
