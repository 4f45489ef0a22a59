"""Check records against the rules of their year. Each rule is one function, and its docstring is the rule.

A rule gives the rows that break it, as a mask over the rows. A code that could not be read is another fault,
and breaks none of these rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kgreport.data.records.cells import BLANK, UNKNOWN, Rows
from kgreport.data.records.layout import LEVEL_CODES, STATUSES
from kgreport.data.rules.model import Rules, YearRules
from kgreport.data.tables.faults import Fault, always, fault_of
from kgreport.terms.findings import RULE, Wording
from kgreport.terms.phrases import Phrase

RATED, EXEMPT, PENDING, SUSPENDED = (STATUSES.index(status) + 1 for status in STATUSES)
UNFULFILLED = LEVEL_CODES.index("unfulfilled") + 1

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RulesByYear:
    """All years that a row may be of, and the rules of each."""

    years: range
    rules: YearRules

    def where(self, rows: Rows, holds: Callable[[Rules], bool]) -> Mask | None:
        """Mark the rows of years whose rules say something; nothing where none do."""
        holding = [year in self.rules and holds(self.rules[year]) for year in self.years]
        if not any(holding):
            return None
        if all(holding):
            return rows.year != UNKNOWN
        # -1, a year that could not be read, falls on the last element.
        return np.array([*holding, False])[rows.year]


def unfulfilled_has_a_reason(rows: Rows, ruled: RulesByYear) -> Mask | None:
    """A subject rated unfulfilled has a reason: a member always, another where the rules list any for it."""
    without = (rows.codes["level"] == UNFULFILLED) & (rows.codes["reason"] == BLANK)
    if rows.table.subject == "member":
        return without
    listed = ruled.where(rows, lambda rules: bool(rules.reasons.get(rows.table.subject)))
    return None if listed is None else without & listed


def only_unfulfilled_has_a_reason(rows: Rows, _: RulesByYear) -> Mask:
    """Only a subject rated unfulfilled has a reason."""
    level = rows.codes["level"]
    return (rows.codes["reason"] > BLANK) & (level != UNFULFILLED) & (level >= BLANK)


def rated_has_a_level(rows: Rows, _: RulesByYear) -> Mask:
    """A subject that is rated has a level."""
    return (rows.codes["status"] == RATED) & (rows.codes["level"] == BLANK)


def only_rated_has_a_level(rows: Rows, _: RulesByYear) -> Mask:
    """A subject that is pending or suspended has no level."""
    return (rows.codes["status"] >= PENDING) & (rows.codes["level"] > BLANK)


def exempt_is_not_rated(rows: Rows, _: RulesByYear) -> Mask:
    """A subject that is exempt has no level."""
    return (rows.codes["status"] == EXEMPT) & (rows.codes["level"] > BLANK)


def new_member_is_not_rated(rows: Rows, ruled: RulesByYear) -> Mask | None:
    """A member admitted under six months at the end of the year is not rated, where the rules say so."""
    new = _new(rows, ruled.where(rows, lambda rules: "new" in rules.unrated), ruled.years)
    return None if new is None else new & (rows.codes["status"] == RATED)


def new_member_is_not_reviewed(rows: Rows, ruled: RulesByYear) -> Mask | None:
    """A member admitted under six months at the end of the year is not reviewed, where the rules say so."""
    new = _new(rows, ruled.where(rows, lambda rules: "new" in rules.unreviewed), ruled.years)
    return None if new is None or "reviewed" not in rows.truths else new & rows.truths["reviewed"]


def exempt_is_not_reviewed(rows: Rows, ruled: RulesByYear) -> Mask | None:
    """A subject that is exempt is not reviewed, where the rules say so."""
    return _reviewed(rows, ruled.where(rows, lambda rules: "exempt" in rules.unreviewed), EXEMPT)


def suspended_is_not_reviewed(rows: Rows, ruled: RulesByYear) -> Mask | None:
    """A subject that is suspended is not reviewed, where the rules say so."""
    return _reviewed(rows, ruled.where(rows, lambda rules: "suspended" in rules.unreviewed), SUSPENDED)


def _reviewed(rows: Rows, ruled: Mask | None, status: int) -> Mask | None:
    if ruled is None or "reviewed" not in rows.truths:
        return None
    return ruled & (rows.codes["status"] == status) & rows.truths["reviewed"]


def _new(rows: Rows, ruled: Mask | None, years: range) -> Mask | None:
    """Mark who was admitted after 30 June of the year: under six months at its end."""
    if ruled is None or rows.admitted is None:
        return None
    last = [int(np.datetime64(f"{year}-06-30", "D").astype(int)) for year in years]
    limits = np.array([*last, np.iinfo(np.int32).max], dtype=np.int32)
    # Where no date is known it is NO_DATE, before all others: nobody is new without one.
    new = rows.admitted > limits.min()
    late = np.flatnonzero(new)
    new[late] = ruled[late] & (rows.admitted[late] > limits[rows.year[late]])
    return new


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of records, and what to say of a row that breaks it.

    Attributes
    ----------
    kind, column
        First word of the finding's id, and the column it is about.
    broken
        Gives the rows that break it; nothing where it does not apply.
    wording
        What is found, expected and advised.
    """

    kind: str
    column: str
    broken: Callable[[Rows, RulesByYear], Mask | None]
    wording: Wording


_CHECK_ROW = Phrase(
    "đối chiếu với hồ sơ rồi sửa dòng này", "compare with the file of the subject and correct the row"
)
_NO_LEVEL = Phrase("để trống mức xếp loại", "no level")
_NEW = Phrase("kết nạp chưa đủ 6 tháng", "admitted under six months at the end of the year")

RULES = (
    Rule(
        "no-reason",
        "reason",
        unfulfilled_has_a_reason,
        Wording(
            Phrase("không hoàn thành nhiệm vụ, không có lý do", "unfulfilled without a reason"),
            Phrase("lý do", "a reason"),
            Phrase("điền lý do, hoặc sửa mức xếp loại", "give the reason, or correct the level"),
        ),
    ),
    Rule(
        "reason",
        "reason",
        only_unfulfilled_has_a_reason,
        Wording(
            Phrase(
                "có lý do, nhưng mức xếp loại không phải “Không hoàn thành nhiệm vụ”",
                "a reason, but not unfulfilled",
            ),
            Phrase("lý do chỉ dành cho mức không hoàn thành", "reasons of unfulfilled only"),
            Phrase("bỏ lý do, hoặc sửa mức xếp loại", "remove the reason, or correct the level"),
            RULE,
        ),
    ),
    Rule(
        "no-level",
        "level",
        rated_has_a_level,
        Wording(
            Phrase("được xếp loại mà không có mức", "rated without a level"),
            Phrase("mức xếp loại", "a level"),
            Phrase("điền mức, hoặc sửa cột status", "give the level, or correct the status"),
        ),
    ),
    Rule(
        "level",
        "level",
        only_rated_has_a_level,
        Wording(Phrase("chưa xếp loại mà có mức", "a level, but not rated"), _NO_LEVEL, _CHECK_ROW),
    ),
    Rule(
        "exempt-rated",
        "level",
        exempt_is_not_rated,
        Wording(Phrase("được miễn mà có mức xếp loại", "exempt, yet with a level"), _NO_LEVEL, _CHECK_ROW),
    ),
    Rule(
        "new-rated",
        "status",
        new_member_is_not_rated,
        Wording(
            Phrase(f"{_NEW.vi} mà được xếp loại", f"{_NEW.en}, yet rated"),
            Phrase("chưa xếp loại, theo quy định của năm", "not rated, by the rules of the year"),
            _CHECK_ROW,
        ),
    ),
    *(
        Rule(
            f"{kind}-reviewed",
            "reviewed",
            broken,
            Wording(
                Phrase(f"{found.vi} mà vẫn kiểm điểm", f"{found.en}, yet reviewed"),
                Phrase("không kiểm điểm, theo quy định của năm", "not reviewed, by the rules of the year"),
                _CHECK_ROW,
            ),
        )
        for kind, found, broken in (
            ("new", _NEW, new_member_is_not_reviewed),
            ("exempt", Phrase("được miễn", "exempt"), exempt_is_not_reviewed),
            ("suspended", Phrase("bị đình chỉ", "suspended"), suspended_is_not_reviewed),
        )
    ),
)
"""The rules that a row keeps or breaks by itself."""


def check_rows(rows: Rows, ruled: RulesByYear) -> Iterator[Fault]:
    """Check rows against every rule; parameters may accept what is found."""
    for rule in RULES:
        mask = rule.broken(rows, ruled)
        if mask is not None and mask.any():
            yield from fault_of(
                rule.kind, rows.file, rule.column, rows.numbers[mask], always(rule.wording), acceptable=True
            )
