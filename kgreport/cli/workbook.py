"""The commands about the workbooks that units fill in: write them, and send back the faulty ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kgreport.build.check import FAILED, MISUSED

if TYPE_CHECKING:
    from kgreport.build.build import Job
    from kgreport.build.check import Checked

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TABLES = (".csv", ".parquet", ".xlsx")


def workbook(  # noqa: PLR0917 - one argument an option
    year: Annotated[int, typer.Option("--year", min=1945, max=2100, help="Year the figures are of.")],
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="ID", help="Code of a unit; again, or by commas, for more."),
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
    asked = _asked(unit, names)
    _refuse_wrong_codes(asked, names)
    paths = {code: output / f"{code}-{year}.xlsx" for code in asked}
    there = [str(path) for path in paths.values() if path.exists()]
    if there and not force:
        _end(f"already there: {', '.join(there)}; --force writes them anew", MISUSED)
    for code, path in paths.items():
        try:
            write_workbook(path, year=year, unit=code, name=names.get(code, ""), simulated=simulated)
        except OSError as error:
            _end(f"cannot write {path}: {error.strerror or error}", FAILED)
        typer.echo(str(path))


def _names(units: Path) -> Mapping[str, str]:
    """Read the names of the units of a table, in its order."""
    from kgreport.data.tables.units import read_units  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if not units.is_file() or units.suffix not in _TABLES:
        _end(f"there is no table of units {units} ({', '.join(_TABLES)})", MISUSED)
    found, findings = read_units(units)
    if findings:
        _end(str(DatasetError(findings)), FAILED)
    return {one.id: one.name for one in found}


def _asked(unit: Sequence[str] | None, names: Mapping[str, str]) -> list[str]:
    codes = [code.strip() for given in unit or [] for code in given.split(",")]
    asked = list(dict.fromkeys(code for code in codes if code)) or list(names)
    if not asked:
        _end("no unit: name some with --unit, or a table of them with --units", MISUSED)
    return asked


def _refuse_wrong_codes(asked: Sequence[str], names: Mapping[str, str]) -> None:
    from kgreport.terms.spelling import nearest  # noqa: PLC0415

    for code in asked:
        if not _CODE.fullmatch(code):
            _end(f"'{code}' is no code of a unit; expected one such as rach-gia", MISUSED)
        if names and code not in names:
            near = nearest(code, names)
            hint = f"; did you mean '{near}'?" if near else ""
            _end(f"there is no unit '{code}' in the table{hint}", MISUSED)


def annotate_forms(job: Job, checked: Checked, output: Path) -> list[Path]:
    """Write annotated copies of the workbooks in which something was found that is not accepted."""
    from kgreport.data.datasets.dataset import find_dataset  # noqa: PLC0415
    from kgreport.data.workbooks.writing.annotating import SameFolderError, annotate  # noqa: PLC0415
    from kgreport.terms.findings import DatasetError  # noqa: PLC0415

    if checked.parameters is None:
        return []
    try:
        folder = find_dataset(checked.parameters.dataset, job.parameters.parent)
        return annotate(folder, checked.not_accepted(), checked.parameters.language, output)
    except DatasetError:
        return []
    except SameFolderError:
        _end(f"--annotate {output}: this folder holds the workbooks themselves; name another", MISUSED)
    except OSError as error:
        _end(f"cannot write into {output}: {error.strerror or error}", FAILED)


def _end(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)
