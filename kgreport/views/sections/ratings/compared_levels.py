"""Ratings against another year: a sentence on each subject, and a table of all."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.views.sections.edition import Edition
from kgreport.views.sections.level_marks import short_label
from kgreport.views.sections.notes import points_note, restated_note
from kgreport.views.sections.ratings.rated import RatedRow, Ratings
from kgreport.views.tables import Column, Table

_SHARED = ("excellent", "good", "good_or_better", "fulfilled", "unfulfilled")
HEADLINES = ("excellent", "good_or_better", "fulfilled_or_better")
"""The sentence compares the first of these that is known, and the lowest level."""


def change_sentences(ratings: Ratings, edition: Edition) -> list[str]:
    """Say how the headline and the lowest level changed against the other year."""
    known = [code for code in (*HEADLINES, "unfulfilled") if share_pair(ratings, code)]
    headline = next((code for code in known if code in HEADLINES), "")
    named = [code for code in known if code in (headline, "unfulfilled")]
    return edition.say_if(
        named,
        "So với {same}năm {against}: {changes}.",
        "Against {same}{against}: {changes}.",
        same=edition.same_period,
        against=ratings.against,
        changes="; ".join(_change(ratings, code, edition) for code in named),
    )


def _change(ratings: Ratings, code: str, edition: Edition) -> str:
    before, now = share_pair(ratings, code) or (0.0, 0.0)
    return edition.say(
        "tỷ lệ {measure} {change}",
        "the share rated {measure} {change}",
        measure=edition.measure_term(ratings.scope.subject, code),
        change=edition.change(before, now),
    )


def share_pair(ratings: Ratings, code: str) -> tuple[float, float] | None:
    """Give a share of the other year and of this one, where both are known."""
    row = ratings.compared.get(code)
    if row is None or row["share_before"] is None or row["share"] is None:
        return None
    return row["share_before"], row["share"]


def compared_table(rows: Sequence[RatedRow], edition: Edition) -> list[Table]:
    """Show how many were rated and what shares the levels had, against the other year; nothing if unknown."""
    known = [(row, row.ratings) for row in rows if row.ratings and row.ratings.compared]
    if not known:
        return []
    subjects = dict.fromkeys(ratings.scope.subject for _, ratings in known)
    against = known[0][1].against
    codes = [code for code in _SHARED if any(share_pair(ratings, code) for _, ratings in known)]
    pairs = [[share_pair(ratings, code) for code in codes] for _, ratings in known]
    bases = [ratings.compared[ratings.base] for _, ratings in known]
    restated = {
        (position, 1): (against, edition.subject(ratings.scope), count)
        for position, (_, ratings) in enumerate(known)
        if (count := ratings.originals.get((against, ratings.base))) is not None
    }
    return [
        Table(
            id="table-levels-compared",
            title=edition.say(
                "So với {same}năm {against}: số được xếp loại và tỷ lệ các mức",
                "Against {same}{against}: how many were rated, and the shares of the levels",
                same=edition.same_period,
                against=against,
            ),
            columns=[
                Column(edition.say("Đối tượng", "Who"), "text", 2.0),
                *_base_columns([ratings for _, ratings in known], edition),
                *(
                    Column(
                        short_label(subjects, code, edition),
                        "points",
                        group=edition.say("Tỷ lệ tăng, giảm", "Change of share"),
                    )
                    for code in codes
                ),
            ],
            rows=[
                [row.name, base["count_before"], base["difference"], *of]
                for (row, _), base, of in zip(known, bases, pairs, strict=True)
            ],
            indents={position: row.depth for position, (row, _) in enumerate(known) if row.depth},
            language=edition.language,
            notes=[
                *restated_note(restated, edition),
                *points_note((pair for of in pairs for pair in of), edition),
            ],
            marks=set(restated),
        )
    ]


def _base_columns(known: Sequence[Ratings], edition: Edition) -> list[Column]:
    """Head the counts that shares are of: those rated, or all."""
    bases = {ratings.base for ratings in known}
    group = edition.say("Mẫu số của tỷ lệ", "What shares are of")
    if len(bases) == 1:
        group = edition.measure_label(known[0].scope.subject, bases.pop())
    then = edition.say("Năm {against}", "{against}", against=known[0].against)
    change = Column(edition.say("Tăng, giảm", "Change"), "change", group=group)
    return [Column(then, group=group), change]
