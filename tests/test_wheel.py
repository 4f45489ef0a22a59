"""The wheel has all that a user needs: in an environment of its own, a project is made and built."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command as somebody does who has no checkout of kgreport; give what it prints."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into a new environment, which has the libraries of this one; nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=PROJECT)
    venv.create(folder / "environment", symlinks=os.name != "nt")
    programs = folder / "environment" / ("Scripts" if os.name == "nt" else "bin")
    [wheel] = folder.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-compile", wheel, cwd=folder)
    [site] = (folder / "environment").glob("[Ll]ib/**/site-packages")
    # A checkout that this environment has by a .pth file is not seen: only the first .pth is followed.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return programs


def test_the_wheel_makes_a_project_builds_its_report_and_adds_a_year(programs: Path, tmp_path: Path) -> None:
    kgreport, folder = programs / "kgreport", tmp_path / "bao-cao"
    where = run(programs / "python", "-c", "import kgreport; print(kgreport.__file__)", cwd=tmp_path)

    run(kgreport, "new", folder, "--province", "Cà Mau", "--makefile", "--schedule", "cron", cwd=tmp_path)
    built = run(kgreport, "build", "--json", cwd=folder)
    run(kgreport, "new-year", "2019", cwd=folder)

    assert Path(where.strip()).is_relative_to(programs.parent)
    assert json.loads(built.splitlines()[-1])["event"] == "finished"
    outputs = {path.name for path in (folder / "outputs/2018").iterdir()}
    assert {"annual-report-2018.html", "annual-report-2018.pdf", "manifest.json"} <= outputs
    assert "Cà Mau" in (folder / "outputs/2018/annual-report-2018.html").read_text("utf-8")
    for path in (PROJECT / "notebooks").glob("*.ipynb"):
        assert (folder / "notebooks" / path.name).read_bytes() == path.read_bytes()
    assert {path.name for path in (folder / "data/2019").iterdir()} == {"figures.csv", "apparatus.csv"}
