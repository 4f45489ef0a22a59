"""The files that describe the project agree with each other."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
# What conda-forge calls differently; the lean packages are the libraries without desktop toolkits and pandoc.
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "typst": "typst-py",
}
LOCKS = {
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("test", "check"),
    "requirements-bench.lock": ("bench",),
}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pyproject() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def workflow() -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]
    return jobs


def split(requirement: str) -> tuple[str, str]:
    """Split a requirement into its name and its bounds."""
    name, bounds = re.fullmatch(r"([\w.-]+)(.*)", requirement.replace(" ", "")).groups()  # type: ignore[union-attr]
    return name, bounds


def direct(*groups: str) -> list[str]:
    """List what the project asks for itself, in groups of its own or in general."""
    project = pyproject()
    if groups:
        return [one for group in groups for one in project["dependency-groups"][group]]
    extras: dict[str, list[str]] = project["project"]["optional-dependencies"]
    return [*project["project"]["dependencies"], *extras["lab"]]


def locked(name: str) -> dict[str, set[str]]:
    """Read the requirements of a lock, with version and marker, and the hashes of each."""
    found: dict[str, set[str]] = {}
    for block in re.split(r"\n(?=\S)", read(name)):
        requirement, *hashes = re.split(r"\s*\\\n\s*--hash=", block.rstrip())
        assert re.match(r"[\w.-]+==[\w.]+", requirement), block
        found[requirement] = set(hashes)
    return found


def packages(name: str) -> set[str]:
    return {requirement.partition("==")[0] for requirement in locked(name)}


def test_conda_gets_the_packages_and_bounds_of_the_project() -> None:
    listed: list[Any] = yaml.safe_load(read("environment.yml"))["dependencies"]
    wanted = {CONDA_NAMES.get(name, name) + bounds for name, bounds in map(split, direct())}
    wanted.add("python" + pyproject()["project"]["requires-python"])
    assert {one for one in listed if isinstance(one, str)} == wanted | {"pip"}
    assert listed[-1] == {"pip": ["--editable ."]}


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_is_known_by_its_hashes(name: str) -> None:
    for requirement, hashes in locked(name).items():
        assert hashes, requirement
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), requirement


def test_locks_agree_on_the_versions_and_files_of_a_package() -> None:
    """They are installed over each other into one environment."""
    versions: dict[str, dict[str, set[str]]] = {}
    for name in LOCKS:
        pins: dict[str, dict[str, set[str]]] = {}
        for requirement, hashes in locked(name).items():
            package, version = re.match(r"(.*)==(\S+)", requirement).groups()  # type: ignore[union-attr]
            pins.setdefault(package, {})[version] = hashes
        for package, pinned in pins.items():
            assert versions.setdefault(package, pinned) == pinned, package


@pytest.mark.parametrize(("name", "groups"), LOCKS.items())
def test_each_lock_holds_what_its_command_needs(name: str, groups: tuple[str, ...]) -> None:
    wanted = direct(*groups) + (direct() if "build" in groups else [])
    assert {split(one)[0] for one in wanted} <= packages(name)


def test_what_only_the_benchmarks_need_is_in_no_other_lock() -> None:
    elsewhere = packages("requirements.lock") | packages("requirements-dev.lock")
    assert not {split(one)[0] for one in direct("bench")} & elsewhere


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_index(name: str) -> None:
    assert "://" not in read(name)
    assert "-index" not in read(name)


def test_commits_are_checked_with_the_locked_ruff() -> None:
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert "ruff==" + hooks[0]["rev"].removeprefix("v") in locked("requirements-dev.lock")
    assert [one["id"] for repo in hooks for one in repo["hooks"]] == ["ruff-check", "ruff-format", "mypy"]


def commands(job: str) -> list[str]:
    return [step["run"] for step in workflow()[job]["steps"] if "run" in step]


def test_the_workflow_runs_what_anyone_can_run() -> None:
    assert commands("run") == ["bash .ci/run"]


def test_the_workflow_tests_the_versions_of_python_that_are_promised() -> None:
    classifiers = pyproject()["project"]["classifiers"]
    promised = [one.rpartition(" ")[2] for one in classifiers if re.search(r"Python :: 3\.", one)]
    assert workflow()["run"]["strategy"]["matrix"]["python"] == promised
    assert workflow()["build"]["strategy"]["matrix"]["python"] == [promised[0], promised[-1]]
    assert pyproject()["project"]["requires-python"] == f">={promised[0]}"
    assert f"--python-version {promised[0]} " in read("Makefile")


@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_the_workflow_installs_with_uv_as_documents_say(name: str) -> None:
    said = re.findall(r"^uv pip .*", read(name), re.MULTILINE)
    assert said == [one for one in commands("build") if one.startswith("uv pip ")]


def test_the_last_check_is_the_tests() -> None:
    script = read(".ci/run")
    assert script.rstrip().endswith("make test")
    assert "make check" in script
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)


def test_make_lists_its_targets() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True).stdout
    targets = set(re.findall(r"^\.PHONY: (.*)$", read("Makefile"), re.MULTILINE)[0].split())
    assert set(re.findall(r"^make (\w+)", listed, re.MULTILINE)) == targets


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", "CONTRIBUTING.md"])
def test_documents_name_targets_that_exist(name: str) -> None:
    if not (ROOT / name).exists():
        pytest.skip(f"{name} is not there")
    named = set(re.findall(r"`make (\w+)|^make (\w+)", read(name), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", read("Makefile"), re.MULTILINE))
    assert {one or other for one, other in named} <= targets


def test_an_old_python_is_refused_with_a_hint(tmp_path: Path) -> None:
    command = ["make", "report", f"VENV={tmp_path / 'venv'}", "PYTHON=/bin/false"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "make PYTHON=/path/to/python3.11 report" in done.stderr
