"""Who was rated, how, and by what names and in what order they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import GRASSROOTS, LEVEL_SUMS, LEVELS, tiers_of
from kgreport.views import formats
from kgreport.views.sections.notes import Originals
from kgreport.views.sections.rows import Row, is_known
from kgreport.views.sections.writer import Writer

ORDER = ("excellent", "good", "good_or_better", "fulfilled", "fulfilled_or_better", "unfulfilled")
"""The levels and their sums, in the order of columns and of the parts of a bar."""

RATED_MEASURES = ("rated", *LEVELS, *LEVEL_SUMS)
"""The measures without which nothing is known of how somebody was rated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """How a subject or tier was rated.

    Attributes
    ----------
    scope
        Subject and tier.
    of
        By measure, the levels, what is unknown, their sums, ``rated`` and ``total``: ``measure, count, base,
        base_count, share, source, derived``. The base is ``rated``, or ``total`` where those rated are unknown.
    parts
        Parts of those rated, or of all, as `kgreport.stats.shares.known_parts` gives.
    against, compared
        Another year, and by measure ``count_before, difference, share, share_before``; empty where nothing is
        known of that year.
    originals
        Counts before records were rated anew.
    in_full
        Whether sentences are on it.
    """

    scope: Scope
    of: Mapping[str, Row]
    parts: Sequence[Row] = ()
    against: int = 0
    compared: Mapping[str, Row] = field(default_factory=dict)
    originals: Originals = field(default_factory=dict)
    in_full: bool = True

    @property
    def is_known(self) -> bool:
        """Whether anything is known of how they were rated."""
        return any(is_known(self.of[code]) for code in RATED_MEASURES)

    @property
    def is_counted(self) -> bool:
        """Whether a count is known, and not only what was printed."""
        return any(self.of[code]["count"] is not None for code in RATED_MEASURES)

    @property
    def base(self) -> str:
        """What its shares are of: ``rated``, or ``total``."""
        return str(self.of["rated"]["base"])


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedRow:
    """One row of a table or bar of a chart: who was rated, or when.

    Attributes
    ----------
    name
        What heads the row, with a capital.
    ratings
        How they were rated; None for a row that only heads those below it.
    depth
        How deep it stands below the row that it is a part of: 0 for none.
    said
        Its full name within a sentence.
    """

    name: str
    ratings: Ratings | None
    depth: int = 0
    said: str = ""


def named_rows(shown: Sequence[Ratings], writer: Writer) -> list[RatedRow]:
    """Name subjects and tiers; a tier shortly, below the subject or tier that it is a part of.

    Parameters
    ----------
    shown
        A whole before its parts, as `split_scopes` gives.
    """
    rows: list[RatedRow] = []
    depths: dict[tuple[str, str], int] = {}
    for ratings in shown:
        scope = ratings.scope
        above = [(scope.subject, "grassroots")] * (scope.tier in GRASSROOTS) + [(scope.subject, "")]
        depth = next((depths[one] + 1 for one in above if scope.tier and one in depths), 0)
        depths[scope.subject, scope.tier] = depth
        name = _tier_name(scope, writer) if depth else writer.subject_label(scope)
        rows.append(RatedRow(name=name, ratings=ratings, depth=depth, said=writer.subject(scope)))
    return rows


def _tier_name(scope: Scope, writer: Writer) -> str:
    """Name a tier below the subject that it is a part of: ``Cấp tỉnh quản lý``."""
    name = tiers_of(scope.subject, writer.own)[scope.tier].say(writer.language)
    return formats.sentence(name.removeprefix("thuộc diện "))


def split_scopes(
    whole: Scope, known: Mapping[Scope, Mapping[Any, object]]
) -> tuple[list[Scope], list[Scope]]:
    """Choose who is shown in full and who in a table.

    In full are the whole, or each tier where nothing of the whole is known; and a tier that would be alone in
    the table. `known` is what is known of how the whole and its tiers were rated.
    """
    parts = [scope for scope in known if scope.tier and scope != whole and any(known[scope].values())]
    nested = [scope for scope in parts if scope.tier in GRASSROOTS]
    broad = [scope for scope in parts if scope not in nested] or nested
    same = [scope for scope in broad if known[whole] and known[whole].items() <= known[scope].items()]
    in_full = same[:1] or ([whole] if known[whole] or not broad else broad)
    rest = [scope for scope in parts if scope not in in_full]
    alone = len(rest) == 1 and known[rest[0]] not in [known[scope] for scope in in_full]
    return ([*in_full, *rest], []) if alone else (in_full, rest)
