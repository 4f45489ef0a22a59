"""Read the sheets of a workbook that have a fixed place for every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kgreport.data.figures.layout import GOALS_AHEAD
from kgreport.data.tables.books.book import SheetValues, Value, text_of
from kgreport.data.tables.books.marks import CellFormula
from kgreport.data.tables.cells.numbers import A_COUNT
from kgreport.data.tables.cells.phrases import BLANK_CELL
from kgreport.data.workbooks.figure_cells import FIRST_ROW, GOAL_YEAR, HEADING_ROW, FigureSheet, Key
from kgreport.data.workbooks.figure_sheets import APPARATUS
from kgreport.data.workbooks.reading import cell_findings
from kgreport.data.workbooks.reading.heads import Head
from kgreport.data.workbooks.reading.values import count_of
from kgreport.data.workbooks.words import plain
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.places import place_of, ref_of

MOST_SHOWN = 100
"""How many wrongly filled cells of a sheet are listed at most."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its cell."""

    key: Key
    year: int
    value: int
    place: str


@dataclass(frozen=True, slots=True)
class FilledFigureSheet:
    """A sheet of figures as it was filled in."""

    head: Head
    layout: FigureSheet
    sheet: SheetValues
    values: Mapping[str, Value]
    formulas: Mapping[str, CellFormula]

    def place(self, ref: str) -> str:
        """Name a cell of it."""
        return place_of(self.head.file, self.layout.name, ref)


def read_figure_sheet(filled: FilledFigureSheet) -> tuple[list[Figure], list[Finding]]:
    """Read the figures of a sheet whose headings stand in their places, and say what is wrong with it."""
    file, layout = filled.head.file, filled.layout
    headings = {ref_of(HEADING_ROW, n): column.label for n, column in enumerate(layout.columns, start=2)}
    headings |= {ref_of(n, 1): row.label for n, row in enumerate(layout.rows, start=FIRST_ROW)}
    findings = list(check_headings(file, layout.name, filled.values, headings))
    if findings:
        return [], findings
    findings += check_merged(file, filled.sheet)
    findings += check_formulas(file, layout.name, _typed(filled))
    findings += islice(_check_outside(filled), MOST_SHOWN)
    figures = []
    goal_year, found = _goal_year(filled)
    findings += found
    for ref, value in _figure_cells(filled):
        count = count_of(value)
        key = filled.layout.cells[ref].key
        if isinstance(count, Phrase):
            wording = Wording(count, A_COUNT, cell_findings.FILL_IN)
            findings.append(cell_findings.cell_finding("count", filled.place(ref), wording))
        elif count is not None and (year := goal_year if key.measure == "goal" else filled.head.year):
            figures.append(Figure(key, year, count, filled.place(ref)))
    return figures, findings


def check_headings(
    file: str, sheet: str, values: Mapping[str, Value], labels: Mapping[str, str]
) -> Iterator[Finding]:
    """Every heading stands in its place; the first that does not is named."""
    wrong = [ref for ref, label in labels.items() if plain(text_of(values.get(ref, ""))) != plain(label)]
    if wrong:
        ref = wrong[0]
        found = text_of(values.get(ref, ""))
        yield cell_findings.moved(place_of(file, sheet, ref), found, labels[ref], len(wrong) - 1)


def check_merged(file: str, sheet: SheetValues) -> Iterator[Finding]:
    """No cells to be filled in are merged."""
    for top, left, bottom, right in sheet.merged:
        if bottom >= FIRST_ROW:
            yield cell_findings.merged(file, sheet.name, f"{ref_of(top, left)}:{ref_of(bottom, right)}")


def check_formulas(file: str, sheet: str, formulas: Mapping[str, CellFormula]) -> Iterator[Finding]:
    """Every formula that somebody typed has been calculated, and none gives an error."""
    for ref, formula in formulas.items():
        if formula.error:
            yield cell_findings.error_value(place_of(file, sheet, ref), formula.error)
        elif not formula.calculated:
            yield cell_findings.not_calculated(place_of(file, sheet, ref), formula.formula)


def _typed(filled: FilledFigureSheet) -> dict[str, CellFormula]:
    """Leave out the formulas of the blank workbook."""
    own = {ref: cell.formula for ref, cell in filled.layout.cells.items() if cell.formula}
    return {
        ref: formula
        for ref, formula in filled.formulas.items()
        if not (ref in own and formula.is_formula(own[ref]))
    }


def _check_outside(filled: FilledFigureSheet) -> Iterator[Finding]:
    for row, column, value in filled.sheet.filled():
        ref = ref_of(row, column)
        heading = column == 1 and row <= filled.layout.last_row
        if row >= FIRST_ROW and not heading and ref not in filled.layout.cells:
            yield cell_findings.outside(filled.place(ref), text_of(value))


def _figure_cells(filled: FilledFigureSheet) -> Iterator[tuple[str, Value]]:
    """Give the cells with a figure of their own; a sum shown again counts only where it was typed over."""
    for ref, cell in filled.layout.cells.items():
        shown_again = cell.repeats and ref in filled.formulas
        if ref in filled.values and not shown_again:
            yield ref, filled.values[ref]


def _goal_year(filled: FilledFigureSheet) -> tuple[int | None, list[Finding]]:
    """Read of which year the goals are; where there are goals, that year must be given."""
    if filled.layout is not APPARATUS:
        return None, []
    goals = [ref for ref, cell in filled.layout.cells.items() if cell.key.measure == "goal"]
    year = filled.head.year
    given = count_of(filled.values.get(GOAL_YEAR, ""))
    if isinstance(given, int) and year <= given < year + GOALS_AHEAD:
        return given, []
    if given is None and not any(ref in filled.values and ref not in filled.formulas for ref in goals):
        return None, []
    found = BLANK_CELL if given is None else given if isinstance(given, Phrase) else quoted(given or "")
    expected = Phrase(f"năm của mục tiêu, từ {year}", f"the year of the goals, {year} or later")
    advice = Phrase("điền năm của mục tiêu ở ô này", "fill in the year of the goals in this cell")
    wording = Wording(found, expected, advice)
    return None, [cell_findings.cell_finding("goal-year", filled.place(GOAL_YEAR), wording)]
