"""Read what a text claims in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgreport.fact_check.language.grammar import LAST_YEAR
from kgreport.fact_check.language.source import Number
from kgreport.fact_check.language.statements import Statement
from kgreport.fact_check.language.text_reading import statements_of
from kgreport.fact_check.language.wholes import Base
from kgreport.fact_check.model import Claim, Parts
from kgreport.fact_check.scope import units_of_statements
from kgreport.terms.printed_shares import Ratio, prints_as
from kgreport.terms.vocabulary import APPARATUS_MEASURES, MEASURES, REASONS


def read_claims(text: str, year: int | None = None) -> list[Claim]:
    """List what a text claims in numbers, in the order of the text.

    Parameters
    ----------
    text
        Any text in Vietnamese. Places count its characters as they are, also where it is not NFC.
    year
        The year rated, for claims that name none; None to take it from the text.

    Examples
    --------
    >>> text = "Năm 2018, có 162/840 tổ chức cơ sở đảng hoàn thành xuất sắc nhiệm vụ (19,29%)."
    >>> [claim] = read_claims(text)
    >>> claim.subject, claim.tier, claim.measure, claim.year, int(claim.count.value), claim.base_measure
    ('organization', 'grassroots', 'excellent', 2018, 162, 'rated')
    """
    source, _, statements, bases_of_each = statements_of(text, year)
    claiming = [one for one in statements if one.role == "claim" and (one.count or one.shares)]
    position_of = {id(one): position for position, one in enumerate(claiming)}
    parts = _parts_by_head(claiming)
    bases = {id(one): found for one, found in zip(statements, bases_of_each, strict=True)}
    claims = [
        _claim(statements, one, bases[id(one)], parts.get(id(one), "none"), position_of.get(id(one.head)))
        for one in claiming
    ]
    units = units_of_statements(source, claiming)
    return [replace(claim, unit=unit) for claim, unit in zip(claims, units, strict=True)]


def _parts_by_head(statements: Sequence[Statement]) -> dict[int, Parts]:
    """Say of each statement that heads others whether they are all its parts."""
    found: dict[int, Parts] = {}
    for statement in statements:
        if statement.head is not None:
            is_all = statement.relation in {"all", "bracket"}
            found.setdefault(id(statement.head), "all" if is_all else "some")
    return found


def _claim(
    statements: Sequence[Statement],
    statement: Statement,
    bases: Sequence[Base],
    parts: Parts,
    part_of: int | None,
) -> Claim:
    subject, _, tier = statement.noun.partition(".")
    share = _share(statement)
    base = _base(statement, share, bases)
    return Claim(
        start=statement.start,
        end=statement.end,
        subject=subject or None,
        tier=None if not subject or tier.startswith("?") else tier,
        measure=_measure(statement, statements, base),
        year=statement.year if statement.year != LAST_YEAR else None,
        noun=statement.words,
        level=statement.level_words,
        count=statement.count,
        share=share,
        base=base.number if base else None,
        base_measure=base.measure if base else None,
        base_known=base.known if base else None,
        parts=parts,
        part_of=part_of,
    )


def _share(statement: Statement) -> Number | None:
    """Choose the most exact of the shares of a statement."""
    exact = [share for share in statement.shares if not share.approximation]
    return max(exact or statement.shares, key=lambda share: share.decimals, default=None)


def _base(statement: Statement, share: Number | None, bases: Sequence[Base]) -> Base | None:
    """Choose the base that gives the share; where none does, the one that is stated."""
    count = statement.value
    if share is not None and count is not None:
        for base in bases:
            if prints_as(share, Ratio(count, base.value)) and not base.is_sum:
                return base
    return next((base for base in bases if base.known == "stated"), None)


def _measure(statement: Statement, statements: Sequence[Statement], base: Base | None) -> str | None:
    """Name the measure, where the words have no other meaning than that of the vocabulary."""
    measure = statement.measure
    if measure == "unrated":
        has_exempt = any(one.head is statement and one.measure == "exempt" for one in statements)
        return None if has_exempt else "pending"
    wholes = {base.measure if base else None, statement.head.measure if statement.head else None}
    if measure in REASONS and "unfulfilled" not in wholes:
        return None
    return measure if measure in MEASURES or measure in APPARATUS_MEASURES else None
