"""Where each figure comes from: its source in words, row by row for a file, gathered for a page."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kgreport.data.figures.layout import ALL_TIERS, DERIVED, UNITS_TERM
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import name_source
from kgreport.terms.vocabulary import label_of, tiers_of
from kgreport.views import formats
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.sections.rows import Row
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import PRINTED_MARK, Column, Table

MANY = 150
"""A page gathers more figures than this, several in a row, and leaves out those of the units below."""

CODES = ("unit", "subject", "tier", "measure")
"""The columns of the file with the codes of the data format; they follow those in words."""


TRACE_FILE = "sources.csv"
"""How the name of the file ends that traces each figure."""

FigureKey = tuple[str, ...]
"""The year and the codes of a figure, and whether it is a count or as it was printed."""

TracedFigures = Mapping[FigureKey, Sequence[str]]
"""By key of a figure, its line of the file: year, unit, subject, measure, value."""


def traced_figures(lines: Iterable[Sequence[object]]) -> TracedFigures:
    """Give the lines of the file by figure."""
    texts = [["" if one is None else str(one) for one in line] for line in lines]
    return {(line[0], *line[-len(CODES) :], str(line[4].isdecimal())): line[:5] for line in texts}


def read_trace(text: str) -> TracedFigures:
    """Read the file; it may be blank."""
    _, *lines = [*csv.reader(io.StringIO(text.removeprefix("\ufeff")))] or [[]]
    return traced_figures(line for line in lines if len(line) > len(CODES) + 4)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of figures and of their sources, each made once.

    Attributes
    ----------
    writer
        The report.
    units
        Names of the units below whose figures are among them, by code.
    """

    writer: Writer
    units: Mapping[str, str]
    _made: dict[object, str] = field(default_factory=dict)

    def unit(self, row: Row) -> str:
        """Name the unit of a figure."""
        return self.units.get(row["unit"]) or self._once("", lambda: self.writer.whole)

    def subject(self, row: Row) -> str:
        """Name who or what is counted."""
        subject, tier = row["subject"], row["tier"]
        return self._once(
            (subject, tier), lambda: self.writer.label(label_of(subject, tier, self.writer.own))
        )

    def measure(self, row: Row) -> str:
        """Name the measure as the rules of its year do."""
        named = (row["subject"], row["measure"], row["year"])
        return self._once(named, lambda: self.writer.measure_label(*named))

    def source(self, row: Row) -> str:
        """Name a source: the library's words begin with a capital, a document is named as it is."""
        source = (row["source"], row["subject"], row["year"], "source")
        return self._once(source, lambda: _source_in_words(row, self.writer))

    def _once(self, key: object, make: Callable[[], str]) -> str:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]


def trace_of(rows: Sequence[Row], names: Names) -> AttachedTable:
    """Trace each figure: row by row in a file, gathered on a page.

    Parameters
    ----------
    rows
        The figures, in order: ``year, unit, subject, tier, measure, value, source, place``.
    names
        Their names.
    """
    writer, many = names.writer, len(rows) > MANY
    shown = [row for row in rows if row["unit"] not in names.units] if many else rows
    title = writer.say(
        "Nguồn của từng số liệu ({count} số liệu)",
        "Source of each figure ({count} figures)",
        count=writer.count(len(rows)),
    )
    return AttachedTable(
        name=TRACE_FILE,
        title=title,
        columns=[*_headings(writer), *CODES],
        rows=[[*_line(row, names), *(row[code] for code in CODES)] for row in rows],
        shown=Table(
            id="table-trace",
            title=writer.say("Số liệu và nguồn", "Figures and sources"),
            columns=_columns_gathered(writer) if many else _columns(writer),
            rows=_gathered(shown, names) if many else [_cells(row, names) for row in shown],
            language=writer.language,
            notes=[*_only_in_file(rows, shown, writer), *_print_note(shown, writer)],
        ),
    )


def is_derived_here(row: Row) -> bool:
    """Whether a figure follows from others of its own unit."""
    source = str(row["source"])
    return source.startswith(DERIVED) and source != DERIVED + UNITS_TERM


def _source_in_words(row: Row, writer: Writer) -> str:
    source = row["source"]
    if source.startswith(DERIVED):
        return formats.sentence(_derivation(row, writer))
    named = name_source(source, writer.language)
    return named if named == source else formats.sentence(named)


def _derivation(row: Row, writer: Writer) -> str:
    """Write from which other figures a derived one follows, and how."""
    source, subject = row["source"], row["subject"]
    if source == DERIVED + UNITS_TERM:
        return writer.say("tổng của các đơn vị trực thuộc", "the sum of the units directly below")
    terms = re.split(r" ([+−]) ", source.removeprefix(DERIVED))
    tiers = {**tiers_of(subject, writer.own), ALL_TIERS: Phrase("tất cả", "all of them")}
    words = [
        term
        if term in "+−" or term.isdecimal()
        else writer.term(tiers[term] if term in tiers else writer.measure(subject, term, row["year"]))
        for term in terms
    ]
    return writer.say("suy ra: {way}", "derived: {way}", way=" ".join(words))


def _headings(writer: Writer) -> list[str]:
    return [
        writer.say("Năm", "Year"),
        writer.say("Đơn vị", "Unit"),
        writer.say("Đối tượng", "Who or what"),
        writer.say("Chỉ tiêu", "Measure"),
        writer.say("Số liệu", "Figure"),
        writer.say("Nguồn", "Source"),
        writer.say("Vị trí", "Place"),
    ]


def _line(row: Row, names: Names) -> list[object]:
    value = str(row["value"]).removesuffix(PRINTED_MARK)
    said = names.unit(row), names.subject(row), names.measure(row), value, names.source(row)
    return [row["year"], *said, row["place"]]


def _columns(writer: Writer) -> list[Column]:
    return [
        Column(writer.say("Đối tượng", "Who or what"), "text", 1.1),
        Column(writer.say("Chỉ tiêu", "Measure"), "text", 1.1),
        Column(writer.say("Năm", "Year"), "year"),
        Column(writer.say("Số liệu", "Figure")),
        Column(writer.say("Nguồn", "Source"), "text", 1.6),
    ]


def _cells(row: Row, names: Names) -> list[object]:
    source, subject = names.source(row), names.subject(row)
    if row["unit"] in names.units:
        subject = f"{subject} ({names.unit(row)})"
    shown = f"{source} ({row['place']})" if row["place"] else source
    return [subject, names.measure(row), row["year"], row["value"], shown]


def _columns_gathered(writer: Writer) -> list[Column]:
    return [
        Column(writer.say("Đối tượng", "Who or what"), "text", 1.0),
        Column(writer.say("Số liệu", "Figures"), "text", 2.6),
        Column(writer.say("Nguồn", "Source"), "text", 1.2),
    ]


def _gathered(rows: Iterable[Row], names: Names) -> list[Sequence[object]]:
    """Gather counts of one group, year and file; and figures of one measure derived alike in several years."""
    lines: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        shared = row["measure"] if is_derived_here(row) else str(row["year"])
        key = (row["subject"], row["tier"], shared, names.source(row), _sheet(row))
        lines.setdefault(key, []).append(row)
    return [
        [
            names.subject(of[0]),
            _by_year(of, names) if is_derived_here(of[0]) else _by_measure(shared, of, names),
            f"{source} ({sheet})" if sheet else source,
        ]
        for (*_, shared, source, sheet), of in lines.items()
    ]


def _by_year(rows: Sequence[Row], names: Names) -> str:
    counts = "; ".join(f"{row['year']}: {_value(row, names.writer)}" for row in rows)
    return f"{names.measure(rows[-1])} – {counts}"


def _by_measure(year: str, rows: Sequence[Row], names: Names) -> str:
    counts = "; ".join(f"{names.measure(row)}: {_value(row, names.writer)}{_at(row)}" for row in rows)
    return names.writer.say("Năm {year} – {counts}", "{year} – {counts}", year=year, counts=counts)


def _value(row: Row, writer: Writer) -> str:
    value = row["value"]
    return value if isinstance(value, str) else writer.count(value)


def _sheet(row: Row) -> str:
    """Name the file, or the sheet of a workbook, that a figure stands in."""
    place = str(row["place"])
    return place.rpartition("!")[0] if "!" in place else place.rpartition(":")[0] or place


def _at(row: Row) -> str:
    """Name the cell or the row of the file."""
    rest = str(row["place"]).removeprefix(_sheet(row)).lstrip("!:")
    return f" ({rest})" if rest else ""


def _only_in_file(rows: Sequence[Row], shown: Sequence[Row], writer: Writer) -> list[str]:
    return writer.say_if(
        len(shown) < len(rows),
        "{count} số liệu của các đơn vị trực thuộc chỉ có trong tệp.",
        "{count} figures of the units below are only in the file.",
        count=writer.count(len(rows) - len(shown)),
    )


def _print_note(rows: Iterable[Row], writer: Writer) -> list[str]:
    return writer.say_if(
        any(isinstance(row["value"], str) for row in rows),
        "{mark} Ghi như nguồn đã in.",
        "{mark} As printed in the source.",
        mark=PRINTED_MARK,
    )
