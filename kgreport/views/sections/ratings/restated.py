"""What is said where a figure was restated, and where other years had other names for the levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kgreport.data.rules.choosing import Rules
from kgreport.views import formats
from kgreport.views.sections.wording import Edition
from kgreport.views.tables import MARK

Originals = Mapping[tuple[int, str], int]
"""By year and measure, what a figure was before it was restated."""


def restated_note(changed: Sequence[tuple[int, str, int]], edition: Edition) -> list[str]:
    """Explain the marked figures: of what year and what each is, and what it was at first; none, no note."""
    if not changed:
        return []
    by_year: dict[int, list[str]] = {}
    for year, what, count in changed:
        by_year.setdefault(year, []).append(f"{what} {edition.count(count)}")
    told = [
        edition.say("năm {year}: {figures}", "{year}: {figures}", year=year, figures=", ".join(figures))
        for year, figures in sorted(by_year.items())
    ]
    return [
        edition.say(
            "{mark} Số liệu sau khi xếp loại lại. Số ban đầu, {told}.",
            "{mark} Restated. At first, {told}.",
            mark=MARK,
            told="; ".join(told),
        )
    ]


def restated_briefly(edition: Edition) -> str:
    """Explain marked figures that follow from restated counts."""
    return edition.say(
        "{mark} Tính trên số liệu sau khi xếp loại lại.", "{mark} Of restated figures.", mark=MARK
    )


def marks_of(originals: Originals, years: Sequence[int], codes: Sequence[str]) -> set[tuple[int, int]]:
    """Place the marks of a table with a row for each year and a column for each measure, after the first."""
    return {
        (row, column)
        for row, year in enumerate(years)
        for column, code in enumerate(codes, start=1)
        if (year, code) in originals
    }


def names_note(subject: str, codes: Iterable[str], rules: Mapping[int, Rules], edition: Edition) -> list[str]:
    """Say what the levels were called in years that were rated by other names.

    Parameters
    ----------
    subject
        Who was rated.
    codes
        The levels shown.
    rules
        The rules of each year shown.
    edition
        For whom; its year's names are those that are printed.
    """
    shown = list(codes)
    own = [edition.measure(subject, code) for code in shown]
    by_rules: dict[str, list[int]] = {}
    for year in sorted(rules):
        by_rules.setdefault(rules[year].id, []).append(year)
    notes = []
    for years in by_rules.values():
        then = rules[years[0]]
        names = [then.label(subject, code) for code in shown]
        if names != own:
            notes.append(
                edition.say(
                    "Tên mức ghi theo quy định của năm {year}. Năm {years}, theo {sources}, mức tương ứng là: {names}.",
                    "Levels are named as in {year}. In {years}, by {sources}, they were called: {names}.",
                    year=edition.year,
                    years=_span(years),
                    sources=then.say_sources(edition.language),
                    names="; ".join(edition.term(name) for name in names),
                )
            )
    return notes


def _span(years: Sequence[int]) -> str:
    """Write years that follow one another as a span, others one by one.

    >>> _span([2014, 2015, 2016]), _span([2014, 2016]), _span([2014])
    ('2014–2016', '2014, 2016', '2014')
    """
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(map(str, years))


def where_of(names: Sequence[str], most: int, edition: Edition) -> str:
    """Name a few, or say how many there are."""
    if len(names) <= most:
        return formats.listing(list(names), edition.language)
    return edition.say("{count} đơn vị", "{count} units", count=edition.count(len(names)))
