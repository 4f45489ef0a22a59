"""What a text claims in numbers, and what is wrong with it.

Every place is a pair of offsets into the text as read, the end outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from kgreport.fact_check.language.source import Number
from kgreport.fact_check.language.statements import BaseKnown
from kgreport.terms.phrases import Message, Phrase

Severity = Literal["error", "warning", "note"]

Parts = Literal["none", "all", "some"]
"""Whether a claim is split into parts after it, into all of them (*gồm*) or only some (*trong đó*)."""

KINDS: Mapping[str, Phrase] = {
    "wrong-share": Phrase("tỷ lệ sai", "wrong share"),
    "truncated-share": Phrase("tỷ lệ bị cắt, không làm tròn", "share truncated, not rounded"),
    "bent-to-100": Phrase("các tỷ lệ bị sửa cho đủ 100%", "shares bent so that they add up to 100%"),
    "no-whole-base": Phrase("không số nguyên nào cho tỷ lệ này", "no whole number gives this share"),
    "other-base": Phrase("tỷ lệ tính trên số khác", "share of another base"),
    "unknown-base": Phrase("không rõ tỷ lệ tính trên số nào", "share of a base that the text does not give"),
    "same-ratio-two-shares": Phrase("một tỷ số, hai tỷ lệ", "one ratio, two shares"),
    "shares-do-not-add-up": Phrase("các tỷ lệ cộng lại không bằng 100%", "shares that do not add up to 100%"),
    "levels-do-not-add-up": Phrase("các phần cộng lại không bằng tổng", "parts that do not add up"),
    "part-above-whole": Phrase("phần lớn hơn toàn bộ", "a part above its whole"),
    "mistyped-count": Phrase("số bị gõ sai", "a mistyped count"),
    "list-length": Phrase("danh sách không đủ số", "a list of another length than its number"),
    "not-in-dataset": Phrase("khác với bộ số liệu", "not what the dataset has"),
    "missing-percent": Phrase("thiếu dấu %", "missing percent sign"),
    "mixed-decimals": Phrase("dấu thập phân không thống nhất", "mixed decimal marks"),
}
"""The kinds of mistakes in a text, each with its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a text says of one thing: how many, what share, of how many.

    Attributes
    ----------
    start, end
        From the first to the last character that says it.
    subject, tier, measure
        Codes of the vocabulary; None where the text does not say it clearly. An empty tier means all of them.
    year
        The year rated; None where not known.
    unit
        The unit as the text names it, empty for the whole that the text is about; None where not known.
    noun, level
        The words for what is counted and for its level or state, as printed; empty where there are none.
    count, share
        How many, and their share; at least one of them.
    base
        What the share is taken of, as printed; None where the text does not have it.
    base_measure
        Code of what the base counts, of the same subject and tier; None where not clear.
    base_known
        How the base is known; None without a base.
    parts
        Whether parts of it follow: all of them or some.
    part_of
        Position in the list of claims of what it is a part of; None where it is none.
    """

    start: int
    end: int
    subject: str | None = None
    tier: str | None = None
    measure: str | None = None
    year: int | None = None
    unit: str | None = ""
    noun: str = ""
    level: str = ""
    count: Number | None = None
    share: Number | None = None
    base: Number | None = None
    base_measure: str | None = None
    base_known: BaseKnown | None = None
    parts: Parts = "none"
    part_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One thing that is wrong, doubtful or worth knowing in a text.

    Attributes
    ----------
    start, end
        The wrong words.
    severity
        ``error`` where nothing in the text makes it right; ``warning`` where it is right of something else
        than stated, or badly formed; ``note`` where the text cannot show it.
    kind
        A key of `KINDS`.
    found
        What is printed, as printed.
    expected
        What should be printed, the Vietnamese way; empty where this is not known.
    message
        What is wrong, why, and what to do.
    related
        Other places that it follows from, such as the count and the base of a share.
    """

    start: int
    end: int
    severity: Severity
    kind: str
    found: str
    expected: str = ""
    message: Message
    related: tuple[tuple[int, int], ...] = ()


__all__ = ["KINDS", "BaseKnown", "Claim", "Mistake", "Number", "Parts", "Severity"]
