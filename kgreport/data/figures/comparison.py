"""Compare published figures with those counted from records and registers, and those of several folders."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS, KEY
from kgreport.data.figures.lookup import drop_known, with_whole_numbers
from kgreport.data.rules.model import NO_RULES, YearRules, label_in_year, own_terms_of
from kgreport.terms.findings import EXPECTED, STATEMENT, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.places import cells_at, place_of_figures
from kgreport.terms.vocabulary import SOURCE_NAMES

WITHOUT_TIER = ["year", "unit", "subject", "measure"]
"""The key of figures counted from registers, of which no tier is known."""

_SCOPE = ["year", "unit", "subject"]
_OF_MEASURE = same(": {measure}")
_PUBLISHED = Phrase("công bố {published} ({place})", "published {published} ({place})")
_WRITTEN = Phrase("bằng số đã ghi: {published} ({place})", "what is written: {published} ({place})")
_FOUND = same("{what}: {computed}{place}")
_ADVICE = Phrase(
    "sửa bên sai; nếu số công bố giữ nguyên, chấp nhận phát hiện này trong tham số kèm lý do",
    "correct the side that is wrong; if the published figure stands, accept this finding in the parameters, "
    "with a reason",
)
_EARLIER = Phrase("{earlier_place} ghi {earlier}", "{earlier_place} says {earlier}")
_LATER = Phrase("{later_place} ghi {later}", "{later_place} says {later}")
_ONE_OF_TWO = Phrase(
    "sửa bên sai; nếu số công bố sau thay số trước, chấp nhận phát hiện này kèm lý do: báo cáo lấy số của "
    "thư mục sau",
    "correct the side that is wrong; if the later figure replaces the earlier one, accept this finding, with "
    "a reason: the report takes that of the later folder",
)


def compare_published(
    published: pd.DataFrame, computed: pd.DataFrame, rules: YearRules = NO_RULES
) -> list[Finding]:
    """A published figure equals the one computed from records, where there is one.

    Figures that follow from the computed ones are compared too.
    """
    if published.empty or computed.empty:
        return []
    scopes = published[_SCOPE].drop_duplicates()
    complete = complete_figures(computed.merge(scopes, on=_SCOPE), own_terms_of(rules))
    return [_difference(row, "records", rules) for row in _differing(published, complete, KEY)]


def compare_listed(
    published: pd.DataFrame, listed: pd.DataFrame, rules: YearRules = NO_RULES
) -> list[Finding]:
    """A published figure equals the number of rows of the register that lists what the figure counts.

    Counts from registers have no tiers. A figure published for one tier only is compared with the count of
    all tiers; a figure published for several tiers is not compared.
    """
    if listed.empty:
        return []
    single = published[~published.duplicated(WITHOUT_TIER, keep=False)]
    differing = _differing(single, listed, WITHOUT_TIER)
    return [_difference(row, str(row["source_other"]), rules) for row in differing]


def _differing(one: pd.DataFrame, other: pd.DataFrame, key: list[str]) -> list[dict[Hashable, object]]:
    """Give the figures that two frames have with different values; what `other` says ends in ``_other``."""
    both = one.merge(other, on=key, suffixes=("", "_other"))
    return both[both["value"] != both["value_other"]].to_dict("records")


def _difference(of: Mapping[Hashable, object], counted: str, rules: YearRules) -> Finding:
    at, written = str(of["place_other"]), "!" in str(of["place"])
    wording = Wording(
        _FOUND.fill(
            what=SOURCE_NAMES[counted],
            computed=int(str(of["value_other"])),
            place=f" ({at})" if at else "",
        ),
        (_WRITTEN if written else _PUBLISHED).fill(published=int(str(of["value"])), place=of["place"]),
        _ADVICE,
        EXPECTED if written else STATEMENT,
    )
    return _finding(counted.replace("_", "-"), of, wording, [str(of["place"]), at], rules)


def _finding(
    kind: str, of: Mapping[Hashable, object], wording: Wording, places: Sequence[str], rules: YearRules
) -> Finding:
    """Say of a figure that two places have it otherwise."""
    key = {column: str(of[column]) for column in KEY}
    year, unit, subject, tier, measure = key.values()
    label = label_in_year(rules, int(year), subject, measure)
    own = own_terms_of(rules)
    place = place_of_figures(year, unit, subject, tier, own, after=_OF_MEASURE, measure=label)
    return make_finding(kind, key, place, wording, cells=cells_at(places))


_NO_FIGURES = pd.DataFrame(columns=list(COLUMNS)).astype({"year": int, "value": int})


def as_figures(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Put frames of figures under each other."""
    filled = [frame for frame in frames if len(frame)]
    if not filled:
        return _NO_FIGURES.copy()
    return with_whole_numbers(filled[0] if len(filled) == 1 else pd.concat(filled))


def join_folders(by_folder: Sequence[pd.DataFrame], rules: YearRules) -> tuple[pd.DataFrame, list[Finding]]:
    """Take each figure from the latest folder that states it; find those that an earlier one has otherwise.

    Parameters
    ----------
    by_folder
        The figures of each folder, in the order of the folders.
    rules
        The rules of each year, which name the levels.
    """
    joined, findings = as_figures(by_folder[-1:]), list[Finding]()
    for earlier in reversed(by_folder[:-1]):
        findings += [_replaced(row, rules) for row in _differing(earlier, joined, KEY)]
        joined = as_figures([drop_known(earlier, joined), joined])
    return joined, findings


def _replaced(of: Mapping[Hashable, object], rules: YearRules) -> Finding:
    """Say of a figure that a later folder has it otherwise."""
    places = [str(of[name]) for name in ("place", "place_other")]
    wording = Wording(
        _EARLIER.fill(earlier_place=places[0], earlier=int(str(of["value"]))),
        _LATER.fill(later_place=places[1], later=int(str(of["value_other"]))),
        _ONE_OF_TWO,
        STATEMENT,
    )
    return _finding("folders", of, wording, places, rules)
