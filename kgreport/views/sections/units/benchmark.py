"""A unit beside the whole province: each of its shares, that of the whole, and its rank among the units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kgreport.data.figures.layout import Scope
from kgreport.data.shares.prints import Print
from kgreport.terms.printed_numbers import say_printed
from kgreport.views.formats import compare
from kgreport.views.frames.ratings import BENCHMARK
from kgreport.views.sections.facts import based, measured, scope_values, tells
from kgreport.views.sections.notes import points_note
from kgreport.views.sections.printed import mark_note, marked
from kgreport.views.sections.rows import Row
from kgreport.views.sections.units.compared import few_sources
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import note_of
from kgreport.views.view import Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """One subject of a unit among those of the other units.

    Attributes
    ----------
    scope
        Subject and tier that were rated.
    rows
        Its shares, as `kgreport.stats.units.benchmark_rows` gives.
    base, base_count
        What the shares are of, and how many that is; None where it is unknown.
    main, smallest, ranked, sources
        See `kgreport.stats.units.compare_units`.
    printed
        By measure, a share of the unit that was printed.
    """

    scope: Scope
    rows: Sequence[Row]
    base: str
    base_count: int | None
    main: str
    smallest: int
    ranked: bool
    sources: Sequence[str]
    printed: Mapping[str, Print] = field(default_factory=dict)

    def shown(self) -> list[Row]:
        """Give the measures whose share is known or printed, and which have something to be compared with."""
        split = any(row["measure"] == "fulfilled" and row["share"] is not None for row in self.rows)
        return [
            row
            for row in self.rows
            if (row["share"] is not None or row["measure"] in self.printed)
            and (row["share_of_whole"] is not None or row["units"] > 1)
            and not (split and row["measure"] == "fulfilled_or_better")
        ]


def benchmark_rows(benchmarks: Sequence[Benchmark], writer: Writer) -> Iterator[Row]:
    """Give the shares of a unit beside those of the whole."""
    for one in benchmarks:
        for row in one.shown():
            printed = one.printed.get(row["measure"])
            share = {"base": one.base, "base_count": one.base_count, "share": row["share"]}
            yield {
                **scope_values(one.scope, writer),
                **measured("level", row["measure"], one.scope, writer),
                **{name: row[name] for name in ("count", "share_of_whole", "rank", "units")},
                **based(share, one.scope, writer),
                "printed_share": printed and say_printed(printed.number).say(writer.language),
            }


@tells((BENCHMARK, benchmark_rows))
def benchmark_section(benchmarks: Sequence[Benchmark], writer: Writer) -> Section:
    """Set a unit beside the whole; left out where no share of it can be compared."""
    title = writer.say("So với toàn tỉnh", "Compared with the whole province")
    known = [one for one in benchmarks if one.shown()]
    if not known:
        return Section("benchmark", title, [])
    sentences = " ".join([*_standing(known, writer), *_caution(known, writer)])
    return Section("benchmark", title, [*note_of([sentences] if sentences else []), _table(known, writer)])


def _standing(known: Sequence[Benchmark], writer: Writer) -> list[str]:
    """Say of the share that tells most how far it is from that of the whole, and its rank."""
    by_measure: dict[str, list[str]] = {}
    for one in known:
        for row in one.shown():
            comparable = row["share"] is not None and row["share_of_whole"] is not None
            if row["measure"] == one.main and comparable:
                term = writer.measure_term(one.scope.subject, one.main)
                by_measure.setdefault(term, []).append(_told(row, one.scope, writer))
    return [
        writer.say(
            "So với toàn tỉnh, tỷ lệ {measure}: {told}.",
            "Compared with the whole province, the share rated {measure}: {told}.",
            measure=measure,
            told="; ".join(told),
        )
        for measure, told in by_measure.items()
    ]


def _told(row: Row, scope: Scope, writer: Writer) -> str:
    vi, en = {
        1: ("cao hơn toàn tỉnh ({whole})", "above the province ({whole})"),
        0: ("bằng toàn tỉnh", "as in the province"),
        -1: ("thấp hơn toàn tỉnh ({whole})", "below the province ({whole})"),
    }[compare(row["share_of_whole"], row["share"], writer.language).direction]
    ranked = writer.say_if(_rank(row), ", thứ {rank}", ", rank {rank}", rank=_rank(row))
    return writer.say(
        "{subject} {share}, " + vi,
        "{subject} {share}, " + en,
        scope,
        share=writer.percent(row["share"]),
        whole=writer.percent(row["share_of_whole"]),
    ) + "".join(ranked)


def _rank(row: Row) -> str | None:
    return f"{row['rank']}/{row['units']}" if row["rank"] and row["units"] > 1 else None


def _caution(known: Sequence[Benchmark], writer: Writer) -> list[str]:
    """Warn of ranks that one case may change."""
    told = [
        writer.say(
            "{subject} (có đơn vị chỉ {count}, mỗi {unit} tương ứng {points})",
            "{subject} (one unit has only {count}, each worth {points})",
            one.scope,
            count=writer.count(one.smallest),
            points=compare(0, 1 / one.smallest, writer.language).points,
        )
        for one in known
        if one.smallest and not one.ranked
    ]
    return writer.say_if(
        told,
        "Số lượng ít nên thứ hạng chỉ để tham khảo đối với: {told}.",
        "Numbers are small, so the rank tells little of: {told}.",
        told="; ".join(told),
    )


def _table(known: Sequence[Benchmark], writer: Writer) -> Table:
    """Lay out a row for each subject, and under it one for each of its shares."""
    rows: list[list[object]] = []
    indents: dict[int, int] = {}
    for one in known:
        base = writer.measure_term(one.scope.subject, one.base)
        rows.append([f"{writer.subject_label(one.scope)}: {base}", one.base_count, *[""] * 4])
        for row in one.shown():
            indents[len(rows)] = 1
            rows.append(_cells(row, one, writer))
    return Table(
        id="table-benchmark",
        title=writer.say("So với toàn tỉnh, năm {year}", "Compared with the whole province, {year}"),
        columns=[
            Column(writer.say("Nội dung", "What"), "text", 2.0),
            Column(writer.say("Số lượng", "Count")),
            Column(writer.say("Tỷ lệ", "Share"), "percent"),
            Column(writer.say("Toàn tỉnh", "Province"), "percent"),
            Column(writer.say("Chênh lệch", "Difference"), "points"),
            Column(writer.say("Thứ hạng", "Rank")),
        ],
        rows=rows,
        language=writer.language,
        indents=indents,
        notes=[
            writer.say(
                "Thứ hạng tính từ tỷ lệ cao nhất, trong các đơn vị có số liệu; tỷ lệ bằng nhau thì cùng thứ hạng.",
                "Ranks count from the largest share, of the units with figures; equal shares have the same rank.",
            ),
            *points_note((row[4] for row in rows if isinstance(row[4], tuple)), writer),
            *mark_note(any(one.printed for one in known), writer),
        ],
        sources=few_sources([source for one in known for source in one.sources], writer),
    )


def _cells(row: Row, one: Benchmark, writer: Writer) -> list[object]:
    own, whole = row["share"], row["share_of_whole"]
    printed = one.printed.get(row["measure"])
    return [
        writer.measure_label(one.scope.subject, row["measure"]),
        row["count"],
        marked(say_printed(printed.number), writer) if own is None and printed else own,
        whole,
        None if own is None or whole is None else (whole, own),
        _rank(row),
    ]
