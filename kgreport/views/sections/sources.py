"""Where a report comes from: the source of every figure, and what the report was made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from kgreport.data.figures.layout import ALL_TIERS, DERIVED, UNITS_TERM
from kgreport.data.shares.prints import Print
from kgreport.terms.phrases import Phrase
from kgreport.terms.printed_numbers import say_printed
from kgreport.terms.vocabulary import (
    APPARATUS_MEASURES,
    ITEMS,
    MEASURES,
    SUBJECTS,
    UNKNOWN_PARTS,
    label_of,
    tiers_of,
)
from kgreport.views import formats
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.rows import Row, rows_of
from kgreport.views.tables import PRINTED_MARK, Column, Table, name_source
from kgreport.views.view import Section

MANY = 150
"""More figures than this are gathered, several in a row of the table."""

_ORDER = {
    code: n for n, code in enumerate([*SUBJECTS, *ITEMS, *MEASURES, *UNKNOWN_PARTS, *APPARATUS_MEASURES])
}


def sources_section(figures: pd.DataFrame, edition: Edition, prints: Iterable[Print] = ()) -> Section:
    """List every figure that the report uses, with its source; many figures are gathered.

    Parameters
    ----------
    figures
        Frame of figures of one unit, completed: ``year, subject, tier, measure, value, source, place``.
    prints
        The printed shares and approximate counts beside them.
    """
    title = edition.say("Phụ lục: nguồn của từng số liệu", "Annex: the source of every figure")
    rows = sorted([*rows_of(figures), *(_row_of(one, edition) for one in prints)], key=_order)
    if not rows:
        return Section("sources", title, [])
    one_by_one = len(rows) <= MANY
    table = Table(
        id="table-sources",
        title=edition.say("Số liệu và nguồn", "Figures and sources"),
        columns=_columns(edition) if one_by_one else _columns_gathered(edition),
        rows=[_cells(row, edition) for row in rows] if one_by_one else _gathered(rows, edition),
        language=edition.language,
        notes=edition.say_if(
            any(isinstance(row["value"], str) for row in rows),
            "{mark} Ghi như nguồn đã in.",
            "{mark} As printed in the source.",
            mark=PRINTED_MARK,
        ),
    )
    return Section("sources", title, [table])


def _row_of(one: Print, edition: Edition) -> Row:
    scope, printed = one.scope, say_printed(one.number).say(edition.language)
    of = {"year": scope.year, "subject": scope.subject, "tier": scope.tier, "measure": one.measure}
    return {**of, "value": printed + PRINTED_MARK, "source": one.source, "place": one.place}


def _value(row: Row, edition: Edition) -> str:
    value = row["value"]
    return value if isinstance(value, str) else edition.count(value)


def _order(row: Row) -> tuple[object, ...]:
    """Sort by subject, tier and measure in the order of the vocabulary, then by year."""
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
    source = _source(row, edition)
    shown = f"{source} ({row['place']})" if row["place"] else source
    return [_subject(row, edition), _measure(row, edition), row["year"], row["value"], shown]


def _columns_gathered(edition: Edition) -> list[Column]:
    return [
        Column(edition.say("Đối tượng", "Who or what"), "text", 1.0),
        Column(edition.say("Số liệu", "Figures"), "text", 2.6),
        Column(edition.say("Nguồn", "Source"), "text", 1.2),
    ]


def _gathered(rows: Iterable[Row], edition: Edition) -> list[Sequence[object]]:
    """Gather counts of one group, year and file; and figures of one measure derived alike in several years."""
    lines: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        shared = row["measure"] if _is_derived_here(row) else str(row["year"])
        source = _source(row, edition)
        lines.setdefault((row["subject"], row["tier"], shared, source, _file(row)), []).append(row)
    return [
        [
            _subject(of[0], edition),
            _by_year(of, edition) if _is_derived_here(of[0]) else _by_measure(shared, of, edition),
            f"{source} ({file})" if file else source,
        ]
        for (_, _, shared, source, file), of in lines.items()
    ]


def _is_derived_here(row: Row) -> bool:
    """Whether a figure follows from others of its own unit."""
    source = str(row["source"])
    return source.startswith(DERIVED) and source != DERIVED + UNITS_TERM


def _source(row: Row, edition: Edition) -> str:
    """Name a source: the library's words begin with a capital, a document is named as it is."""
    source = row["source"]
    if source.startswith(DERIVED):
        return formats.sentence(_derivation(row, edition))
    named = name_source(source, edition.language)
    return named if named == source else formats.sentence(named)


def _derivation(row: Row, edition: Edition) -> str:
    """Write from which other figures a derived one follows, and how."""
    source, subject = row["source"], row["subject"]
    if source == DERIVED + UNITS_TERM:
        return edition.say("tổng của các đơn vị trực thuộc", "the sum of the units directly below")
    terms = re.split(r" ([+−]) ", source.removeprefix(DERIVED))
    tiers = {**tiers_of(subject), ALL_TIERS: Phrase("tất cả", "all of them")}
    words = [
        term
        if term in "+−" or term.isdecimal()
        else edition.term(tiers[term] if term in tiers else edition.measure(subject, term, row["year"]))
        for term in terms
    ]
    return edition.say("suy ra: {way}", "derived: {way}", way=" ".join(words))


def _by_year(rows: Sequence[Row], edition: Edition) -> str:
    counts = "; ".join(f"{row['year']}: {_value(row, edition)}" for row in rows)
    return f"{_measure(rows[-1], edition)} – {counts}"


def _by_measure(year: str, rows: Sequence[Row], edition: Edition) -> str:
    counts = "; ".join(f"{_measure(row, edition)}: {_value(row, edition)}{_at(row)}" for row in rows)
    return edition.say("Năm {year} – {counts}", "{year} – {counts}", year=year, counts=counts)


def _file(row: Row) -> str:
    """Name the file, or the sheet of a workbook, that a figure stands in."""
    place = str(row["place"])
    return place.rpartition("!")[0] if "!" in place else place.rpartition(":")[0] or place


def _at(row: Row) -> str:
    """Name the cell or the row of the file."""
    rest = str(row["place"]).removeprefix(_file(row)).lstrip("!:")
    return f" ({rest})" if rest else ""


def _subject(row: Row, edition: Edition) -> str:
    return edition.label(label_of(row["subject"], row["tier"]))


def _measure(row: Row, edition: Edition) -> str:
    return edition.measure_label(row["subject"], row["measure"], row["year"])


def provenance_section(
    dataset: str, sha256: str, parameters: Mapping[str, str], versions: Mapping[str, str], edition: Edition
) -> Section:
    """Show from what the report was made, so that it can be made again.

    Parameters
    ----------
    dataset, sha256
        Name of the dataset and hash of its tables.
    parameters
        The parameters that are not texts, as text by name.
    versions
        Version by name of the software.
    """
    title = edition.say("Nguồn gốc báo cáo", "Provenance")
    grouped = " ".join(sha256[start : start + 16] for start in range(0, len(sha256), 16))
    rows = [
        [edition.say("Bộ số liệu", "Dataset"), dataset],
        [edition.say("SHA-256 của bộ số liệu", "SHA-256 of the dataset"), grouped],
        *_rules_row(edition),
        *[[edition.say("Tham số", "Parameter") + f" {name}", value] for name, value in parameters.items()],
        *[[edition.say("Phiên bản", "Version") + f" {name}", version] for name, version in versions.items()],
    ]
    table = Table(
        id="table-provenance",
        title=edition.say("Báo cáo được lập từ", "What the report was made from"),
        columns=[
            Column(edition.say("Yếu tố", "What"), "text"),
            Column(edition.say("Giá trị", "Value"), "text", 1.6),
        ],
        rows=rows,
        language=edition.language,
    )
    return Section("provenance", title, [table])


def _rules_row(edition: Edition) -> list[list[str]]:
    if edition.rules is None:
        return []
    rules = f"{edition.rules.id}: {edition.rules.say_sources(edition.language)}"
    return [[edition.say("Quy định áp dụng", "Rules applied"), rules]]
