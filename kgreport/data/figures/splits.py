"""Find the levels and reasons that would follow only as what the others leave, and are therefore unknown.

A print may have left out a level or mistyped one. So what is left of those rated, of those fulfilled or
better or of those unfulfilled is a part that is not known. It becomes the missing level or reason where the
parameters accept the finding about it: the source says that the figures printed are all there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from kgreport.data.figures.contradictions import difference_of, places_of, say_sum, sides_of
from kgreport.data.figures.identities import Identity, exact_identities
from kgreport.data.figures.layout import COLUMNS, DERIVED, KEY, FigureKey
from kgreport.data.figures.least import KnownFigures, Terms
from kgreport.data.figures.lookup import Known, ScopeKey
from kgreport.data.rules.model import label_in_year
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.vocabulary import UNKNOWN_LEVEL, UNKNOWN_REASON

_WHOLES = {
    "rated": UNKNOWN_LEVEL,
    "fulfilled_or_better": UNKNOWN_LEVEL,
    "unfulfilled": UNKNOWN_REASON,
}
"""The wholes that are split, and what is called the part that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownPart:
    """What the known levels or reasons leave of their whole.

    Attributes
    ----------
    whole
        The figure that they are compared with.
    known
        The measures that are known.
    missing
        The only one that is not.
    count
        How many are left.
    """

    whole: FigureKey
    known: tuple[str, ...]
    missing: str
    count: int

    @property
    def id(self) -> str:
        """The id of the finding about it."""
        return make_finding("split", self._parts, _NO_TEXT, Wording(_NO_TEXT, _NO_TEXT, _NO_TEXT)).id

    @property
    def _parts(self) -> dict[str, object]:
        return dict(zip(KEY, (*self.whole[:4], self.missing), strict=True))

    def as_figure(self, measure: str) -> tuple[object, ...]:
        """Give it as a row of the frame of figures, by one name or another."""
        source = DERIVED + " − ".join([self.whole[4], *self.known])
        return (*self.whole[:4], measure, self.count, source, "")

    def terms(self, figures: KnownFigures) -> Terms:
        """Give the stated figures concerned: those of the whole, less those of the parts."""
        return difference_of(self.whole, [(*self.whole[:4], code) for code in self.known], figures)

    def finding(self, figures: KnownFigures) -> Finding:
        """Say which figures do not make up which."""
        year, unit, subject, tier, _ = self.whole
        terms = self.terms(figures)
        above, below = sides_of(terms, figures.own)
        missing = label_in_year(figures.rules, year, subject, self.missing)
        wording = Wording(
            say_sum(below, terms, figures, ends=_TOO_FEW, left=self.count),
            say_sum(above, terms, figures, is_whole=len(above) == 1),
            _ADVICE.fill(missing=missing, left=self.count),
            STATEMENT,
        )
        at = places_of([*above, *below], figures)
        place = place_in_files(year, unit, subject, tier, at, own=figures.own)
        return make_finding("split", self._parts, place, wording, severity="warning", cells=cells_at(at))


_NO_TEXT = Phrase("", "")
_TOO_FEW = Phrase(", còn {left} chưa rõ", ", {left} unknown")
_ADVICE = Phrase(
    "đối chiếu với văn bản gốc: bổ sung “{missing}” hoặc sửa số sai; nếu nguồn cho biết các số đã in là đủ, "
    "chấp nhận phát hiện này trong tham số kèm lý do, khi đó “{missing}” là {left}",
    "compare with the original: add “{missing}”, or correct the wrong figure; if the source says that those "
    "printed are all, accept this finding in the parameters, with a reason: “{missing}” is then {left}",
)


def unknown_parts(figures: KnownFigures) -> list[UnknownPart]:
    """Find every whole of which all parts but one are known, and do not make it up; the widest in a scope."""
    found: dict[tuple[ScopeKey, str], UnknownPart] = {}
    subjects = {subject for _, _, subject, _ in figures.by_scope.known}
    identities = {one: exact_identities("measure", one, figures.own) for one in subjects}
    for scope, of in figures.by_scope.known.items():
        for whole, called in _WHOLES.items():
            for part in _unknown_part((*scope, whole), identities[scope[2]], of) if whole in of else ():
                found.setdefault((scope, called), part)
    return list(found.values())


def _unknown_part(whole: FigureKey, identities: Mapping[str, Identity], of: Known) -> Iterator[UnknownPart]:
    parts = list(_known_parts(whole[4], identities, of))
    missing = [part for part in parts if part not in of]
    left = of[whole[4]].value - sum(of[part].value for part in parts if part in of)
    if len(parts) > 1 == len(missing) and left > 0:
        known = tuple(part for part in parts if part in of)
        yield UnknownPart(whole=whole, known=known, missing=missing[0], count=left)


def _known_parts(whole: str, identities: Mapping[str, Identity], of: Known) -> Iterator[str]:
    """Part a measure as finely as is needed: each part known, or nothing known of its parts."""
    identity = identities.get(whole)
    for part in identity.parts if identity else ():
        inner = [] if part in of or part == "unfulfilled" else list(_known_parts(part, identities, of))
        yield from inner if any(one in of for one in inner) else [part]


def add_unknown(figures: pd.DataFrame, unknown: Iterable[UnknownPart]) -> pd.DataFrame:
    """Add what is not known as a figure of its own: a level or a reason by the name of ``unknown``."""
    rows = [part.as_figure(_WHOLES[part.whole[4]]) for part in unknown]
    return _with_rows(figures, rows)


def add_accepted(
    figures: pd.DataFrame, unknown: Iterable[UnknownPart], accepted: Collection[str]
) -> pd.DataFrame:
    """Add each missing level or reason for which the finding about it is accepted, by its id."""
    return _with_rows(figures, [part.as_figure(part.missing) for part in unknown if part.id in accepted])


def _with_rows(figures: pd.DataFrame, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    if not rows:
        return figures
    added = pd.concat([figures, pd.DataFrame(rows, columns=list(COLUMNS))])
    return added.astype({"year": int, "value": int}).sort_values(KEY, ignore_index=True)


def split_findings(unknown: Iterable[UnknownPart], figures: KnownFigures) -> list[Finding]:
    """The levels that are printed make up all rated, and the reasons all unfulfilled.

    Where the parts are sums of the units below, and one of these has the same finding, it is not repeated.
    """
    parts = list(unknown)
    return [
        part.finding(figures)
        for part in parts
        if not any(_is_same_below(part, other) for other in parts)
        or any(times < 0 and key[1] == part.whole[1] for key, times in part.terms(figures).items())
    ]


def _is_same_below(part: UnknownPart, other: UnknownPart) -> bool:
    """Whether another unit has the same part unknown; the whole has, where it is the sum of its units."""
    (year, unit, *rest), (other_year, other_unit, *other_rest) = part.whole, other.whole
    return unit != other_unit and (year, rest) == (other_year, other_rest) and part.missing == other.missing
