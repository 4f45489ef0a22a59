"""The units below side by side: how each was rated, and which are above or below the whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.stats.units import BASES, COMPARED
from kgreport.terms.printed_numbers import say_printed
from kgreport.views.formats import as_printed, compare
from kgreport.views.frames.ratings import UNITS
from kgreport.views.sections.facts import based, measured, scope_values, tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.notes import Originals
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.units.compared import (
    NAMED,
    ComparedUnits,
    Printed,
    few_sources,
    is_unit_known,
    printed_sources,
    units_table,
)
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import note_of
from kgreport.views.view import Section


def _unit_rows(
    compared: pd.DataFrame, names: Mapping[str, str], scope: Scope, writer: Writer, printed: Printed
) -> Iterator[Row]:
    """Give what is known of each unit, the whole last."""
    base = compared.attrs["base"]
    for unit in rows_of(compared):
        of = replace(scope, unit=unit["unit"])
        for code in (*BASES, *COMPARED):
            told = {
                "printed_count": printed.get((of.unit, code)),
                "printed_share": printed.get((of.unit, f"share_{code}")),
            }
            if unit[code] is None and not any(told.values()):
                continue
            share = {"base": base, "base_count": unit[base], "share": unit[f"share_{code}"]}
            yield {
                **scope_values(of, writer, None if unit["whole"] else names[of.unit]),
                "is_whole": unit["whole"],
                **measured("level", code, of, writer),
                "count": unit[code],
                **based(share, of, writer),
                **{name: one and say_printed(one.number).say(writer.language) for name, one in told.items()},
            }


@tells((UNITS, _unit_rows))
def units_section(
    compared: pd.DataFrame,
    names: Mapping[str, str],
    originals: Mapping[str, Originals],
    scope: Scope,
    writer: Writer,
    *,
    printed: Printed,
) -> Section:
    """Show units side by side; left out where fewer than two have figures.

    Parameters
    ----------
    compared
        A row for each unit and one for the whole, as `kgreport.stats.units.compare_units` gives: ``unit, whole``,
        the counts by measure, and ``share_…`` of each.
    names
        Names of the units, by code.
    originals
        By unit, counts before records were rated anew.
    scope
        Subject and tier that were rated.
    printed
        By unit and column, what was printed.
    """
    title = writer.say("So sánh giữa các đơn vị: {subject}", "Units compared: {subject}", scope)
    name = f"units-{scope_id(scope)}"
    of = _compared_units(compared, names, scope, writer, printed)
    if len(of.units) < 2:
        return Section(name, title, [])
    told = _ranking(of) if of.ranked else _too_small(of)
    sentences = " ".join([*told, *_unfulfilled(of), *_unknown(of)])
    return Section(name, title, [*note_of([sentences] if sentences else []), units_table(of, originals)])


def _compared_units(
    compared: pd.DataFrame, names: Mapping[str, str], scope: Scope, writer: Writer, printed: Printed
) -> ComparedUnits:
    rows, base = rows_of(compared), compared.attrs["base"]
    shown = _shown(rows, base, printed)
    units = [{**row, "name": names[row["unit"]]} for row in rows if not row["whole"]]
    known = [unit for unit in units if is_unit_known(unit, shown, printed)]
    return ComparedUnits(
        units=known,
        whole={**rows[-1], "name": writer.whole},
        base=base,
        main=compared.attrs["main"],
        ranked=compared.attrs["ranked"],
        smallest=compared.attrs["smallest"],
        shown=shown,
        unknown=[unit["name"] for unit in units if unit not in known],
        sources=few_sources([*compared.attrs["sources"], *printed_sources(rows, printed)], writer),
        printed=printed,
        scope=scope,
        writer=writer,
    )


def _shown(rows: Sequence[Row], base: str, printed: Printed) -> list[str]:
    """Choose the measures that are known of any unit; a sum of levels where the levels are not enough."""
    codes = (base, *COMPARED)
    known = [code for code in codes if any(is_unit_known(row, [code], printed) for row in rows)]
    enough = all(row["fulfilled_or_better"] is None or row["fulfilled"] is not None for row in rows)
    return [code for code in known if not (enough and code == "fulfilled_or_better")]


def _ranking(of: ComparedUnits) -> list[str]:
    """Name the highest and the lowest units, and count those below the whole."""
    ranked = [unit for unit in of.units if unit[of.share] is not None]
    writer, high, low = of.writer, ranked[0][of.share], ranked[-1][of.share]
    of_all = writer.say(" (trên tổng số)", " (of all)") if of.base == "total" else ""
    given = {
        "known": writer.count(len(ranked)),
        "subject": writer.subject(of.scope),
        "measure": writer.measure_term(of.scope.subject, of.main) + of_all,
        "high": writer.percent(high),
        "low": writer.percent(low),
        "highest": _names(_with_value(ranked, of.share, high), writer),
        "lowest": _names(_with_value(ranked, of.share, low), writer),
    }
    if as_printed(high) == as_printed(low):
        return writer.say_if(
            ranked,
            "{known} đơn vị có số liệu có cùng tỷ lệ {subject} {measure}: {high}.",
            "The {known} units with figures have the same share of {subject} rated {measure}: {high}.",
            **given,
        )
    sentence = writer.say(
        "Trong {known} đơn vị có số liệu, tỷ lệ {subject} {measure} cao nhất là {highest} ({high}), thấp nhất là {lowest} ({low}).",
        "Of {known} units with figures, the share of {subject} rated {measure} is highest in {highest} ({high}), lowest in {lowest} ({low}).",
        **given,
    )
    return [sentence] if of.whole[of.share] is None else [sentence, _below_the_whole(ranked, of)]


def _with_value(units: Sequence[Row], name: str, share: float) -> list[str]:
    """Name the units whose share is printed alike."""
    return [unit["name"] for unit in units if as_printed(unit[name]) == as_printed(share)]


def _below_the_whole(ranked: Sequence[Row], of: ComparedUnits) -> str:
    writer, whole = of.writer, of.whole[of.share]
    below = sum(as_printed(unit[of.share]) < as_printed(whole) for unit in ranked)
    vi, en = (
        "{below} đơn vị thấp hơn tỷ lệ chung ({share}).",
        "Below the share of the whole ({share}): {below}.",
    )
    if not below:
        vi, en = (
            "Không có đơn vị nào thấp hơn tỷ lệ chung ({share}).",
            "None is below the share of the whole ({share}).",
        )
    return writer.say(vi, en, share=writer.percent(whole), below=writer.count(below))


def _too_small(of: ComparedUnits) -> list[str]:
    """Say why the units are not ranked."""
    smallest = [unit["name"] for unit in of.units if of.smallest and unit[of.base] == of.smallest]
    writer = of.writer
    return writer.say_if(
        smallest,
        "{names} chỉ có {count} {subject}{rated}, mỗi {unit} tương ứng {points}; vì vậy không xếp hạng các đơn vị theo tỷ lệ.",
        "{names} has only {count} {rated}{subject}, each worth {points}; so units are not ranked by their shares.",
        of.scope,
        names=_names(smallest, writer),
        count=writer.count(of.smallest),
        rated=writer.say(" được xếp loại", "rated ") if of.base == "rated" else "",
        points=compare(0, 1 / of.smallest, writer.language).points if of.smallest else "",
    )


def _unfulfilled(of: ComparedUnits) -> list[str]:
    """Name the units with most of the lowest level: by share, or by count where units are not ranked."""
    writer, name = of.writer, "share_unfulfilled" if of.ranked else "unfulfilled"
    known = [unit for unit in of.units if unit[name] is not None]
    some = [unit for unit in known if unit[name]]
    given = {
        "measure": writer.measure_term(of.scope.subject, "unfulfilled"),
        "subject": writer.subject(of.scope),
        "known": writer.count(len(known)),
        "some": writer.count(len(some)),
    }
    if not some:
        return writer.say_if(
            known,
            "Trong {known} đơn vị có số liệu, không đơn vị nào có {subject} {measure}.",
            "None of {known} units with figures has {subject} rated {measure}.",
            **given,
        )
    most = max(unit[name] for unit in some)
    if of.ranked:
        vi, en = (
            "Tỷ lệ {measure} cao nhất là {names} ({most}).",
            "The share rated {measure} is highest in {names} ({most}).",
        )
        alike, printed = _with_value(some, name, most), writer.percent(most)
    else:
        vi, en = (
            "{some}/{known} đơn vị có {subject} {measure}, nhiều nhất là {names} ({most}).",
            "{some} of {known} units have {subject} rated {measure}, most in {names} ({most}).",
        )
        alike, printed = [unit["name"] for unit in some if unit[name] == most], writer.count(most)
    return [writer.say(vi, en, **given, names=_names(alike, writer), most=printed)]


def _unknown(of: ComparedUnits) -> list[str]:
    """Name the units that have no figures."""
    return of.writer.say_if(
        of.unknown,
        "Chưa có số liệu của {units}.",
        "No figures are known of {units}.",
        units=of.writer.listing(of.unknown),
    )


def _names(names: Sequence[str], writer: Writer) -> str:
    """Name a few units, or count them."""
    if len(names) <= NAMED:
        return writer.listing(names)
    return writer.say("{count} đơn vị", "{count} units", count=writer.count(len(names)))
