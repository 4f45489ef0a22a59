"""`kgreport list`: how each report of parameters files stands."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from kgreport.cli import options
from kgreport.exit_statuses import MISUSED

if TYPE_CHECKING:
    from kgreport.outputs.states import ReportState

_HEADINGS = ("Report", "Year", "Unit", "Language", "Status", "Notebook", "State", "Built")
_SHORTENED = (0, 2, 5, 6)
_UNKNOWN = "–"
_MOST_REASONS = 3
_LONGEST = 80


def list_reports(  # noqa: PLR0917 - one argument an option
    params: options.Params = None,
    settings: options.Settings = None,
    output: options.Output = options.OUTPUTS,
    units: options.Units = "",
    years: options.Years = "",
    notebook: options.Notebooks = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print a list in JSON.")] = False,
) -> None:
    """List the reports: year, unit, language, status, notebook, and whether they are current.

    Reports that were built with other options stand at the end.
    """
    from kgreport.outputs.states import states_of  # noqa: PLC0415

    request = options.request_of(
        params, output=output, settings=settings, units=units, years=years, notebook=notebook
    )
    states = list(states_of(request))
    if as_json:
        typer.echo(json.dumps([one.as_dict() for one in states], ensure_ascii=False, indent=2))
    else:
        _print_table(states)
    raise typer.Exit(MISUSED if any(one.is_misused for one in states) else 0)


def _print_table(states: Sequence[ReportState]) -> None:
    from kgreport.builder.text_table import text_table  # noqa: PLC0415

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    rows = [_HEADINGS, *map(_row, states)]
    for line in text_table(rows, shortened=_SHORTENED, width=width):
        typer.echo(line)


def _few(reasons: Sequence[str]) -> str:
    """Say the first reasons; a message of an error has many lines."""
    more = ["…"] if len(reasons) > _MOST_REASONS else []
    shown = [one if len(one) <= _LONGEST else f"{one[: _LONGEST - 1]}…" for one in reasons[:_MOST_REASONS]]
    return "; ".join([*shown, *more])


def _row(state: ReportState) -> tuple[str, ...]:
    of = state.identity
    unit = of["unit_name"] or of["unit"] or (_UNKNOWN if of["unit"] is None else "whole")
    own = of["own_notebook"]
    notebook = own if own else f"{of['notebook']} (kgreport)" if of["notebook"] else _UNKNOWN
    told = ": ".join(filter(None, [state.state, _few(state.reasons)]))
    built = f"{state.built:%Y-%m-%d %H:%M}" if state.built else _UNKNOWN
    known = (of["report"], of["year"] or _UNKNOWN, unit, of["language"] or _UNKNOWN, of["status"] or _UNKNOWN)
    return (*map(str, known), str(notebook), told, built)
