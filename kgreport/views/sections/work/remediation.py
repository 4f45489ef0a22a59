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
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.facts import labels, tells
from kgreport.views.sections.rows import Row
from kgreport.views.sections.work.registers import Cases, column_of, in_section, states_listing, units_named
from kgreport.views.texts import Note, markdown_of
from kgreport.views.view import Section

_NAMES = {"overdue": Phrase("quá hạn", "overdue"), **REMEDIATION_STATES}
_STANDINGS = {standing: _NAMES[standing] for standing in STANDINGS}
_CODES = {"state": REMEDIATION_STATES, "standing": _STANDINGS}


def _plan_rows(plans: pd.DataFrame, edition: Edition) -> Iterable[Row]:
    return labels(plans, _CODES, edition)


@tells((PLANS, _plan_rows))
def remediation_section(
    plans: pd.DataFrame,
    counts: pd.DataFrame,
    unplanned: Sequence[str],
    day: date,
    edition: Edition,
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
    title = edition.say("Khắc phục hạn chế, khuyết điểm sau kiểm điểm", "Remediation after the review")
    if plans.empty:
        return Section("remediation", title, markdown_of(text, edition.language))
    sentences = [_sentence(plans, day, edition), *_overdue(plans, edition), *_unplanned(unplanned, edition)]
    tables = in_section(plans_as_cases(plans, day, edition), counts, annex, edition)
    return Section("remediation", title, [Note(sentences), *markdown_of(text, edition.language), *tables])


def plans_as_cases(plans: pd.DataFrame, day: date, edition: Edition) -> Cases:
    """Say how plans are shown."""
    on_day = formats.date_in_text(day, edition.language)
    return Cases(
        rows=plans,
        states=_STANDINGS,
        layout=PLANS,
        names=_CODES,
        columns=[
            (column_of("remediation", "owner", edition, width=0.9), lambda row: row["owner"]),
            (column_of("remediation", "shortcoming", edition, width=1.2), lambda row: row["shortcoming"]),
            (column_of("remediation", "measure", edition, width=1.2), lambda row: row["measure"]),
            (column_of("remediation", "due", edition, "date"), lambda row: row["due"]),
            (
                column_of("remediation", "state", edition, width=0.9),
                lambda row: formats.sentence(_standing(row, edition)),
            ),
        ],
        name="table-remediation",
        titles=(
            edition.say("Kế hoạch khắc phục, đến ngày {day}", "Plans of remediation on {day}", day=on_day),
            edition.say(
                "Nội dung khắc phục chưa hoàn thành đến ngày {day}",
                "Plans of remediation not done on {day}",
                day=on_day,
            ),
            edition.say(
                "Nội dung khắc phục đã hoàn thành đến ngày {day}",
                "Plans of remediation done on {day}",
                day=on_day,
            ),
            edition.say(
                "Nội dung khắc phục theo đơn vị, đến ngày {day}",
                "Plans of remediation by unit, on {day}",
                day=on_day,
            ),
        ),
        counted=edition.say("Nội dung", "Plans"),
    )


def _sentence(plans: pd.DataFrame, day: date, edition: Edition) -> str:
    return edition.say(
        "Đến ngày {day}, trong {count} nội dung khắc phục có: {standings}.",
        "Plans of remediation on {day} ({count}): {standings}.",
        day=formats.date_in_text(day, edition.language),
        count=edition.count(len(plans)),
        standings=states_listing(plans["standing"], STANDINGS, _STANDINGS, edition),
    )


def _overdue(plans: pd.DataFrame, edition: Edition) -> list[str]:
    """Say whose the overdue plans are, where there are several units."""
    overdue = plans[plans["standing"] == "overdue"]
    return edition.say_if(
        len(overdue) and plans["unit_name"].nunique() > 1,
        "Nội dung quá hạn thuộc {units}.",
        "Overdue are plans of {units}.",
        units=units_named(overdue, edition),
    )


def _unplanned(names: Sequence[str], edition: Edition) -> list[str]:
    return edition.say_if(
        names,
        "Còn {count} tổ chức đảng không hoàn thành nhiệm vụ chưa có kế hoạch khắc phục: {names}.",
        "Party organisations rated “tasks not completed” that have no plan ({count}): {names}.",
        count=edition.count(len(names)),
        names="; ".join(names),
    )


def _standing(row: Row, edition: Edition) -> str:
    standing = _NAMES[row["standing"]].say(edition.language)
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
