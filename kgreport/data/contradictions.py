"""Find figures that cannot all be true: parts that do not add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from kgreport.data.echoes import Contradiction, key_of, without_echoes
from kgreport.data.findings import Finding, finding_id
from kgreport.data.forms.places import cells_at
from kgreport.data.identities import AXES, IDENTITIES, Identity, holds_for, spread
from kgreport.data.layout import COLUMNS, KEY
from kgreport.data.phrases import Message, Phrase
from kgreport.data.unit_sums import broken_sums, is_written
from kgreport.data.units import Unit
from kgreport.data.vocabulary import label_of, measure_label

_ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct the wrong figure; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)
_PLACE = Phrase("{label}, năm {year}{unit}{places}", "{label}, {year}{unit}{places}")
_WHOLE = Phrase("{label}: {whole}", "{label}: {whole}")
_REST = [name for name in KEY if name != "unit"]


_NOTHING = pd.DataFrame(columns=list(COLUMNS))


def find_contradictions(
    figures: pd.DataFrame, units: Sequence[Unit] = (), counted: pd.DataFrame = _NOTHING
) -> list[Finding]:
    """Find every whole that is not the sum of its parts or of its units, or is less than those known.

    Parameters
    ----------
    figures
        Frame of figures, completed or not.
    units
        The tree.
    counted
        Frame of the figures counted from records, published or not.

    Returns
    -------
    list of Finding
        One for each identity broken at a place, both sides and the difference in it; none whose cause is told
        elsewhere, see `kgreport.data.echoes.without_echoes`.
    """
    found: dict[str, Contradiction] = {}
    for one in (*_broken_identities(figures), *_units_above_the_whole(figures), *broken_sums(figures, units)):
        found.setdefault(one.finding.id, one)
    return [one.finding for one in without_echoes(list(found.values()), counted, units)]


def _broken_identities(figures: pd.DataFrame) -> Iterator[Contradiction]:
    for axis in AXES:
        values = spread(figures, axis, "value").astype(float)
        places, sources = spread(figures, axis, "place"), spread(figures, axis, "source")
        for identity in IDENTITIES:
            if identity.axis == axis:
                yield from _broken(identity, values, places, sources)


def _units_above_the_whole(figures: pd.DataFrame) -> Iterator[Contradiction]:
    """No unit counts more than the whole organisation does."""
    whole = figures[figures["unit"] == ""]
    both = figures[figures["unit"] != ""].merge(whole, on=_REST, suffixes=("", "_whole"))
    for row in both[both["value"] > both["value_whole"]].to_dict("records"):
        rest = tuple(str(row[name]) for name in _REST)
        of_both = frozenset(key_of(row["year"], unit, *rest[1:]) for unit in (row["unit"], ""))
        yield Contradiction(_unit_above(row), "unit", row["unit"], rest, of_both)


def _unit_above(row: Mapping[Any, Any]) -> Finding:
    at = [place for place in (row["place"], row["place_whole"]) if place]
    return Finding(
        id=finding_id("unit", *(row[name] for name in KEY)),
        severity="error",
        place=_place(row, at),
        expected=Message(
            Phrase("toàn đảng bộ: {measure} {whole}", "the whole: {measure} {whole}"),
            {"measure": measure_label(row["subject"], row["measure"]), "whole": int(row["value_whole"])},
        ),
        found=Message(
            Phrase(
                "riêng đơn vị {unit}: {value}, nhiều hơn {difference}",
                "unit {unit} alone: {value}, {difference} more",
            ),
            {
                "unit": row["unit"],
                "value": int(row["value"]),
                "difference": int(row["value"] - row["value_whole"]),
            },
        ),
        advice=Message(_ADVICE),
        cells=cells_at(at),
    )


def _place(of: Mapping[Any, Any], at: list[str]) -> Message:
    unit = str(of["unit"])
    return Message(
        _PLACE,
        {
            "label": label_of(str(of["subject"]), str(of.get("tier", ""))),
            "year": str(of["year"]),
            "unit": f", {unit}" if unit else "",
            "places": f" ({', '.join(dict.fromkeys(at))})" if at else "",
        },
    )


def _broken(
    identity: Identity, values: pd.DataFrame, places: pd.DataFrame, sources: pd.DataFrame
) -> Iterator[Contradiction]:
    parts, whole = values[list(identity.parts)], values[identity.whole]
    total = parts.sum(axis=1)
    complete = parts.notna().all(axis=1) & identity.exact
    wrong = ((total > whole) | (complete & (total < whole))) & holds_for(identity, values)
    for key, row in values.loc[wrong, identity.codes].iterrows():
        assert isinstance(key, tuple)
        of = dict(zip(map(str, values.index.names), map(str, key), strict=True))
        at = [str(place) for place in places.loc[key, identity.codes].dropna() if place]
        counts = {str(code): int(count) for code, count in row.dropna().items()}
        kind, *words = _id_words(identity, of)
        keys = frozenset(key_of(**{**of, identity.axis: code}) for code in counts)
        given = [str(source) for source in sources.loc[key, identity.codes].dropna()]
        written = any(map(is_written, given))
        finding = _contradiction(identity, of, counts, at)
        yield Contradiction(finding, kind, of["unit"], tuple(words), keys, written)


def _contradiction(
    identity: Identity, of: Mapping[str, str], counts: Mapping[str, int], at: list[str]
) -> Finding:
    labels = {code: _label(identity, of, code) for code in counts}
    kind, year, *words = _id_words(identity, of)
    whole, parts = counts[identity.whole], [code for code in identity.parts if code in counts]
    return Finding(
        id=finding_id(kind, year, of["unit"], *words),
        severity="error",
        place=_place(of, at),
        expected=Message(_WHOLE, {"label": labels[identity.whole], "whole": whole}),
        found=_parts_message(labels, {code: counts[code] for code in parts}, whole),
        advice=Message(_ADVICE),
        cells=cells_at(at),
    )


def _parts_message(labels: Mapping[str, Phrase], parts: Mapping[str, int], whole: int) -> Message:
    terms = " + ".join(f"{{label{n}}} {{part{n}}}" for n in range(len(parts)))
    values: dict[str, object] = {"sum": sum(parts.values()), "difference": abs(whole - sum(parts.values()))}
    for n, (code, count) in enumerate(parts.items()):
        values |= {f"label{n}": labels[code], f"part{n}": count}
    said = (
        Phrase(f"{terms}, nhiều hơn {{difference}}", f"{terms}, {{difference}} more")
        if len(parts) == 1
        else Phrase(
            f"{terms} = {{sum}}, chênh lệch {{difference}}", f"{terms} = {{sum}}, off by {{difference}}"
        )
    )
    return Message(said, values)


def _label(identity: Identity, of: Mapping[str, str], code: str) -> Phrase:
    subject = str(of["subject"])
    if identity.axis == "measure":
        return measure_label(subject, code)
    part, measure = label_of(subject, code), measure_label(subject, str(of["measure"]))
    return Phrase(f"{measure.vi} ({part.vi})", f"{measure.en} ({part.en})")


def _id_words(identity: Identity, of: Mapping[str, str]) -> list[str]:
    """Give the words of the id, but the unit."""
    kind = {"measure": "sum", "tier": "tiers"}[identity.axis] if identity.exact else "bound"
    broken = identity.parts[0] if len(identity.parts) == 1 else identity.whole
    return [kind, of["year"], of["subject"], of.get("tier", ""), of.get("measure", ""), broken]
