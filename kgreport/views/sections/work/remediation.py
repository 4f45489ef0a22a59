"""Plans of remediation after the review: their owners, deadlines, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from kgreport.stats.remediation import STANDINGS
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import REMEDIATION_STATES
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.work.registers import column_of, register_table, states_listing
from kgreport.views.tables import Table
from kgreport.views.texts import Note, markdown_of
from kgreport.views.view import Section

_STANDINGS = {"overdue": Phrase("quá hạn", "overdue"), **REMEDIATION_STATES}


def remediation_section(
    plans: pd.DataFrame, unplanned: Sequence[str], day: date, text: str, edition: Edition
) -> Section:
    """Show the plans of remediation, overdue ones first.

    Parameters
    ----------
    plans
        Rows of the register, as `kgreport.stats.remediation.plans_on` gives: ``owner, shortcoming, measure, due,
        state, done_on, standing, days_overdue, source, place, unit_name``.
    unplanned
        Names of the organisations rated unfulfilled that have no plan.
    day
        The day of the report; an open plan due before it is overdue.
    text
        What the writers say of it.
    """
    title = edition.say("Khắc phục hạn chế, khuyết điểm sau kiểm điểm", "Remediation after the review")
    if plans.empty:
        return Section("remediation", title, markdown_of(text))
    sentences = [_sentence(plans, day, edition), *_unplanned(unplanned, edition)]
    return Section("remediation", title, [Note(sentences), *markdown_of(text), _table(plans, day, edition)])


def _sentence(plans: pd.DataFrame, day: date, edition: Edition) -> str:
    return edition.say(
        "Đến ngày {day}, trong {count} nội dung khắc phục có: {standings}.",
        "Plans of remediation on {day} ({count}): {standings}.",
        day=formats.date_in_text(day, edition.language),
        count=edition.count(len(plans)),
        standings=states_listing(plans["standing"], STANDINGS, _STANDINGS, edition),
    )


def _unplanned(names: Sequence[str], edition: Edition) -> list[str]:
    return edition.say_if(
        names,
        "Còn {count} tổ chức đảng không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục: {names}.",
        "Party organisations rated not fulfilled that have no plan ({count}): {names}.",
        count=edition.count(len(names)),
        names="; ".join(names),
    )


def _table(plans: pd.DataFrame, day: date, edition: Edition) -> Table:
    return register_table(
        plans,
        columns=[
            column_of("remediation", "owner", edition, width=0.9),
            column_of("remediation", "shortcoming", edition, width=1.2),
            column_of("remediation", "measure", edition, width=1.2),
            column_of("remediation", "due", edition, "date"),
            column_of("remediation", "state", edition, width=0.9),
        ],
        rows=[
            [
                row["owner"],
                row["shortcoming"],
                row["measure"],
                row["due"],
                formats.sentence(_standing(row, edition)),
            ]
            for row in rows_of(plans)
        ],
        name="table-remediation",
        title=edition.say(
            "Kế hoạch khắc phục, tình trạng đến ngày {day}",
            "Plans of remediation, as they stood on {day}",
            day=formats.date_in_text(day, edition.language),
        ),
        edition=edition,
    )


def _standing(row: Row, edition: Edition) -> str:
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
        done = f"{standing} {formats.date_in_text(row['done_on'], edition.language)}"
        late = (row["done_on"] - row["due"]).days
        if late <= 0:
            return done
        days = edition.count(late)
        return done + edition.say(", chậm {days} ngày", ", {days} days late", days=days)
    return standing
