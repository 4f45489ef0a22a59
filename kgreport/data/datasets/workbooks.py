"""Find the forms of a dataset, and hold what they say against its years, its units and its other tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from kgreport.data.figures.layout import KEY
from kgreport.data.records.layout import RECORD_TABLES, UNITS
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.units import Unit
from kgreport.data.workbooks.layout import GUIDE, UNIT, YEAR
from kgreport.data.workbooks.reading.workbook import LOCK_FILE, Forms, FormUnit, is_form
from kgreport.terms.findings import RULE, Finding, Wording, make_finding
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import place_of
from kgreport.terms.spelling import did_you_mean, nearest
from kgreport.terms.vocabulary import label_of, measure_label

_TABLES = [table.name for table in (UNITS, *RECORD_TABLES, *REGISTERS)]


def form_files(folder: Path) -> list[Path]:
    """Find the workbooks of a folder that are no tables, nor a table misspelt: the forms of its units."""
    books = (path for path in folder.iterdir() if path.suffix.lower() == ".xlsx")
    others = (path for path in books if path.stem not in _TABLES and not path.name.startswith(LOCK_FILE))
    return sorted(path for path in others if nearest(path.stem, _TABLES) is None or is_form(path))


def units_of(forms: Forms) -> tuple[Unit, ...]:
    """Take the units that have handed in a form for all there are, directly below the whole."""
    names = {one.id: one.name for one in forms.units}
    return tuple(Unit(one, name, "", "", 0) for one, name in names.items() if one)


def check_forms(forms: Forms, years: range, units: Sequence[Unit]) -> Iterator[Finding]:
    """A form is of one of the years asked for, and of a unit that is known.

    Parameters
    ----------
    forms
        What was read.
    years
        The years a figure may be of.
    units
        The units; where there are none, any unit is taken.
    """
    known = [unit.id for unit in units]
    for form in forms.units:
        if form.year not in years:
            yield _of_another_year(form, years)
        if known and form.id and form.id not in known:
            yield _unknown_unit(form, known)


def without_strangers(forms: Forms, findings: Sequence[Finding]) -> Forms:
    """Leave out the lists of forms that `check_forms` refuses as a whole, so that no row is told as well."""
    strangers = {cell.partition("!")[0] for finding in findings for cell in finding.cells}

    def known(place: str) -> bool:
        return place.partition("!")[0] not in strangers

    return replace(
        forms,
        tables={name: [one for one in some if known(one.file)] for name, some in forms.tables.items()},
        registers={name: [row for row in rows if known(row.place)] for name, rows in forms.registers.items()},
    )


def check_twice(tables: pd.DataFrame, forms: pd.DataFrame) -> list[Finding]:
    """A figure stands in a table or in a form, not in both."""
    both = tables.merge(forms, on=KEY, suffixes=("", "_form"))
    return [
        _form_finding(
            "duplicate",
            str(row["place_form"]),
            str(row["place_form"]),
            Wording(
                Phrase(f"cũng có ở {row['place']}", f"also stands at {row['place']}"),
                Phrase("mỗi số liệu chỉ một nơi", "each figure in one place"),
                Phrase("bỏ một trong hai", "remove one of the two"),
                RULE,
            ),
            label=label_of(row["subject"], row["tier"]),
            measure=measure_label(row["subject"], row["measure"]),
        )
        for row in both.to_dict("records")
    ]


def _of_another_year(form: FormUnit, years: range) -> Finding:
    span = f"{years[0]}–{years[-1]}"
    return _form_finding(
        "form-year",
        form.file,
        place_of(form.file, GUIDE, YEAR),
        Wording(
            Phrase(f"biểu của năm {form.year}", f"a form of {form.year}"),
            Phrase(f"một năm trong khoảng {span}", f"a year in {span}"),
            Phrase(
                "chuyển đi, hoặc đặt first_year, last_year", "move it elsewhere, or set first_year, last_year"
            ),
        ),
    )


def _unknown_unit(form: FormUnit, known: list[str]) -> Finding:
    near = nearest(form.id, known)
    return _form_finding(
        "form-unit",
        form.file,
        place_of(form.file, GUIDE, UNIT),
        Wording(
            Phrase(f"mã lạ '{form.id}'", f"unknown unit '{form.id}'"),
            Phrase("mã có trong bảng units", "an id of the table units"),
            did_you_mean(near, Phrase("thêm vào bảng units", "add it to the table units")),
        ),
    )


def _form_finding(kind: str, at: str, cell: str, wording: Wording, **labels: Phrase) -> Finding:
    place = Phrase("{cell}, {label}, {measure}", "{cell}, {label}, {measure}").fill(cell=cell, **labels)
    return make_finding(
        kind, {"at": at}, place if labels else Phrase(cell, cell), wording, acceptable=False, cells=(cell,)
    )
