"""Read the sheets of a form with a fixed place for every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgreport.data.workbooks.figure_grids import APPARATUS
from kgreport.data.workbooks.grids import FIRST_ROW, GOAL_YEAR, HEADING_ROW, Grid, Key
from kgreport.data.workbooks.reading import cell_findings as say
from kgreport.data.workbooks.reading.formulas import CellMark
from kgreport.data.workbooks.reading.heads import Head
from kgreport.data.workbooks.reading.values import count_of, text_of
from kgreport.data.workbooks.sheets import SheetValues, Value
from kgreport.data.workbooks.words import plain
from kgreport.terms.findings import Finding, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of, position, ref_of

MOST_TOLD = 100
"""How many cells outside the form are told of a sheet."""

_COUNT = Phrase("số đếm như 1977 hoặc 1.977", "a count such as 1977 or 1.977")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure and its cell."""

    key: Key
    year: int
    value: int
    place: str


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A grid as it was filled in."""

    head: Head
    grid: Grid
    sheet: SheetValues
    values: Mapping[str, Value]
    marks: Mapping[str, CellMark]

    def place(self, ref: str) -> str:
        """Name a cell of it."""
        return place_of(self.head.file, self.grid.sheet, ref)


def read_grid(filled: GridSheet) -> tuple[list[Figure], list[Finding]]:
    """Read the figures of a grid whose headings stand in their places, and say what is wrong with it."""
    findings = list(_check_headings(filled))
    if findings:
        return [], findings
    findings += check_merged(filled.head.file, filled.sheet)
    findings += check_marks(filled)
    findings += list(_check_outside(filled))[:MOST_TOLD]
    figures = []
    goal_year, found = _goal_year(filled)
    findings += found
    for ref, value in _figure_cells(filled):
        count = count_of(value)
        key = filled.grid.cells[ref].key
        if isinstance(count, Phrase):
            findings.append(say.cell_finding("count", filled.place(ref), Wording(count, _COUNT, say.FILL_IN)))
        elif count is not None and (year := goal_year if key.measure == "goal" else filled.head.year):
            figures.append(Figure(key, year, count, filled.place(ref)))
    return figures, findings


def _check_headings(filled: GridSheet) -> Iterator[Finding]:
    grid = filled.grid
    wanted = {ref_of(HEADING_ROW, n): column.label for n, column in enumerate(grid.columns, start=2)}
    wanted |= {ref_of(n, 1): row.label for n, row in enumerate(grid.rows, start=FIRST_ROW)}
    yield from check_headings(filled.head.file, grid.sheet, filled.values, wanted)


def check_headings(
    file: str, sheet: str, values: Mapping[str, Value], wanted: Mapping[str, str]
) -> Iterator[Finding]:
    """Every heading stands where the form has it; the first that does not is told."""
    wrong = [ref for ref, label in wanted.items() if plain(text_of(values.get(ref, ""))) != plain(label)]
    if wrong:
        ref = wrong[0]
        found = text_of(values.get(ref, ""))
        yield say.moved(place_of(file, sheet, ref), found, wanted[ref], len(wrong) - 1)


def check_merged(file: str, sheet: SheetValues) -> Iterator[Finding]:
    """No cells to be filled in are merged."""
    for top, left, bottom, right in sheet.merged:
        if bottom >= FIRST_ROW:
            yield say.merged(file, sheet.name, f"{ref_of(top, left)}:{ref_of(bottom, right)}")


def check_marks(filled: GridSheet) -> Iterator[Finding]:
    """Every formula but the form's own has been calculated, and none gives an error."""
    for ref, mark in filled.marks.items():
        cell = filled.grid.cells.get(ref)
        own = cell is not None and bool(cell.formula) and mark.is_formula(cell.formula)
        if mark.error and not own:
            yield say.error_value(filled.place(ref), mark.error)
        elif not mark.calculated and not own:
            yield say.not_calculated(filled.place(ref), mark.formula)


def _check_outside(filled: GridSheet) -> Iterator[Finding]:
    for row, column, value in filled.sheet.filled():
        ref = ref_of(row, column)
        heading = column == 1 and row <= filled.grid.last_row
        if row >= FIRST_ROW and not heading and ref not in filled.grid.cells:
            yield say.outside(filled.place(ref), text_of(value))


def _figure_cells(filled: GridSheet) -> Iterator[tuple[str, Value]]:
    """Give the cells with a figure of their own; a sum shown again counts only where it was typed over."""
    for ref, cell in filled.grid.cells.items():
        shown_again = cell.echo and ref in filled.marks
        if ref in filled.values and not shown_again:
            yield ref, filled.values[ref]


def _goal_year(filled: GridSheet) -> tuple[int | None, list[Finding]]:
    """Read of which year the goals are; where there are goals, that is said."""
    if filled.grid is not APPARATUS:
        return None, []
    goals = [ref for ref, cell in filled.grid.cells.items() if cell.key.measure == "goal"]
    year = filled.head.year
    given = count_of(filled.values.get(GOAL_YEAR, ""))
    if isinstance(given, int) and year <= given < year + 20:
        return given, []
    if given is None and not any(ref in filled.values and ref not in filled.marks for ref in goals):
        return None, []
    found = given if isinstance(given, Phrase) else say.quoted(given or "")
    found = Phrase("ô trống", "a blank cell") if given is None else found
    expected = Phrase(f"năm của mục tiêu, từ {year}", f"the year of the goals, {year} or later")
    advice = Phrase("điền năm của mục tiêu ở ô này", "fill in the year of the goals in this cell")
    return None, [say.cell_finding("goal-year", filled.place(GOAL_YEAR), Wording(found, expected, advice))]


def last_row_of(grid: Grid) -> int:
    """Tell how far down the formulas of a sheet matter."""
    return max(position(ref)[0] for ref in grid.cells)
