"""Plans of remediation after the review: their owners, deadlines, and how they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from kgreport.stats.remediation import STANDINGS
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import REMEDIATION_STATES
from kgreport.views import formats
from kgreport.views.frames.work import PLANS
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.rows import Row
from kgreport.views.sections.work.registers import Cases, column_of, in_section, states_listing, units_named
from kgreport.views.sections.writer import Writer
from kgreport.views.texts import Note, markdown_of
from kgreport.views.view import Section

_NAMES = {"overdue": Phrase("quá hạn", "overdue"), **REMEDIATION_STATES}
_STANDINGS = {standing: _NAMES[standing] for standing in STANDINGS}
_CODES = {"state": REMEDIATION_STATES, "standing": _STANDINGS}


def _plan_rows(plans: pd.DataFrame, writer: Writer) -> Iterable[Row]:
    return labels(plans, _CODES, writer)


@tells((PLANS, _plan_rows))
def remediation_section(
    plans: pd.DataFrame,
    counts: pd.DataFrame,
    unplanned: Sequence[str],
    day: date,
    writer: Writer,
    *,
    text: str,
    annex: str,
) -> Section:
    """Show the plans of remediation: by unit, and one by one those that are not done, overdue ones first.

    Parameters
    ----------
    plans
        Rows of the register, as `kgreport.stats.remediation.plans_on` gives: ``owner, shortcoming, measure, due,
        state, done_on, standing, days_overdue, source, place, unit_name``.
    counts
        The plans by unit, as `kgreport.stats.registers.count_by_unit` gives.
    unplanned
        Names of the organisations rated unfulfilled that have no plan.
    day
        The day of the report; an open plan due before it is overdue.
    text
        What the writers say of it.
    annex
        Title of the annex with the plans that are done.
    """
    title = writer.say("Khắc phục hạn chế, khuyết điểm sau kiểm điểm", "Remediation after the review")
    if plans.empty:
        return Section("remediation", title, markdown_of(text, writer.language))
    sentences = [_sentence(plans, day, writer), *_overdue(plans, writer), *_unplanned(unplanned, writer)]
    tables = in_section(plans_as_cases(plans, day, writer), counts, annex, writer)
    return Section("remediation", title, [Note(sentences), *markdown_of(text, writer.language), *tables])


def plans_as_cases(plans: pd.DataFrame, day: date, writer: Writer) -> Cases:
    """Say how plans are shown."""
    on_day = formats.date_in_text(day, writer.language)
    return Cases(
        rows=plans,
        states=_STANDINGS,
        layout=PLANS,
        names=_CODES,
        columns=[
            (column_of("remediation", "owner", writer, width=0.9), lambda row: row["owner"]),
            (column_of("remediation", "shortcoming", writer, width=1.2), lambda row: row["shortcoming"]),
            (column_of("remediation", "measure", writer, width=1.2), lambda row: row["measure"]),
            (column_of("remediation", "due", writer, "date"), lambda row: row["due"]),
            (
                column_of("remediation", "state", writer, width=0.9),
                lambda row: formats.sentence(_standing(row, writer)),
            ),
        ],
        name="table-remediation",
        titles=(
            writer.say("Kế hoạch khắc phục, đến ngày {day}", "Plans of remediation on {day}", day=on_day),
            writer.say(
                "Nội dung khắc phục chưa hoàn thành đến ngày {day}",
                "Plans of remediation not done on {day}",
                day=on_day,
            ),
            writer.say(
                "Nội dung khắc phục đã hoàn thành đến ngày {day}",
                "Plans of remediation done on {day}",
                day=on_day,
            ),
            writer.say(
                "Nội dung khắc phục theo đơn vị, đến ngày {day}",
                "Plans of remediation by unit, on {day}",
                day=on_day,
            ),
        ),
        counted=writer.say("Nội dung", "Plans"),
    )


def _sentence(plans: pd.DataFrame, day: date, writer: Writer) -> str:
    return writer.say(
        "Đến ngày {day}, trong {count} nội dung khắc phục có: {standings}.",
        "Plans of remediation on {day} ({count}): {standings}.",
        day=formats.date_in_text(day, writer.language),
        count=writer.count(len(plans)),
        standings=states_listing(plans["standing"], STANDINGS, _STANDINGS, writer),
    )


def _overdue(plans: pd.DataFrame, writer: Writer) -> list[str]:
    """Say whose the overdue plans are, where there are several units."""
    overdue = plans[plans["standing"] == "overdue"]
    return writer.say_if(
        len(overdue) and plans["unit_name"].nunique() > 1,
        "Nội dung quá hạn thuộc {units}.",
        "Overdue are plans of {units}.",
        units=units_named(overdue, writer),
    )


def _unplanned(names: Sequence[str], writer: Writer) -> list[str]:
    return writer.say_if(
        names,
        "Còn {count} tổ chức đảng không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục: {names}.",
        "Party organisations rated “tasks not completed” that have no plan ({count}): {names}.",
        count=writer.count(len(names)),
        names="; ".join(names),
    )


def _standing(row: Row, writer: Writer) -> str:
    standing = _NAMES[row["standing"]].say(writer.language)
    if row["standing"] == "overdue":
        state = "in_progress" if row["state"] == "done" else row["state"]
        return writer.say(
            "{standing} {days} ngày, {state}",
            "{standing} by {days} days, {state}",
            standing=standing,
            days=writer.count(row["days_overdue"]),
            state=REMEDIATION_STATES[state].say(writer.language),
        )
    if row["standing"] == "done" and row["done_on"] is not None:
        done = f"{standing} {formats.date_in_text(row['done_on'], writer.language)}"
        late = (row["done_on"] - row["due"]).days
        if late <= 0:
            return done
        days = writer.count(late)
        return done + writer.say(", chậm {days} ngày", ", {days} days late", days=days)
    return standing
