"""The documents are true: every command, option, parameter, column and code is in them, and no other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from kgreport.cli.app import app
from kgreport.data.figures.layout import TABLES
from kgreport.data.own_terms.model import (
    AwardEntry,
    ColumnEntry,
    MeasureEntry,
    ReasonEntry,
    RegisterEntry,
    SectionEntry,
    TermsFile,
    TierEntry,
    TierSumEntry,
)
from kgreport.data.own_terms.reading import packaged_terms
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import read_parameters
from kgreport.projects.start import NewProject, write_project
from kgreport.projects.years import add_year
from kgreport.report import read_report
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SECTORS, SUBJECTS, TIERS

PROJECT = Path(__file__).parents[1]


def page(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def commands() -> dict[str, Any]:
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


@pytest.mark.parametrize("name", commands())
def test_every_command_and_option_is_documented(name: str) -> None:
    text = page("docs/reference/command-line.md")
    _, _, section = text.partition(f"## `kgreport {name}`")

    assert section
    for parameter in commands()[name].params:
        if parameter.param_type_name == "option":
            assert any(f"`{option}" in text for option in parameter.opts), parameter.name
            assert all(f"`{option}" in text for option in parameter.secondary_opts), parameter.name


def test_the_list_of_commands_names_each_once() -> None:
    text = page("docs/reference/command-line.md").partition("```\n\n")[0]

    assert sorted(re.findall(r"^kgreport ([a-z-]+) ", text, re.MULTILINE)) == sorted(commands())


def test_the_tree_of_the_architecture_has_every_room_and_its_parts() -> None:
    text = page("docs/explanation/architecture.md")
    rooms = dict(re.findall(r"^  (\w+)/(.*\n(?: {4,}.*\n)*)", text, re.MULTILINE))
    found = {path.parent for path in (PROJECT / "kgreport").rglob("__init__.py")}
    parts = {path.relative_to(PROJECT / "kgreport").parts[:2] for path in found} - {()}

    assert set(rooms) == {room for room, *_ in parts}
    assert [part for part in parts if len(part) > 1 and f"{part[1]}/" not in rooms[part[0]]] == []


def test_no_option_is_documented_that_is_not_there() -> None:
    known = {
        option
        for command in commands().values()
        for p in command.params
        for option in (*p.opts, *p.secondary_opts)
    }
    known |= {"--help", "-h", "--version", "--install-completion", "--show-completion"}

    assert set(re.findall(r"`(--?[a-z][a-z-]*)", page("docs/reference/command-line.md"))) <= known


def test_every_parameter_is_documented_in_its_own_words() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .*? \| (.*) \|$", page("docs/reference/parameters.md"), re.MULTILINE)

    assert [name for name, _ in rows] == list(Parameters.model_fields)
    for name, meaning in rows:
        assert meaning.startswith(Parameters.model_fields[name].description or "-"), name


def test_every_column_and_code_is_documented() -> None:
    text = page("docs/reference/data-format.md")
    codes = {*SUBJECTS, *MEASURES, *ITEMS, *SECTORS, *APPARATUS_MEASURES}
    codes |= {tier for tiers in TIERS.values() for tier in tiers}
    codes |= {column for table in TABLES for column in table.names}

    assert sorted(code for code in codes if f"`{code}`" not in text) == []


def test_every_measure_documented_is_known() -> None:
    text = page("docs/reference/data-format.md").partition("### Measures")[2].partition("## ")[0]
    codes = [code for code in re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE) if code != "measure"]

    assert codes == [*MEASURES, *packaged_terms().names]


def test_every_key_of_terms_is_documented() -> None:
    text = page("docs/reference/own-terms.md")
    keys = {*TermsFile.model_fields, *TierSumEntry.model_fields}
    for entry in (MeasureEntry, ReasonEntry, AwardEntry, TierEntry, RegisterEntry, SectionEntry, ColumnEntry):
        keys |= {*entry.model_fields}

    assert sorted(key for key in keys if f"`{key}`" not in text) == []


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_every_make_target_named_is_there(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), re.MULTILINE))

    named = set(re.findall(r"\bmake ([a-z]+)\b(?= |`|\n|$)", page(name)))

    assert {"report", "test"} <= named <= targets


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "docs/vi/them-mot-nam.md"])
def test_a_year_is_added_as_the_readme_says(name: str, tmp_path: Path) -> None:
    """A new project, the year added to it, and the example rows below the header of its table."""
    [rows] = re.findall(r"```\n( *2019;;.*?)```", page(name), re.DOTALL)
    write_project(tmp_path / "p", NewProject())
    add_year(tmp_path / "p", 2019)
    with (tmp_path / "p/data/2019/figures.csv").open("a", encoding="utf-8") as table:
        table.write(re.sub(r"(?m)^ +", "", rows))
    (tmp_path / "p/data/2019/apparatus.csv").unlink()

    report = read_report(read_parameters(tmp_path / "p/params/2019.yml"), tmp_path / "p/params")

    assert report.all_findings() == []
    assert "53.812 đảng viên" in report.reviews().plain()
