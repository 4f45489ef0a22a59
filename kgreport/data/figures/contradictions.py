"""Find figures that cannot all be true: parts that do not add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kgreport.data.figures.identities import AXES, IDENTITIES, Identity, Line, lines_of
from kgreport.data.figures.layout import COLUMNS, KEY, Scope
from kgreport.data.figures.lookup import Figure, Figures, FiguresByScope, by_scope
from kgreport.data.figures.repetitions import Contradiction, FigureKey, drop_repeated, key_of
from kgreport.data.figures.unit_sums import broken_sums, is_written
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Message, Phrase, same
from kgreport.terms.places import cells_at, place_in_files
from kgreport.terms.vocabulary import label_of, measure_label

_ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct the wrong figure; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)
_NOTHING = pd.DataFrame(columns=list(COLUMNS))


def find_contradictions(
    figures: Figures, units: Sequence[Unit] = (), counted: pd.DataFrame = _NOTHING
) -> list[Finding]:
    """Find every whole that is not the sum of its parts or of its units, or is less than the known ones.

    `counted` are the figures counted from records, published or not.

    Returns
    -------
    list of Finding
        One for each broken identity and place, with both sides and the difference; without those that repeat
        another finding, see `kgreport.data.figures.repetitions.drop_repeated`.
    """
    figures, found = by_scope(figures), dict[str, Contradiction]()
    for one in (*_broken_identities(figures), *_units_above_the_whole(figures), *broken_sums(figures, units)):
        found.setdefault(one.finding.id, one)
    return [one.finding for one in drop_repeated(list(found.values()), counted, units)]


def _broken_identities(figures: FiguresByScope) -> Iterator[Contradiction]:
    for identity in sorted(IDENTITIES, key=lambda one: AXES.index(one.axis)):
        for line, of in lines_of(identity, figures.known):
            if _is_broken(identity, of):
                yield _broken(identity, line, of)


def _is_broken(identity: Identity, figures: Mapping[str, Figure]) -> bool:
    """Whether the known parts exceed the whole, or all parts are known and less than it."""
    whole = figures[identity.whole].value
    parts = [figures[part].value for part in identity.parts if part in figures]
    complete = identity.exact and len(parts) == len(identity.parts)
    return sum(parts) > whole or (complete and sum(parts) < whole)


def _units_above_the_whole(figures: FiguresByScope) -> Iterator[Contradiction]:
    """No unit has a greater count than the whole."""
    for (year, unit, subject, tier), of in figures.known.items():
        whole = figures.of(Scope(year=year, subject=subject, tier=tier)) if unit else {}
        for measure, figure in of.items() if whole else ():
            if measure in whole and figure.value > whole[measure].value:
                keys = frozenset(key_of(year, one, subject, tier, measure) for one in (unit, ""))
                key = (year, unit, subject, tier, measure)
                yield Contradiction(_unit_above(key, figure, whole[measure]), keys)


def _unit_above(key: FigureKey, figure: Figure, whole: Figure) -> Finding:
    year, unit, subject, tier, measure = key
    wording = Wording(
        Phrase(
            "riêng đơn vị {unit}: {value}, nhiều hơn {difference}",
            "unit {unit} alone: {value}, {difference} more",
        ).fill(unit=unit, value=figure.value, difference=figure.value - whole.value),
        Phrase("toàn đảng bộ: {measure} {whole}", "the whole: {measure} {whole}").fill(
            measure=measure_label(subject, measure), whole=whole.value
        ),
        _ADVICE,
        STATEMENT,
    )
    at = [place for place in (figure.place, whole.place) if place]
    place = place_in_files(year, unit, subject, tier, at)
    return make_finding("unit", dict(zip(KEY, key, strict=True)), place, wording, cells=cells_at(at))


def _broken(identity: Identity, line: Line, figures: Mapping[str, Figure]) -> Contradiction:
    rest = [name for name in KEY if name != identity.axis]
    of = dict(zip(rest, map(str, line), strict=True))
    known = {code: figures[code] for code in identity.codes if code in figures}
    keys = frozenset(key_of(**{**of, identity.axis: code}) for code in known)
    written = any(is_written(figure.source) for figure in known.values())
    return Contradiction(_finding(identity, of, known), keys, written)


def _finding(identity: Identity, of: Mapping[str, str], figures: Mapping[str, Figure]) -> Finding:
    counts = {code: figure.value for code, figure in figures.items()}
    labels = {code: _label(identity, of, code) for code in counts}
    whole = counts.pop(identity.whole)
    wording = Wording(
        _parts_message(labels, {part: counts[part] for part in identity.parts if part in counts}, whole),
        same("{label}: {whole}").fill(label=labels[identity.whole], whole=whole),
        _ADVICE,
        STATEMENT,
    )
    kind = {"measure": "sum", "tier": "tiers"}[identity.axis] if identity.exact else "bound"
    broken = identity.parts[0] if len(identity.parts) == 1 else identity.whole
    parts = {name: of.get(name, "") for name in KEY} | {"broken": broken}
    at = [figure.place for figure in figures.values() if figure.place]
    place = place_in_files(of["year"], of["unit"], of["subject"], of.get("tier", ""), at)
    return make_finding(kind, parts, place, wording, cells=cells_at(at))


def _parts_message(labels: Mapping[str, Phrase], parts: Mapping[str, int], whole: int) -> Message:
    terms = " + ".join(f"{{label{n}}} {{part{n}}}" for n in range(len(parts)))
    values: dict[str, object] = {"sum": sum(parts.values()), "difference": abs(whole - sum(parts.values()))}
    for n, (code, count) in enumerate(parts.items()):
        values |= {f"label{n}": labels[code], f"part{n}": count}
    phrase = (
        Phrase(f"{terms}, nhiều hơn {{difference}}", f"{terms}, {{difference}} more")
        if len(parts) == 1
        else Phrase(
            f"{terms} = {{sum}}, chênh lệch {{difference}}", f"{terms} = {{sum}}, off by {{difference}}"
        )
    )
    return Message(phrase, values)


def _label(identity: Identity, of: Mapping[str, str], code: str) -> Phrase:
    subject = str(of["subject"])
    if identity.axis == "measure":
        return measure_label(subject, code)
    part, measure = label_of(subject, code), measure_label(subject, str(of["measure"]))
    return Phrase(f"{measure.vi} ({part.vi})", f"{measure.en} ({part.en})")
