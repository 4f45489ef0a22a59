"""Read the parameters cell of a notebook, and check parameters against it.

papermill only warns about an unknown name: after a typo, it would print the report with the default values.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from pathlib import Path

from kgreport.errors import PublishError
from kgreport.execute.notebook_file import NotebookError, NotebookFileError, read_cells, source_of
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known

TAG = "parameters"

TAG_THE_CELL = Phrase(
    f"gắn nhãn {TAG!r} cho ô gán tham số, ở Property Inspector của JupyterLab",
    f"tag the cell that assigns them {TAG!r} in JupyterLab's property inspector",
)


class UnknownParameterError(NotebookError):
    """The notebook does not have this parameter."""


class ParameterValueError(PublishError):
    """A notebook cannot store the value of this parameter."""


def declared_parameters(notebook: Path) -> list[str]:
    """Read the names that the first cell tagged ``parameters`` assigns or annotates, in their order.

    A notebook without such a cell has no parameters. Nothing is run.

    Raises
    ------
    NotebookFileError
        If the file is not a notebook, or the cell is not plain Python.
    """
    tagged = (cell for cell in read_cells(notebook) if TAG in cell.get("metadata", {}).get("tags", ()))
    try:
        body = ast.parse(source_of(next(tagged, {"source": ""}))).body
        targets = [target for line in body for target in _targets(line)]
        names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _not_plain(notebook, error) from error
    return list(dict.fromkeys(names))


def _not_plain(notebook: Path, error: Exception) -> NotebookFileError:
    """Make the error for a parameters cell that Python cannot parse, or that is nested too deeply."""
    line = getattr(error, "lineno", None) or 1
    what = getattr(error, "msg", None) or type(error).__name__
    return NotebookFileError(
        Phrase(
            f"ô tham số của {notebook} không phải là Python thuần: {what} (dòng {line}); "
            "chỉ ghi các phép gán, những lệnh khác để ở ô khác",
            f"the parameters cell of {notebook} is not plain Python: {what} (line {line}); "
            "leave only assignments in it, and move anything else to another cell",
        )
    )


def _targets(line: ast.stmt) -> list[ast.expr]:
    if isinstance(line, ast.Assign):
        return line.targets
    return [line.target] if isinstance(line, ast.AnnAssign) else []


def checked_parameters(notebook: Path, given: Mapping[str, object]) -> dict[str, object]:
    """Return parameters as plain JSON values, after a check that the notebook has them all.

    Raises
    ------
    UnknownParameterError
        If the notebook does not have one of the names; the message lists all of them.
    ParameterValueError
        If a value is not text, number, truth value, null, or a list or mapping of those.
    """
    known = declared_parameters(notebook)
    problems = [_unknown(name, known, notebook) for name in given if name not in known]
    if problems:
        raise UnknownParameterError(*problems)
    return {name: _plain(name, value) for name, value in given.items()}


def _unknown(name: str, known: list[str], notebook: Path) -> Phrase:
    if not known:
        return Phrase(
            f"không có tham số {name!r}: {notebook} không có tham số nào; {TAG_THE_CELL.vi}",
            f"unknown parameter {name!r}: {notebook} has no parameters; {TAG_THE_CELL.en}",
        )
    hint = near_or_known(name, known)
    return Phrase(
        f"không có tham số {name!r} trong ô tham số của {notebook}; {hint.vi}",
        f"unknown parameter {name!r}: not in the parameters cell of {notebook}; {hint.en}",
    )


def _plain(name: str, value: object) -> object:
    try:
        return json.loads(json.dumps(value, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise ParameterValueError(
            f"parameter {name!r} is {value!r} ({type(value).__name__}); expected text, a finite number, "
            "true or false, null, or a list or mapping of those (write a date as '2019-04-01')"
        ) from error
