"""Claims and mistakes made by hand, at the place where their words stand in a text."""

from __future__ import annotations

from typing import Any

from kgreport.fact_check.checked_text import CheckedText
from kgreport.fact_check.model import Claim, Mistake, Number
from kgreport.terms.phrases import same
from kgreport.terms.printed_numbers import parse_printed


def number(text: str, words: str) -> Number:
    """Find a printed number in a text."""
    printed = parse_printed(words)
    assert printed is not None
    start, digits = text.index(words), next(at for at, sign in enumerate(words) if sign.isdigit())
    values = {name: getattr(printed, name) for name in ("text", "value", "decimals", "is_percent", "mark")}
    return Number(**values, approximation=printed.approximation, start=start + digits, end=start + len(words))


def claim(text: str, **of: Any) -> Claim:
    """Make a claim of all members in 2018; `count`, `share` and `base` are words of the text."""
    given: dict[str, Any] = {"subject": "member", "tier": "", "measure": "unfulfilled", "year": 2018, **of}
    names = ("count", "share", "base")
    numbers: dict[str, Number] = {name: number(text, given[name]) for name in names if name in given}
    start = min(one.start for one in numbers.values())
    end = max(one.end for one in numbers.values())
    values: dict[str, Any] = {**given, **numbers}
    return Claim(**values, start=start, end=end)


def mistake(text: str, words: str, **of: Any) -> Mistake:
    """Make a mistake about words of the text."""
    start = text.index(words)
    given: dict[str, Any] = {
        "severity": "error",
        "kind": "wrong-share",
        "message": same("Sửa lại.").fill(),
        **of,
    }
    return Mistake(start=start, end=start + len(words), found=words, **given)


def checked(text: str, *found: Claim | Mistake, file: str = "bai.txt") -> CheckedText:
    """Make a checked text."""
    return CheckedText(
        file=file,
        text=text,
        claims=tuple(one for one in found if isinstance(one, Claim)),
        mistakes=tuple(one for one in found if isinstance(one, Mistake)),
    )
