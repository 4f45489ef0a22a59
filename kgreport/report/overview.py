"""The first and last sections of the annual report: head, key figures, reviews, quality, sources, closing."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from kgreport.data.figures.layout import Scope
from kgreport.data.params.accepted import STALE
from kgreport.report import ratings, recognition, work
from kgreport.report.basis import (
    Basis,
    accepted_reasons,
    compared_year,
    edition_of,
    figures_in,
    prints_in,
    scope_of,
    scopes_with_figures,
    section,
    shares_of,
    unit_figures,
)
from kgreport.report.codes import check_code
from kgreport.report.findings import all_findings
from kgreport.stats.shares import rating_base
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import ITEMS, SUBJECTS
from kgreport.views.sections import overview
from kgreport.views.sections.quality import LACKING, quality_section
from kgreport.views.sections.rows import Row
from kgreport.views.sections.sources import provenance_section, sources_section
from kgreport.views.sections.work.reviews import REVIEW_ROWS, reviews_section
from kgreport.views.texts import Closing, Head, KeyFigure
from kgreport.views.view import Section

SOFTWARE = ("kgreport", "pandas", "matplotlib", "papermill", "nbconvert", "typst")

_CAPPED = (("organization", "grassroots"), ("member", ""), ("collective", ""), ("leader", ""))
_COMPARED = (("organization", "grassroots"), ("member", ""), ("collective", ""))
_FOLLOWED = (("organization", "grassroots"), ("member", ""))
"""Who the notebook shows against the cap, by unit, and over the years."""


_KEYS: Mapping[str, Sequence[tuple[str, ...]]] = {
    "collective": [("reviewed",)],
    "member": [
        ("reviewed", "rated", "total"),
        ("fulfilled_or_better", "good_or_better", "excellent"),
        ("unfulfilled",),
    ],
    "organization": [("rated", "total"), ("excellent", "good_or_better")],
}
"""What the key figures show: of each row of measures, the first that is known."""


def head(report: Basis) -> Head:
    """Show the head of the document.

    Examples
    --------
    >>> report.head().subject
    'on the review and rating of Party organisations and members in 2018'
    """
    return overview.head(report.parameters, edition_of(report), simulated=report.dataset.simulated)


@section
def summary(report: Basis) -> Section:
    """Show the figures to remember.

    Examples
    --------
    >>> print(report.summary().plain())
    Key figures
    ===========
    <BLANKLINE>
    Leading collectives reviewed: 1,977
    Party members reviewed: 53,340
    Party members fulfilled or better: 53,056 (99.47%)
    Party members not fulfilled: 284 (0.53%)
    Grassroots Party organisations rated: 840
    Grassroots Party organisations excellent: 162 (19.29%)
    """
    organizations = scope_of(report, "organization", "grassroots")
    if organizations not in scopes_with_figures(report):
        organizations = scope_of(report, "organization")
    scopes = (scope_of(report, "collective"), scope_of(report, "member"), organizations)
    return overview.summary_section(
        [figure for scope in scopes for figure in _key_figures(report, scope)], edition_of(report)
    )


def _key_figures(report: Basis, scope: Scope) -> list[KeyFigure]:
    """Make the tiles of a scope: of each row of measures, the first that is known."""
    known = figures_in(report, scope)
    chosen = [next((code for code in row if code in known), "") for row in _KEYS[scope.subject]]
    shares = shares_of(report, scope, filter(None, chosen), rating_base(known))
    return overview.key_counts(scope, shares, edition_of(report))


@section
def narrative(report: Basis, part: str) -> Section:
    """Show what the writers say: ``assessment``, ``causes`` or ``tasks``.

    Parameters
    ----------
    part
        ``assessment``, ``causes`` or ``tasks``: the text of this name in the parameter ``narrative``.

    Examples
    --------
    >>> report.narrative("tasks").title
    'Tasks for the next year'
    """
    check_code(report, "part", part, overview.NARRATIVE)
    text = getattr(report.parameters.narrative, part)
    return overview.narrative_section(part, text, edition_of(report))


@section
def reviews(report: Basis) -> Section:
    """Show who reviewed themselves, by tier where that is known.

    Examples
    --------
    >>> print(report.reviews().plain())
    Reviews carried out
    ===================
    <BLANKLINE>
    In 2018, 53,340 Party members and 1,977 leading collectives reviewed themselves.
    <BLANKLINE>
    Reviews carried out, by subject, 2018
    Who                  Reviewed
    Party members          53,340
    Leading collectives     1,977
    Each row is a population of its own; the rows are not to be added.
    Source: Số liệu công bố ngày 01/4/2019.
    """
    found = {scope: _review_rows(report, scope) for scope in scopes_with_figures(report)}
    return reviews_section(found, edition_of(report))


def _review_rows(report: Basis, scope: Scope) -> Sequence[Row]:
    """Count the reviews of a scope. Only members can be exempt, so of others a zero says nothing."""
    rows = shares_of(report, scope, REVIEW_ROWS, "total")
    nobody = [row["measure"] == "exempt" and not row["count"] for row in rows]
    if scope.subject == "member":
        return rows
    return [{**row, "count": None} if none else row for row, none in zip(rows, nobody, strict=True)]


@section
def quality(report: Basis) -> Section:
    """Show what is missing or doubtful, and what was accepted.

    Examples
    --------
    >>> report.quality().title
    'Quality and coverage of the data'
    """
    return quality_of(report, all_findings(report), _sections(report), LACKING)


def quality_of(
    report: Basis, findings: Iterable[Finding], sections: Iterable[Section], lacking: Phrase
) -> Section:
    """Show which sections lack figures, what was found, and what was accepted."""
    without_data = [section.title for section in sections if not section.views]
    shown = [finding for finding in findings if finding.kind != STALE]
    return quality_section(without_data, shown, accepted_reasons(report), edition_of(report), lacking)


def _sections(report: Basis) -> Iterable[Section]:
    """Go through the sections that `quality` names if they lack figures, in the order of the notebook."""
    yield reviews(report)
    yield work.preparation(report)
    yield work.suggested(report)
    yield from (ratings.levels(report, subject) for subject in SUBJECTS)
    yield ratings.reasons(report)
    if "collective" in report.rules.reasons:
        yield ratings.reasons(report, "collective")
    if report.cap_rule:
        yield from (ratings.cap(report, *capped) for capped in _CAPPED)
    yield from (ratings.units(report, *compared) for compared in _COMPARED)
    yield from (ratings.changes(report, *followed) for followed in _FOLLOWED)
    yield recognition.streaks(report)
    yield recognition.awards(report)
    yield from (work.targets(report, period) for period in ("year", "term"))
    yield work.apparatus(report, "staff")
    yield work.apparatus_items(report)
    yield work.remediation(report)
    yield work.personnel(report)
    yield work.commitments(report)


@section
def sources(report: Basis) -> Section:
    """List every figure with its source: of the years compared, and of all years for what is followed.

    Examples
    --------
    >>> table = report.sources().views[0]
    >>> table.cells()[0]
    ['Grassroots Party organisations', 'Rated', '2018', '840', 'Derived: fulfilled or better + not fulfilled']
    """
    figures, tiers = unit_figures(report), dict(_FOLLOWED)
    followed = figures["subject"].map(tiers).eq(figures["tier"]) | figures["subject"].isin(list(ITEMS))
    compared = figures["year"].isin([report.parameters.year, compared_year(report)])
    prints = [one for scope in scopes_with_figures(report) for one in prints_in(report, scope)]
    return sources_section(figures[followed | compared], edition_of(report), prints)


@section
def provenance(report: Basis) -> Section:
    """Say from what the report was made.

    Examples
    --------
    >>> table = report.provenance().views[0]
    >>> table.cells()[0]
    ['Dataset', 'kien-giang-2018']
    """
    versions = {"Python": platform.python_version(), **{name: version(name) for name in SOFTWARE}}
    dataset, printed = report.dataset, report.parameters.printed()
    return provenance_section(dataset.name, dataset.sha256, printed, versions, edition_of(report))


def closing(report: Basis) -> Section | Closing:
    """Show recipients and signature.

    A section without views is left out of what is published.

    Examples
    --------
    >>> report.closing().views
    []
    """
    return overview.closing(report.parameters)
