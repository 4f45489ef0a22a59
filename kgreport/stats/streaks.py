"""Years running at the highest level, who may be given an award for them, and restated ratings.

A level is compared by its code, so a streak spans sets of rules: the top level then, the top level now.
Frames in, frames and findings out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.rules.model import Rules
from kgreport.data.workbooks.locator import cells_of_entry, place_of_entry
from kgreport.stats.persons.numbers import name_unless_person, parts_of_subject
from kgreport.terms.findings import STATEMENT, Finding, Severity, Wording, make_finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.vocabulary import LEVELS, PERSONS, measure_label


def apply_restatements(
    records: pd.DataFrame, restatements: pd.DataFrame, subject: str, rules: Rules
) -> pd.DataFrame:
    """Apply restatements to records, and keep the first ratings.

    Parameters
    ----------
    records
        Records of one subject: ``year``, ``id``, ``level``, and any other columns.
    restatements
        ``year`` (the year restated), ``subject``, ``id``, ``level``, ``reason``, ``source``; of several for
        one record the lowest level counts.
    subject
        Whose records these are.
    rules
        Those of the year of the restatement; where they allow none, nothing is restated.

    Returns
    -------
    DataFrame
        The records with ``level`` (and ``reason`` and ``status`` where there are such columns) as restated,
        ``restated`` (whether they were), and ``original_level`` (``original_reason``, ``original_status``),
        missing where nothing was restated.
    """
    due = restatements[(restatements["subject"] == subject) & rules.restatement]
    if due.empty:
        return with_none_restated(records)
    lowest = due.assign(rank=due["level"].map(_RANK)).sort_values(["rank", "reason", "source"], kind="stable")
    newest = lowest.drop_duplicates(_KEY, keep="last").set_index(_KEY)
    at = pd.MultiIndex.from_frame(records[_KEY])
    restated = pd.Series(at.isin(newest.index), index=records.index, dtype=bool)
    result = records.assign(restated=restated, **_kept(records, restated))
    for column in [name for name in ("level", "reason") if name in records]:
        result.loc[restated, column] = newest[column].reindex(at[restated.to_numpy()]).to_numpy()
    if "status" in records:
        result.loc[restated, "status"] = "rated"
    return result


def with_none_restated(records: pd.DataFrame) -> pd.DataFrame:
    """Give the same columns where no record was restated."""
    restated = pd.Series(data=False, index=records.index)
    return records.assign(restated=restated, **_kept(records, restated))


def _kept(records: pd.DataFrame, restated: pd.Series[bool]) -> dict[str, pd.Series[Any]]:
    return {f"original_{name}": records[name].where(restated) for name in _KEPT if name in records}


_KEY = ["year", "id"]
_KEPT = ("level", "reason", "status")
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


def check_restatements(
    records: pd.DataFrame, restatements: pd.DataFrame, subject: str, rules: Rules
) -> list[Finding]:
    """A restatement is of a record that is there, has a reason where it needs one, and the rules know it."""
    if restatements.empty:
        return []
    due = restatements[restatements["subject"] == subject].drop_duplicates(_KEY).sort_values(_KEY)
    known = set(zip(records["year"], records["id"], strict=True))
    found = []
    for row in due.to_dict("records"):
        if not rules.restatement:
            found.append(_not_known(row, rules))
        elif (row["year"], row["id"]) not in known:
            found.append(_no_record(row, sorted(one for year, one in known if year == row["year"])))
        elif row["level"] == "unfulfilled" and row["reason"] not in rules.reasons.get(
            subject, [row["reason"]]
        ):
            found.append(_no_reason(row, rules.reasons[subject]))
    return found


def streaks(records: pd.DataFrame, year: int, level: str = "excellent") -> pd.DataFrame:
    """Count the years running, up to a year, in which each organisation was at a level.

    Another level, no level, or no record breaks the streak.

    Returns
    -------
    DataFrame
        One row per organisation with a record of that year, by id: ``id``, ``unit`` and ``years``.
    """
    at_level = (records["level"] == level).fillna(False).tolist()
    rated = list(zip(records["id"].tolist(), records["year"].tolist(), strict=True))
    # Two records of one year that disagree do not make a year at the level.
    below = {key for key, at in zip(rated, at_level, strict=True) if not at}
    held = set(rated) - below
    pairs = zip(rated, records["unit"].tolist(), strict=True)
    now: dict[str, str] = {}
    for one, unit in sorted((one, unit) for (one, of_year), unit in pairs if of_year == year):
        now.setdefault(one, unit)
    years = [_running(held, one, year) for one in now]
    return pd.DataFrame({"id": list(now), "unit": list(now.values()), "years": years})


def _running(held: Collection[object], one: object, year: int) -> int:
    years = 0
    while (one, year - years) in held:
        years += 1
    return years


def known_years(records: pd.DataFrame, year: int) -> int:
    """Count the years running, up to a year, of which there are records."""
    return _running({("", known) for known in records["year"]}, "", year)


def check_recipients(
    recipients: pd.DataFrame, eligible: Collection[str], own: OwnTerms = NO_TERMS
) -> list[Finding]:
    """An award is given only to who is eligible for it.

    `recipients` are of one award and year; `eligible` are ids; the award may be one of `own` terms.
    """
    given = recipients.drop_duplicates(["year", "award", "id"]).sort_values(["year", "award", "id"])
    return [_not_eligible(row, own) for row in given.to_dict("records") if row["id"] not in eligible]


def _not_eligible(row: Mapping[Any, Any], own: OwnTerms) -> Finding:
    wording = Wording(
        Phrase("không đủ điều kiện theo số liệu xếp loại", "not eligible by the ratings"),
        Phrase(
            "chỉ tặng đối tượng được xếp loại cao nhất đủ số năm liền theo quy định",
            "given only for the highest level in as many years running as the rules require",
        ),
        Phrase(
            "kiểm tra mã, xếp loại từng năm và các lần xếp loại lại",
            "check the id, the ratings of each year, and the restatements",
        ),
        STATEMENT,
    )
    return award_finding("award", row, wording, own=own)


def award_finding(
    kind: str, row: Mapping[Any, Any], wording: Wording, severity: Severity = "error", *, own: OwnTerms
) -> Finding:
    """Make a finding about an award, at its place in the register."""
    parts = {"year": row["year"], "award": row["award"], **parts_of_subject(row)}
    place = Phrase("{award} năm {year}: {who} ({at})", "{award} of {year}: {who} ({at})").fill(
        award=measure_label("", row["award"], own),
        who=name_unless_person(row),
        year=str(row["year"]),
        at=place_of_entry(row, "id"),
    )
    return make_finding(kind, parts, place, wording, severity=severity, cells=cells_of_entry(row, "id"))


def _restatement(row: Mapping[Any, Any], wording: Wording, severity: Severity = "error") -> Finding:
    place = Phrase("xếp loại lại {who}, năm {year} ({at})", "restatement of {who}, {year} ({at})").fill(
        who=name_unless_person(row), year=str(row["year"]), at=place_of_entry(row, "id")
    )
    parts = {"year": row["year"], **parts_of_subject(row)}
    return make_finding(
        "restatement", parts, place, wording, severity=severity, cells=cells_of_entry(row, "id")
    )


def _not_known(row: Mapping[Any, Any], rules: Rules) -> Finding:
    sources = Phrase(rules.say_sources("vi"), rules.say_sources("en"))
    wording = Wording(
        Phrase("{rules} không có việc xếp loại lại", "{rules}: no restatement").fill(rules=sources),
        Phrase("quy định cho phép xếp loại lại năm trước", "rules that allow restatement"),
        Phrase(
            "báo cáo này giữ kết quả ban đầu; nếu không đúng, sửa dòng này hoặc tham số rules",
            "this report keeps the first rating; if that is wrong, correct the row or parameter rules",
        ),
    )
    return _restatement(row, wording, "warning")


def _no_reason(row: Mapping[Any, Any], known: Sequence[str]) -> Finding:
    codes, reason = ", ".join(known), str(row["reason"])
    wording = Wording(
        Phrase("lý do '{reason}'", "reason '{reason}'").fill(reason=reason),
        Phrase(f"một trong các lý do: {codes}", f"one of the reasons {codes}"),
        did_you_mean(nearest(reason, list(known)), Phrase("điền lý do", "fill in the reason")),
    )
    return _restatement(row, wording)


def _no_record(row: Mapping[Any, Any], known: list[str]) -> Finding:
    near = "" if row["subject"] in PERSONS else nearest(str(row["id"]), known)
    wording = Wording(
        Phrase("không có kết quả xếp loại của năm đó", "there is no rating of that year"),
        Phrase("mã có trong số liệu của năm đó", "an id in the records of that year"),
        did_you_mean(near, Phrase("sửa mã hoặc năm", "correct the id or the year")),
    )
    return _restatement(row, wording)
