"""A cell that failed is described by its error: in its own words where it is one of kgreport."""

from __future__ import annotations

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from kgreport.execute.failures import MOST_LETTERS, describe_error


def failed(name: str, message: str, *traceback: str) -> NotebookNode:
    shown = new_output("error", ename=name, evalue=message, traceback=list(traceback))
    return NotebookNode(new_code_cell("x = 1\nreport.level()", outputs=[shown], execution_count=3))


def test_an_error_of_kgreport_is_described_as_the_notebook_shows_it() -> None:
    """In the language of the report, which the text of the exception may not have."""
    lines = "UnknownNameError: Report không có 'level'", "Ô In[3], dòng 2: report.level()"

    assert describe_error(failed("UnknownNameError", "no 'level'", *lines)) == "\n".join(lines)


def test_another_error_is_described_by_its_message_and_line() -> None:
    frames = "-----", "Cell In[3], line 2", "----> 2 report.level()", "ValueError: no"

    assert describe_error(failed("ValueError", "no", *frames)) == "ValueError: no; in line 2: report.level()"


def test_a_message_holds_the_beginning_of_a_long_exception() -> None:
    assert len(describe_error(failed("ValueError", "x" * 400_000))) < MOST_LETTERS + 20
