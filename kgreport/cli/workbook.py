"""`kgreport workbook`: write the workbooks that units fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kgreport.cli.console.errors import fail
from kgreport.exit_statuses import FAILED


def workbook(  # noqa: PLR0917 - one argument an option
    year: Annotated[int, typer.Option("--year", min=1945, max=2100, help="Year the figures are of.")],
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="ID", help="Code of a unit; several with commas."),
    ] = None,
    units: Annotated[
        Path | None,
        typer.Option(
            "--units", metavar="FILE", help="Table of units: their names, and all of them if none is named."
        ),
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder the workbooks go into.")] = Path(
        "workbooks"
    ),
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Mark the workbooks as ones of made-up figures.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over workbooks that are there.")] = False,
) -> None:
    """Write the input workbook of each unit, to be filled in and sent back."""
    from kgreport.data.workbooks.writing.workbook import write_workbook  # noqa: PLC0415

    names = _names(units) if units else {}
    codes = _codes(unit, names)
    _refuse_wrong_codes(codes, names)
    paths = {code: output / f"{code}-{year}.xlsx" for code in codes}
    existing = [str(path) for path in paths.values() if path.exists()]
    if existing and not force:
        fail(f"already there: {', '.join(existing)}; --force writes them again")
    for code, path in paths.items():
        try:
            write_workbook(path, year=year, unit=code, name=names.get(code, ""), simulated=simulated)
        except OSError as error:
            fail(f"cannot write {path}: {error.strerror or error}", FAILED)
        typer.echo(str(path))


def _names(units: Path) -> Mapping[str, str]:
    """Read the names of the units of a table, in its order."""
    from kgreport.data.tables.layout import SUFFIXES  # noqa: PLC0415
    from kgreport.data.tables.units import read_units  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if not units.is_file() or units.suffix not in SUFFIXES:
        fail(f"there is no table of units {units} ({', '.join(SUFFIXES)})")
    found, findings = read_units(units)
    if findings:
        raise DatasetError(findings)
    return {one.id: one.name for one in found}


def _codes(unit: Sequence[str] | None, names: Mapping[str, str]) -> list[str]:
    """List the codes of the units named, or of all units of the table."""
    from kgreport.data.params.matrix import words_of  # noqa: PLC0415

    codes = words_of(",".join(unit or ())) or tuple(names)
    if not codes:
        fail("no unit: name some with --unit, or a table of them with --units")
    return list(codes)


def _refuse_wrong_codes(codes: Sequence[str], names: Mapping[str, str]) -> None:
    from kgreport.data.tables.layout import UNIT_CODE  # noqa: PLC0415
    from kgreport.file_names import fault_of_unit  # noqa: PLC0415
    from kgreport.terms.spelling import nearest  # noqa: PLC0415

    for code in codes:
        if not UNIT_CODE.fullmatch(code):
            why = fault_of_unit(code)
            hint = f": {why.en}" if why else ""
            fail(f"'{code}' is not a code of a unit{hint}; expected one such as rach-gia")
        if names and code not in names:
            near = nearest(code, names)
            hint = f"; did you mean '{near}'?" if near else ""
            fail(f"there is no unit '{code}' in the table{hint}")
