"""Find figures that cannot all be true: parts that do not add up to their whole, or exceed it.

Only stated figures are named. Where a derived figure takes part, the stated ones that it follows from do so
in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from kgreport.data.figures.identities import Identity
from kgreport.data.figures.layout import KEY, FigureKey
from kgreport.data.figures.least import KnownFigures, Terms
from kgreport.data.figures.lookup import Figure, Known, ScopeKey
from kgreport.data.figures.repetitions import Contradiction, drop_repeated
from kgreport.data.figures.unit_sums import broken_sums, is_written
from kgreport.data.rules.model import YearRules, label_in_year, own_terms_of
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.own_terms import NO_TERMS, OwnTerms
from kgreport.terms.phrases import Message, Phrase
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.vocabulary import APPARATUS_MEASURES, MEASURES, label_of, tiers_of

_ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct the wrong figure; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)
_SUMS_AFTER = {"good": ["good_or_better"], "fulfilled": ["fulfilled_or_better"]}
_MEASURES = [name for code in (*MEASURES, *APPARATUS_MEASURES) for name in (code, *_SUMS_AFTER.get(code, ()))]
"""The order of figures in a sum: each sum of levels after its last level."""

_NO_END = Phrase("", "")
_NO_FIGURES: Known = MappingProxyType({})


def find_contradictions(known: KnownFigures, counted: pd.DataFrame) -> list[Contradiction]:
    """Find every whole that is not the sum of its parts or of its units, or is less than the known ones.

    A whole is compared with the least that its parts can be, so two figures contradict each other also where
    those between them are unknown: no level exceeds the total, and no tier all of them.

    `counted` are the figures counted from records and registers, published or not; the rules of `known` add
    bounds, and name the levels.

    Returns
    -------
    list of Contradiction
        Each with its finding: both sides, every figure concerned and the difference; without those that
        repeat another finding, see `kgreport.data.figures.repetitions.drop_repeated`.
    """
    found = dict[str, Contradiction]()
    for one in (*_broken_identities(known), *_units_above_the_whole(known), *broken_sums(known)):
        found.setdefault(one.finding.id, one)
    return drop_repeated(list(found.values()), counted, known)


def _broken_identities(known: KnownFigures) -> Iterator[Contradiction]:
    """Compare each known whole with its parts; wholes that were stated first, as they are the plainest."""
    found = [
        _broken(identity, key, parts, known)
        for scope, of in known.by_scope.known.items()
        for key, identity, parts in _compared(scope, of, known)
    ]
    return iter(sorted(found, key=lambda one: not known.is_stated(one.whole)))


def _compared(
    scope: ScopeKey, of: Known, known: KnownFigures
) -> Iterator[tuple[FigureKey, Identity, list[FigureKey]]]:
    """Go through the figures of a scope that differ from the sum of their parts, with these parts."""
    year, unit, subject, tier = scope
    identities, get = known.identities_of(year, subject), known.by_scope.known.get
    for identity in identities.get(("tier", tier), ()):
        tiers = [get((year, unit, subject, part), _NO_FIGURES) for part in identity.parts]
        for measure in of if scope[:3] in known.with_tiers else ():
            parts = [(year, unit, subject, part, measure) for part in identity.parts]
            if _is_broken(identity, of[measure], [one.get(measure) for one in tiers], parts, known):
                yield (*scope, measure), identity, parts
    for measure, figure in of.items():
        for identity in identities.get(("measure", measure), ()):
            parts = [(*scope, part) for part in identity.parts]
            if _is_broken(identity, figure, [of.get(part) for part in identity.parts], parts, known):
                yield (*scope, measure), identity, parts


def _is_broken(
    identity: Identity,
    whole: Figure,
    figures: Sequence[Figure | None],
    parts: Sequence[FigureKey],
    known: KnownFigures,
) -> bool:
    """Whether the least that the parts can be exceeds the whole, or all parts are known and are less."""
    least = sum(
        figure.value if figure else known.least(part) for figure, part in zip(figures, parts, strict=True)
    )
    return least > whole.value or (identity.exact and least < whole.value and None not in figures)


def _broken(
    identity: Identity,
    whole: FigureKey,
    parts: Sequence[FigureKey],
    known: KnownFigures,
) -> Contradiction:
    made_of = [maker for part in parts for maker in known.makers(part)]
    terms = difference_of(whole, made_of, known)
    direct = set(made_of) <= set(parts)
    kind = {"measure": "sum", "tier": "tiers"}[identity.axis] if identity.exact and direct else "bound"
    named = _named_after(kind, whole, terms, known)
    year, unit, subject, tier, measure = named
    of = {"year": year, "unit": unit, "subject": subject}
    of |= {"measure": measure, "broken": tier} if kind == "tiers" else {"tier": tier, "broken": measure}
    written = any(is_written(figure.source) for figure in map(known.get, terms) if figure)
    return Contradiction(_finding(kind, of, whole, terms, known), whole, terms, written)


def difference_of(whole: FigureKey, made_of: Iterable[FigureKey], known: KnownFigures) -> Terms:
    """Take the stated figures of the parts from those of the whole."""
    total: Counter[FigureKey] = Counter(known.stated_terms(whole))
    for key in made_of:
        total.subtract(known.stated_terms(key))
    return {key: times for key, times in total.items() if times}


def _named_after(kind: str, whole: FigureKey, terms: Terms, known: KnownFigures) -> FigureKey:
    """Choose the figure that names a contradiction: the whole; of a bound between two figures, the part."""
    above, below = sides_of(terms, known.own)
    if kind == "bound" and len(below) == len(above) == 1:
        return below[0]
    return above[0] if len(above) == 1 else whole


def sides_of(terms: Terms, own: OwnTerms = NO_TERMS) -> tuple[list[FigureKey], list[FigureKey]]:
    """Part the figures that are added from those that are taken away, each in the order of the terms."""
    keys = sorted(terms, key=lambda key: _order(key, own))
    return [key for key in keys if terms[key] > 0], [key for key in keys if terms[key] < 0]


def _order(key: FigureKey, own: OwnTerms) -> tuple[object, ...]:
    year, unit, subject, tier, measure = key
    tiers, measures = ["", *tiers_of(subject, own)], [*_MEASURES, *own.names]
    return year, unit, tiers.index(tier), measures.index(measure)


def _units_above_the_whole(known: KnownFigures) -> Iterator[Contradiction]:
    """No unit counts more than the whole."""
    units: dict[tuple[int, str], set[str]] = {}
    for year, unit, subject, _ in known.by_scope.known:
        units.setdefault((year, subject), set()).update([unit] if unit else [])
    for (year, unit, subject, tier), of in known.by_scope.known.items():
        for measure in of if not unit else ():
            whole = (year, unit, subject, tier, measure)
            for key in ((year, one, subject, tier, measure) for one in sorted(units[year, subject])):
                if known.least(key) > of[measure].value:
                    terms = difference_of(whole, known.makers(key), known)
                    yield Contradiction(_unit_above(key, whole, terms, known), whole, terms)


def _unit_above(key: FigureKey, whole: FigureKey, terms: Terms, known: KnownFigures) -> Finding:
    parts = dict(zip(KEY, key, strict=True))
    if terms != {whole: 1, key: -1}:
        return _finding("unit", parts, whole, terms, known)
    year, unit, subject, tier, measure = key
    most, value = _sum([whole], known), _sum([key], known)
    wording = Wording(
        Phrase(
            "riêng đơn vị {unit}: {value}, nhiều hơn {difference}",
            "unit {unit} alone: {value}, {difference} more",
        ).fill(unit=unit, value=value, difference=value - most),
        Phrase("toàn Đảng bộ: {measure} {whole}", "the whole: {measure} {whole}").fill(
            measure=label_in_year(known.rules, year, subject, measure), whole=most
        ),
        _ADVICE,
        STATEMENT,
    )
    at = places_of([key, whole], known)
    place = place_in_files(year, unit, subject, tier, at, own=known.own)
    return make_finding("unit", parts, place, wording, cells=cells_at(at))


def places_of(keys: Iterable[FigureKey], known: KnownFigures) -> list[str]:
    """List the places of figures that have one."""
    return [figure.place for figure in map(known.get, keys) if figure and figure.place]


def _finding(
    kind: str, parts: Mapping[str, object], whole: FigureKey, terms: Terms, known: KnownFigures
) -> Finding:
    """Say which figures are on either side, and by how much they differ."""
    above, below = sides_of(terms, known.own)
    differs = abs(_sum(above, known) - _sum(below, known))
    ends = Phrase(", nhiều hơn {difference}", ", {difference} more")
    if len(below) > 1:
        ends = Phrase(", chênh lệch {difference}", ", off by {difference}")
    wording = Wording(
        say_sum(below, terms, known, ends=ends, difference=differs),
        say_sum(above, terms, known, is_whole=len(above) == 1),
        _ADVICE,
        STATEMENT,
    )
    at = places_of([*above, *below], known)
    year, unit, subject, *_ = whole
    tiers = {key[3] for key in terms}
    tier = tiers.pop() if len(tiers) == 1 else ""
    place = place_in_files(year, unit, subject, tier, at, own=known.own)
    return make_finding(kind, parts, place, wording, cells=cells_at(at))


def _sum(keys: Iterable[FigureKey], known: KnownFigures) -> int:
    return sum(figure.value for figure in map(known.get, keys) if figure)


def say_sum(
    keys: Sequence[FigureKey],
    beside: Iterable[FigureKey],
    known: KnownFigures,
    *,
    ends: Phrase = _NO_END,
    is_whole: bool = False,
    **more: object,
) -> Message:
    """Write figures as a sum, each with its name; a tier or unit is named where not all are of the same."""
    named = [_label(key, beside, known.rules) for key in keys]
    counts = [_sum([key], known) for key in keys]
    between = ": " if is_whole else " "
    text = " + ".join(f"{{label{n}}}{between}{{part{n}}}" for n in range(len(keys)))
    text += " = {sum}" if len(keys) > 1 else ""
    values: dict[str, object] = {"sum": sum(counts), **more}
    values |= {f"label{n}": label for n, label in enumerate(named)}
    values |= {f"part{n}": count for n, count in enumerate(counts)}
    return Message(Phrase(text + ends.vi, text + ends.en), values)


def _label(key: FigureKey, beside: Iterable[FigureKey], rules: YearRules) -> Phrase:
    """Name a figure: its measure, and its tier and unit where not all have the same."""
    year, unit, subject, tier, measure = key
    label = label_in_year(rules, year, subject, measure)
    whose = [label_of(subject, tier, own_terms_of(rules))] if len({other[3] for other in beside}) > 1 else []
    whose += [Phrase(unit, unit)] if unit and len({other[1] for other in beside}) > 1 else []
    if not whose:
        return label
    vi, en = (", ".join(word) for word in zip(*whose, strict=True))
    return Phrase(f"{label.vi} ({vi})", f"{label.en} ({en})")
