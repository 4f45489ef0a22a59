"""Bring an executed notebook to a normal form that depends only on its inputs.

Two runs, in any folders and at any times, give the same bytes.
"""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.file_names import without_folders
from kgreport.seals.notebooks import without_manifest
from kgreport.terms.texts.terminal import drop_overwritten
from kgreport.whole_files import write_whole

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Where a traceback or warning says that it comes from a cell.
_CELL_FILE = re.compile(r"\bipykernel_\d+[\\/]\d+\.py(?::(\d+))?")

# A quoted text that is an absolute path, on whatever system.
_QUOTED_PATH = re.compile(r"""(['"])((?:/|~/|[A-Za-z]:(?:\\\\|/)|\\\\\\\\)(?:(?!\1)[^\n])*)\1""")

NOTEBOOK_METADATA = ("authors", "kgreport", "lang", "language", "title")
CELL_METADATA = (
    *("alt", "caption", "deletable", "editable", "format", "jupyter", "kgreport", "name", "raw_mimetype"),
    *("slideshow", "tags", "title"),
)
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"}
LANGUAGE |= {"nbconvert_exporter": "python", "pygments_lexer": "ipython3"}


def normalise(notebook: NotebookNode) -> NotebookNode:
    """Fix ids, and remove all traces of the time, the folder and the process of the run.

    This changes the notebook in place and returns it.
    """
    _keep_only(notebook.metadata, NOTEBOOK_METADATA)
    notebook["metadata"] = without_manifest(notebook.metadata)
    notebook.metadata.update(kernelspec=dict(KERNEL), language_info=dict(LANGUAGE))
    for number, cell in enumerate(notebook.cells, start=1):
        cell["id"] = f"cell-{number}"
        _keep_only(cell.metadata, CELL_METADATA)
        tags = tags_of(cell)
        if not tags:
            cell.metadata.pop("tags", None)  # papermill adds an empty list
        if "injected-parameters" in tags:
            cell["source"] = _name_folders(cell["source"])
        if "outputs" in cell:
            cell["outputs"] = join_streams(cell["outputs"])
        for output in cell.get("outputs", ()):
            _normalise_output(output)
    return notebook


def _name_folders(source: str) -> str:
    """Leave of the absolute paths among the parameters the names: where they lie tells of the machine.

    >>> _name_folders("dataset = '/home/an/data/2018'  # /home")
    "dataset = '2018'  # /home"
    """
    return _QUOTED_PATH.sub(lambda found: f"{found[1]}{without_folders(found[2])}{found[1]}", source)


def join_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join what a cell printed: the kernel splits it into messages by time.

    stdout stands before the stderr that it follows, because their order depends on the time. nbclient does
    the same, in a time that grows with the square of a line's length.
    """
    texts: dict[str, list[str]] = {}
    joined: list[NotebookNode] = []
    for output in outputs:
        is_stream = output["output_type"] == "stream"
        if is_stream:
            texts.setdefault(output["name"], []).append(output["text"])
        if not is_stream or len(texts[output["name"]]) == 1:
            joined.append(output)
    for output in joined:
        if output["output_type"] == "stream":
            output["text"] = drop_overwritten("".join(texts[output["name"]]))
    names = [output.get("name") for output in joined]
    for place in range(len(names) - 1):
        if names[place : place + 2] == ["stderr", "stdout"]:
            joined[place : place + 2] = joined[place + 1], joined[place]
    return joined


def tags_of(cell: NotebookNode) -> list[str]:
    """List the tags of a cell."""
    return list(cell.metadata.get("tags", ()))


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook in one step, so that no reader finds half a file."""
    import nbformat  # noqa: PLC0415

    write_whole(path, nbformat.writes(notebook) + "\n")


def _keep_only(metadata: NotebookNode, names: tuple[str, ...]) -> None:
    for name in set(metadata) - set(names):
        del metadata[name]


def _normalise_output(output: NotebookNode) -> None:
    if output.output_type == "stream":
        text = normalise_text(output.text)
        output.text = shorten_paths(text) if output.name == "stderr" else text
    elif output.output_type == "error":
        output.evalue = shorten_paths(output.evalue)
        output.traceback = [shorten_paths(normalise_text(line)) for line in output.traceback]
    elif "text/plain" in output.data:
        output.data["text/plain"] = normalise_text(output.data["text/plain"])


def normalise_text(text: str) -> str:
    """Replace process numbers, memory addresses and random ids in a text.

    >>> normalise_text("<Axes at 0x7f3a5c1d2e90>")
    '<Axes at 0x…>'
    >>> normalise_text("/tmp/ipykernel_4711/1234567890.py:3: UserWarning: rounded")
    'cell, line 3: UserWarning: rounded'
    """
    text = re.sub(r"\bat 0x[0-9a-fA-F]{6,16}\b", "at 0x…", text)
    text = re.sub(r"\bdisplay_id=[0-9a-f]{32}\b", "display_id=…", text)
    if "ipykernel_" not in text:  # the search for the start of such a path is slow
        return text
    return re.sub(r"\S+", _name_cell, text)


def shorten_paths(text: str) -> str:
    """Cut off where packages, the working folder and the home folder lie: that tells of machine and user.

    >>> shorten_paths(f"File {re.__file__}:227, in compile")
    'File re/__init__.py:227, in compile'
    """
    for pattern, short in _places_of_machine():
        text = pattern.sub(short, text)
    return text


@cache
def _places_of_machine() -> list[tuple[re.Pattern[str], str]]:
    """Give patterns of folders, inner ones first, and what stands for each."""
    packages = (sysconfig.get_path(name) for name in ("purelib", "platlib", "stdlib", "platstdlib"))
    ours = str(Path(__file__).parents[2])
    known = dict.fromkeys([*packages, ours, str(Path.cwd())], "") | {str(Path.home()): "~/"}
    inner_first = sorted(known.items(), key=lambda one: len(one[0]), reverse=True)
    return [
        (re.compile(rf"(?<![\w.\\/]){re.escape(place)}[\\/]"), short)
        for place, short in inner_first
        if Path(place) != Path(Path(place).anchor)
    ]


def _name_cell(word: re.Match[str]) -> str:
    """Replace the path of a cell's file in a word; one pattern for both would try every letter."""
    found = list(_CELL_FILE.finditer(word[0])) if "ipykernel_" in word[0] else []
    if not found:
        return word[0]
    line = f", line {found[-1][1]}" if found[-1][1] else ""
    return f"cell{line}{word[0][found[-1].end() :]}"
