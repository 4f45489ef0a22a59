"""Where the figures of a report come from: one table of sources, and the trace of each figure as a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict

import pandas as pd

from kgreport.data.figures.layout import DERIVED, UNITS_TERM, Scope
from kgreport.data.shares.prints import Print
from kgreport.terms.phrases import Phrase
from kgreport.terms.printed_numbers import say_printed
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SUBJECTS, UNKNOWN_PARTS, tiers_of
from kgreport.views import formats
from kgreport.views.frames.ratings import TRACE
from kgreport.views.sections.annexes.trace import Names, is_derived_here, trace_of
from kgreport.views.sections.facts import measured, scope_values, tells
from kgreport.views.sections.rows import Row, file_of, rows_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import PRINTED_MARK, Column, Table
from kgreport.views.view import Section

FEW_FILES = 4
"""A row of sources names so many files; of more it gives the number."""

_ORDER = (*SUBJECTS, *ITEMS, *MEASURES, *UNKNOWN_PARTS, *APPARATUS_MEASURES)
_DERIVED = Phrase("Suy ra từ các số liệu khác", "Derived from other figures")
_WORKBOOKS = Phrase("Biểu do đơn vị gửi", "Workbooks of the units")
_SHORT = {
    **dict.fromkeys(ITEMS, Phrase("tổ chức bộ máy", "apparatus")),
    "staff": ITEMS["staff"],
    **SUBJECTS,
    "collective": Phrase("tập thể", "collectives"),
    "leader": Phrase("cá nhân", "officials"),
}
"""Who or what is counted, in few words."""


def _trace_rows(
    figures: pd.DataFrame,
    writer: Writer,
    prints: Iterable[Print],
    units: Mapping[str, str] | None,
) -> Iterator[Row]:
    """Give each figure with its source; then what was printed."""
    of_scope = ("year", "unit", "subject", "tier")
    for row in [*rows_of(figures), *(_row_of(one, writer) for one in prints)]:
        scope = Scope(**{name: row[name] for name in of_scope})
        printed = isinstance(row["value"], str)
        yield {
            **scope_values(scope, writer, (units or {}).get(scope.unit)),
            **measured("measure", row["measure"], scope, writer),
            "value": None if printed else row["value"],
            "printed": row["value"].removesuffix(PRINTED_MARK) if printed else None,
            **{name: row[name] for name in ("source", "place")},
        }


@tells((TRACE, _trace_rows))
def sources_section(
    figures: pd.DataFrame,
    writer: Writer,
    prints: Iterable[Print] = (),
    units: Mapping[str, str] | None = None,
) -> Section:
    """List the sources with how many figures each has; the source of every figure is a file.

    Parameters
    ----------
    figures
        Frame of figures, completed: ``year, unit, subject, tier, measure, value, source, place``.
    prints
        The printed shares and approximate counts beside them.
    units
        Names of the units below whose figures are among them, by code.
    """
    title = writer.say("Nguồn số liệu", "Sources of the figures")
    names = Names(writer, units or {})
    places = {unit: n for n, unit in enumerate(names.units, start=1)}
    rows = [*rows_of(figures), *(_row_of(one, writer) for one in prints)]
    order = {code: n for n, code in enumerate(dict.fromkeys([*_ORDER, *writer.own.names]))}
    rows.sort(key=lambda row: (places.get(row["unit"], 0), *_position(row, order, writer)))
    if not rows:
        return Section("sources", title, [])
    return Section("sources", title, [_sources_table(rows, names), trace_of(rows, names)])


def _row_of(one: Print, writer: Writer) -> Row:
    scope, printed = one.scope, say_printed(one.number).say(writer.language)
    return {
        **asdict(scope),
        "measure": one.measure,
        "value": printed + PRINTED_MARK,
        "source": one.source,
        "place": one.place,
    }


def _position(row: Row, order: Mapping[str, int], writer: Writer) -> tuple[int, ...]:
    """Sort by subject, tier and measure in the order of the vocabulary, own terms last, then by year."""
    tiers = ["", *tiers_of(row["subject"], writer.own)]
    return (order[row["subject"]], tiers.index(row["tier"]), order[row["measure"]], row["year"])


def _sources_table(rows: Sequence[Row], names: Names) -> Table:
    writer = names.writer
    groups: dict[str, list[Row]] = {}
    for row in sorted(rows, key=_is_derived):
        groups.setdefault(_source(row, names), []).append(row)
    return Table(
        id="table-sources",
        title=writer.say("Nguồn và số lượng số liệu", "Sources, and how many figures each has"),
        columns=[
            Column(writer.say("Nguồn", "Source"), "text", 1.5),
            Column(writer.say("Tệp", "File"), "text", 1.2),
            Column(writer.say("Số liệu về", "Figures on"), "text", 1.5),
            Column(writer.say("Năm", "Years"), "text", 0.8),
            Column(writer.say("Số lượng", "How many")),
        ],
        rows=[
            *(
                [
                    source,
                    _files(of, writer),
                    _subjects(of, writer),
                    formats.span(sorted({row["year"] for row in of})),
                    len(of),
                ]
                for source, of in groups.items()
            ),
            [writer.say("Tổng số", "Total"), "", "", "", len(rows)],
        ],
        totals=[len(groups)],
        language=writer.language,
        notes=[
            writer.say(
                "Nguồn, tệp và dòng của từng số liệu, hoặc cách suy ra: tệp “.sources.csv” kèm theo báo cáo; "
                "bản PDF có tệp đó đính kèm.",
                "The source, file and row of each figure, or how it is derived: the file “.sources.csv” beside the "
                "report, which the PDF also carries.",
            )
        ],
    )


def _is_derived(row: Row) -> int:
    """Sort what was given before sums of units, and those before what is derived."""
    return 2 if is_derived_here(row) else int(row["source"] == DERIVED + UNITS_TERM)


def _source(row: Row, names: Names) -> str:
    """Name the source of a figure, all that was derived alike, and so all workbooks."""
    if is_derived_here(row):
        return _DERIVED.say(names.writer.language)
    if row["source"] == file_of(row):
        return _WORKBOOKS.say(names.writer.language)
    return names.source(row)


def _files(rows: Iterable[Row], writer: Writer) -> str:
    files = sorted({file for row in rows if (file := file_of(row))})
    if not files:
        return formats.UNKNOWN
    if len(files) > FEW_FILES:
        return writer.say("{count} tệp", "{count} files", count=writer.count(len(files)))
    return ", ".join(files)


def _subjects(rows: Sequence[Row], writer: Writer) -> str:
    """Name who or what is counted, each once."""
    named = [
        _SHORT[subject].say(writer.language) for subject in dict.fromkeys(row["subject"] for row in rows)
    ]
    return writer.listing(list(dict.fromkeys(named)))
