"""Years running at the highest level, and the organisations eligible for the flag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.rules.model import Rules
from kgreport.terms.vocabulary import AWARDS, label_of
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.notes import names_note
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

_SUBJECT, _TIER = "organization", "grassroots"


@dataclass(frozen=True, slots=True, kw_only=True)
class Streaks:
    """Years running at a level, of each organisation.

    Attributes
    ----------
    candidates
        ``name, unit, years, given`` of each organisation, as `kgreport.stats.recipients.candidates` gives.
    level, wanted
        The level, and the years running at it that the flag asks for.
    reach
        Years running, up to the year reported on, that have records; no more than wanted.
    awarded
        Whether the recipients of the flag are known.
    rules
        The rules of each year.
    """

    candidates: pd.DataFrame
    level: str
    wanted: int
    reach: int
    awarded: bool
    rules: Mapping[int, Rules]

    @property
    def complete(self) -> bool:
        """Whether the records reach back as far as the flag asks."""
        return self.reach == self.wanted


def streaks_section(found: Streaks | None, units: Mapping[str, str], edition: Edition) -> Section:
    """Show the organisations by years running at the highest level, and those eligible for the flag.

    Parameters
    ----------
    found
        The years running; None where the rules ask for none.
    units
        Names of the units, by code.
    """
    title = edition.say("Số năm liền được xếp loại cao nhất", "Years running at the highest level")
    if found is None or found.reach < min(2, found.wanted) or found.candidates.empty:
        return Section("streaks", title, [])
    rows = rows_of(found.candidates)
    eligible = [row for row in rows if row["years"] >= found.wanted]
    views: list[View] = [Note(_sentences(found, rows, eligible, edition)), _years_table(found, rows, edition)]
    views += [_eligible_table(found, eligible, units, edition)] if eligible else []
    return Section("streaks", title, views)


def _sentences(found: Streaks, rows: Sequence[Row], eligible: Sequence[Row], edition: Edition) -> list[str]:
    level = edition.measure_term(_SUBJECT, found.level)
    given = {
        "subject": label_of(_SUBJECT, _TIER).say(edition.language),
        "level": level,
        "total": edition.count(len(rows)),
        "count": edition.count(sum(row["years"] >= found.reach for row in rows)),
        "years": found.reach,
        "wanted": found.wanted,
        "span": f"{edition.year - found.reach + 1}–{edition.year}",
        "award": edition.term(AWARDS["flag"]),
        "flagged": edition.count(sum(row["given"] for row in eligible)),
    }
    if not found.complete:
        text = edition.say(
            "Trong {total} {subject} có kết quả xếp loại, {count} tổ chức được xếp loại {level} {years} năm liền ({span}). Số liệu chỉ liên tục từ {years} năm gần đây, chưa đủ {wanted} năm để xác định tổ chức nào đủ điều kiện xét tặng {award}.",
            "Of {total} {subject} with ratings, {count} were rated {level} {years} years running ({span}). The ratings reach back {years} years only, not the {wanted} it takes to tell who may be given the {award}.",
            **given,
        )
        return [text, *_not_eligible(found, rows, edition)]
    text = edition.say(
        "Trong {total} {subject} có kết quả xếp loại, {count} tổ chức được xếp loại {level} {years} năm liền ({span}), đủ điều kiện xét tặng {award}",
        "Of {total} {subject} with ratings, {count} were rated {level} {years} years running ({span}) and may be given the {award}",
        **given,
    )
    if found.awarded and eligible:
        text += edition.say("; {flagged} tổ chức đã được tặng", "; {flagged} were given it", **given)
    return [text + ".", *_not_eligible(found, rows, edition)]


def _not_eligible(found: Streaks, rows: Sequence[Row], edition: Edition) -> list[str]:
    names = [str(row["name"]) for row in rows if row["given"] and row["years"] < found.reach]
    return edition.say_if(
        names,
        "Theo số liệu xếp loại, chưa đủ điều kiện nhưng đã được tặng: {names}.",
        "Not eligible by the ratings, yet given it: {names}.",
        names=edition.listing(names),
    )


def _years_table(found: Streaks, rows: Sequence[Row], edition: Edition) -> Table:
    counted = {
        years: sum(row["years"] >= years if years == found.reach else row["years"] == years for row in rows)
        for years in range(found.reach, 0, -1)
    }
    return Table(
        id="table-streaks",
        title=edition.say(
            "Số năm liền được xếp loại {level}, tính đến năm {year}",
            "Years running rated {level}, up to {year}",
            level=edition.measure_term(_SUBJECT, found.level),
        ),
        unit=edition.unit_of(_SUBJECT),
        columns=[
            Column(edition.say("Số năm liền", "Years running"), "text"),
            Column(edition.say("Số lượng", "Count")),
            Column(edition.say("Tỷ lệ", "Share"), "percent"),
        ],
        rows=[
            [_years(years, years == found.reach, edition), count, count / len(rows)]
            for years, count in counted.items()
        ],
        language=edition.language,
        notes=[
            edition.say(
                "Tỷ lệ tính trên số tổ chức cơ sở đảng có kết quả xếp loại năm {year}.",
                "Shares are of the grassroots organisations with a rating of {year}.",
            ),
            *names_note(_SUBJECT, [found.level], _window(found, edition), edition),
        ],
    )


def _years(years: int, last: bool, edition: Edition) -> str:
    if last:
        return edition.say("Từ {years} năm trở lên", "{years} years or more", years=years)
    return edition.say("{years} năm", "{years}", years=years)


def _window(found: Streaks, edition: Edition) -> dict[int, Rules]:
    return {year: rules for year, rules in found.rules.items() if edition.year - found.reach < year}


def _eligible_table(
    found: Streaks, eligible: Sequence[Row], units: Mapping[str, str], edition: Edition
) -> Table:
    award = edition.term(AWARDS["flag"])
    yes, no = edition.say("Đã tặng", "Given"), edition.say("Chưa tặng", "Not given")
    return Table(
        id="table-streaks-eligible",
        title=edition.say(
            "Tổ chức đủ điều kiện xét tặng {award}", "Who may be given the {award}", award=award
        ),
        columns=[
            Column(edition.say("Tổ chức", "Organisation"), "text", 1.4),
            Column(edition.say("Đơn vị", "Unit"), "text"),
            Column(edition.say("Tặng cờ năm {year}", "Flag of {year}"), "text", 0.6),
        ],
        rows=[
            [
                row["name"],
                units.get(str(row["unit"]), row["unit"]) or None,
                (yes if row["given"] else no) if found.awarded else None,
            ]
            for row in eligible
        ],
        language=edition.language,
        notes=[
            edition.say(
                "Đủ điều kiện là căn cứ để xét, không đương nhiên được tặng.",
                "To be eligible is to be considered, no more.",
            )
        ],
    )
