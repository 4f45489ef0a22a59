"""What stands around the library agrees with it: how it is cited, installed, released, and used by others."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import kgreport
from tests.test_project import CONDA_NAMES, direct, split

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = ("action", "install", "try-wheel")


def read(name: str) -> Any:
    """Read a YAML file of the project."""
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def project() -> dict[str, Any]:
    described: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return described


def test_the_citation_is_of_this_version() -> None:
    cited = read("CITATION.cff")

    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert (cited["version"], cited["license"]) == (kgreport.__version__, project()["license"])
    assert cited["authors"] == project()["authors"]
    assert cited["keywords"] == project()["keywords"]


def test_conda_builds_this_version_with_the_packages_and_bounds_of_the_project() -> None:
    recipe = read("conda/recipe.yaml")
    extras: dict[str, list[str]] = project()["optional-dependencies"]
    optional = list(dict.fromkeys(one for wanted in extras.values() for one in wanted))

    assert recipe["context"]["version"] == kgreport.__version__
    assert project()["requires-python"] == f">={recipe['context']['python_min']}"
    assert wanted_by(recipe, "run")[1:] == named(project()["dependencies"])
    assert sorted(wanted_by(recipe, "run_constraints")) == sorted(named(optional))
    assert wanted_by(recipe, "host")[1:2] == named(direct("build")[:1])
    [entry] = recipe["build"]["python"]["entry_points"]
    assert tuple(entry.split(" = ")) in project()["scripts"].items()


def wanted_by(recipe: Any, kind: str) -> list[str]:
    return [one.replace(" ", "") for one in recipe["requirements"][kind]]


def named(requirements: list[str]) -> list[str]:
    """Name packages with their bounds as conda-forge does."""
    return [CONDA_NAMES.get(name, name) + bounds for name, bounds in map(split, requirements)]


def test_a_container_to_develop_in_has_what_the_tests_need() -> None:
    container = json.loads((ROOT / ".devcontainer/devcontainer.json").read_text("utf-8"))
    listed = re.search(
        r"--no-install-recommends (.*?) >/dev/null", (ROOT / ".ci/run").read_text("utf-8"), re.S
    )

    assert listed
    assert container["onCreateCommand"].partition("--no-install-recommends ")[2].split() == [
        word for word in listed[1].split() if word != "\\"
    ]
    assert container["updateContentCommand"] == "make .venv/ready-for-tests"
    assert f"python:{project()['requires-python'][2:]}-" in container["image"]


# Workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_read_only_but_for_jobs_that_say_so(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))

    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        needs = job.get("needs", [])
        assert {needs} if isinstance(needs, str) else set(needs) <= workflow["jobs"].keys()
        assert job["timeout-minutes"] <= 20


@pytest.mark.parametrize("path", [*WORKFLOWS, ROOT / "action.yml"], ids=lambda path: path.stem)
def test_no_text_from_outside_is_put_into_a_script(path: Path) -> None:
    """What comes from a tag or an input goes through the environment, where a shell does not run it."""
    scripts = re.findall(r"^ *(?:- )?run: (.*)$", path.read_text("utf-8"), re.MULTILINE)

    assert scripts
    assert [one for one in scripts if re.search(r"\$\{\{ *(github|inputs)\.", one)] == []


def test_a_release_is_published_as_it_was_tried_by_a_job_without_a_password() -> None:
    jobs = read(".github/workflows/release.yml")["jobs"]
    publish = jobs["publish"]

    assert set(publish["needs"]) == {"build", "test", "try"}
    assert publish["permissions"] == {"id-token": "write"}
    assert [name for name, job in jobs.items() if "id-token" in job.get("permissions", {})] == ["publish"]
    assert "run" not in " ".join(key for step in publish["steps"] for key in step)
    assert {"run": "bash .ci/try-wheel dist/*.whl", "env": {"PYTHON": "python"}} in jobs["try"]["steps"]


def test_a_release_is_tried_with_the_oldest_and_newest_python_on_each_system() -> None:
    tried = read(".github/workflows/release.yml")["jobs"]["try"]["strategy"]["matrix"]

    assert tried == read(".github/workflows/ci.yml")["jobs"]["build"]["strategy"]["matrix"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_can_be_called(name: str) -> None:
    assert os.access(ROOT / ".ci" / name, os.X_OK)
    subprocess.run(["bash", "-n", ROOT / ".ci" / name], check=True)


# The action that other repositories use


def run_action(folder: Path, *, status: int = 0, **given: str) -> subprocess.CompletedProcess[str]:
    """Run the action in a folder, with a program that says what it was asked."""
    (folder / "bin").mkdir()
    program = folder / "bin/kgreport"
    program.write_text(f'#!/usr/bin/env bash\nprintf "asked: %s\\n" "$*"\nexit {status}\n', "utf-8")
    program.chmod(0o755)
    files = {f"GITHUB_{name}": str(folder / name) for name in ("STEP_SUMMARY", "OUTPUT")}
    command = ["bash", str(ROOT / ".ci/action"), str(folder)]
    environment = os.environ | files | given
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, text=True)


def test_the_action_gives_parameters_and_options_to_the_command(tmp_path: Path) -> None:
    done = run_action(tmp_path, COMMAND="build", PARAMS="params/2018.yml", OPTIONS="--units all")

    assert (done.returncode, done.stdout) == (0, "asked: build params/2018.yml --units all\n")
    assert (tmp_path / "OUTPUT").read_text("utf-8") == f"reports={tmp_path}/outputs\n"
    assert "asked: build params/2018.yml" in (tmp_path / "STEP_SUMMARY").read_text("utf-8")


def test_the_action_runs_no_text_as_a_program(tmp_path: Path) -> None:
    done = run_action(tmp_path, COMMAND="check", OPTIONS="--json; touch seen $(touch seen) `touch seen`")

    assert "asked: check --json; touch seen" in done.stdout
    assert not (tmp_path / "seen").exists()


def test_the_action_fails_as_the_command_does_and_says_so(tmp_path: Path) -> None:
    done = run_action(tmp_path, status=1, COMMAND="check")

    assert done.returncode == 1
    assert "::error::kgreport check ended with exit status 1" in done.stdout


def test_the_action_knows_two_commands(tmp_path: Path) -> None:
    done = run_action(tmp_path, COMMAND="sample")

    assert (done.returncode, "asked" in done.stdout) == (2, False)
    assert "expected build or check" in done.stdout


def test_what_the_action_takes_is_documented() -> None:
    action = read("action.yml")
    page = (ROOT / "docs/how-to/github-action.md").read_text("utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| (.*?) \|", page, re.MULTILINE)

    assert [name for name, _ in rows] == [*action["inputs"], *action["outputs"]]
    for name, default in rows[: len(action["inputs"])]:
        assert default.strip("`") == (action["inputs"][name]["default"] or "empty"), name
