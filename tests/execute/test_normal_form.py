"""What a notebook shows does not depend on how its kernel sent it, and long lines take no long time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from kgreport.execute.normal_form import join_streams, normalise, normalise_text, shorten_paths

LONG = "x" * 400_000


def printed(text: str, name: str = "stdout") -> NotebookNode:
    return NotebookNode(output_type="stream", name=name, text=text)


def test_what_a_cell_prints_is_one_text_and_stands_before_its_warnings() -> None:
    shown = new_output("display_data", {"text/plain": "5"})
    sent = [printed("careful\n", "stderr"), printed("a"), shown, printed("b\n")]
    joined = join_streams(sent)
    assert [one.get("text") for one in joined] == ["ab\n", "careful\n", None]


def test_a_line_that_is_written_over_shows_its_last_state() -> None:
    text = "1\r2\n10%\r20%\rdone\r\nlast\r"
    assert join_streams([printed(text)])[0]["text"] == "2\ndone\r\nlast\r"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        LONG + "\r" + LONG,
        LONG + " /tmp/ipykernel_5/7.py:3: late",
        LONG + "ipykernel_" + LONG,
        "\b" * 400_000,
    ],
    ids=["one line", "written over", "with a warning", "with a name like a cell's", "backspaces"],
)
def test_a_long_line_takes_no_long_time(text: str) -> None:
    begin = time.process_time()
    normalise(new_notebook(cells=[new_code_cell("print(text)", outputs=[printed(text)])]))
    assert time.process_time() - begin < 1


def test_many_short_messages_take_no_long_time() -> None:
    begin = time.process_time()
    assert len(join_streams(printed("x" * 100) for _ in range(20_000))[0]["text"]) == 2_000_000
    assert time.process_time() - begin < 1


def test_the_file_of_a_cell_is_named_without_its_folder() -> None:
    assert normalise_text("File /tmp/ipykernel_12/34.py, x") == "File cell, x"


def test_neither_an_error_nor_a_warning_tells_where_the_home_and_the_packages_lie() -> None:
    missing = f"no such file: '{Path.home()}/figures.csv'"
    line = f"File {pytest.__file__}:9, in read"
    cell = new_code_cell(
        "read()",
        outputs=[
            printed(f"{pytest.__file__}:3: UserWarning: late\n", "stderr"),
            new_output("error", ename="OSError", evalue=missing, traceback=[line, missing]),
        ],
    )

    [warning, error] = normalise(new_notebook(cells=[cell])).cells[0].outputs

    assert warning.text == "pytest/__init__.py:3: UserWarning: late\n"
    assert error.evalue == "no such file: '~/figures.csv'"
    assert error.traceback == ["File pytest/__init__.py:9, in read", error.evalue]


@pytest.mark.parametrize("text", ["https://example.org/root/x", "a/home/b", "..", str(Path.home())])
def test_what_is_no_path_of_this_machine_stays(text: str) -> None:
    assert shorten_paths(text) == text
