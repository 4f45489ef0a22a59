"""Find the workbooks of a dataset, and check them against its years, its units and its other tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from kgreport.data.datasets.folder import tables_of
from kgreport.data.figures.layout import KEY
from kgreport.data.tables.faults import REMOVE_ONE
from kgreport.data.tables.folders import Folders, entries_of
from kgreport.data.tables.units import Unit
from kgreport.data.workbooks.reading.heads import Head
from kgreport.data.workbooks.reading.workbook import Workbooks, is_unit_workbook
from kgreport.data.workbooks.sheets import GUIDE, UNIT, YEAR
from kgreport.terms.findings import RULE, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from kgreport.terms.places import place_of
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.texts.soundness import sound_text
from kgreport.terms.vocabulary import label_of, measure_label


def workbooks_in(folders: Folders) -> list[Path]:
    """Find the workbooks of units in a dataset: ``.xlsx`` files that are no tables, nor tables misspelt."""
    files = [path for folder in folders.paths for path in entries_of(folder) if path.is_file()]
    books = [one for one in files if one.suffix.lower() == ".xlsx" and isinstance(sound_text(one.name), str)]
    tables = [table.name for table in tables_of(folders)] if books else []
    others = [path for path in books if path.stem not in tables]
    return [path for path in others if nearest(path.stem, tables) is None or is_unit_workbook(path)]


def units_of_heads(heads: Iterable[Head], only: str = "") -> tuple[Unit, ...]:
    """Take the units that handed in a workbook for all there are, directly below the whole.

    Where `only` is set, the others have no name.
    """
    names = {head.unit: head.name for head in heads}
    return tuple(Unit(one, name if only in ("", one) else one, "", "", 0) for one, name in names.items())


def check_workbooks(workbooks: Workbooks, years: range, units: Sequence[Unit]) -> Iterator[Finding]:
    """A workbook is of one of the years of the report, and of a unit that is known.

    Where no units are known, any unit is taken.
    """
    known = [unit.id for unit in units]
    for head in workbooks.heads:
        if head.year not in years:
            yield _of_another_year(head, years)
        if known and head.unit not in known:
            yield _unknown_unit(head, known)


def without_refused(workbooks: Workbooks, findings: Sequence[Finding]) -> Workbooks:
    """Leave out the lists of workbooks that `check_workbooks` refuses, so that no row is refused as well."""
    refused = {cell.partition("!")[0] for finding in findings for cell in finding.cells}
    tables = {
        name: [one for one in some if one.file.partition("!")[0] not in refused]
        for name, some in workbooks.tables.items()
    }
    return replace(workbooks, tables=tables)


def check_twice(tables: pd.DataFrame, workbooks: pd.DataFrame) -> list[Finding]:
    """A figure stands in a table or in a workbook, not in both."""
    if workbooks.empty:
        return []
    both = tables.merge(workbooks, on=KEY, suffixes=("", "_again"))
    return [
        _workbook_finding(
            "duplicate",
            str(row["place_again"]),
            str(row["place_again"]),
            Wording(
                Phrase(f"cũng có ở {row['place']}", f"also stands at {row['place']}"),
                Phrase("mỗi số liệu chỉ một nơi", "each figure in one place"),
                REMOVE_ONE,
                RULE,
            ),
            label=label_of(row["subject"], row["tier"]),
            measure=measure_label(row["subject"], row["measure"]),
        )
        for row in both.to_dict("records")
    ]


def _of_another_year(head: Head, years: range) -> Finding:
    span = f"{years[0]}–{years[-1]}"
    return _workbook_finding(
        "form-year",
        head.file,
        place_of(head.file, GUIDE, YEAR),
        Wording(
            Phrase(f"biểu của năm {head.year}", f"a workbook of {head.year}"),
            Phrase(f"một năm trong khoảng {span}", f"a year in {span}"),
            Phrase(
                "chuyển đi, hoặc đặt first_year, last_year", "move it elsewhere, or set first_year, last_year"
            ),
        ),
    )


def _unknown_unit(head: Head, known: list[str]) -> Finding:
    near = nearest(head.unit, known)
    return _workbook_finding(
        "form-unit",
        head.file,
        place_of(head.file, GUIDE, UNIT),
        Wording(
            Phrase(f"mã lạ '{head.unit}'", f"unknown unit '{head.unit}'"),
            Phrase("mã có trong bảng units", "an id of the table units"),
            did_you_mean(near, Phrase("thêm vào bảng units", "add it to the table units")),
        ),
    )


def _workbook_finding(kind: str, at: str, cell: str, wording: Wording, **labels: Phrase) -> Finding:
    place = same("{cell}, {label}, {measure}").fill(cell=cell, **labels)
    return make_finding(
        kind, {"at": at}, place if labels else same(cell), wording, acceptable=False, cells=(cell,)
    )
