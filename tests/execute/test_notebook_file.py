"""A file that is no sound notebook is refused before anything runs; the message names its cell."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kgreport.execute import notebook_file
from kgreport.execute.notebook_file import NotebookFileError, read_notebook
from kgreport.execute.parameters_cell import declared_parameters

CODE = {"cell_type": "code", "source": ["x = 1\n", "y = 2"], "metadata": {}, "outputs": []}


def write(folder: Path, content: object) -> Path:
    path = folder / "report.ipynb"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def test_a_sound_notebook_is_read(tmp_path: Path) -> None:
    assert read_notebook(write(tmp_path, {"cells": [CODE], "nbformat": 4}))["cells"] == [CODE]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "is not a notebook"),
        ("", "is not a notebook"),
        ("[" * 100_000, "is not a notebook"),
        ('{"cells": [], "metadata": {"x": NaN}}', "NaN is no number of JSON"),
        ('{"cells": [{"cell_type": "raw", "source": "\\ud800"}]}', "surrogates not allowed"),
        ("null", "not a notebook of format 4"),
        ("{}", "not a notebook of format 4"),
        ({"cells": [], "nbformat": 3}, "not a notebook of format 4"),
        ({"cells": {}}, "cell 0: 'cells' is not"),
        ({"cells": [], "metadata": {"kernelspec": "python"}}, "cell 0: 'metadata' is not"),
        ({"cells": [CODE, None]}, "cell 2: 'cell_type' is not as the format"),
        ({"cells": [CODE | {"cell_type": ["code"]}]}, "cell 1: 'cell_type' is not as the format"),
        ({"cells": [CODE | {"source": None}]}, "cell 1: 'source' is not as the format"),
        ({"cells": [CODE | {"source": ["x", 1]}]}, "cell 1: 'source' is not as the format"),
        ({"cells": [CODE | {"metadata": []}]}, "cell 1: 'metadata' is not as the format"),
        ({"cells": [CODE | {"metadata": {"tags": "parameters"}}]}, "cell 1: 'metadata' is not as the format"),
        ({"cells": [CODE | {"outputs": [5]}]}, "cell 1: 'outputs' is not as the format"),
        ({"cells": [CODE | {"attachments": {"a.png": "x"}}]}, "cell 1: 'attachments' is not as the format"),
    ],
)
def test_what_is_no_notebook_is_refused(tmp_path: Path, content: object, expected: str) -> None:
    with pytest.raises(NotebookFileError, match=expected):
        read_notebook(write(tmp_path, content))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.ipynb"
    path.write_bytes(b'{"cells": "\xff"}')
    with pytest.raises(NotebookFileError, match="is not a notebook: 'utf-8' codec"):
        read_notebook(path)


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_a_pipe_or_folder_is_no_notebook_and_nobody_waits_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.ipynb")
    for path in (tmp_path / "pipe.ipynb", tmp_path):
        with pytest.raises(NotebookFileError, match="is not a regular file"):
            read_notebook(path)


def test_a_notebook_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook_file, "LARGEST", 2**20)
    with pytest.raises(NotebookFileError, match="is larger than 1 MB"):
        read_notebook(write(tmp_path, "x" * (2**20 + 1)))


@pytest.mark.parametrize(
    "source", ["x = (", "x = \x00", "x = " + "-" * 100_000 + "1", "x = " + "a." * 9_000 + "a"]
)
def test_a_parameters_cell_that_python_cannot_parse_is_refused(tmp_path: Path, source: str) -> None:
    cell = CODE | {"source": source, "metadata": {"tags": ["parameters"]}}
    with pytest.raises(NotebookFileError, match=r"parameters cell of .* is not plain Python"):
        declared_parameters(write(tmp_path, {"cells": [cell]}))
