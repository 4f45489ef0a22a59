"""What is said of units side by side: the highest, the lowest, those below the whole, those unknown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import label_of
from kgreport.views.sections.ratings.levels import scope_id
from kgreport.views.sections.ratings.restated import where_of
from kgreport.views.sections.wording import Edition, Row

NAMED = 3
"""More units than this are counted in a sentence instead of named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Rows to show: the units in their order, then the whole; what is shown of them, and what ranks them."""

    rows: Sequence[Row]
    by: str
    shown: Sequence[str]
    sources: Sequence[str]
    scope: Scope
    edition: Edition

    def label(self, code: str) -> str:
        """Head a column."""
        return self.edition.label(self.edition.measure(self.scope.subject, code))

    def id(self, kind: str) -> str:
        """Name a table or chart."""
        return f"{kind}-{scope_id(self.scope)}"


def ranking_sentences(of: Compared) -> list[str]:
    """Name the highest and the lowest, and count those below the whole; nothing where no share is known."""
    ranked = [row for row in of.rows if not row["whole"] and of.by and row[f"share_{of.by}"] is not None]
    if not ranked:
        return []
    scope, edition, by, whole = of.scope, of.edition, of.by, of.rows[-1]
    high, low = ranked[0][f"share_{by}"], ranked[-1][f"share_{by}"]
    given = {
        "known": edition.count(len(ranked)),
        "who": label_of(scope.subject, scope.tier).say(edition.language),
        "measure": edition.term(edition.measure(scope.subject, by)),
        "high": edition.percent(high),
        "low": edition.percent(low),
        "highest": where_of([row["name"] for row in ranked if row[f"share_{by}"] == high], NAMED, edition),
        "lowest": where_of([row["name"] for row in ranked if row[f"share_{by}"] == low], NAMED, edition),
    }
    if high == low:
        return [
            edition.say(
                "{known} đơn vị có số liệu có cùng tỷ lệ {who} {measure}: {high}.",
                "The {known} units with figures have the same share of {who} rated {measure}: {high}.",
                **given,
            )
        ]
    said = edition.say(
        "Trong {known} đơn vị có số liệu, tỷ lệ {who} {measure} cao nhất là {highest} ({high}), thấp nhất là {lowest} ({low}).",
        "Of {known} units with figures, the share of {who} rated {measure} is highest in {highest} ({high}), lowest in {lowest} ({low}).",
        **given,
    )
    return [said] if whole[f"share_{by}"] is None else [said, _against_the_whole(ranked, of)]


def _against_the_whole(ranked: Sequence[Row], of: Compared) -> str:
    edition, whole, share = of.edition, of.rows[-1], f"share_{of.by}"
    below = sum(row[share] < whole[share] for row in ranked)
    given = {"share": edition.percent(whole[share]), "below": edition.count(below)}
    if not below:
        return edition.say(
            "Không có đơn vị nào thấp hơn tỷ lệ chung ({share}).",
            "None is below the share of the whole ({share}).",
            **given,
        )
    return edition.say(
        "{below} đơn vị thấp hơn tỷ lệ chung ({share}).",
        "Below the share of the whole ({share}): {below}.",
        **given,
    )


def unknown_sentence(of: Compared) -> list[str]:
    """Name the units of which nothing is known."""
    units = [row for row in of.rows if not row["whole"]]
    unknown = [str(row["name"]) for row in units if all(row[code] is None for code in of.shown)]
    if not unknown:
        return []
    return [
        of.edition.say(
            "Chưa có số liệu của {units}; trong bảng ghi “–”.",
            "No figures are known of {units}; the table shows “–”.",
            units=where_of(unknown, 2 * NAMED, of.edition),
        )
    ]
