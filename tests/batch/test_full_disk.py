"""Where nothing can be written, it is said of which report, and the same command finishes it later."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.batch.little import built_files, ended, little_notebook, little_project, run_here

BOTH = ("build", "--to", "html", "--notebook", "notebooks/little.ipynb,notebooks/long.ipynb")


pytestmark = pytest.mark.usefixtures("build_here")


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Path:
    """Make a project of two units with a short notebook and a longer one, whose page is its largest file."""
    longer = ("report.reviews()", "report.provenance()")
    (little_project(project, tmp_path, units=2) / "notebooks/long.ipynb").write_text(
        little_notebook(project, *longer), "utf-8"
    )
    return tmp_path


CANNOT = "outputs/x/{} cannot be written: {}"


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond a size, as when the disk is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def correct_a_figure(folder: Path) -> None:
    table = folder / "data/figures.csv"
    table.write_text(
        table.read_text("utf-8").replace("2018,u00,member,,rated,118", "2018,u00,member,,rated,119")
    )


def hidden(outputs: Path) -> list[Path]:
    """Find what is not finished."""
    return [path for path in outputs.rglob(".*") if path.name != ".kgreport"]


def test_what_cannot_be_written_costs_only_its_report(here: Path) -> None:
    """One report does not fit on the disk; two are to go into a folder in whose place there is a file."""
    assert run_here(here, *BOTH, "--units", "u00")[0] == 0
    outputs = here / "outputs/x"
    before = built_files(outputs)
    short, long = (len(before[f"u00/{name}-x-u00.html"][1]) for name in ("little", "long"))
    assert long - short > 1000
    assert max(len(content) for name, (_, content) in before.items() if name.endswith(".ipynb")) < short
    correct_a_figure(here)
    (outputs / "u01").touch()

    with files_end_at((short + long) // 2):
        code, events, err = run_here(here, *BOTH, "--units", "u00,u01")

    assert (code, err) == (1, "")
    said = {one["report"]: one["reasons"] for one in events if one["event"] == "report"}
    assert {name: "".join(why).partition("; ")[0] for name, why in said.items()} == {
        "x/u00 (little)": "",
        "x/u00 (long)": CANNOT.format("u00", "file too large"),
        "x/u01 (little)": CANNOT.format("u01", "file exists"),
        "x/u01 (long)": CANNOT.format("u01", "file exists"),
    }
    journal = json.loads((here / "outputs/batch.json").read_text("utf-8"))
    assert (journal["state"], journal["exit"]) == ("finished", 1)
    assert {one["report"]: one["reasons"] for one in journal["results"]} == said
    after = built_files(outputs)
    assert {name for name in after if after[name] == before.get(name)} == {n for n in before if "long" in n}
    assert after.keys() == before.keys() | {"u01"}
    assert hidden(here / "outputs") == []

    (outputs / "u01").unlink()
    code, events, err = run_here(here, *BOTH, "--units", "u00,u01")

    assert (code, err) == (0, "")
    assert ended(events) == {name: "built" for name, message in said.items() if message}
    page = "u00/long-x-u00.html"
    assert built_files(outputs)[page][1] != before[page][1]


def test_a_folder_for_all_reports_that_cannot_be_made_is_named_before_anything_is_built(here: Path) -> None:
    code, events, err = run_here(here, *BOTH, "--output", "data/units.csv/reports")

    assert (code, events) == (1, [])
    assert err.startswith("data/units.csv/reports/.kgreport cannot be written: not a directory; ")
    assert len(err.splitlines()) == 1
