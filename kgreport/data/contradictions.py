"""Find figures that cannot all be true: parts that do not add up to their whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from kgreport.data.findings import Finding, finding_id
from kgreport.data.identities import AXES, IDENTITIES, Identity, holds_for, spread
from kgreport.data.layout import KEY
from kgreport.data.phrases import Message, Phrase
from kgreport.data.vocabulary import label_of, measure_label

_ADVICE = Phrase(
    "đối chiếu với văn bản gốc rồi sửa số sai; nếu nguồn in đúng như vậy, chấp nhận phát hiện này "
    "trong tham số kèm lý do",
    "compare with the original and correct the wrong figure; if it is printed so, accept this finding in the "
    "parameters, with a reason",
)
_PLACE = Phrase("{label}, năm {year}{unit}{places}", "{label}, {year}{unit}{places}")
_WHOLE = Phrase("{label}: {whole}", "{label}: {whole}")


def find_contradictions(figures: pd.DataFrame) -> list[Finding]:
    """Find every whole that is not the sum of its parts, or is less than those known.

    Parameters
    ----------
    figures
        Frame of figures, completed or not.

    Returns
    -------
    list of Finding
        One for each identity broken at a place, both sides and the difference in it.
    """
    found: dict[str, Finding] = {}
    for axis in AXES:
        values = spread(figures, axis, "value").astype(float)
        places = spread(figures, axis, "place")
        for identity in IDENTITIES:
            if identity.axis == axis:
                for finding in _broken(identity, values, places):
                    found.setdefault(finding.id, finding)
    told_already = {"bound-" + name.removeprefix("sum-") for name in found if name.startswith("sum-")}
    told = [finding for name, finding in found.items() if name not in told_already]
    return [*told, *_units_above_the_whole(figures)]


def _units_above_the_whole(figures: pd.DataFrame) -> Iterator[Finding]:
    """No unit counts more than the whole organisation does."""
    rest = [name for name in KEY if name != "unit"]
    whole = figures[figures["unit"] == ""]
    both = figures[figures["unit"] != ""].merge(whole, on=rest, suffixes=("", "_whole"))
    for row in both[both["value"] > both["value_whole"]].to_dict("records"):
        yield _unit_above(row)


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
        cells=_cells(at),
    )


def _cells(at: list[str]) -> tuple[str, ...]:
    """Name the places that are cells of workbooks."""
    return tuple(place for place in at if "!" in place)


def _place(of: Mapping[Any, Any], at: list[str]) -> Message:
    unit = str(of["unit"])
    return Message(
        _PLACE,
        {
            "label": label_of(str(of["subject"]), str(of.get("tier", ""))),
            "year": str(of["year"]),
            "unit": f", {unit}" if unit else "",
            "places": f" ({', '.join(at)})" if at else "",
        },
    )


def _broken(identity: Identity, values: pd.DataFrame, places: pd.DataFrame) -> Iterator[Finding]:
    parts, whole = values[list(identity.parts)], values[identity.whole]
    total = parts.sum(axis=1)
    complete = parts.notna().all(axis=1) & identity.exact
    wrong = ((total > whole) | (complete & (total < whole))) & holds_for(identity, values)
    for key, row in values.loc[wrong, identity.codes].iterrows():
        assert isinstance(key, tuple)
        of = dict(zip(map(str, values.index.names), key, strict=True))
        at = [str(place) for place in places.loc[key, identity.codes].dropna() if place]
        counts = {str(code): int(count) for code, count in row.dropna().items()}
        yield _contradiction(identity, of, counts, at)


def _contradiction(
    identity: Identity, of: Mapping[str, object], counts: Mapping[str, int], at: list[str]
) -> Finding:
    labels = {code: _label(identity, of, code) for code in counts}
    whole, parts = counts[identity.whole], [code for code in identity.parts if code in counts]
    return Finding(
        id=_id(identity, of),
        severity="error",
        place=_place(of, at),
        expected=Message(_WHOLE, {"label": labels[identity.whole], "whole": whole}),
        found=_parts_message(labels, {code: counts[code] for code in parts}, whole),
        advice=Message(_ADVICE),
        cells=_cells(at),
    )


def _parts_message(labels: Mapping[str, Phrase], parts: Mapping[str, int], whole: int) -> Message:
    terms = " + ".join(f"{{label{n}}} {{part{n}}}" for n in range(len(parts)))
    values: dict[str, object] = {"sum": sum(parts.values()), "difference": abs(whole - sum(parts.values()))}
    for n, (code, count) in enumerate(parts.items()):
        values |= {f"label{n}": labels[code], f"part{n}": count}
    return Message(
        Phrase(f"{terms} = {{sum}}, chênh lệch {{difference}}", f"{terms} = {{sum}}, off by {{difference}}"),
        values,
    )


def _label(identity: Identity, of: Mapping[str, object], code: str) -> Phrase:
    subject = str(of["subject"])
    if identity.axis == "measure":
        return measure_label(subject, code)
    part, measure = label_of(subject, code), measure_label(subject, str(of["measure"]))
    return Phrase(f"{measure.vi} ({part.vi})", f"{measure.en} ({part.en})")


def _id(identity: Identity, of: Mapping[str, object]) -> str:
    kind = {"measure": "sum", "tier": "tiers"}[identity.axis] if identity.exact else "bound"
    place = (of["year"], of["unit"], of["subject"], of.get("tier", ""), of.get("measure", ""))
    broken = identity.parts[0] if len(identity.parts) == 1 else identity.whole
    return finding_id(kind, *place, broken)
