"""Hold published figures against those computed from records."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import pandas as pd

from kgreport.data.findings import Finding, finding_id
from kgreport.data.identities import complete_figures
from kgreport.data.layout import KEY
from kgreport.data.phrases import Message, Phrase
from kgreport.data.vocabulary import label_of, measure_label

_SCOPE = ["year", "unit", "subject"]
_PLACE = Phrase("{label}, năm {year}{unit}: {measure}", "{label}, {year}{unit}: {measure}")
_EXPECTED = Phrase("công bố {published} ({place})", "published {published} ({place})")
_FOUND = Phrase("tính từ hồ sơ {computed} ({place})", "computed from records {computed} ({place})")
_ADVICE = Phrase(
    "sửa bên sai; nếu số công bố giữ nguyên, chấp nhận phát hiện này trong tham số kèm lý do",
    "correct the side that is wrong; if the published figure stands, accept this finding in the parameters, "
    "with a reason",
)


def compare_published(published: pd.DataFrame, computed: pd.DataFrame) -> list[Finding]:
    """Every published figure is the one computed from records, where there is one.

    Parameters
    ----------
    published, computed
        Frames of figures; what follows from the computed ones is compared too.

    Returns
    -------
    list of Finding
        One for each difference, with both sides.
    """
    if published.empty or computed.empty:
        return []
    scopes = published[_SCOPE].drop_duplicates()
    complete = complete_figures(computed.merge(scopes, on=_SCOPE))
    complete["place"] = complete["place"].where(complete["place"] != "", complete["source"])
    both = published.merge(complete, on=KEY, suffixes=("", "_computed"))
    differing = both[both["value"] != both["value_computed"]]
    return [_difference(row) for row in differing.to_dict("records")]


def without(computed: pd.DataFrame, published: pd.DataFrame) -> pd.DataFrame:
    """Leave out the computed figures that are published too."""
    if published.empty or computed.empty:
        return computed
    there = pd.MultiIndex.from_frame(published[KEY])
    return computed[~pd.MultiIndex.from_frame(computed[KEY]).isin(there)]


def _difference(of: Mapping[Hashable, object]) -> Finding:
    year, unit, subject, tier, measure = (str(of[column]) for column in KEY)
    place = {
        "label": label_of(subject, tier),
        "year": year,
        "unit": f", {unit}" if unit else "",
        "measure": measure_label(subject, measure),
    }
    return Finding(
        id=finding_id("records", year, unit, subject, tier, measure),
        severity="error",
        place=Message(_PLACE, place),
        expected=Message(_EXPECTED, {"published": int(str(of["value"])), "place": of["place"]}),
        found=Message(_FOUND, {"computed": int(str(of["value_computed"])), "place": of["place_computed"]}),
        advice=Message(_ADVICE),
    )
