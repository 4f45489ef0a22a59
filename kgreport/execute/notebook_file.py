"""Read the file of a notebook without Jupyter's libraries, and refuse what they would stumble over."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from kgreport.errors import PublishError, TwoLanguageError
from kgreport.notebook_shape import fault_of_notebook
from kgreport.terms.phrases import Phrase

LARGEST = 256 * 2**20
"""Bytes of the largest notebook that is read; one of a report has less than a megabyte."""


class NotebookError(TwoLanguageError, PublishError):
    """A notebook cannot be used as it is; its problems are told one a line."""

    def __init__(self, *problems: Phrase) -> None:
        super().__init__(*("\n".join(texts) for texts in zip(*problems, strict=True)))


class NotebookFileError(NotebookError):
    """The file is not a notebook that can be run, or it is not there."""


def read_cells(notebook: Path) -> list[dict[str, Any]]:
    """Read the cells of a notebook file."""
    cells: list[dict[str, Any]] = read_notebook(notebook)["cells"]
    return cells


def read_notebook(notebook: Path) -> dict[str, Any]:
    """Read a notebook file.

    Raises
    ------
    NotebookFileError
        If the file cannot be read, or is not a notebook of format 4; the message names the cell.
    """
    content = _parse(notebook, _read_text(notebook))
    if not isinstance(content, dict) or content.get("nbformat", 4) != 4 or "cells" not in content:
        raise NotebookFileError(
            Phrase(
                f"{notebook} không phải là sổ tay theo định dạng 4; mở trong JupyterLab rồi lưu lại",
                f"{notebook} is not a notebook of format 4; open it in JupyterLab and save it again",
            )
        )
    if fault := fault_of_notebook(content):
        number, part = fault
        raise NotebookFileError(
            Phrase(
                f"{notebook}, ô thứ {number}: {part!r} sai định dạng sổ tay; lấy lại bản sao lưu",
                f"{notebook}, cell {number}: {part!r} is not as the format of notebooks says; take a backup",
            )
        )
    return content


def source_of(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell; the file stores it as one text or as a list of lines."""
    return "".join(cell["source"])


def _read_text(notebook: Path) -> str:
    try:
        if notebook.exists() and not notebook.is_file():
            raise NotebookFileError(
                Phrase(f"{notebook} không phải là tệp thường", f"{notebook} is not a regular file")
            )
        with notebook.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise NotebookFileError(
            Phrase(
                f"không đọc được sổ tay {notebook}: {error.strerror}",
                f"cannot read the notebook {notebook}: {error.strerror}",
            )
        ) from error
    if len(content) > LARGEST:
        most = f"{LARGEST // 2**20} MB"
        raise NotebookFileError(
            Phrase(
                f"{notebook} lớn hơn {most}; hãy xóa kết quả của các ô",
                f"{notebook} is larger than {most}; clear its outputs",
            )
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        _refuse(notebook, error)


def _parse(notebook: Path, text: str) -> Any:
    try:
        content = json.loads(text, parse_constant=_no_number)
        if "\\ud" in text.lower():  # half a character, which no file can hold
            json.dumps(content, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        _refuse(notebook, error)
    return content


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number of JSON")


def _refuse(notebook: Path, error: Exception) -> NoReturn:
    raise NotebookFileError(
        Phrase(f"{notebook} không phải là sổ tay: {error}", f"{notebook} is not a notebook: {error}")
    ) from error
