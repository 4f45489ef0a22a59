"""Check how numbers are printed: each share has its percent sign, all decimals have one mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kgreport.fact_check.language.source import Number
from kgreport.fact_check.language.statements import Statement
from kgreport.fact_check.model import Mistake
from kgreport.fact_check.wording import make_mistake


def form_mistakes(statements: Sequence[Statement]) -> Iterator[Mistake]:
    """List the shares that are not printed as the others are."""
    shares = [share for statement in statements for share in statement.shares]
    yield from _without_percent_sign(shares)
    yield from _with_other_mark(shares)


def _without_percent_sign(shares: Sequence[Number]) -> Iterator[Mistake]:
    for share in shares:
        if not share.is_percent:
            yield make_mistake("missing-percent", "note", share, expected=f"{share.text}%")


def _with_other_mark(shares: Sequence[Number]) -> Iterator[Mistake]:
    marks = Counter(share.mark for share in shares if share.mark)
    if len(marks) < 2:
        return
    usual = "," if marks[","] >= marks["."] else "."
    for share in shares:
        if share.mark and share.mark != usual:
            right = share.text.replace(share.mark, usual)
            yield make_mistake("mixed-decimals", "note", share, expected=right, right=right, usual=usual)
