"""What each kind of mistake says: what is wrong, why, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kgreport.fact_check.language.source import Number
from kgreport.fact_check.model import Mistake, Severity
from kgreport.terms.phrases import Phrase
from kgreport.terms.printed_numbers import as_percentage
from kgreport.views import formats

WORDINGS: Mapping[str, Phrase] = {
    "wrong-share": Phrase(
        "{count}/{base} là {right}, không phải {found}; kiểm tra tỷ lệ và hai số",
        "{count} of {base} is {right}, not {found}; check the share and both numbers",
    ),
    "truncated-share": Phrase(
        "{count}/{base} làm tròn là {right}; {found} là số bị cắt; sửa tỷ lệ",
        "{count} of {base} rounds to {right}; {found} is cut off; correct the share",
    ),
    "bent-to-100": Phrase(
        "{count}/{base} là {right}; {found} được sửa cho các tỷ lệ cộng đủ 100%; để tỷ lệ như làm tròn",
        "{count} of {base} is {right}; {found} was bent to make the shares 100%; leave it as rounded",
    ),
    "same-ratio-two-shares": Phrase(
        "{count}/{base} còn được ghi là {other}; đúng là {right}; sửa tỷ lệ",
        "{count} of {base} is also printed as {other}; right is {right}; correct the share",
    ),
    "retold": Phrase(
        "tỷ lệ này còn được ghi là {other}; kiểm tra và ghi thống nhất",
        "this share is also printed as {other}; check both and print one",
    ),
    "other-base": Phrase(
        "{found} là {count} trên {other}, không phải trên {base} ({right}); ghi rõ tính trên số nào",
        "{found} is {count} of {other}, not of {base} ({right}); say what the share is taken of",
    ),
    "unknown-base": Phrase(
        "không số nào trong bài cho {found} với {count}; ghi rõ tính trên số nào",
        "no number of the text gives {found} with {count}; say what the share is taken of",
    ),
    "no-whole-base": Phrase(
        "không số nguyên nào trên {base} cho {found}; kiểm tra tỷ lệ và tổng số",
        "no whole number of {base} gives {found}; check the share and its base",
    ),
    "no-whole-base-of-count": Phrase(
        "{count} không là {found} của tổng số nào; kiểm tra tỷ lệ và số",
        "{count} is {found} of no whole number; check the share and the count",
    ),
    "shares-do-not-add-up": Phrase(
        "các tỷ lệ cộng lại là {sum}, quá sai số làm tròn; kiểm tra từng tỷ lệ",
        "the shares add up to {sum}, more than rounding explains; check each share",
    ),
    "levels-do-not-add-up": Phrase(
        "{parts} = {sum}, không phải {whole}; kiểm tra tổng số và từng phần",
        "{parts} = {sum}, not {whole}; check the whole and each part",
    ),
    "part-above-whole": Phrase(
        "{part} là một phần của {whole} nhưng lớn hơn; kiểm tra cả hai số",
        "{part} is a part of {whole}, yet greater; check both numbers",
    ),
    "mistyped-count": Phrase(
        "các số và tỷ lệ khác chỉ đúng với {right}, không phải {found}; sửa số",
        "the other numbers and shares are right with {right}, not with {found}; correct the number",
    ),
    "list-length": Phrase(
        "ghi {count} nhưng danh sách có {listed}; bổ sung danh sách hoặc sửa số",
        "says {count}, yet lists {listed}; complete the list or correct the number",
    ),
    "missing-percent": Phrase("{found} là tỷ lệ; thêm dấu %", "{found} is a share; add the percent sign"),
    "mixed-decimals": Phrase(
        "{found} không dùng dấu thập phân '{usual}' như các số khác; ghi {right}",
        "{found} has another decimal mark than the '{usual}' of the others; write {right}",
    ),
}
"""The text of a message by its kind; gaps are filled with counts and shares."""


def make_mistake(
    kind: str,
    severity: Severity,
    number: Number,
    *,
    expected: str = "",
    wording: str = "",
    related: tuple[tuple[int, int], ...] = (),
    **values: object,
) -> Mistake:
    """Make a mistake about a number, its message filled in."""
    return Mistake(
        start=number.start,
        end=number.end,
        severity=severity,
        kind=kind,
        found=number.text,
        expected=expected,
        message=WORDINGS[wording or kind].fill(found=number.text, **values),
        related=related,
    )


def mistyped(number: Number, right: int, *places: Number) -> Mistake:
    """Make the mistake of a count that only a typing error explains."""
    return make_mistake(
        "mistyped-count",
        "error",
        number,
        expected=printed_count(right),
        right=right,
        related=place_of(*places),
    )


def share_as_printed(value: Decimal, like: Number) -> str:
    """Print a right share as the wrong one is: with its decimal mark, and its percent sign if it has one."""
    phrase = as_percentage(value)
    text = phrase.en if like.mark == "." else phrase.vi
    return text if "%" in like.text else text.removesuffix("%")


def printed_count(value: int) -> str:
    """Print a count the Vietnamese way."""
    return formats.count(value)


def place_of(*numbers: Number | None) -> tuple[tuple[int, int], ...]:
    """Give the places of numbers."""
    return tuple((number.start, number.end) for number in numbers if number is not None)
