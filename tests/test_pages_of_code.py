"""Each page of code gives what it says: its code runs, and prints what stands below it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def steps(page: Path) -> list[tuple[str, str]]:
    """List the blocks of code of a page, each with the block of its output, if one follows."""
    blocks = re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", page.read_text("utf-8"))
    following = [*blocks[1:], ("", "")]
    return [
        (text, "" if after[0] else after[1])
        for (kind, text), after in zip(blocks, following, strict=True)
        if kind == "python"
    ]


def run(source: str, names: dict[str, object]) -> str:
    """Run code, and give its last value as a notebook writes it."""
    *before, last = ast.parse(source).body
    exec(compile(ast.Module(before, []), "page", "exec"), names)
    if not isinstance(last, ast.Expr):
        exec(compile(ast.Module([last], []), "page", "exec"), names)
        return ""
    value = eval(compile(ast.Expression(last.value), "page", "eval"), names)
    return value if isinstance(value, str) else repr(value)


def words(text: str) -> list[str]:
    """Split text into words: how a page is laid out does not matter."""
    return text.split()


@pytest.mark.parametrize("name", ["how-to/dataframes.md", "how-to/own-measures.md", "vi/lay-so-lieu.md"])
def test_code_of_the_page_gives_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for source, output in steps(DOCS / name):
        given = run(source, names)
        if output:
            assert words(given) == words(output)
