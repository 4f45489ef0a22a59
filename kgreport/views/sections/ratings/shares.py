"""Counts with their shares, as the rows of a table and as the bars of a chart."""

from __future__ import annotations

from collections.abc import Iterable

from kgreport.data.figures.layout import Scope
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.printed import count_cell, share_cell
from kgreport.views.sections.rows import Row
from kgreport.views.tables import Column


def share_columns(heading: str, edition: Edition) -> list[Column]:
    """Head a table of measures with their counts and shares."""
    return [
        Column(heading, "text"),
        Column(edition.say("Số lượng", "Count")),
        Column(edition.say("Tỷ lệ", "Share"), "percent"),
    ]


def share_cells(rows: Iterable[Row], scope: Scope, edition: Edition) -> list[list[object]]:
    """Give the cells of such a table."""
    return [
        [
            edition.measure_label(scope.subject, row["measure"]),
            count_cell(row, edition),
            share_cell(row, edition),
        ]
        for row in rows
    ]


def share_bar(row: Row, scope: Scope, edition: Edition, *, alert: bool) -> Bar:
    """Make a bar of a count, labelled with the count and its share."""
    share = f" ({edition.percent(row['share'])})" if row["share"] is not None else ""
    label = edition.count(row["count"]) + share
    name = edition.measure_label(scope.subject, row["measure"])
    return Bar(name, row["count"], label, "alert" if alert else "plain")


def bar_chart(name: str, title: str, bars: list[Bar], edition: Edition) -> BarChart:
    """Make a chart of bars; its alt text is the writer's, or else lists the bars."""
    parts = "; ".join(f"{bar.name}: {bar.label}" for bar in bars)
    generated = edition.say(
        "Biểu đồ thanh. {title}: {parts}.", "Bar chart. {title}: {parts}.", title=title, parts=parts
    )
    return BarChart(id=name, title=title, alt=edition.alt(name, generated), bars=bars)
