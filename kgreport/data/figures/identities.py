"""The identities of rating: which figures make up which, and which never exceed which.

What follows from them is in `kgreport.data.figures.completion`, and what contradicts them in
`kgreport.data.figures.contradictions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

from kgreport.data.rules.model import Rules
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.vocabulary import (
    AWARDS,
    COLLECTIVE_REASONS,
    GRASSROOTS,
    ITEMS,
    LEVEL_SUMS,
    RATED_SPLITS,
    REASONS,
)

Axis = Literal["measure", "tier"]


@dataclass(frozen=True)
class Identity:
    """A whole is the sum of its parts, or at least not less than it.

    Attributes
    ----------
    axis
        The column of the figures whose codes the whole and the parts are.
    whole, parts
        Codes of that column.
    subjects
        The subjects or items that the identity holds for; empty for all.
    exact
        False where there may be other parts: nothing follows, but the parts never exceed the whole.
    """

    axis: Axis
    whole: str
    parts: tuple[str, ...]
    subjects: tuple[str, ...] = ()
    exact: bool = True

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The whole, then its parts."""
        return (self.whole, *self.parts)


def _bound(whole: str, *parts: str, subjects: tuple[str, ...] = ()) -> Identity:
    return Identity("measure", whole, parts, subjects, exact=False)


_OF_ALL = ("reviewed", "suggested", "studied", "committed", "trained", "rotated", "planned", *AWARDS)
"""What no more than the total can be counted of, besides what the identities of rating say."""

IDENTITIES = (
    *(Identity("measure", whole, parts) for whole, parts in LEVEL_SUMS.items()),
    Identity("measure", "rated", RATED_SPLITS[-1]),
    Identity("measure", "total", ("rated", "exempt", "pending")),
    Identity("measure", "unfulfilled", tuple(REASONS), ("member",)),
    *(_bound("total", measure) for measure in _OF_ALL),
    _bound("suggested", "explained"),
    _bound("reviewed", "on_time"),
    _bound("opinions_asked", "opinions_given"),
    _bound("unfulfilled", *REASONS, *COLLECTIVE_REASONS, subjects=("organization", "collective", "leader")),
    Identity("tier", "", ("administrative", "public_service"), tuple(ITEMS)),
    Identity("tier", "", ("superior", "grassroots", "sub"), ("organization",)),
    Identity("tier", "grassroots", GRASSROOTS, ("organization",)),
    Identity("tier", "", ("province", "district", "grassroots"), ("collective", "leader")),
)
"""The identities of one subject, tier, unit and year; they follow from the definitions of the terms.

A bound between two figures that are further apart, as that no level exceeds the total, follows from these:
see `kgreport.data.figures.least_sums`.
"""


def bounds_of(rules: Rules) -> tuple[Identity, ...]:
    """Give the bounds that the rules of a year add: who is rated was reviewed; an award needs a level."""
    awards = tuple(_bound(rule.level, award) for award, rule in rules.awards.items())
    return (*awards, _bound("reviewed", "rated")) if rules.reviewed_before_rated else awards


@lru_cache(maxsize=256)
def identities_with(own: OwnTerms) -> tuple[Identity, ...]:
    """The identities and bounds of the vocabulary and of a dataset with terms of its own."""
    measures = [
        *(Identity("measure", one.code, one.sum_of, one.subjects) for one in own.measures if one.sum_of),
        *(_bound(most, one.code, subjects=one.subjects) for one in own.measures for most in one.at_most),
        *(_bound("total", one.code) for one in own.awards),
    ]
    in_sums = {(one.subject, part) for one in own.tier_sums for part in one.sum_of}
    tiers = [
        *(Identity("tier", one.tier, one.sum_of, (one.subject,)) for one in own.tier_sums),
        *(
            Identity("tier", one.within, (one.code,), (one.subject,), exact=False)
            for one in own.tiers
            if (one.subject, one.code) not in in_sums
        ),
    ]
    return (*(_with_reasons(one, own) for one in IDENTITIES), *measures, *tiers)


def _with_reasons(identity: Identity, own: OwnTerms) -> Identity:
    """Add the reasons of a dataset to those of its subjects; each subject has one sum of reasons."""
    if identity.whole != "unfulfilled" or not own.reasons:
        return identity
    added = [code for one in identity.subjects for code in own.reasons_of(one)]
    return replace(identity, parts=(*identity.parts, *dict.fromkeys(added)))


@lru_cache(maxsize=256)
def exact_identities(axis: Axis, subject: str, own: OwnTerms = NO_TERMS) -> Mapping[str, Identity]:
    """The exact identities of a subject along an axis, by the whole."""
    along = (one for one in identities_with(own) if one.axis == axis and one.exact)
    return {one.whole: one for one in along if not one.subjects or subject in one.subjects}
