"""Ratings as rows: a level of a subject each, of one year or of several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.views.sections.facts import level_row, levels_by_year
from kgreport.views.sections.levels.rated import Ratings
from kgreport.views.sections.rows import Row, is_known, rows_of
from kgreport.views.sections.writer import Writer


def level_rows(found: Sequence[Ratings], writer: Writer) -> Iterator[Row]:
    """Give every level that is known of every subject, with the year that it is compared with."""
    for ratings in found:
        for code, row in ratings.of.items():
            if is_known(row):
                before = (
                    {**ratings.compared[code], "year_before": ratings.against} if ratings.compared else {}
                )
                yield {**before, **level_row(ratings.scope, row, writer)}


def series_rows(series: pd.DataFrame, scope: Scope, writer: Writer) -> Iterator[Row]:
    """Give the known levels of one subject in each year."""
    return levels_by_year(((replace(scope, year=row["year"]), [row]) for row in rows_of(series)), writer)
