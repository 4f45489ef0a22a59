"""The work beside the rating as rows: counts, targets, plans, reviews, the apparatus."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import ITEMS, SECTORS
from kgreport.views.sections.facts import coded, counted, measured, scope_values
from kgreport.views.sections.rows import Row, Rows, is_known, rows_of
from kgreport.views.sections.writer import Writer


def count_rows(counts: Mapping[Scope, Rows], writer: Writer) -> Iterator[Row]:
    """Give each measure that is known of each subject and tier."""
    for scope, frame in counts.items():
        for row in rows_of(frame):
            if is_known(row):
                yield {
                    **scope_values(scope, writer),
                    **measured("measure", row["measure"], scope, writer),
                    **counted(row, scope, writer),
                }


def apparatus_rows(
    item: str, rows: Sequence[Row], years: Mapping[Hashable, Any], writer: Writer
) -> Iterator[Row]:
    """Give what is known of each sector of one item."""
    of_years = {name: years[name] for name in ("base_year", "year", "goal_year")}
    return ({**of_years, **row, **_names(item, row["sector"], writer)} for row in rows)


def item_rows(progress: pd.DataFrame, year: int, writer: Writer) -> Iterator[Row]:
    """Give what is known of each sector of several items."""
    for row in rows_of(progress):
        yield {"year": year, **row, **_names(row["item"], row["sector"], writer)}


def cut_rows(item: str, cuts: pd.DataFrame, writer: Writer) -> Iterator[Row]:
    """Give the cut of each sector in each year, where it is known."""
    for row in rows_of(cuts.reset_index()):
        for sector in cuts.columns:
            if row[sector] is not None:
                yield {"year": row["year"], "cut": row[sector], **_names(item, str(sector), writer)}


def sector_label(sector: str, writer: Writer) -> str:
    """Name a sector as a heading, or all of them."""
    return writer.label(SECTORS[sector]) if sector else writer.say("Tổng số", "Total")


def _names(item: str, sector: str, writer: Writer) -> dict[str, object]:
    named = coded("sector", sector, sector_label(sector, writer))
    return {**coded("item", item, writer.label(ITEMS[item])), **named}
