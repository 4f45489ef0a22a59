"""The page on fact-check is true: every kind is in it with an example that is found, and its commands run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgreport.cli.app import app
from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.dataset_checks import KIND
from kgreport.fact_check.documents import reading
from kgreport.fact_check.model import KINDS

PAGE = (Path(__file__).parents[2] / "docs/how-to/fact-check.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\| `([\w-]+)` \| (error|warning|note) \| .*? \| (.*) \|$", PAGE, re.MULTILINE)


def test_every_kind_has_an_example() -> None:
    assert {kind for kind, _, _ in EXAMPLES} | {KIND} == set(KINDS)
    assert f"`{KIND}`" in PAGE


@pytest.mark.parametrize(("kind", "severity", "text"), EXAMPLES, ids=[kind for kind, _, _ in EXAMPLES])
def test_an_example_has_its_mistake_and_no_other(kind: str, severity: str, text: str) -> None:
    assert {(one.kind, one.severity) for one in find_mistakes(text)} == {(kind, severity)}


def test_every_kind_of_file_is_named() -> None:
    named = set(re.findall(r"^\| `(\.\w+)` \|", PAGE, re.MULTILINE))
    assert named | {".htm"} == set(reading.KINDS)


def test_the_commands_print_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    [text] = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "bai.txt").write_text(text, "utf-8")
    (tmp_path / "params").symlink_to(project / "params")
    monkeypatch.chdir(tmp_path)

    for command, shown in re.findall(r"```console\n\$ kgreport (.*?)\n(.*?)```", PAGE, re.DOTALL):
        result = CliRunner().invoke(app, command.split())
        assert result.output.strip().endswith(shown.removeprefix("…\n").strip())
        assert result.exit_code == 1
