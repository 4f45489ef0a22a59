"""Remediation plans after the review: whose, of what, by when, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kgreport.stats.remediation import STANDINGS
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import REMEDIATION_STATES
from kgreport.views import formats
from kgreport.views.sections.counted import text_of
from kgreport.views.sections.wording import Edition, Row, rows_of
from kgreport.views.sections.work.registers import column_of, say_unit, sources_of_rows, unit_column
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section

_STANDINGS = {"overdue": Phrase("quá hạn", "overdue"), **REMEDIATION_STATES}


def remediation_section(
    plans: pd.DataFrame, unplanned: Sequence[str], day: date, text: str, edition: Edition
) -> Section:
    """Show the plans of remediation, overdue ones first.

    Parameters
    ----------
    plans
        As `kgreport.stats.remediation.plans_on` gives, with ``unit_name``.
    unplanned
        Names of the organisations rated unfulfilled that have no plan.
    day
        The day of the report.
    text
        What the writers say of it.
    edition
        For whom.
    """
    title = edition.say("Khắc phục hạn chế, khuyết điểm sau kiểm điểm", "Remediation after the review")
    if plans.empty:
        return Section("remediation", title, text_of(text))
    said = [_sentence(plans, day, edition), *_unplanned(unplanned, edition)]
    return Section("remediation", title, [Note(said), *text_of(text), _table(plans, day, edition)])


def _sentence(plans: pd.DataFrame, day: date, edition: Edition) -> str:
    counted = plans["standing"].value_counts()
    standings = [
        f"{edition.count(int(counted[code]))} {_STANDINGS[code].say(edition.language)}"
        for code in STANDINGS
        if code in counted
    ]
    return edition.say(
        "Đến ngày {day}, trong {count} nội dung khắc phục có: {standings}.",
        "Plans of remediation on {day} ({count}): {standings}.",
        day=formats.date_in_text(day, edition.language),
        count=edition.count(len(plans)),
        standings=formats.listing(standings, edition.language),
    )


def _unplanned(names: Sequence[str], edition: Edition) -> list[str]:
    if not names:
        return []
    return [
        edition.say(
            "Còn {count} tổ chức đảng không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục: {names}.",
            "Party organisations rated not fulfilled that have no plan ({count}): {names}.",
            count=edition.count(len(names)),
            names="; ".join(names),
        )
    ]


def _table(plans: pd.DataFrame, day: date, edition: Edition) -> Table:
    units = unit_column(plans, edition)
    return Table(
        id="table-remediation",
        title=edition.say(
            "Kế hoạch khắc phục, tình trạng đến ngày {day}",
            "Plans of remediation, as they stood on {day}",
            day=formats.date_in_text(day, edition.language),
        ),
        columns=[
            column_of("remediation", "owner", edition, width=0.9),
            *units,
            column_of("remediation", "shortcoming", edition, width=1.2),
            column_of("remediation", "measure", edition, width=1.2),
            column_of("remediation", "due", edition, "date"),
            column_of("remediation", "state", edition, width=0.9),
        ],
        rows=[
            [
                row["owner"],
                *([say_unit(row["unit_name"], edition)] if units else []),
                row["shortcoming"],
                row["measure"],
                row["due"],
                formats.sentence(_say_standing(row, edition)),
            ]
            for row in rows_of(plans)
        ],
        language=edition.language,
        sources=sources_of_rows(plans),
    )


def _say_standing(row: Row, edition: Edition) -> str:
    standing = _STANDINGS[row["standing"]].say(edition.language)
    if row["standing"] == "overdue":
        state = "in_progress" if row["state"] == "done" else row["state"]
        return edition.say(
            "{standing} {days} ngày, {state}",
            "{standing} by {days} days, {state}",
            standing=standing,
            days=edition.count(row["days_overdue"]),
            state=REMEDIATION_STATES[state].say(edition.language),
        )
    if row["standing"] == "done" and row["done_on"] is not None:
        told = f"{standing} {formats.date_in_text(row['done_on'], edition.language)}"
        late = (row["done_on"] - row["due"]).days
        if late <= 0:
            return told
        days = edition.count(late)
        return told + edition.say(", chậm {days} ngày", ", {days} days late", days=days)
    return standing
