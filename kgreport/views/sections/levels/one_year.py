"""Ratings on four levels, by the names that the rules of the year give them: of all, and of one subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kgreport.data.figures.layout import Scope
from kgreport.terms.vocabulary import LEVELS
from kgreport.views.frames.ratings import LEVELS as LEVELS_FRAME
from kgreport.views.sections.facts import level_row, tells
from kgreport.views.sections.ids import scope_id
from kgreport.views.sections.levels.chart import level_chart
from kgreport.views.sections.levels.compared import change_sentences, compared_table, share_pair
from kgreport.views.sections.levels.rated import RATED_MEASURES, RatedRow, Ratings, named_rows
from kgreport.views.sections.levels.sentences import level_sentence, unknown_levels
from kgreport.views.sections.levels.table import ratings_table
from kgreport.views.sections.notes import (
    Restated,
    base_note,
    derived_note,
    points_note,
    restated_note,
    rounding_note,
)
from kgreport.views.sections.printed import printed_note, printed_sentences, share_cells, share_columns
from kgreport.views.sections.rows import Row, is_known, sources_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View


def _level_rows(found: Sequence[Ratings], writer: Writer) -> Iterator[Row]:
    """Give every level that is known of every subject, with the year that it is compared with."""
    for ratings in found:
        for code, row in ratings.of.items():
            if is_known(row):
                compared = ratings.compared.get(code)
                before = {**compared, "year_before": ratings.against} if compared else {}
                yield {**before, **level_row(ratings.scope, row, writer)}


@tells((LEVELS_FRAME, _level_rows))
def all_levels_section(found: Sequence[Ratings], writer: Writer) -> Section:
    """Show how all subjects and tiers were rated: sentences, one chart, one table, and the year before.

    Parameters
    ----------
    found
        Subjects in the order of the field, a whole before its parts.
    """
    known = [ratings for ratings in found if ratings.is_known]
    title = writer.say("Kết quả xếp loại", "Ratings on four levels")
    if not known:
        return Section("levels", title, [])
    rows = named_rows(known, writer)
    in_full = [ratings for ratings in known if ratings.in_full]
    sentences = [sentence for ratings in in_full for sentence in _sentences(ratings, writer)]
    views: list[View] = [Note([*sentences, *_unknown_sentences(in_full, writer)])]
    views += level_chart(
        "chart-levels",
        writer.say("Cơ cấu xếp loại năm {year}", "Shares of the levels, {year}"),
        rows,
        writer,
    )
    table = ratings_table(
        "table-levels",
        writer.say("Kết quả xếp loại theo đối tượng, năm {year}", "Ratings by subject, {year}"),
        writer.say("Đối tượng", "Who"),
        rows,
        writer,
        notes=_regulation_notes(dict.fromkeys(ratings.scope.subject for ratings in known), writer),
    )
    return Section("levels", title, [*views, table, *compared_table(rows, writer)])


@tells((LEVELS_FRAME, _level_rows))
def levels_section(found: Sequence[Ratings], whole: Scope, writer: Writer) -> Section:
    """Show how one subject was rated: sentences, counts and shares, a chart, and its tiers side by side.

    Parameters
    ----------
    found
        The subject, or the tiers that are known of it, a whole before its parts.
    whole
        Names the section where several are shown in full.
    """
    name, known = scope_id(found[0].scope), [ratings for ratings in found if ratings.is_known]
    in_full = [ratings for ratings in known if ratings.in_full]
    named = in_full[0].scope if len(in_full) == 1 else whole
    title = writer.say("Kết quả xếp loại {subject}", "Ratings of {subject}", named)
    views: list[View] = []
    for ratings in in_full:
        views.append(Note([*_sentences(ratings, writer), *_unknown_sentences([ratings], writer)]))
        views.append(_table(ratings, writer))
    rows = named_rows(known, writer)
    chart_title = writer.title(
        "{subject}: cơ cấu xếp loại năm {year}", "{subject}: shares of the levels, {year}", found[0].scope
    )
    views += level_chart(f"chart-levels-{name}", chart_title, rows, writer)
    views += _tiers_table([row for row in rows if row.ratings and not row.ratings.in_full], writer)
    return Section(f"levels-{name}", title, views)


def _sentences(ratings: Ratings, writer: Writer) -> list[str]:
    """Say how they were rated, and against the year before; what was only printed is repeated."""
    if not ratings.is_counted:
        return printed_sentences((ratings.of[code] for code in RATED_MEASURES), ratings.scope, writer)
    said = [level_sentence(ratings.of, ratings.scope, writer), *change_sentences(ratings, writer)]
    return [" ".join(said)]


def _unknown_sentences(in_full: Sequence[Ratings], writer: Writer) -> list[str]:
    """Name the levels of which nothing is known, once for all who lack the same."""
    lacking: dict[tuple[str, ...], list[Ratings]] = {}
    for ratings in in_full:
        unknown = unknown_levels(ratings.of)
        if unknown and ratings.is_counted:
            lacking.setdefault(unknown, []).append(ratings)
    return [_unknown_sentence(unknown, of, writer) for unknown, of in lacking.items()]


def _unknown_sentence(unknown: Sequence[str], of: Sequence[Ratings], writer: Writer) -> str:
    vi, en = "từng mức", "any level"
    if len(unknown) < len(LEVELS):
        vi, en = "{word} {levels}", "{levels}"
    names = [writer.measure_term(of[0].scope.subject, code) for code in unknown]
    return writer.say(
        "Chưa có số liệu riêng của " + vi + " đối với {subjects}.",
        "No separate figures are known of {subjects} for " + en + ".",
        word="mức" if len(unknown) == 1 else "các mức",
        levels=writer.listing(names),
        subjects=writer.listing([writer.subject(ratings.scope) for ratings in of]),
    )


def _tiers_table(rows: Sequence[RatedRow], writer: Writer) -> list[View]:
    known = [row.ratings for row in rows if row.ratings]
    if not known:
        return []
    subject = known[0].scope.subject
    whole = Scope(year=writer.year, subject=subject)
    rows = [replace(row, depth=row.depth - min(row.depth for row in rows)) for row in rows]
    title = writer.title(
        "{subject} theo cấp và mức xếp loại, năm {year}", "{subject} by tier and level, {year}", whole
    )
    return [ratings_table(f"table-tiers-{subject}", title, writer.say("Cấp", "Tier"), rows, writer)]


def _table(ratings: Ratings, writer: Writer) -> Table:
    """Lay out one subject: a row for each level that is known."""
    scope, rows = ratings.scope, [row for row in ratings.of.values() if _is_shown(row, ratings.base)]
    columns = share_columns(writer.say("Mức xếp loại", "Level"), writer)
    cells = share_cells(rows, scope, writer)
    pairs: list[tuple[float, float] | None] = []
    if ratings.compared:
        columns += [
            Column(writer.say("Năm {year}", "{year}", year=ratings.against)),
            Column(writer.say("Tăng, giảm", "Change"), "change"),
            Column(writer.say("Thay đổi tỷ lệ", "Change of share"), "points"),
        ]
        for row, of in zip(rows, cells, strict=True):
            pairs.append(share_pair(ratings, row["measure"]))
            compared = ratings.compared[row["measure"]]
            of += [compared["count_before"], compared["difference"], pairs[-1]]
    levels = [ratings.of[code]["share"] for code in LEVELS]
    restated = _restated(rows, ratings, writer)
    return Table(
        id=f"table-levels-{scope_id(scope)}",
        title=writer.title("{subject} theo mức xếp loại, năm {year}", "{subject} by level, {year}", scope),
        unit=writer.unit_of(scope.subject),
        columns=columns,
        rows=cells,
        language=writer.language,
        totals=[position for position, row in enumerate(rows) if row["measure"] == ratings.base],
        notes=[
            *restated_note(restated, writer),
            *(rounding_note(levels, writer) if None not in levels else []),
            *points_note(pairs, writer),
            *base_note(ratings.base, writer),
            *derived_note(rows, scope.subject, writer),
            *printed_note(rows, writer),
            *_regulation_notes([scope.subject], writer),
        ],
        sources=sources_of(rows),
        marks=set(restated),
    )


def _is_shown(row: Row, base: str) -> bool:
    """Whether the table has a row for a measure: for what is known of those rated, and for the base."""
    return row["measure"] == base or (row["measure"] != "total" and is_known(row))


def _restated(rows: Sequence[Row], ratings: Ratings, writer: Writer) -> Restated:
    columns = {ratings.scope.year: 1} | ({ratings.against: 3} if ratings.compared else {})
    return {
        (position, column): (year, writer.measure_term(ratings.scope.subject, code), count)
        for year, column in columns.items()
        for position, code in enumerate(row["measure"] for row in rows)
        if (count := ratings.originals.get((year, code))) is not None
    }


def _regulation_notes(subjects: Iterable[str], writer: Writer) -> list[str]:
    """Name the regulation that rates the subjects, and the parts that it makes of levels."""
    if writer.rules is None:
        return []
    sources = writer.rules.say_sources(writer.language)
    parts = [
        writer.say(
            "Mức {level} gồm cả phần “{part}”, nếu có.",
            "The level “{level}” includes its part “{part}”, if any.",
            level=writer.measure_term(subject, level),
            part=part.phrase.say(writer.language),
        )
        for subject in subjects
        for level, part in writer.rules.level_parts.get(subject, {}).items()
    ]
    return [writer.say("Xếp loại theo {sources}.", "Rated by {sources}.", sources=sources), *parts]
