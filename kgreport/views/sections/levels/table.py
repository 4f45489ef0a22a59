"""Ratings of subjects and tiers, or of years, side by side in one table: counts, and the shares that they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, UNKNOWN_LEVEL
from kgreport.views import formats
from kgreport.views.sections.levels.rated import ORDER, RatedRow, Ratings
from kgreport.views.sections.levels.short_names import CROWDED, names_notes, short_label
from kgreport.views.sections.notes import restated_note, say_derived
from kgreport.views.sections.printed import count_cell, has_count, has_share, printed_note, share_cell
from kgreport.views.sections.rows import Row, is_known, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table

_HEADLINE = "good_or_better"
"""The sum of levels whose share is shown beside those of the levels, where no other sum takes its place."""


def ratings_table(
    name: str,
    title: str,
    heading: str,
    rows: Sequence[RatedRow],
    writer: Writer,
    *,
    notes: Sequence[str] = (),
) -> Table:
    """Lay out counts and shares, a row for each of those rated; without columns that nobody has figures for.

    Parameters
    ----------
    name, title
        Id and title of the table.
    heading
        What heads the rows.
    rows
        The rows.
    notes
        Notes below those on the figures.
    """
    known = [(row.said, row.ratings) for row in rows if row.ratings]
    subjects = dict.fromkeys(ratings.scope.subject for _, ratings in known)
    counted, shared = _columns([ratings for _, ratings in known])
    codes = dict.fromkeys((*counted, *shared))
    figures = [ratings.of[code] for _, ratings in known for code in codes]
    restated = dict(_restated(rows, counted, writer))
    counts, shares = writer.say("Số lượng", "Counts"), writer.say("Tỷ lệ", "Shares")
    crowded = len(counted) + len(shared) >= CROWDED
    heads = {code: short_label(code, writer, is_crowded=crowded) for code in codes}
    named = [code for code in (*LEVELS, *LEVEL_SUMS) if code in codes]
    return Table(
        id=name,
        title=title,
        unit=writer.unit_of(next(iter(subjects))) if len(subjects) == 1 else "",
        columns=[
            Column(heading, "text", 2.6),
            *(Column(heads[code], group=counts) for code in counted),
            *(Column(heads[code], "percent", group=shares) for code in shared),
        ],
        rows=[[row.name, *_cells(row.ratings, counted, shared, writer)] for row in rows],
        indents={position: row.depth for position, row in enumerate(rows) if row.depth},
        language=writer.language,
        notes=[
            *names_notes(subjects, named, writer, is_crowded=crowded),
            *restated_note(restated, writer),
            *_rounding_note([ratings for _, ratings in known], writer),
            *_base_notes(known, writer),
            *_derived_note(known, counted, writer),
            *printed_note(figures, writer),
            *notes,
        ],
        sources=sources_of(figures),
        marks=set(restated),
    )


def _cells(
    ratings: Ratings | None, counted: Sequence[str], shared: Sequence[str], writer: Writer
) -> list[object]:
    """Give the counts and shares of a row; a row that heads others has none."""
    if ratings is None:
        return [""] * (len(counted) + len(shared))
    counts = [count_cell(ratings.of[code], writer) for code in counted]
    return [*counts, *(share_cell(ratings.of[code], writer) for code in shared)]


def _columns(known: Sequence[Ratings]) -> tuple[list[str], list[str]]:
    """Choose what is counted and whose share is shown, so that no known figure is left out."""
    rows = [ratings.of for ratings in known]
    totals = ["total"] * any(ratings.base == "total" for ratings in known)
    sums = [code for code in LEVEL_SUMS if any(_is_given(code, of) for of in rows)]
    levels = [code for code in ORDER if code in LEVELS or code in sums]
    shared = [code for code in ORDER if code in levels or (code == _HEADLINE and not sums)]
    return (
        [
            code
            for code in (*totals, "rated", *levels, UNKNOWN_LEVEL)
            if any(has_count(of[code]) for of in rows)
        ],
        [code for code in (*shared, UNKNOWN_LEVEL) if any(has_share(of[code]) for of in rows)],
    )


def _is_given(code: str, of: Mapping[str, Row]) -> bool:
    """Whether a sum of levels says more than the levels do, or something else."""
    told = _is_split(code, of) and of[code]["count"] == sum(of[part]["count"] for part in LEVEL_SUMS[code])
    return is_known(of[code]) and not of[code]["derived"] and not told


def _is_split(code: str, of: Mapping[str, Row]) -> bool:
    """Whether the levels that a sum is made of are all known, and not because the sum is."""
    parts = LEVEL_SUMS.get(code, ())
    is_given = of[code]["count"] is not None and not of[code]["derived"]
    return all(_is_split(part, of) for part in parts) if parts else is_given


def _rounding_note(known: Sequence[Ratings], writer: Writer) -> list[str]:
    """Say once that percentages, each rounded by itself, may not add up to one hundred as printed."""
    shares = ([ratings.of[code]["share"] for code in LEVELS] for ratings in known)
    sums = {formats.sum_as_printed(of, writer.language) for of in shares if None not in of}
    sums -= {writer.percent(1.0)}
    return writer.say_if(
        sums,
        "Từng tỷ lệ được làm tròn riêng nên có hàng cộng bốn mức lại là {sums}.",
        "Each percentage is rounded by itself, so in some rows the four levels add up to {sums}.",
        sums=writer.say(" hoặc ", " or ").join(sorted(sums)),
    )


def _base_notes(known: Sequence[tuple[str, Ratings]], writer: Writer) -> list[str]:
    """Name the rows whose shares are of all, as it is unknown how many were rated."""
    names = [name for name, ratings in known if ratings.base == "total"]
    return writer.say_if(
        names,
        "Chưa có số được xếp loại của: {names}; tỷ lệ tính trên tổng số.",
        "How many were rated is unknown of: {names}; shares are of the total.",
        names=writer.listing(names),
    )


def _derived_note(known: Sequence[tuple[str, Ratings]], codes: Collection[str], writer: Writer) -> list[str]:
    """Name the counts that follow from others, each measure once, and the rows where they do."""
    labels = []
    for code in codes:
        names = [name for name, ratings in known if ratings.of[code]["derived"]]
        where = f" ({writer.listing(names)})" if len(names) < len(known) else ""
        labels += [writer.measure_term(known[0][1].scope.subject, code) + where] if names else []
    return say_derived(labels, writer)


def _restated(
    rows: Sequence[RatedRow], counted: Sequence[str], writer: Writer
) -> Iterator[tuple[tuple[int, int], tuple[int, str, int]]]:
    """Find the restated cells, with year, name and first count."""
    for position, row in enumerate(rows):
        for column, code in enumerate(counted if row.ratings else (), start=1):
            ratings = row.ratings
            if ratings and (count := ratings.originals.get((ratings.scope.year, code))) is not None:
                term = writer.measure_term(ratings.scope.subject, code)
                named = f"{writer.subject(ratings.scope)}, {term}"
                yield (position, column), (ratings.scope.year, named, count)
