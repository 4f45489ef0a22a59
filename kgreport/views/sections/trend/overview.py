"""The frame of a report on several years: what its title says, and the figures to remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import label_of
from kgreport.views.sections.trend.wording import TrendEdition
from kgreport.views.texts import KeyFigure, KeyFigures, Note
from kgreport.views.view import Section


@dataclass(frozen=True, slots=True)
class KeyShare:
    """A share to remember: whose, of what, and its value by year, where known."""

    scope: Scope
    measure: str
    shares: Sequence[tuple[int, float]]


def trend_subject(edition: TrendEdition) -> str:
    """Say what a report on several years is about."""
    of_unit = edition.say(" của {unit}", " of {unit}", unit=edition.unit) if edition.unit else ""
    when = (
        edition.say("giai đoạn {span}", "over the years {span}", span=edition.span)
        if len(edition.years) > 1
        else edition.say("năm {span}", "in {span}", span=edition.span)
    )
    return edition.say(
        "diễn biến kết quả đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên {when}{unit}",
        "on the ratings of Party organisations and members {when}{unit}",
        when=when,
        unit=of_unit,
    )


def trend_summary_section(keys: Sequence[KeyShare], moved: Sequence[str], edition: TrendEdition) -> Section:
    """Show the shares to remember, and who moved in the last year.

    Parameters
    ----------
    keys
        The shares; those known in fewer than two years are not shown.
    moved
        Sentences on the movements of the last year.
    edition
        For whom.
    """
    title = edition.say("Số liệu chính", "Key figures")
    tiles = [_tile(key, edition) for key in keys if len(key.shares) > 1]
    views = [KeyFigures(tiles)] if tiles else []
    return Section("summary", title, [*views, *([Note(moved)] if moved else [])])


def _tile(key: KeyShare, edition: TrendEdition) -> KeyFigure:
    (first, then), (last, now) = key.shares[0], key.shares[-1]
    who = edition.label(label_of(key.scope.subject, key.scope.tier))
    level = edition.term(edition.measure(key.scope.subject, key.measure))
    return KeyFigure(
        edition.say("{who} {level}, năm {last}", "{who} {level}, {last}", who=who, level=level, last=last),
        edition.percent(now),
        f"{first}: {edition.percent(then)}",
    )
