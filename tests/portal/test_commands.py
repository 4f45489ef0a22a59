"""`kgreport site`, `kgreport build --site` and `kgreport serve`, as they are called."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app
from tests.batch.test_plan import Project
from tests.portal.made_up import fail, make_report


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_site_says_where_the_portal_is_and_how_much_was_written(tmp_path: Path) -> None:
    make_report(tmp_path)

    first, second = run("site", "-o", str(tmp_path)), run("site", "-o", str(tmp_path))

    assert (first.exit_code, first.output) == (0, f"{tmp_path.as_posix()}/index.html: files written: 3\n")
    assert (second.exit_code, second.output) == (0, f"{tmp_path.as_posix()}/index.html: current\n")


def test_the_language_of_the_portal_can_be_chosen(tmp_path: Path) -> None:
    make_report(tmp_path)
    run("site", "-o", str(tmp_path), "--language", "en")

    assert '<html lang="en">' in (tmp_path / "index.html").read_text("utf-8")
    refused = run("site", "-o", str(tmp_path), "--language", "de")
    assert (refused.exit_code, "'de' is not one of 'vi', 'en'" in refused.output) == (2, True)


def test_a_folder_without_reports_is_refused_with_what_to_do(tmp_path: Path) -> None:
    refused = run("site", "-o", str(tmp_path / "none"))

    assert (refused.exit_code, "build reports first" in refused.output) == (1, True)


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    project = Project(tmp_path / "one")
    project.build("all")
    monkeypatch.chdir(project.folder)
    return project


BUILD = ("build", "params/x.yml", "--units", "all", "--notebook", "notebooks/own.ipynb", "--site")


def test_a_batch_ends_with_its_portal_also_where_all_is_current(given: Project) -> None:
    built = run(*BUILD)

    assert (built.exit_code, built.output.splitlines()[-1]) == (0, "outputs/index.html: files written: 7")
    assert run(*BUILD, "--quiet").output == ""
    *_, last = map(json.loads, run(*BUILD, "--json").output.splitlines())
    assert (last["event"], last["index"], last["changed"]) == ("site", "outputs/index.html", 0)


def test_a_portal_of_a_batch_in_which_a_report_failed_says_so(given: Project) -> None:
    fail(given.folder / "outputs", 2018, "rach-gia")
    run(*BUILD)

    assert "tinh/2018/rach-gia" in (given.folder / "outputs/index.html").read_text("utf-8")


def test_a_portal_is_not_written_into_a_store(given: Project) -> None:
    refused = run(*BUILD, "--store", "memory://reports")

    assert (refused.exit_code, "leave out --store" in refused.output) == (2, True)


def test_a_port_that_is_taken_is_told_with_what_to_do(tmp_path: Path) -> None:
    make_report(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = run("serve", "-o", str(tmp_path), "--port", str(taken.getsockname()[1]))

    assert (refused.exit_code, "choose another with --port" in refused.output) == (2, True)
