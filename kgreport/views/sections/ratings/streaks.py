"""Years running at the highest level: how many had how many, who may be given the flag, and who was given it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kgreport.terms.vocabulary import COUNTED_IN
from kgreport.views.frames.ratings import STREAKS
from kgreport.views.sections.facts import tells
from kgreport.views.sections.notes import names_note
from kgreport.views.sections.ratings.facts import streak_rows
from kgreport.views.sections.ratings.years_running import Streaks
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Column, Table
from kgreport.views.texts import Note
from kgreport.views.view import Section, View


@tells((STREAKS, streak_rows))
def streaks_section(name: str, found: Streaks | None, units: Mapping[str, str], writer: Writer) -> Section:
    """Show how many were years running at the highest level, and name them by unit.

    Parameters
    ----------
    name
        Id of the section.
    found
        The years running; None where the rules ask for none.
    units
        Names of the units, by code.
    """
    title = writer.say(
        "Nhiều năm liền ở mức cao nhất và xét tặng cờ", "Years running at the highest level, and the flag"
    )
    if found is None or found.reach < min(2, found.wanted or 2) or found.candidates.empty:
        return Section(name, title, [])
    rows = rows_of(found.candidates)
    views: list[View] = [
        Note([streak_sentence(found, writer), *_recipients(found, rows, units, writer)]),
        _years_table(name, found, rows, writer),
    ]
    named = [row for row in rows if row["years"] >= found.named]
    views += [_names_table(name, found, named, units, writer)] if named else []
    return Section(name, title, views)


def streak_sentence(found: Streaks, writer: Writer) -> str:
    """Count who may be given the flag and who was; or say how far the records reach."""
    rows = rows_of(found.candidates)
    years = found.wanted if found.complete else found.reach
    given = {
        "level": writer.measure_term(found.scope.subject, found.level),
        "total": writer.count(len(rows)),
        "count": writer.count(sum(row["years"] >= years for row in rows)),
        "years": years,
        "wanted": found.wanted,
        "span": f"{writer.year - years + 1}–{writer.year}",
        "award": writer.term(writer.award("flag")),
    }
    vi, en = (
        "{count} {unit} {level} {years} năm liền ({span})",
        "{count} were rated {level} {years} years running ({span})",
    )
    if found.complete:
        vi, en = vi + ", đủ điều kiện xét tặng {award}", en + " and may be given the {award}"
    elif found.wanted:
        vi += ". Số liệu chỉ liên tục từ {years} năm gần đây, chưa đủ {wanted} năm để xác định tổ chức nào đủ điều kiện xét tặng {award}"
        en += ". The ratings reach back {years} years only, not the {wanted} it takes to tell who may be given the {award}"
    text = writer.say(
        "Trong {total} {subject} có kết quả xếp loại, " + vi,
        "Of {total} {subject} with ratings, " + en,
        found.scope,
        **given,
    )
    return text + _given_or_not(found, writer) + "."


def _given_or_not(found: Streaks, writer: Writer) -> str:
    """Count those given the flag and those not, of the eligible."""
    eligible = rows_of(found.eligible)
    if not eligible:
        return ""
    if not found.awarded:
        return writer.say("; chưa có danh sách được tặng", "; who was given it is not known")
    given = sum(row["given"] for row in eligible)
    return writer.say(
        "; {given} {unit} đã được tặng, {others} {unit} chưa được tặng",
        "; {given} were given it, {others} were not",
        found.scope,
        given=writer.count(given),
        others=writer.count(len(eligible) - given),
    )


def _recipients(found: Streaks, rows: Sequence[Row], units: Mapping[str, str], writer: Writer) -> list[str]:
    """Name those given the flag, and apart those who were not eligible for it."""
    enough = found.wanted if found.complete else found.reach
    recipients = [
        (row["years"] >= enough, writer.with_unit(row["name"], units.get(row["unit"], row["unit"])))
        for row in rows
        if row["given"]
    ]
    given, others = ([name for one, name in recipients if one is is_enough] for is_enough in (True, False))
    return [
        *writer.say_if(
            given, "Được tặng cờ: {names}.", "Given the flag: {names}.", names=writer.listing(given)
        ),
        *writer.say_if(
            others,
            "Theo số liệu xếp loại, chưa đủ điều kiện nhưng đã được tặng: {names}.",
            "Not eligible by the ratings, yet given it: {names}.",
            names=writer.listing(others),
        ),
    ]


def _years_table(name: str, found: Streaks, rows: Sequence[Row], writer: Writer) -> Table:
    subject = found.scope.subject
    lengths = range(found.reach, 0, -1)
    counts = [_count(rows, years, found) for years in lengths]
    spanned = {year: rules for year, rules in found.rules.items() if writer.year - found.reach < year}
    return Table(
        id=f"table-{name}",
        title=writer.say(
            "Số năm liền {level} của {subject}, tính đến năm {year}",
            "{heading} by years running rated {level}, up to {year}",
            found.scope,
            level=writer.measure_term(subject, found.level),
        ),
        unit=writer.unit_of(subject),
        columns=[
            Column(writer.say("Số năm liền", "Years running"), "text"),
            *(Column(_years(years, found, writer)) for years in lengths),
        ],
        rows=[
            [writer.say("Số lượng", "Count"), *counts],
            [writer.say("Tỷ lệ", "Share"), *(writer.percent(count / len(rows)) for count in counts)],
        ],
        language=writer.language,
        notes=[
            writer.say(
                "Tỷ lệ tính trên số {subject} có kết quả xếp loại năm {year}.",
                "Shares are of the {subject} with a rating of {year}.",
                found.scope,
            ),
            *names_note(subject, [found.level], spanned, writer),
        ],
    )


def _count(rows: Sequence[Row], years: int, found: Streaks) -> int:
    """Count those with so many years running; as far as the records reach, those with more too."""
    return sum(row["years"] >= years if years == found.reach else row["years"] == years for row in rows)


def _years(years: int, found: Streaks, writer: Writer) -> str:
    """Name a number of years running; as far as the records reach, it may be more."""
    if years == found.reach:
        return writer.say("{years} năm trở lên", "{years} years or more", years=years)
    return writer.say("{years} năm", "{years} year" + "s" * (years > 1), years=years)


def _names_table(
    name: str, found: Streaks, rows: Sequence[Row], units: Mapping[str, str], writer: Writer
) -> Table:
    """Name those with enough years running: a row for each unit, or for each number of years in one unit."""
    named = _names(found, rows, units, writer)
    lines = [(years, "; ".join(names)) for of in named.values() for years, names in of.items()]
    heading = writer.say("Số năm liền", "Years running")
    if len(named) > 1:
        alone = len({years for years, _ in lines}) == 1
        heading = writer.say("Đơn vị", "Unit")
        lines = [
            (unit, " ".join("; ".join(who) if alone else f"{years}: {'; '.join(who)}." for years, who in of))
            for unit, of in ((unit, of.items()) for unit, of in named.items())
        ]
    return Table(
        id=f"table-{name}-names",
        title=writer.say(
            "{heading} {level} {years} năm liền trở lên",
            "{heading} rated {level} for {years} years running or more",
            found.scope,
            level=writer.measure_term(found.scope.subject, found.level),
            years=found.named,
        ),
        columns=[
            Column(heading, "text"),
            Column(writer.label(COUNTED_IN[found.scope.subject]), "text", 3.2),
        ],
        rows=lines,
        language=writer.language,
        notes=_names_notes(found, writer),
    )


def _names(
    found: Streaks, rows: Sequence[Row], units: Mapping[str, str], writer: Writer
) -> dict[str, dict[str, list[str]]]:
    """Put names under their units and years running, the recipients of the flag marked."""
    order = {unit: place for place, unit in enumerate(units)}
    mark = writer.say(" (cờ)", " (flag)")
    named: dict[str, dict[str, list[str]]] = {}
    for row in sorted(rows, key=lambda row: order.get(row["unit"], len(order))):
        of_unit = named.setdefault(units.get(row["unit"], row["unit"]), {})
        years = _years(row["years"], found, writer)
        of_unit.setdefault(years, []).append(f"{row['name']}{mark if row['given'] else ''}")
    return named


def _names_notes(found: Streaks, writer: Writer) -> list[str]:
    if not found.complete:
        return []
    marked = writer.say_if(
        found.awarded,
        "(cờ): được tặng cờ năm {year}. ",
        "(flag): given the flag of {year}. ",
    )
    eligible = writer.say(
        "Đủ {wanted} năm liền là đủ điều kiện để xét, không đương nhiên được tặng.",
        "To have {wanted} years running is to be considered, no more.",
        wanted=found.wanted,
    )
    return ["".join([*marked, eligible])]
