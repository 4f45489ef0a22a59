"""The first and last sections of the annual report: head, main points, reviews, sources, closing."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import replace
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
    sections_of,
    shares_of,
    unit_figures,
    units_below,
    writer_of,
)
from kgreport.report.editions.compared import (
    changed_figures,
    changes_in_print,
    places_of_figures,
    trace_in,
)
from kgreport.report.editions.earlier import Earlier, NotFound
from kgreport.report.work import tasks_set
from kgreport.stats.units import BASES, COMPARED
from kgreport.terms.codes import check_code
from kgreport.views import formats
from kgreport.views.numbering import ContentsChapter, Numbering
from kgreport.views.sections import overview
from kgreport.views.sections.annexes.provenance import provenance_section
from kgreport.views.sections.annexes.sources import sources_section
from kgreport.views.sections.documents import Closing, Head
from kgreport.views.sections.editions import changes
from kgreport.views.sections.rows import Row
from kgreport.views.sections.work.reviews import REVIEW_ROWS, reviews_section
from kgreport.views.sections.work.tasks import next_tasks_table
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section

SOFTWARE = ("kgreport", "pandas", "matplotlib", "papermill", "nbconvert", "typst")

_COMPARED = {"organization": "grassroots", "member": "", "collective": ""}
"""By subject, the tier whose figures of the units below the annual report shows."""


def head(report: Basis) -> Head:
    """Show the head of the document.

    Examples
    --------
    >>> report.head().subject[:70]
    'on the review and rating of Party organisations, Party members, and le'
    """
    return head_of(report, writer_of(report))


def head_of(report: Basis, writer: Writer) -> Head:
    """Show the head of a document on the figures of a report."""
    read, replaces = report.dataset, _replaces(report, writer)
    return overview.head(
        report.parameters, writer, simulated=read.simulated, places=read.places, replaces=replaces
    )


def _replaces(report: Basis, writer: Writer) -> str:
    """Say which edition the report replaces, why, and where the changes are listed; of the first nothing."""
    if report.parameters.edition == 1:
        return ""
    see = numbering_of(report).heads[changes.ID].reference
    return changes.replacing(_issue(report, writer), _issue_before(report, writer), writer, see)


def _issue(report: Basis, writer: Writer) -> changes.Issue:
    return changes.issue_of(report.parameters.content(), writer.language)


def _issue_before(report: Basis, writer: Writer) -> changes.Issue:
    """Name the edition before; where it is not found, its number is all that is known."""
    known = report.earlier.parameters if isinstance(report.earlier, Earlier) else {}
    return changes.issue_of({**known, "edition": report.parameters.edition - 1}, writer.language)


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
    text, writer = said_by_authors(report, part), writer_of(report)
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
    return reviews_section(found, writer_of(report))


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
        & figures["subject"].map(_COMPARED).eq(figures["tier"])
        & figures["measure"].isin([*BASES, *COMPARED])
    ]
    prints = [one for scope in all_scopes(report) for one in prints_in(report, scope)]
    shown = pd.concat([unit_figures(report), compared])
    return sources_section(shown, writer_of(report), prints, names)


@section
def edition_changes(report: Basis) -> Section:
    """List what changed since the edition that was issued before; of a first edition, show nothing.

    Examples
    --------
    >>> report.edition_changes().views
    []
    """
    writer, before = writer_of(report), report.earlier
    if isinstance(before, NotFound):
        return changes.not_found_section(report.parameters.edition - 1, before.why, writer)
    if before is None:
        return Section(changes.ID, changes.title(writer), [])
    found = changes.Changes(
        figures=_changed_figures(report, before),
        printed=changes_in_print(before, _other_sections(report)),
        labels=_labels(report),
    )
    return changes.changes_section(_issue(report, writer), _issue_before(report, writer), found, writer)


def _other_sections(report: Basis) -> list[Section]:
    """Give all sections but that of the changes."""
    chapters = [_without_changes(chapter) for chapter in report.contents]
    return [one for chapter in chapters for one in sections_of(report, chapter)]


def _without_changes(chapter: ContentsChapter) -> ContentsChapter:
    return replace(chapter, sections=[one for one in chapter.sections if one[0] is not edition_changes])


def _numbers_before_annexes(report: Basis) -> Numbering:
    """Number what stands before the annexes: the list of changes, the first annex, refers to it."""
    return numbering_of(report, ("front", "body"))


def _labels(report: Basis) -> dict[str, str]:
    """Say how the report refers to its tables and sections, by their fixed names."""
    numbers = _numbers_before_annexes(report)
    named = {section.id: section.title for section in _other_sections(report)}
    sections = {name: formats.sentence(head.reference) for name, head in numbers.heads.items()}
    return {**named, **sections, **numbers.labels}


def _changed_figures(report: Basis, before: Earlier) -> list[changes.ChangedFigure]:
    sections = _other_sections(report)
    now, heads = trace_in(sections), _numbers_before_annexes(report).heads
    wanted = [key for key in {**before.trace, **now} if before.trace.get(key) != now.get(key)]
    references = {name: head.reference for name, head in heads.items()}
    places = places_of_figures(sections, references, wanted)
    return changed_figures(before.trace, now, lambda key: places.get(key[:5], ()))


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
    return provenance_section(dataset.name, dataset.sha256, printed, _versions(), writer_of(report))


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
