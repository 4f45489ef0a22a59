"""Notes below a table: what is derived, rounded or restated, and what levels were called in other years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.data.rules.model import Rules
from kgreport.views import formats
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import MARK

Originals = Mapping[tuple[int, str], int]
"""By year and measure, the count before records were rated anew."""

USUAL_DIGITS = 2
"""The decimals of a share."""

Restated = Mapping[tuple[int, int], tuple[int, str, int]]
"""By row and column of a table, the year, the name and the first count of a restated figure."""


def derived_note(rows: Iterable[Row], subject: str, writer: Writer) -> list[str]:
    """Name the measures that have figures which follow from others, each once."""
    derived = dict.fromkeys(row["measure"] for row in rows if row["derived"])
    return say_derived([writer.measure_term(subject, measure) for measure in derived], writer)


def say_derived(labels: Sequence[str], writer: Writer) -> list[str]:
    """Name what follows from other figures, and say where a reader finds how."""
    return writer.say_if(
        labels,
        "Số suy ra từ các số liệu khác (cách tính ghi ở nguồn của từng số liệu): {labels}.",
        "Derived from other figures (how is told with the source of each figure): {labels}.",
        labels="; ".join(labels),
    )


def rounding_note(shares: Sequence[float], writer: Writer) -> list[str]:
    """Give the sum of percentages that, each rounded by itself, do not add up to one hundred as printed."""
    total = formats.sum_as_printed(list(shares), writer.language)
    return writer.say_if(
        shares and total != writer.percent(1.0),
        "Từng tỷ lệ được làm tròn riêng nên cộng lại là {total}.",
        "Each percentage is rounded by itself, so they add up to {total}.",
        total=total,
    )


def of_base(base: str, writer: Writer) -> str:
    """Name what the shares of a table are of."""
    if base == "total":
        return writer.say("tính trên tổng số", "of the total")
    return writer.say("tính trên số được xếp loại", "of those rated")


def base_note(base: str, writer: Writer) -> list[str]:
    """Say that shares are of all, where it is unknown how many were rated."""
    return writer.say_if(
        base == "total",
        "Chưa có số được xếp loại; tỷ lệ tính trên tổng số.",
        "How many were rated is unknown; shares are of the total.",
    )


def points_note(shares: Iterable[tuple[float, float] | None], writer: Writer) -> list[str]:
    """Explain differences of shares that have more decimals than the shares."""
    finer = [pair for pair in shares if pair and formats.compare(*pair).digits > USUAL_DIGITS]
    return writer.say_if(
        finer,
        "Nơi việc làm tròn làm sai lệch mức tăng, giảm thì ghi thêm chữ số thập phân.",
        "Where rounding would distort a difference, it has more decimals.",
    )


def restated_cells(
    originals: Originals, years: Sequence[int], codes: Sequence[str], subject: str, writer: Writer
) -> Restated:
    """Find the restated cells of a table with a row for each year and, after it, a column for each measure."""
    return {
        (row, column): (year, writer.measure_term(subject, code), originals[year, code])
        for row, year in enumerate(years)
        for column, code in enumerate(codes, start=1)
        if (year, code) in originals
    }


def restated_note(cells: Restated, writer: Writer) -> list[str]:
    """Explain the marked counts of a table."""
    by_year: dict[int, list[str]] = {}
    for year, name, count in cells.values():
        by_year.setdefault(year, []).append(f"{name} {writer.count(count)}")
    figures = [
        writer.say("năm {year}: {figures}", "{year}: {figures}", year=year, figures=", ".join(counts))
        for year, counts in sorted(by_year.items())
    ]
    return writer.say_if(
        figures,
        "{mark} Số liệu sau khi xếp loại lại. Số ban đầu, {figures}.",
        "{mark} Restated. At first, {figures}.",
        mark=MARK,
        figures="; ".join(figures),
    )


def restated_shares_note(cells: Restated, writer: Writer) -> list[str]:
    """Explain the marked shares of a table, which follow from restated counts."""
    return writer.say_if(
        cells, "{mark} Tính trên số liệu sau khi xếp loại lại.", "{mark} Of restated figures.", mark=MARK
    )


def names_note(subject: str, codes: Iterable[str], rules: Mapping[int, Rules], writer: Writer) -> list[str]:
    """Give the names that levels had in years under other rules.

    Parameters
    ----------
    subject
        The subject that was rated.
    codes
        The levels shown.
    rules
        The rules of each year shown.
    writer
        Its year's names are those that are printed.
    """
    shown = list(codes)
    own = [writer.measure(subject, code) for code in shown]
    by_rules: dict[str, list[int]] = {}
    for year in sorted(rules):
        by_rules.setdefault(rules[year].id, []).append(year)
    notes = []
    for years in by_rules.values():
        then = rules[years[0]]
        names = [then.label(subject, code) for code in shown]
        if names != own:
            notes.append(
                writer.say(
                    "Tên mức ghi theo quy định của năm {year}. Năm {years}, theo {sources}, mức tương ứng là: {names}.",
                    "Levels are named as in {year}. In {years}, by {sources}, they were called: {names}.",
                    years=_years(years),
                    sources=then.say_sources(writer.language),
                    names="; ".join(writer.term(name) for name in names),
                )
            )
    return notes


def _years(years: Sequence[int]) -> str:
    """Write years that follow one another as a span, others one by one.

    >>> _years([2014, 2015, 2016]), _years([2014, 2016]), _years([2014])
    ('2014–2016', '2014, 2016', '2014')
    """
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))
