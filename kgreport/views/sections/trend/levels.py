"""The levels over the years: what changed most, lines of the shares, and the shares and counts of all subjects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kgreport.data.figures.layout import Scope
from kgreport.stats.series import ShareChange
from kgreport.terms.vocabulary import LEVEL_SUMS, LEVELS, UNKNOWN_LEVEL
from kgreport.views import formats
from kgreport.views.charts.lines import Line, LineChart, Panel
from kgreport.views.frames.ratings import LEVELS_BY_YEAR
from kgreport.views.sections.facts import levels_by_year, tells
from kgreport.views.sections.notes import Originals, of_base, points_note, restated_note, restated_shares_note
from kgreport.views.sections.rows import Row, sources_of
from kgreport.views.sections.trend.writer import TrendWriter
from kgreport.views.sections.trend.year_tables import restated_of, subject_rows, years_table
from kgreport.views.sections.years import YearlyRows
from kgreport.views.tables import Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View

COUNTED = (*LEVELS, UNKNOWN_LEVEL, *LEVEL_SUMS)
"""The measures of the tables, where known."""

FOLLOWED = ("excellent", "good_or_better", "fulfilled_or_better", "unfulfilled")
"""The measures whose change is named; of the first two whose share is known in two years, lines are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsOverTime:
    """How one subject was rated over the years.

    Attributes
    ----------
    rows
        `COUNTED` and their base by year.
    changes
        How the shares changed from the first known year to the last, the largest change first.
    originals
        Counts before records were rated anew.
    """

    rows: YearlyRows
    changes: Sequence[ShareChange]
    originals: Originals

    @property
    def scope(self) -> Scope:
        """The subject and tier."""
        return self.rows.scope

    def known(self, codes: Sequence[str], value: str) -> list[str]:
        """Choose the measures of which a value is known in any year."""
        return [code for code in codes if self.rows.known_years([code], value)]  # type: ignore[arg-type]

    def shared(self) -> list[str]:
        """Choose the measures of which shares are shown; a sum of levels where these are not enough."""
        enough = self.rows.known_years(["fulfilled"], "share") == self.rows.years
        return [
            code for code in self.known(COUNTED, "share") if not (enough and code == "fulfilled_or_better")
        ]

    def counted(self) -> list[str]:
        """Choose the measures that are counted: the levels, or sums of them where not all levels are known."""
        levels = self.known([*LEVELS, UNKNOWN_LEVEL], "count")
        return levels if set(LEVELS) <= set(levels) else [*levels, *self.known([*LEVEL_SUMS], "count")]


def _year_rows(found: Sequence[LevelsOverTime], writer: TrendWriter) -> Iterator[Row]:
    years = (
        (replace(one.scope, year=year), [row]) for one in found for (year, _), row in one.rows.rows.items()
    )
    return levels_by_year(years, writer)


@tells((LEVELS_BY_YEAR, _year_rows))
def levels_section(name: str, found: Sequence[LevelsOverTime], writer: TrendWriter, *, title: str) -> Section:
    """Show how subjects were rated over the years; those with fewer than two years are left out.

    Parameters
    ----------
    name, title
        Id and heading of the section.
    found
        The subjects, in their order.
    """
    shown = [one for one in found if len(one.rows.years) > 1]
    if not shown:
        return Section(name, title, [])
    changes = _largest_changes(shown, writer)
    nothing = writer.say("Chưa đủ số liệu để so sánh tỷ lệ giữa các năm.", "The shares known do not compare.")
    lacking = [writer.subject(one.scope) for one in found if one not in shown]
    views: list[View] = [
        Note([*(changes or [nothing]), *_lacking(lacking, writer)]),
        *_chart(name, shown, changes, writer),
        *_shares_table(name, shown, writer),
        _counts_table(name, shown, writer),
    ]
    return Section(name, title, views)


def _lacking(subjects: Sequence[str], writer: TrendWriter) -> list[str]:
    """Name the subjects that are left out."""
    return writer.say_if(
        subjects,
        "Chưa có số liệu của hai năm: {subjects}.",
        "Left out for want of figures of two years: {subjects}.",
        subjects="; ".join(subjects),
    )


def change_sentence(of: LevelsOverTime, writer: TrendWriter, *, caution: bool) -> str:
    """Say which share changed most; with a caution, that other rules applied in the first year."""
    change = of.changes[0]
    return writer.say(
        "Từ năm {first} đến năm {last}, {change}{caution}.",
        "From {first} to {last}, {change}{caution}.",
        first=change.first,
        last=change.last,
        change=_change(of, writer),
        caution=writer.caution(change.first, change.last) if caution else "",
    )


def _largest_changes(shown: Sequence[LevelsOverTime], writer: TrendWriter) -> list[str]:
    """Say which share of each subject changed most, one sentence for each pair of years."""
    spans: dict[tuple[int, int], list[str]] = {}
    for of in [of for of in shown if is_changed(of)] or shown:
        for change in of.changes[:1]:
            spans.setdefault((change.first, change.last), []).append(_change(of, writer))
    return [
        writer.say(
            "Thay đổi nhiều nhất từ năm {first} đến năm {last}: {changes}{caution}.",
            "The largest changes from {first} to {last}: {changes}{caution}.",
            first=first,
            last=last,
            changes="; ".join(changes),
            caution=writer.caution(first, last),
        )
        for (first, last), changes in spans.items()
    ]


def is_changed(of: LevelsOverTime) -> bool:
    """Whether any share is printed otherwise in the last year than in the first."""
    return bool(of.changes) and formats.compare(of.changes[0].before, of.changes[0].now).direction != 0


def _change(of: LevelsOverTime, writer: TrendWriter) -> str:
    """Say how the share changed that changed most."""
    change = of.changes[0]
    return writer.say(
        "tỷ lệ {all}{subject} {level} {change}",
        "the share of {all}{subject} rated {level} {change}",
        of.scope,
        level=writer.measure_term(of.scope.subject, change.measure),
        change=writer.change(change.before, change.now),
        all=writer.say("trên tổng số ", "all ") if of.rows.base == "total" else "",
    )


def _chart(
    name: str, shown: Sequence[LevelsOverTime], changes: Sequence[str], writer: TrendWriter
) -> Iterator[LineChart]:
    panels = [panel for of in shown for panel in _panels(of, writer)]
    if panels:
        title = writer.say("Tỷ lệ các mức qua các năm, {span}", "Shares of the levels, {span}")
        alt = writer.say(
            "Biểu đồ đường. {changes} Số liệu từng năm ở bảng bên dưới.",
            "Line chart. {changes} The table below has the figures of each year.",
            changes=" ".join(changes),
        )
        yield LineChart(
            id=f"chart-{name}",
            title=title,
            alt=writer.alt(f"chart-{name}", alt),
            steps=[str(year) for year in writer.span],
            panels=panels,
            breaks=writer.breaks(),
            height=24.0,
        )


def _panels(of: LevelsOverTime, writer: TrendWriter) -> Iterator[Panel]:
    """Draw a line of each of two shares; a year without figures leaves a gap."""
    drawn = [code for code in FOLLOWED if len(of.rows.known_years([code], "share")) > 1][:2]
    for code in drawn:
        shares = {year: of.rows.rows[year, code]["share"] for year in of.rows.years}
        known = [share for share in shares.values() if share is not None]
        line = Line(
            [shares.get(year) for year in writer.span], writer.percent(known[0]), writer.percent(known[-1])
        )
        level = writer.measure_term(of.scope.subject, code)
        yield Panel(f"{writer.subject_label(of.scope)}: {level}", [line])


def _shares_table(name: str, shown: Sequence[LevelsOverTime], writer: TrendWriter) -> Iterator[Table]:
    """Lay out the shares of all subjects by year, under each the number that they are of."""
    known = [one for one in shown if one.known(COUNTED, "share")]
    rows = [
        row for one in known for row in subject_rows(one.rows, one.shared(), "share", one.originals, writer)
    ]
    if rows:
        restated = restated_of(rows, writer)
        yield years_table(
            f"table-{name}-shares",
            writer.say("Tỷ lệ các mức xếp loại, {span}", "Shares of the levels, {span}"),
            rows,
            "percent",
            writer,
            unit="; ".join(dict.fromkeys(of_base(one.rows.base, writer) for one in known)),
            notes=[
                *points_note((row.change for row in rows), writer),
                *restated_shares_note(restated, writer),
                *writer.rules_notes([one.scope.subject for one in known]),
            ],
        )


def _counts_table(name: str, shown: Sequence[LevelsOverTime], writer: TrendWriter) -> Table:
    rows = [
        row for one in shown for row in subject_rows(one.rows, one.counted(), "count", one.originals, writer)
    ]
    return years_table(
        f"table-{name}-counts",
        writer.say("Số lượng theo mức xếp loại, {span}", "Counts by level, {span}"),
        rows,
        "count",
        writer,
        notes=restated_note(restated_of(rows, writer), writer),
        sources=list(dict.fromkeys(source for one in shown for source in sources_of(one.rows.rows.values()))),
    )
