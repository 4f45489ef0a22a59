"""The pages lead where they say, their code is right, and nothing that the code knows is missing from them.

The site itself is not built here: `make docs` does that, and refuses what Sphinx warns of.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

import kgreport
from docs.building.gallery import sections
from docs.building.glossary import GROUPS
from docs.building.letters import fold
from docs.building.messages import checks, groups, kinds_explained
from docs.building.pages import GENERATED, write_pages
from kgreport.cli.app import app
from kgreport.data.params.checks.issuing import KIND as OF_FINAL_REPORTS
from kgreport.data.params.model import Parameters
from kgreport.publish.foreign.origins import KIND as OF_NOTEBOOKS
from kgreport.report.contents import CONTENTS
from tests.test_corpus import WITHOUT_CASE, kinds_of_findings

PROJECT = Path(__file__).parents[1]
DOCS = PROJECT / "docs"
MADE = DOCS / "generated"
WRITTEN = [
    *PROJECT.glob("*.md"),
    *(one for one in DOCS.rglob("*.md") if not {"generated", "_site"} & set(one.relative_to(DOCS).parts)),
]
PAGES = [*sorted(WRITTEN), *(MADE / name for name in GENERATED)]
"""Every page, also those that are written from the code."""

UNPICTURED = ("benchmark", "apparatus_items", "personnel", "commitments", "tasks")
"""Sections that look like another of the gallery."""

by_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(PROJECT)))


@cache
def text_of(path: Path) -> str:
    """Give the text of a page."""
    return GENERATED[path.relative_to(MADE).as_posix()]() if MADE in path.parents else path.read_text("utf-8")


def prose(path: Path) -> str:
    """Give a page without its blocks of code and without code in its lines."""
    return re.sub(r"(?ms)^ *```.*?^ *```$|`[^`\n]*`", "", text_of(path))


def links(path: Path) -> list[tuple[Path, str]]:
    """List the links of a page into others, and into itself, each with its anchor."""
    found = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)(?:#([^)]*))?\)", prose(path))
    return [
        (Path(os.path.normpath(path.parent / target)) if target else path, anchor) for target, anchor in found
    ]


def anchors(path: Path) -> set[str]:
    """Give the anchors that GitHub and Sphinx make of the headings of a page."""
    text = re.sub(r"(?ms)^```.*?^```$", "", text_of(path))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def blocks(path: Path, *kinds: str) -> list[str]:
    """List the blocks of code of some kinds in a page."""
    found = re.findall(r"(?ms)^( *)```(\w*)\n(.*?)^\1```$", text_of(path))
    return [re.sub(f"(?m)^{indent}", "", text) for indent, kind, text in found if kind in kinds]


@by_page
def test_links_lead_to_a_page_and_to_a_heading(path: Path) -> None:
    for target, anchor in links(path):
        assert target in PAGES or (target.exists() and MADE not in target.parents), target
        assert not anchor or anchor in anchors(target), f"{target}#{anchor}"


@by_page
def test_a_picture_has_words_for_those_who_do_not_see_it(path: Path) -> None:
    for words, _ in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", text_of(path)):
        assert len(words) > 20, words


def test_every_picture_is_shown_and_is_light() -> None:
    shown = {target for path in PAGES for target, _ in links(path) if target.suffix == ".png"}

    assert shown == set(DOCS.rglob("pictures/**/*.png"))
    assert [one.name for one in shown if one.stat().st_size > 125_000] == []


def test_every_page_is_in_the_contents_of_the_site_once() -> None:
    trees = re.findall(r"(?ms)^```\{toctree\}\n(.*?)^```$", text_of(DOCS / "index.md"))
    listed = [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]
    pages = [path.relative_to(DOCS).with_suffix("").as_posix() for path in PAGES if DOCS in path.parents]

    assert sorted(listed) == sorted(set(pages) - {"index"})


def test_pages_are_written_only_where_they_changed(tmp_path: Path) -> None:
    write_pages(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.md")}
    (tmp_path / "options.md").write_text("older", "utf-8")
    write_pages(tmp_path)

    after = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert {path.relative_to(tmp_path).as_posix() for path in before} == set(GENERATED)
    assert after == {tmp_path / "options.md"}


# Code in the pages


@by_page
def test_python_in_a_page_compiles_and_imports_what_is_there(path: Path) -> None:
    for block in blocks(path, "python"):
        for node in ast.walk(ast.parse(block)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kgreport"):
                module = import_module(node.module or "")
                assert all(hasattr(module, alias.name) for alias in node.names), ast.unparse(node)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "kgreport":
                assert node.attr in {*kgreport.__all__, "errors"}, ast.unparse(node)


@by_page
def test_parameters_in_a_page_are_parameters(path: Path) -> None:
    for block in blocks(path, "yaml"):
        read = yaml.safe_load(block)
        assert read, block
        known = {*Parameters.model_fields, "matrix"}
        if isinstance(read, dict) and len(known & read.keys()) * 2 > len(read):
            assert set(read) <= known, block


def calls(path: Path) -> Iterator[list[str]]:
    """List the calls of the command in a page, each as words; comments are left out."""
    yield from (called.split() for called in re.findall(r"`kgreport (\w[^`]*)`", text_of(path)))
    for block in blocks(path, "", "console", "bash", "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            if called := re.match(r"\s*(?:\$ )?(?:\S*/bin/)?kgreport (.+)", line):
                yield called[1].partition(" #")[0].split()


@cache
def commands() -> dict[str, Any]:
    """Give the commands of the program by name."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


@by_page
def test_commands_in_a_page_have_these_options(path: Path) -> None:
    for name, *words in calls(path):
        if name.startswith("-") or name.isupper():
            continue
        command = commands().get(name)
        assert command, f"kgreport {name}"
        options = {one for p in command.params for one in (*p.opts, *p.secondary_opts)} | {"--help", "-h"}
        given = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
        assert given <= options, f"kgreport {name}: {given - options}"


# What is written from the code


def test_every_finding_is_explained_with_what_to_do_and_an_example() -> None:
    page = text_of(MADE / "vi/thong-bao.md")
    parts = dict(re.findall(r"(?ms)^### `([\w-]+)`\n(.*?)(?=^##|\Z)", page))

    assert kinds_explained() == kinds_of_findings() | {OF_FINAL_REPORTS, OF_NOTEBOOKS} == parts.keys()
    assert [kind for kind, text in parts.items() if "**Làm gì.**" not in text] == []
    without_example = {kind for kind, text in parts.items() if "\n> " not in text}
    assert without_example == {OF_FINAL_REPORTS, OF_NOTEBOOKS, *WITHOUT_CASE}


def test_every_explained_finding_is_in_the_list_of_checks() -> None:
    assert kinds_explained() <= checks().keys()


def test_an_explanation_says_two_things_in_whole_sentences() -> None:
    for group in groups():
        for kind, said in group["kinds"].items():
            assert said.keys() == {"means", "do"}, kind
            assert all(text[0].isupper() and text.endswith(".") for text in said.values()), kind


def test_a_page_written_from_the_code_has_every_command_table_and_public_name() -> None:
    options, columns, api = (text_of(MADE / name) for name in ("options.md", "columns.md", "api.md"))

    assert re.findall(r"^## `(.+)`$", options, re.MULTILINE) == list(commands())
    assert {"units", "figures", "members", "awards"} <= set(re.findall(r"^## `(.+)`$", columns, re.MULTILINE))
    assert set(re.findall(r":: kgreport\.(\w+)", api)) == set(kgreport.__all__) - {"__version__"}


def test_the_gallery_shows_sections_that_a_report_has() -> None:
    known = {function.__name__ for chapter in CONTENTS for function, _ in chapter.sections}
    called = {re.match(r"report\.(\w+)\(", one["call"])[1] for one in sections()}  # type: ignore[index]

    assert called <= known
    assert known - called <= {"narrative", "cases", "provenance", "edition_changes", *UNPICTURED}


def test_the_glossary_has_every_term_in_both_languages() -> None:
    page = text_of(MADE / "vi/thuat-ngu.md")
    rows = re.findall(r"^\| (.+) \| (.+) \| (.+) \|$", page, re.MULTILINE)

    assert len(rows) > 100
    for codes in GROUPS.values():
        for code, phrase in codes.items():
            assert f"| `{code}` | {phrase.vi} | {phrase.en} |" in page


def test_a_search_without_marks_finds_words_with_marks() -> None:
    assert fold("Đảng") == fold("đảng") == fold("dang") == "dang"
    assert fold("kiểm") == "kiem"
