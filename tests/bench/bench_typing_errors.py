"""Measure how often the figure that was mistyped is named first, on the 19 workbooks of the made-up province.

    python tests/bench/bench_typing_errors.py [made-up/workbooks] [--each 10]

One figure of one workbook is mistyped at a time, by one of four errors of a hand: a digit left out, a digit
typed twice, two neighbours swapped, a digit typed as another. The workbooks are read in three states:

- typed: every cell as it is in the file; sums that formulas give are not there;
- calculated: those sums are there, and a spreadsheet has calculated them again after the error;
- pasted: those sums are there as values, so that they stay as they were.

The lists of the workbooks are left out, because a figure that differs from its list is named by that alone.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from kgreport.data.datasets.extent import units_in
from kgreport.data.datasets.workbooks import workbooks_in
from kgreport.data.figures.comparison import as_figures
from kgreport.data.figures.contradictions import find_contradictions
from kgreport.data.figures.layout import FIGURES, KEY
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.reading import read_table
from kgreport.data.figures.unit_sums import complete_with_units
from kgreport.data.plausibility.ranking import rank
from kgreport.data.plausibility.references import References
from kgreport.data.plausibility.sums import sums_of
from kgreport.data.plausibility.wrong_figures import find_breaks
from kgreport.data.rules.model import NO_RULES
from kgreport.data.tables.folders import Folders
from kgreport.data.tables.units import Unit
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS
from kgreport.data.workbooks.reading.workbook import read_workbooks
from kgreport.terms.places import place_of

YEAR = 2018
STATES = ("typed", "calculated", "pasted")

Cells = dict[tuple[str, str, str], int]
"""Figures of one unit by subject, tier and measure."""


def mistyped(number: int, chance: random.Random) -> int:
    """Type a number wrong."""
    text = str(number)
    while True:
        error, n = chance.choice(("left out", "twice", "swapped", "other")), chance.randrange(len(text))
        if error == "left out":
            typed = text[:n] + text[n + 1 :]
        elif error == "twice":
            typed = text[: n + 1] + text[n:]
        elif error == "swapped":
            typed = text[:n] + text[n + 1 : n + 2] + text[n : n + 1] + text[n + 2 :]
        else:
            typed = text[:n] + chance.choice("0123456789") + text[n + 1 :]
        if typed and int(typed) != number:
            return int(typed)


def calculate(cells: Cells) -> Cells:
    """Add the sums of the formulas of a blank workbook, where all their parts are known."""
    known = dict(cells)
    for sheet in FIGURE_SHEETS:
        for cell in reversed(list(sheet.cells.values())):
            parts = [known.get(sheet.cells[ref].key) for ref in cell.parts]
            if parts and None not in parts and not cell.repeats:
                known.setdefault(cell.key, sum(filter(None, parts)))
    return known


def frame_of(unit: str, cells: Cells) -> pd.DataFrame:
    """Give the figures of a workbook, each with a cell of its own."""
    file = f"{unit}-{YEAR}.xlsx"
    rows = [
        (YEAR, unit, *key, value, file, place_of(file, "S", f"A{n}"))
        for n, (key, value) in enumerate(cells.items(), 1)
    ]
    return pd.DataFrame(rows, columns=[*KEY, "value", "source", "place"])


def outcomes(figures: pd.DataFrame, units: tuple[Unit, ...], each: int, state: str) -> Iterator[str]:
    """Mistype figures, and tell what came of each."""
    chance = random.Random(2018)
    whole, rest = figures[figures["unit"] == ""], figures[figures["unit"] != ""]
    of_unit: dict[str, Cells] = {}
    columns = (rest[name].tolist() for name in ("unit", "subject", "tier", "measure", "value"))
    for unit, subject, tier, measure, value in zip(*columns, strict=True):
        of_unit.setdefault(unit, {})[subject, tier, measure] = value
    for unit, typed in of_unit.items():
        for _ in range(each):
            cell = chance.choice(sorted(typed))
            wrong = {**typed, cell: mistyped(typed[cell], chance)}
            if state == "calculated":
                wrong = calculate(wrong)
            elif state == "pasted":
                wrong = {**calculate(typed), cell: wrong[cell]}
            others = [
                frame_of(one, calculate(of) if state != "typed" else of)
                for one, of in of_unit.items()
                if one != unit
            ]
            yield outcome(pd.concat([whole, frame_of(unit, wrong), *others]), units, (unit, *cell))


def outcome(figures: pd.DataFrame, units: tuple[Unit, ...], wrong: tuple[str, str, str, str]) -> str:
    """Tell whether a wrong figure is found, and named first."""
    known = KnownFigures(by_scope(complete_with_units(figures, units)), units, NO_RULES)
    if not find_contradictions(known, as_figures([])):
        return "no sum is broken"
    unit, subject, tier, measure = wrong
    sums = sums_of(known, YEAR, subject, {})
    for broken in find_breaks(sums):
        ranked = rank(broken, sums, References(known.by_scope, units), YEAR, subject)
        if ranked and [one.key for one in ranked[0].figures] == [(unit, tier, measure)]:
            return "named first"
    return "not named first"


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", help="workbooks that `kgreport sample` has written")
    parser.add_argument("--each", type=int, default=10, help="how many figures of each workbook to mistype")
    given = parser.parse_args()
    if given.folder:
        measure(given.folder, given.each)
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kgreport", "sample", "made-up"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
        measure(Path(folder) / "made-up/workbooks", given.each)


def measure(folder: Path, each: int) -> None:
    """Print what came of the errors in each state."""
    read, _ = read_table(folder / "figures.csv", FIGURES, range(YEAR, YEAR + 1))
    figures = pd.concat([read, read_workbooks(workbooks_in(Folders.of(folder))).figures], ignore_index=True)
    figures = figures[figures["year"] == YEAR]
    for state in STATES:
        began = time.process_time()
        counted = Counter(outcomes(figures, units_in(folder), each, state))
        errors, first = sum(counted.values()), counted["named first"]
        unbroken, missed = counted["no sum is broken"], counted["not named first"]
        seconds = (time.process_time() - began) / errors
        print(f"{state}: {errors} errors, {seconds:.2f} s each; {unbroken} break no sum")
        print(
            f"  of the others, {first} of {first + missed} are named first ({first / (first + missed):.1%})"
        )


if __name__ == "__main__":
    main()
