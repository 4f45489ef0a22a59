"""A little project: some units, five years, and a notebook that shows the head of the report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, suppress
from pathlib import Path
from typing import Any

import psutil
from typer.testing import CliRunner

from kgreport.cli.app import app

SECTIONS = ("kgreport.build_report(", "report.head()")
MARK = "FOR_A_TEST_IN"
"""Variable of the environment by which all processes of a command are known, whoever has started them."""


def little_notebook(project: Path, *sections: str) -> str:
    """Take the cells of the annual report that read it and show its head, and add sections of it."""
    notebook = json.loads((project / "notebooks/annual_report.ipynb").read_text("utf-8"))
    cells = [
        cell
        for cell in notebook["cells"]
        if "parameters" in cell["metadata"].get("tags", ())
        or any(begins in "".join(cell["source"]) for begins in SECTIONS)
    ]
    added = [{**cells[-1], "id": f"added-{n}", "source": section} for n, section in enumerate(sections)]
    return json.dumps({**notebook, "cells": [*cells, *added]})


def little_project(project: Path, folder: Path, units: int) -> Path:
    """Make the project in a folder."""
    names = [f"u{number:02d}" for number in range(units)]
    for name in ("params", "notebooks", "data"):
        (folder / name).mkdir()
    (folder / "params/x.yml").write_text("year: 2018\ndataset: ../data\n", "utf-8")
    (folder / "notebooks/little.ipynb").write_text(little_notebook(project), "utf-8")
    table = "".join(f"{unit},Unit {unit},,{place}\n" for place, unit in enumerate(names))
    (folder / "data/units.csv").write_text("id,name,parent,order\n" + table, "utf-8")
    rows = "".join(
        f"{year},{unit},member,,rated,{year - 1900 + place},s\n"
        for year in range(2014, 2019)
        for place, unit in enumerate(names)
    )
    (folder / "data/figures.csv").write_text("year,unit,subject,tier,measure,value,source\n" + rows, "utf-8")
    return folder


def start(
    folder: Path, *arguments: str, stderr: int = subprocess.PIPE, **options: Any
) -> subprocess.Popen[str]:
    """Start a command of kgreport in a folder, leading a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "kgreport", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), MARK: str(folder)},
        **options,
    )


def run(folder: Path, *arguments: str, **options: Any) -> tuple[int, list[dict[str, Any]], str]:
    """Run a command in a folder; give its exit status, the events, and what it said on stderr."""
    process = start(folder, *arguments, "--json", **options)
    out, err = process.communicate(timeout=300)
    return process.returncode, [json.loads(line) for line in out.splitlines()], err


def run_here(folder: Path, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    """Do the same in this process, which saves starting another one."""
    with chdir(folder):
        done = CliRunner().invoke(app, [*arguments, "--json"])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def ended(events: list[dict[str, Any]]) -> Mapping[str, str]:
    """Tell how each report of a build ended."""
    return {one["report"]: one["state"] for one in events if one["event"] == "report"}


def processes_of(folder: Path, word: str = "") -> list[psutil.Process]:
    """Find all processes that run for a command started in a folder, or those with a word in their call."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            is_of_folder = process.environ().get(MARK) == str(folder)
            if is_of_folder and (not word or word in process.cmdline()):
                found.append(process)
    return found


def built_files(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give everything under a folder, by name: when it was written, and what it holds.

    What only saves time is left out, and what tells how the build went.
    """
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kgreport" not in path.parts and path.name != "batch.json"
    }
