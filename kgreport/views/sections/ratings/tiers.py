"""Ratings of the tiers of a subject, side by side in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVELS, label_of, tiers_of
from kgreport.views import formats
from kgreport.views.sections.counted import once
from kgreport.views.sections.ratings.restated import Originals, restated_note
from kgreport.views.sections.wording import Edition, Row, Rows, derived_note, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section

_COUNTED = ("rated", *LEVELS)
_SHARED = ("excellent", "good_or_better", "unfulfilled")


def tiers_section(
    found: Mapping[Scope, Rows], originals: Mapping[Scope, Originals], edition: Edition
) -> Section:
    """Show how each tier of a subject was rated; left out where nothing is known of any.

    Parameters
    ----------
    found
        By tier of one subject, counts and shares of those rated.
    originals
        By tier, what restated figures were before.
    edition
        For whom.
    """
    rows = {scope: {str(row["measure"]): row for row in rows_of(frame)} for scope, frame in found.items()}
    known = {scope: of for scope, of in rows.items() if any(row["count"] for row in of.values())}
    if not known:
        return Section("levels-tiers", "", [])
    subject = next(iter(known)).subject
    shown = [row for of in known.values() for code, row in of.items() if code in (*_COUNTED, *_SHARED)]
    changed = _changed(list(known), originals, edition)
    table = Table(
        id=f"table-tiers-{subject}",
        title=edition.say(
            "{who} theo cấp và mức xếp loại, năm {year}",
            "{who} by tier and level, {year}",
            who=edition.label(label_of(subject)),
            year=edition.year,
        ),
        unit=edition.unit_of(subject),
        columns=_columns(subject, edition),
        rows=[_cells(scope, of, edition) for scope, of in known.items()],
        language=edition.language,
        notes=[*_restated(list(known), changed, edition), *derived_note(once(shown), subject, edition)],
        sources=sources_of(shown),
        marks={(row, column) for row, column, _ in changed},
    )
    return Section(f"levels-{subject}-tiers", table.title, [table])


def _columns(subject: str, edition: Edition) -> list[Column]:
    return [
        Column(edition.say("Cấp", "Tier"), "text", 2.0),
        *(Column(edition.label(edition.measure(subject, code))) for code in _COUNTED),
        *(Column(_share_label(code, subject, edition), "percent") for code in _SHARED),
    ]


def _cells(scope: Scope, of: Mapping[str, Row], edition: Edition) -> list[object]:
    return [
        formats.sentence(_name(scope, edition)),
        *(of[code]["count"] for code in _COUNTED),
        *(of[code]["share"] for code in _SHARED),
    ]


def _changed(
    scopes: Sequence[Scope], originals: Mapping[Scope, Originals], edition: Edition
) -> list[tuple[int, int, int]]:
    """Place the restated figures by row and column, with what each was before."""
    return [
        (row, column, originals[scope][edition.year, code])
        for row, scope in enumerate(scopes)
        for column, code in enumerate(_COUNTED, start=1)
        if (edition.year, code) in originals.get(scope, {})
    ]


def _restated(
    scopes: Sequence[Scope], changed: Sequence[tuple[int, int, int]], edition: Edition
) -> list[str]:
    told = [
        (
            edition.year,
            f"{_name(scopes[row], edition)}, {_term(_COUNTED[column - 1], scopes[row].subject, edition)}",
            first,
        )
        for row, column, first in changed
    ]
    return restated_note(told, edition)


def _name(scope: Scope, edition: Edition) -> str:
    return tiers_of(scope.subject)[scope.tier].say(edition.language)


def _term(code: str, subject: str, edition: Edition) -> str:
    return edition.term(edition.measure(subject, code))


def _share_label(code: str, subject: str, edition: Edition) -> str:
    return edition.say("Tỷ lệ {level}", "Share {level}", level=_term(code, subject, edition))
