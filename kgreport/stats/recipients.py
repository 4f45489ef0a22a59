"""Compare who was given an award with who is eligible for it.

An award needs a level in consecutive years. Where the records do not reach back so far, eligibility is
unknown; but whoever had another level in one of the years on record is not eligible.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.rules.model import Rules
from kgreport.stats.streaks import award_finding, check_recipients, known_years, streaks
from kgreport.terms.collation import sort_key
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.vocabulary import label_of, measure_label


def check_award(
    recipients: pd.DataFrame,
    records: pd.DataFrame,
    award: str,
    rules: Rules,
    *,
    subject: str,
    year: int,
    recorded: pd.DataFrame | None = None,
) -> list[Finding]:
    """Everyone who is given an award is eligible for it, as far as the records show.

    `recipients` may have other awards, subjects and years, which are skipped; restatements are applied to
    `records`. `recorded` has the years with any record, where `records` leaves out other units.
    """
    chosen = (recipients["award"] == award) & (recipients["subject"] == subject)
    given = recipients[chosen & (recipients["year"] == year)]
    if given.empty or award not in rules.awards:
        return []
    rule = rules.awards[award]
    reach = min(known_years(records if recorded is None else recorded, year), rule.years)
    undecided = [] if reach == rule.years else [_undecided(award, subject, year, reach, rules)]
    if not reach:
        return undecided
    running = streaks(records, year, rule.level)
    return [
        *check_recipients(given, set(running.loc[running["years"] >= reach, "id"]), rules.own),
        *undecided,
    ]


def candidates(
    records: pd.DataFrame, year: int, level: str, given: Collection[str], units: Sequence[str] = ()
) -> pd.DataFrame:
    """Follow those with a record of a year back through their years running at a level.

    Restatements are applied to `records`; `given` are the ids that have the award. A unit that is not among
    `units` comes last.

    Returns
    -------
    DataFrame
        One row each: ``id``, ``unit``, ``name`` (the id where there is none), ``years`` and ``given``; most
        years first, then by unit and name.
    """
    found, names = streaks(records, year, level), dict[str, str]()
    known = (records[column].tolist() for column in ("year", "id", "name"))
    for of_year, one, name in zip(*known, strict=True):
        if of_year == year and name:
            names.setdefault(one, name)
    found["name"] = [names.get(one, one) for one in found["id"]]
    found["given"] = pd.Series([one in given for one in found["id"]], dtype=bool)
    place = {unit: n for n, unit in enumerate(units)}
    keys = [
        (-years, place.get(unit, len(place)), sort_key(name))
        for years, unit, name in zip(found["years"], found["unit"], found["name"], strict=True)
    ]
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return found.iloc[order].reset_index(drop=True)


def named_from(years: Sequence[int], *, least: int = 3, most: int = 100) -> int:
    """Choose from how many years running on all are named: as few as `least`, but not more names than `most`.

    >>> named_from([5, 5, 4, 3, 3, 1], most=5), named_from([5, 5, 4, 3, 3, 1], most=4)
    (3, 4)
    """
    lengths = sorted({length for length in years if length >= least})
    return next(
        (length for length in lengths if sum(one >= length for one in years) <= most), max([least, *lengths])
    )


def cancelled_awards(
    awards: pd.DataFrame, records: pd.DataFrame, subject: str, rules: Mapping[int, Rules]
) -> pd.DataFrame:
    """Find awards that are cancelled because a year was rated again.

    `awards` may be of any year; restatements are applied to `records`.

    Returns
    -------
    DataFrame
        The awards that the first ratings earned and the present ones do not, with the column ``restated``:
        the last of the award's years that was rated again.
    """
    restated = records[records["restated"]] if "restated" in records else records.iloc[:0]
    rows = []
    for row in awards[awards["subject"] == subject].to_dict("records"):
        rule = rules[row["year"]].awards.get(row["award"]) if row["year"] in rules else None
        if rule:
            broken = restated[(restated["original_level"] == rule.level) & (restated["level"] != rule.level)]
            span = broken["year"].between(row["year"] - rule.years + 1, row["year"])
            years = broken.loc[span & (broken["id"] == row["id"]), "year"]
            rows += [{**row, "restated": int(years.max())}] if len(years) else []
    return pd.DataFrame(rows, columns=[*awards.columns, "restated"])


def check_cancelled(cancelled: pd.DataFrame, own: OwnTerms = NO_TERMS) -> list[Finding]:
    """An award is withdrawn with the ratings that it was given for; see `cancelled_awards`."""
    if cancelled.empty:
        return []
    return [_cancelled(row, own) for row in cancelled.sort_values(["year", "award", "id"]).to_dict("records")]


def _cancelled(row: Mapping[Any, Any], own: OwnTerms) -> Finding:
    wording = Wording(
        Phrase("đã xếp loại lại năm {restated}", "{restated} was rated anew").fill(
            restated=str(row["restated"])
        ),
        Phrase(
            "năm được xếp loại lại không còn là căn cứ khen thưởng",
            "a year that was rated anew does not count for an award",
        ),
        Phrase("hủy bỏ, thu hồi hình thức khen theo quy định", "withdraw the award as the rules say"),
        STATEMENT,
    )
    return award_finding("cancelled", row, wording, "warning", own=own)


def _undecided(award: str, subject: str, year: int, reach: int, rules: Rules) -> Finding:
    needed = rules.awards[award].years
    where = {"award": measure_label(subject, award, rules.own), "who": label_of(subject), "year": str(year)}
    known = (
        Phrase("có kết quả xếp loại liền các năm {first}–{year}", "there are ratings of {first}–{year}")
        if reach > 1
        else Phrase("có kết quả xếp loại năm {year}", "there are ratings of {year}")
        if reach
        else Phrase("không có kết quả xếp loại từng đối tượng", "there are no ratings of single subjects")
    )
    wording = Wording(
        known.fill(first=str(year - reach + 1), year=str(year)),
        Phrase("{needed} năm liền để xét điều kiện", "ratings of {needed} years running").fill(needed=needed),
        Phrase(
            "bổ sung kết quả của các năm trước, hoặc đối chiếu hồ sơ khen thưởng",
            "add the ratings of the years before, or check the documents of the award",
        ),
    )
    return make_finding(
        "award-untold",
        {"year": year, "award": award, "subject": subject},
        Phrase("{award} năm {year}, {who}", "{award} of {year}, {who}").fill(**where),
        wording,
        severity="warning",
    )
