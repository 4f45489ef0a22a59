"""Read the parameters cell of a notebook, and check parameters against it.

papermill only warns about an unknown name: after a typo, it would print the report with the default values.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kgreport.errors import PublishError, TwoLanguageError
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import near_or_known

TAG = "parameters"

TAG_THE_CELL = Phrase(
    f"gắn nhãn {TAG!r} cho ô gán tham số, ở Property Inspector của JupyterLab",
    f"tag the cell that assigns them {TAG!r} in JupyterLab's property inspector",
)


class NotebookError(TwoLanguageError, PublishError):
    """A notebook cannot be used as it is; its problems are told one a line."""

    def __init__(self, *problems: Phrase) -> None:
        super().__init__(*("\n".join(texts) for texts in zip(*problems, strict=True)))


class UnknownParameterError(NotebookError):
    """The notebook does not have this parameter."""


class ParameterValueError(PublishError):
    """A notebook cannot store the value of this parameter."""


class NotebookFileError(NotebookError):
    """The file is not a notebook that can be run, or it is not there."""


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
    except SyntaxError as error:
        raise NotebookFileError(
            Phrase(
                f"ô tham số của {notebook} không phải là Python thuần: {error.msg} (dòng {error.lineno}); "
                "chỉ ghi các phép gán, những lệnh khác để ở ô khác",
                f"the parameters cell of {notebook} is not plain Python: {error.msg} (line {error.lineno}); "
                "leave only assignments in it, and move anything else to another cell",
            )
        ) from error
    targets = [target for line in body for target in _targets(line)]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return list(dict.fromkeys(names))


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


def read_cells(notebook: Path) -> list[dict[str, Any]]:
    """Read the cells of a notebook file without Jupyter's libraries."""
    cells: list[dict[str, Any]] = read_notebook(notebook)["cells"]
    return cells


def read_notebook(notebook: Path) -> dict[str, Any]:
    """Read a notebook file without Jupyter's libraries.

    Raises
    ------
    NotebookFileError
        If the file cannot be read, or is not a notebook of format 4.
    """
    try:
        content = json.loads(notebook.read_text("utf-8"))
    except OSError as error:
        raise NotebookFileError(
            Phrase(
                f"không đọc được sổ tay {notebook}: {error.strerror}",
                f"cannot read the notebook {notebook}: {error.strerror}",
            )
        ) from error
    except ValueError as error:
        raise NotebookFileError(
            Phrase(f"{notebook} không phải là sổ tay: {error}", f"{notebook} is not a notebook: {error}")
        ) from error
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list) or not all({"cell_type", "source"} <= set(cell) for cell in cells):
        raise NotebookFileError(
            Phrase(
                f"{notebook} không phải là sổ tay theo định dạng 4; mở trong JupyterLab rồi lưu lại",
                f"{notebook} is not a notebook of format 4; open it in JupyterLab and save it again",
            )
        )
    return dict(content)


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell; the file stores it as one text or as a list of lines."""
    return "".join(cell["source"])


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
