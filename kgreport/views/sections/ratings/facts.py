"""The cap, reasons, years running and awards as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kgreport.data.figures.layout import Scope
from kgreport.stats.verdicts.caps import CapVerdict
from kgreport.views.sections.facts import based, coded, counted, measured, scope_values
from kgreport.views.sections.ratings.years_running import Streaks
from kgreport.views.sections.rows import Row, Rows, is_known, rows_of
from kgreport.views.sections.writer import Writer


def cap_rows(verdict: CapVerdict, writer: Writer) -> Iterator[Row]:
    """Give each reading of the cap of all together, then each group."""
    none = [verdict.ungrouped] if verdict.ungrouped else []
    for row in (*verdict.readings, *verdict.groups, *none):
        numbers = {name: row[name] for name in ("excellent", "limit", "allowed", "excess")}
        ungrouped = writer.say("chưa ghi nhóm", "in no group")
        yield {
            **scope_values(verdict.scope, writer),
            "group": (row["group"] or ungrouped) if "group" in row else "",
            **based(row, verdict.scope, writer),
            "applied": row["base"] == verdict.base,
            **numbers,
        }


def all_cap_rows(verdicts: Sequence[CapVerdict], writer: Writer) -> Iterator[Row]:
    """Give the rows of every subject and tier that is judged."""
    return (row for verdict in verdicts for row in cap_rows(verdict, writer))


def reason_rows(shares: Rows, scope: Scope, writer: Writer) -> Iterator[Row]:
    """Give each reason that is known."""
    for row in rows_of(shares):
        if is_known(row):
            yield {
                **scope_values(scope, writer),
                **measured("reason", row["measure"], scope, writer),
                **counted(row, scope, writer),
            }


def streak_rows(found: Streaks | None, units: Mapping[str, str], writer: Writer) -> Iterator[Row]:
    """Give everyone with a rating, and how many years running they were at the highest level."""
    if found is None:
        return
    scope = found.scope
    for row in rows_of(found.candidates):
        yield {
            **scope_values(scope, writer),
            "unit": row["unit"],
            "unit_name": units.get(row["unit"]) or row["unit"] or writer.whole,
            **measured("level", found.level, scope, writer),
            **{name: row[name] for name in ("id", "name", "years")},
            "eligible": row["years"] >= found.wanted if found.complete else None,
            "given": row["given"] if found.awarded else None,
        }


def award_rows(counts: Mapping[Scope, Rows], writer: Writer) -> Iterator[Row]:
    """Give how many of each subject were given each award."""
    for scope, frame in counts.items():
        for row in rows_of(frame):
            if row["count"] is not None:
                yield {
                    **scope_values(scope, writer),
                    **_award(row["measure"], writer),
                    **{name: row[name] for name in ("count", "derived", "source", "place")},
                }


def recipient_rows(recipients: pd.DataFrame, writer: Writer) -> Iterator[Row]:
    """Give those who are listed with an award."""
    for row in rows_of(recipients):
        scope = Scope(year=row["year"], unit=row["unit_code"], subject=row["subject"], tier=row["tier"])
        yield {
            **scope_values(scope, writer, row["unit"] or writer.whole),
            **_award(row["award"], writer),
            **{name: row[name] for name in ("id", "name", "source", "place")},
        }


def _award(code: str, writer: Writer) -> dict[str, object]:
    return coded("award", code, writer.label(writer.award(code)))
