"""The files that describe the project agree with each other."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parent.parent
# What conda-forge calls differently; the lean packages are the libraries without desktop toolkits and pandoc.
CONDA_NAMES = {
    "jupyter-client": "jupyter_client",
    "matplotlib": "matplotlib-base",
    "nbconvert": "nbconvert-core",
    "typst": "typst-py",
}
LOCKS = {
    "requirements-pip.lock": ("pip",),
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("test", "check"),
    "requirements-bench.lock": ("bench",),
    "requirements-docs.lock": ("docs",),
}


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pyproject() -> dict[str, Any]:
    return tomllib.loads(read("pyproject.toml"))


def workflow() -> dict[str, Any]:
    jobs: dict[str, Any] = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]
    return jobs


def commands(job: str) -> list[str]:
    return [step["run"] for step in workflow()[job]["steps"] if "run" in step]


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
    return [*project["project"]["dependencies"], *extras["lab"], *extras["fact-check"]]


def locked(name: str) -> dict[tuple[str, str], set[str]]:
    """Read packages and versions from a lock, and the hashes of each."""
    found: dict[tuple[str, str], set[str]] = {}
    for block in re.split(r"\n(?=\S)", read(name)):
        pin = re.match(r"([\w.-]+)==(\S+)", block)
        assert pin, block
        found[pin[1], pin[2]] = set(re.findall(r"--hash=(\S+)", block))
    return found


def versions(name: str) -> dict[str, list[str]]:
    """List the versions of each package in a lock: more than one where Pythons need different ones."""
    found: dict[str, list[str]] = {}
    for package, version in locked(name):
        found.setdefault(package, []).append(version)
    return found


def test_conda_gets_the_packages_and_bounds_of_the_project() -> None:
    listed: list[Any] = yaml.safe_load(read("environment.yml"))["dependencies"]
    wanted = {CONDA_NAMES.get(name, name) + bounds for name, bounds in map(split, direct())}
    wanted.add("python" + pyproject()["project"]["requires-python"])
    assert {one for one in listed if isinstance(one, str)} == wanted | {"pip"}
    assert listed[-1] == {"pip": ["--editable ."]}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_knows_each_package_by_its_hashes(name: str) -> None:
    for pin, hashes in locked(name).items():
        assert hashes, pin
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", one) for one in hashes), pin


def test_locks_pin_the_same_versions_and_files_of_a_package() -> None:
    """They are installed into one environment."""
    for one, other in itertools.combinations(LOCKS, 2):
        shared = versions(one).keys() & versions(other).keys()
        of_one, of_other = (
            {pin: hashes for pin, hashes in locked(name).items() if pin[0] in shared} for name in (one, other)
        )
        assert of_one == of_other


@pytest.mark.parametrize(("name", "groups"), LOCKS.items())
def test_each_lock_holds_what_its_command_needs(name: str, groups: tuple[str, ...]) -> None:
    pinned = versions(name)
    for package, bounds in map(split, direct(*groups) + (direct() if "build" in groups else [])):
        assert all(version in SpecifierSet(bounds) for version in pinned[package]), package


def test_only_the_benchmarks_lock_holds_what_they_measure_against() -> None:
    elsewhere = versions("requirements.lock") | versions("requirements-dev.lock")
    assert not {split(one)[0] for one in direct("bench")} & elsewhere.keys()


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_index(name: str) -> None:
    assert "://" not in read(name)
    assert "-index" not in read(name)


def test_commits_are_checked_with_the_locked_ruff() -> None:
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert versions("requirements-dev.lock")["ruff"] == [hooks[0]["rev"].removeprefix("v")]
    assert [one["id"] for repo in hooks for one in repo["hooks"]] == ["ruff-check", "ruff-format", "mypy"]


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


def test_the_tests_run_beside_the_checks_and_are_shown_last() -> None:
    script = read(".ci/run")
    steps = script[script.index("folder=$(mktemp -d)") :].splitlines()
    ran = [one for one in steps if one.startswith(("install", "build_and_test", "make", "tail", "wait"))]
    assert "    make test\n}" in script
    assert ran == [
        "install_programs &",
        "install_packages",
        'wait "$programs"',
        'build_and_test >"$folder/log" 2>&1 &',
        "make check",
        'tail --follow --lines=+1 --pid="$tests" "$folder/log"',
        'wait "$tests"',
    ]
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
