"""Ratings of the tiers of a subject, side by side in one table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import GRASSROOTS, LEVEL_SUMS, LEVELS, UNKNOWN_LEVEL, tiers_of
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.notes import Originals, Restated, derived_note, restated_note
from kgreport.views.sections.printed import count_cell, has_count, has_share, printed_note, share_cell
from kgreport.views.sections.rows import Row, Rows, is_known, is_printed, rows_of, sources_of
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section

_COUNTED = ("rated", *LEVELS, UNKNOWN_LEVEL)
_SHARED = ("excellent", "good_or_better", "unfulfilled")


def tiers_section(
    found: Mapping[Scope, Rows], originals: Mapping[Scope, Originals], edition: Edition
) -> Section:
    """Show how each tier of a subject was rated; left out where no figure of any tier is known.

    Parameters
    ----------
    found
        By tier of one subject, the levels, what is unknown, their sums, ``rated`` and ``total``:
        ``measure, count, base, share, source, derived``.
    originals
        By tier, counts before records were rated anew.
    """
    known = _with_figures(found)
    if not known:
        return Section("levels-tiers", "", [])
    subject = next(iter(known)).subject
    counted, shared = _columns(known)
    shown = [of[code] for of in known.values() for code in dict.fromkeys((*counted, *shared))]
    restated = _restated(list(known), counted, originals, edition)
    table = Table(
        id=f"table-tiers-{subject}",
        title=edition.title(
            "{subject} theo cấp và mức xếp loại, năm {year}",
            "{subject} by tier and level, {year}",
            Scope(year=edition.year, subject=subject),
        ),
        unit=edition.unit_of(subject),
        columns=[
            Column(edition.say("Cấp", "Tier"), "text", 2.0),
            *(Column(edition.measure_label(subject, code)) for code in counted),
            *(_share_column(subject, code, edition) for code in shared),
        ],
        rows=[
            [
                formats.sentence(_name(scope, edition)),
                *(count_cell(of[code], edition) for code in counted),
                *(share_cell(of[code], edition) for code in shared),
            ]
            for scope, of in known.items()
        ],
        language=edition.language,
        notes=[
            *restated_note(restated, edition),
            *_base_notes(known, edition),
            *derived_note(shown, subject, edition),
            *printed_note(shown, edition),
        ],
        sources=sources_of(shown),
        marks=set(restated),
    )
    return Section(f"levels-{subject}-tiers", table.title, [table])


def _with_figures(found: Mapping[Scope, Rows]) -> dict[Scope, dict[str, Row]]:
    """Keep the tiers of which anything is known; give their rows by measure."""
    rows = {scope: {row["measure"]: row for row in rows_of(frame)} for scope, frame in found.items()}
    return {
        scope: of for scope, of in rows.items() if any(row["count"] or is_printed(row) for row in of.values())
    }


def _share_column(subject: str, code: str, edition: Edition) -> Column:
    level = edition.measure_term(subject, code)
    return Column(edition.say("Tỷ lệ {level}", "Share {level}", level=level), "percent")


def split_scopes(
    whole: Scope, known: Mapping[Scope, Mapping[Any, object]]
) -> tuple[list[Scope], list[Scope]]:
    """Choose who is shown in full and who in a table.

    In full are the whole, or each tier where nothing of the whole is known; and a tier that would be alone in
    the table. `known` is what is known of how the whole and its tiers were rated.
    """
    parts = [scope for scope in known if scope.tier and scope != whole and any(known[scope].values())]
    nested = [scope for scope in parts if scope.tier in GRASSROOTS]
    broad = [scope for scope in parts if scope not in nested] or nested
    same = [scope for scope in broad if known[whole] and known[whole].items() <= known[scope].items()]
    in_full = same[:1] or ([whole] if known[whole] or not broad else broad)
    rest = [scope for scope in parts if scope not in in_full]
    alone = len(rest) == 1 and known[rest[0]] not in [known[scope] for scope in in_full]
    return ([*in_full, *rest], []) if alone else (in_full, rest)


def _columns(known: Mapping[Scope, Mapping[str, Row]]) -> tuple[list[str], list[str]]:
    """Choose the measures that are counted and those whose share is shown, so that no known figure is left out."""
    rows = list(known.values())
    of_all = [code for code in ("total",) if any(of["rated"]["base"] == code for of in rows)]
    sums = [code for code in LEVEL_SUMS if any(is_known(of[code]) and not of[code]["derived"] for of in rows)]
    printed = [code for code in LEVELS if any(of[code].get("printed_share") for of in rows)]
    counted, shared = [*of_all, *_COUNTED, *sums], dict.fromkeys((*_SHARED, *sums, *printed))
    return (
        [code for code in counted if any(has_count(of[code]) for of in rows)],
        [code for code in shared if any(has_share(of[code]) for of in rows)],
    )


def _base_notes(known: Mapping[Scope, Mapping[str, Row]], edition: Edition) -> list[str]:
    """Name the tiers whose shares are of all, as it is unknown how many were rated."""
    tiers = [_name(scope, edition) for scope, of in known.items() if of["rated"]["base"] == "total"]
    return edition.say_if(
        tiers,
        "Chưa có số được xếp loại của: {tiers}; tỷ lệ tính trên tổng số.",
        "How many were rated is unknown of: {tiers}; shares are of the total.",
        tiers=edition.listing(tiers),
    )


def _restated(
    scopes: Sequence[Scope], counted: Sequence[str], originals: Mapping[Scope, Originals], edition: Edition
) -> Restated:
    return {
        (row, column): (
            edition.year,
            f"{_name(scope, edition)}, {edition.measure_term(scope.subject, code)}",
            originals[scope][edition.year, code],
        )
        for row, scope in enumerate(scopes)
        for column, code in enumerate(counted, start=1)
        if (edition.year, code) in originals.get(scope, {})
    }


def _name(scope: Scope, edition: Edition) -> str:
    return tiers_of(scope.subject)[scope.tier].say(edition.language)
