"""Units side by side as rows: a level of a unit each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.stats.units import BASES, COMPARED
from kgreport.terms.printed_numbers import say_printed
from kgreport.views.sections.facts import based, measured, scope_values
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.units.compared import Printed
from kgreport.views.sections.writer import Writer


def unit_rows(
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
