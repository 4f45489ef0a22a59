"""The annex of sources: every figure with where it comes from, one by one, or gathered where there are many."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from kgreport.data.figures.layout import DERIVED
from kgreport.data.figures.unit_sums import UNITS_TERM
from kgreport.terms.vocabulary import (
    APPARATUS_MEASURES,
    ITEMS,
    MEASURES,
    SUBJECTS,
    label_of,
    tiers_of,
)
from kgreport.views import formats
from kgreport.views.sections.wording import Edition, Row, explain_source, rows_of
from kgreport.views.tables import Column, Table
from kgreport.views.view import Section

MANY = 150
"""More figures than this are gathered by who is counted, where they come from and when."""

_ORDER = {code: n for n, code in enumerate([*SUBJECTS, *ITEMS, *MEASURES, *APPARATUS_MEASURES])}


def sources_section(figures: pd.DataFrame, edition: Edition) -> Section:
    """List every figure the report rests on, with where it comes from.

    Parameters
    ----------
    figures
        Frame of figures of one unit, completed.
    edition
        For whom.
    """
    title = edition.say("Phụ lục: nguồn của từng số liệu", "Annex: the source of every figure")
    if figures.empty:
        return Section("sources", title, [])
    rows = sorted(rows_of(figures), key=_in_order_of_terms)
    one_by_one = len(rows) <= MANY
    table = Table(
        id="table-sources",
        title=edition.say("Số liệu và nguồn", "Figures and sources"),
        columns=_columns(edition) if one_by_one else _columns_gathered(edition),
        rows=[_cells(row, edition) for row in rows] if one_by_one else _gathered(rows, edition),
        language=edition.language,
    )
    return Section("sources", title, [table])


def _in_order_of_terms(row: Row) -> tuple[object, ...]:
    """Who, then where, then when, then what: each in the order the vocabulary gives."""
    tiers = ["", *tiers_of(row["subject"])]
    return (_ORDER[row["subject"]], tiers.index(row["tier"]), _ORDER[row["measure"]], row["year"])


def _columns(edition: Edition) -> list[Column]:
    return [
        Column(edition.say("Đối tượng", "Who or what"), "text", 1.1),
        Column(edition.say("Chỉ tiêu", "Measure"), "text", 1.1),
        Column(edition.say("Năm", "Year"), "year"),
        Column(edition.say("Số liệu", "Figure")),
        Column(edition.say("Nguồn", "Source"), "text", 1.6),
    ]


def _cells(row: Row, edition: Edition) -> list[object]:
    said = explain_source(row["source"], row["subject"], edition, row["year"])
    named = _named(said, row)
    source = f"{named} ({row['place']})" if row["place"] else named
    return [_who(row, edition), _what(row, edition), row["year"], row["value"], source]


def _named(said: str, row: Row) -> str:
    """Begin what the library says with a capital; a document is named as it is."""
    own = said == row["source"] and not said.startswith(DERIVED)
    return said if own else formats.sentence(said)


def _columns_gathered(edition: Edition) -> list[Column]:
    return [
        Column(edition.say("Đối tượng", "Who or what"), "text", 1.0),
        Column(edition.say("Số liệu", "Figures"), "text", 2.6),
        Column(edition.say("Nguồn", "Source"), "text", 1.2),
    ]


def _gathered(rows: Iterable[Row], edition: Edition) -> list[Sequence[object]]:
    """Gather what was counted of one group at one place in a year, and what follows in one way in every year."""
    lines: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        derived = _follows(row)
        again = row["measure"] if derived else str(row["year"])
        file = _file(row)
        said = explain_source(row["source"], row["subject"], edition, row["year"])
        lines.setdefault((row["subject"], row["tier"], again, said, file), []).append(row)
    told: list[Sequence[object]] = []
    for (_, _, again, said, file), of in lines.items():
        figures = _by_year(of, edition) if _follows(of[0]) else _by_measure(again, of, edition)
        named = _named(said, of[0])
        told.append([_who(of[0], edition), figures, f"{named} ({file})" if file else named])
    return told


def _follows(row: Row) -> bool:
    """Tell whether a figure follows from others of its own unit."""
    source = str(row["source"])
    return source.startswith(DERIVED) and source != DERIVED + UNITS_TERM


def _by_year(rows: Sequence[Row], edition: Edition) -> str:
    counts = "; ".join(f"{row['year']}: {edition.count(row['value'])}" for row in rows)
    return f"{_what(rows[-1], edition)} – {counts}"


def _by_measure(year: str, rows: Sequence[Row], edition: Edition) -> str:
    counts = "; ".join(f"{_what(row, edition)}: {edition.count(row['value'])}{_at(row)}" for row in rows)
    return edition.say("Năm {year} – {counts}", "{year} – {counts}", year=year, counts=counts)


def _file(row: Row) -> str:
    """Name the file, or the sheet of a workbook, that a figure stands in."""
    place = str(row["place"])
    return place.rpartition("!")[0] if "!" in place else place.rpartition(":")[0] or place


def _at(row: Row) -> str:
    """Name the cell or the row of the file."""
    rest = str(row["place"]).removeprefix(_file(row)).lstrip("!:")
    return f" ({rest})" if rest else ""


def _who(row: Row, edition: Edition) -> str:
    return edition.label(label_of(row["subject"], row["tier"]))


def _what(row: Row, edition: Edition) -> str:
    return edition.label(edition.measure(row["subject"], row["measure"], row["year"]))
