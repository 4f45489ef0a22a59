"""Ratings against another year: a sentence on each subject, and a table of all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgreport.views.sections.levels.rated import RatedRow, Ratings
from kgreport.views.sections.levels.short_names import short_label
from kgreport.views.sections.notes import restated_note
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

_SHARED = ("excellent", "good", "good_or_better", "fulfilled", "unfulfilled")
_HEADLINES = ("excellent", "good_or_better", "fulfilled_or_better")


def headlines(known: Collection[str]) -> list[str]:
    """Choose what a sentence compares: the first headline that is known, and the lowest level."""
    first = next((code for code in _HEADLINES if code in known), "")
    return [code for code in (first, "unfulfilled") if code in known]


def change_sentences(ratings: Ratings, writer: Writer) -> list[str]:
    """Say how the headline and the lowest level changed against the other year."""
    named = headlines({code for code in ratings.compared if share_pair(ratings, code)})
    return writer.say_if(
        named,
        "So với {same}năm {against}: {changes}.",
        "Against {same}{against}: {changes}.",
        same=writer.same_period,
        against=ratings.against,
        changes="; ".join(_change(ratings, code, writer) for code in named),
    )


def _change(ratings: Ratings, code: str, writer: Writer) -> str:
    before, now = share_pair(ratings, code) or (0.0, 0.0)
    return writer.say(
        "tỷ lệ {measure} {change}",
        "the share rated {measure} {change}",
        measure=writer.measure_term(ratings.scope.subject, code),
        change=writer.change(before, now),
    )


def share_pair(ratings: Ratings, code: str) -> tuple[float, float] | None:
    """Give a share of the other year and of this one, where both are known."""
    row = ratings.compared.get(code)
    if row is None or row["share_before"] is None or row["share"] is None:
        return None
    return row["share_before"], row["share"]


def compared_table(rows: Sequence[RatedRow], writer: Writer) -> list[Table]:
    """Show how many were rated and what shares the levels had, against the other year; nothing if unknown."""
    known = [(row, row.ratings) for row in rows if row.ratings and row.ratings.compared]
    if not known:
        return []
    codes = [code for code in _SHARED if any(share_pair(ratings, code) for _, ratings in known)]
    pairs = [[share_pair(ratings, code) for code in codes] for _, ratings in known]
    restated = dict(_restated([ratings for _, ratings in known], writer))
    table = Table(
        id="table-levels-compared",
        title=writer.say(
            "So với {same}năm {against}: số được xếp loại và tỷ lệ các mức",
            "Against {same}{against}: how many were rated, and the shares of the levels",
            same=writer.same_period,
            against=known[0][1].against,
        ),
        columns=[
            Column(writer.say("Đối tượng", "Who"), "text", 2.4),
            *_columns([ratings for _, ratings in known], codes, writer),
        ],
        rows=[
            [row.name, base["count_before"], base["difference"], *of]
            for (row, ratings), of in zip(known, pairs, strict=True)
            for base in [ratings.compared[ratings.base]]
        ],
        indents={position: row.depth for position, (row, _) in enumerate(known) if row.depth},
        language=writer.language,
        notes=restated_note(restated, writer),
        marks=set(restated),
    )
    return [table]


def _restated(
    known: Sequence[Ratings], writer: Writer
) -> Iterator[tuple[tuple[int, int], tuple[int, str, int]]]:
    """Find the counts of the other year that were restated, with year, name and first count."""
    for position, ratings in enumerate(known):
        count = ratings.originals.get((ratings.against, ratings.base))
        if count is not None:
            yield (position, 1), (ratings.against, writer.subject(ratings.scope), count)


def _columns(known: Sequence[Ratings], codes: Sequence[str], writer: Writer) -> list[Column]:
    """Head the counts that shares are of, those rated or all; and the changes of the shares."""
    bases = {ratings.base for ratings in known}
    counts = writer.say("Mẫu số của tỷ lệ", "What shares are of")
    if len(bases) == 1:
        counts = writer.measure_label(known[0].scope.subject, bases.pop())
    shares = writer.say("Tỷ lệ tăng, giảm", "Change of share")
    return [
        Column(writer.say("Năm {against}", "{against}", against=known[0].against), group=counts),
        Column(writer.say("Tăng, giảm", "Change"), "change", group=counts),
        *(Column(short_label(code, writer), "rounded_points", group=shares) for code in codes),
    ]
