"""`kgreport list`: how each report of parameters files stands."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from kgreport.cli.console import options
from kgreport.exit_statuses import MISUSED
from kgreport.terms.phrases import Language, Phrase, Reason, language_of_run

if TYPE_CHECKING:
    from kgreport.outputs.states import ReportState

_HEADINGS = (
    Phrase("Báo cáo", "Report"),
    Phrase("Năm", "Year"),
    Phrase("Đơn vị", "Unit"),
    Phrase("Ngôn ngữ", "Language"),
    Phrase("Loại bản", "Status"),
    Phrase("Sổ tay", "Notebook"),
    Phrase("Tình trạng", "State"),
    Phrase("Lập lúc", "Built"),
)
_STATES = {
    "current": Phrase("không thay đổi", "current"),
    "out of date": Phrase("cần lập lại", "out of date"),
    "failed": Phrase("không lập được", "failed"),
    "not built": Phrase("chưa lập", "not built"),
    "data missing": Phrase("chưa có số liệu", "data missing"),
    "issued": Phrase("đã ban hành", "issued"),
}
_WHOLE = Phrase("toàn bộ", "whole")
_SHORTENED = (0, 2, 5, 6)
_UNKNOWN = "–"
_MOST_REASONS = 3
_LONGEST = 100
"""The width of a state; a terminal may narrow it further."""


def list_reports(  # noqa: PLR0917 - one argument an option
    params: options.Params = None,
    settings: options.Settings = None,
    output: options.Output = options.OUTPUTS,
    units: options.Units = None,
    years: options.Years = None,
    notebook: options.Notebooks = None,
    as_json: options.JsonList = False,
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
    from kgreport.cli.console.text_tables import text_table  # noqa: PLC0415

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    language = language_of_run(one.identity["language"] for one in states)
    rows = [[one.say(language) for one in _HEADINGS], *(_row(one, language) for one in states)]
    for line in text_table(rows, shortened=_SHORTENED, width=width):
        typer.echo(line)


def _told(state: ReportState, language: Language) -> str:
    """Say how a report stands, and the first reasons; a failure has one, of many lines."""
    most = 1 if state.state == "failed" else _MOST_REASONS
    said = [one.say(language) if isinstance(one, Reason) else one for one in state.reasons[:most]]
    reasons = "; ".join([*said, *(["…"] if len(state.reasons) > most else [])])
    told = ": ".join(filter(None, [_STATES[state.state].say(language), reasons]))
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _row(state: ReportState, language: Language) -> tuple[str, ...]:
    of = state.identity
    unit = of["unit_name"] or of["unit"] or (_UNKNOWN if of["unit"] is None else _WHOLE.say(language))
    own = of["own_notebook"]
    notebook = own if own else f"{of['notebook']} (kgreport)" if of["notebook"] else _UNKNOWN
    built = f"{state.built:%Y-%m-%d %H:%M}" if state.built else _UNKNOWN
    known = (of["report"], of["year"] or _UNKNOWN, unit, of["language"] or _UNKNOWN, of["status"] or _UNKNOWN)
    return (*map(str, known), str(notebook), _told(state, language), built)
