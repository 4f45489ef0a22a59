"""Sections as data: the frames of a section are made of what the section itself is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial, wraps
from inspect import signature
from typing import Any, ParamSpec

from kgreport.data.figures.layout import Scope
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import tiers_of
from kgreport.views.frames.layout import Facts, FrameLayout, Row, facts_of
from kgreport.views.sections.rows import Rows, is_known, rows_of
from kgreport.views.sections.writer import Writer
from kgreport.views.view import Section, View

P = ParamSpec("P")

RowsOf = Callable[..., Iterable[Row]]
"""Gives the rows of a frame; it takes what it needs of what the function of the section takes, by name."""


def tells(
    *frames: tuple[FrameLayout, RowsOf],
) -> Callable[[Callable[P, Section]], Callable[P, Section]]:
    """Give a section, and its tables that have none of their own, frames of what it is made of.

    Parameters
    ----------
    *frames
        The layout of each frame, and the function that gives its rows. It is called when somebody asks for
        the frame.
    """

    def bind(make: Callable[P, Section]) -> Callable[P, Section]:
        @wraps(make)
        def made(*args: P.args, **kwargs: P.kwargs) -> Section:
            told = [Facts(layout, partial(_call, rows, make, args, kwargs)) for layout, rows in frames]
            return with_facts(make(*args, **kwargs), told)

        return made

    return bind


def _call(
    rows: RowsOf, make: Callable[..., Section], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> Iterable[Row]:
    """Call a function of rows with those arguments of a section that it names."""
    given = signature(make).bind(*args, **kwargs)
    given.apply_defaults()
    return rows(**{name: given.arguments[name] for name in signature(rows).parameters})


def with_facts(section: Section, told: Sequence[Facts]) -> Section:
    """Give a section its frames, and the first of them to its tables that have none of their own.

    A section that shows nothing has no rows either.
    """
    if not section.views:
        return replace(section, told=[facts_of(one.layout, []) for one in told])
    return replace(section, told=told, views=[_table_with_facts(view, told[:1]) for view in section.views])


def _table_with_facts(view: View, told: Sequence[Facts]) -> View:
    """Give frames to a view that has a place for them, as tables have, and none of its own."""
    can_tell = is_dataclass(view) and any(field.name == "told" for field in fields(view))
    changed: Any = view
    return replace(changed, told=told) if can_tell and not view.told else view


def scope_values(scope: Scope, writer: Writer, unit_name: str | None = None) -> dict[str, object]:
    """Give the columns that say what is counted; the unit is the one reported on, where no name is given."""
    tier = tiers_of(scope.subject, writer.own).get(scope.tier)
    return {
        "year": scope.year,
        "unit": scope.unit,
        "unit_name": writer.whole if unit_name is None else unit_name,
        "subject": scope.subject,
        "subject_label": writer.subject_label(replace(scope, tier="")),
        "tier": scope.tier,
        "tier_label": writer.label(tier) if tier else "",
    }


def coded(name: str, code: str, label: str) -> dict[str, object]:
    """Give the columns of a code and its name."""
    return {name: code, f"{name}_label": label}


def measured(name: str, code: str, scope: Scope, writer: Writer) -> dict[str, object]:
    """Give the columns of a measure and its name in the words of its year."""
    return coded(name, code, writer.measure_label(scope.subject, code, scope.year))


def based(row: Mapping[str, Any], scope: Scope, writer: Writer) -> dict[str, object]:
    """Give the columns of a share and its base."""
    base = row.get("base") or ""
    label = writer.measure_label(scope.subject, base, scope.year) if base else ""
    return {**coded("base", base, label), "base_count": row.get("base_count"), "share": row.get("share")}


def counted(row: Mapping[str, Any], scope: Scope, writer: Writer) -> dict[str, object]:
    """Give the columns of a count, with its share, where it comes from, and what was printed of it."""
    printed = {name: row.get(name) for name in ("printed_count", "printed_share")}
    return {
        **{name: row.get(name) for name in ("count", "derived", "place")},
        "source": row.get("source") or row.get("printed_source"),
        **based(row, scope, writer),
        **{name: said.say(writer.language) if said else None for name, said in printed.items()},
    }


def level_row(scope: Scope, row: Row, writer: Writer) -> dict[str, object]:
    """Give a level of a subject as a row."""
    return {
        **scope_values(scope, writer),
        **measured("level", row["measure"], scope, writer),
        **counted(row, scope, writer),
    }


def levels_by_year(years: Iterable[tuple[Scope, Iterable[Row]]], writer: Writer) -> Iterator[Row]:
    """Give the known levels of scopes, each of a year."""
    return (level_row(scope, row, writer) for scope, rows in years for row in rows if is_known(row))


def labels(rows: Rows, names: Mapping[str, Mapping[str, Phrase]], writer: Writer) -> Iterable[Row]:
    """Add to rows the names of their codes, and of their unit.

    Parameters
    ----------
    rows
        Rows of a register.
    names
        By column of codes, the name of each code.
    """
    for row in rows_of(rows):
        told = {
            f"{column}_label": writer.label(of[row[column]]) if row[column] in of else ""
            for column, of in names.items()
        }
        yield {**row, **told, "unit_name": row.get("unit_name") or writer.whole}
