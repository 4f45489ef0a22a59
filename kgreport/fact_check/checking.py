"""Find what is wrong in the numbers of a text, from the text alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kgreport.fact_check.language.source import Number
from kgreport.fact_check.language.text_reading import statements_of
from kgreport.fact_check.lists import list_mistakes
from kgreport.fact_check.model import Mistake
from kgreport.fact_check.share_mistakes import share_mistakes
from kgreport.fact_check.sums import part_mistakes, share_sum_mistakes, splits_of, sum_mistakes
from kgreport.fact_check.wording import make_mistake


def find_mistakes(text: str) -> list[Mistake]:
    """List what is wrong in the numbers of a text, in the order of the text."""
    source, year, statements, bases = statements_of(text, None)
    splits = splits_of(statements, bases)
    shares = [share for statement in statements for share in statement.shares]
    found = [
        *part_mistakes(statements, bases),
        *share_mistakes(statements, bases, splits, year),
        *sum_mistakes(statements, splits),
        *share_sum_mistakes(statements),
        *list_mistakes(source, statements),
        *_without_percent_sign(shares),
        *_with_other_mark(shares),
    ]
    return sorted(_each_once(found), key=lambda mistake: (mistake.start, mistake.end))


def _without_percent_sign(shares: Sequence[Number]) -> Iterator[Mistake]:
    for share in shares:
        if not share.is_percent:
            yield make_mistake("missing-percent", "note", share, expected=f"{share.text}%")


def _with_other_mark(shares: Sequence[Number]) -> Iterator[Mistake]:
    """List the decimals with another mark than most."""
    marks = Counter(share.mark for share in shares if share.mark)
    if len(marks) < 2:
        return
    usual = "," if marks[","] >= marks["."] else "."
    for share in shares:
        if share.mark and share.mark != usual:
            right = share.text.replace(share.mark, usual)
            yield make_mistake("mixed-decimals", "note", share, expected=right, right=right, usual=usual)


def _each_once(found: Iterable[Mistake]) -> list[Mistake]:
    """Leave out what another mistake explains: a share or a sum of a number that is wrong itself."""
    kept: list[Mistake] = []
    wrong: set[tuple[int, int]] = set()
    for mistake in sorted(found, key=lambda one: one.kind not in _CAUSES):
        places = {(mistake.start, mistake.end), *mistake.related}
        if mistake.kind in _CAUSES:
            wrong.add((mistake.start, mistake.end))
        elif mistake.kind in _EFFECTS and wrong & places:
            continue
        if any((one.start, one.kind) == (mistake.start, mistake.kind) for one in kept):
            continue
        kept.append(mistake)
    return kept


_CAUSES = frozenset({"mistyped-count", "part-above-whole"})
_EFFECTS = frozenset({"levels-do-not-add-up", "wrong-share", "truncated-share"})
