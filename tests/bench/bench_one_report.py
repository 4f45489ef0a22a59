"""Time one report, whole process, against the plain way of making the same.

Ours: `kgreport build`: notebook, HTML and PDF. The plain way: `papermill`, then `jupyter nbconvert --to
html`, then `--to webpdf` (left out where no browser is). Both run in turn, so that a machine that changes its
speed changes both; medians and the ratio of the pairs are printed as a table.

    python tests/bench/bench_one_report.py [RUNS]
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kgreport.builder.job import handed_to  # noqa: E402
from kgreport.data.params.parameters_file import read_parameters  # noqa: E402
from tests.browsing import find_browser  # noqa: E402

NOTEBOOK = PROJECT / "notebooks/annual_report.ipynb"
PARAMETERS = PROJECT / "params/2018.yml"

# nbconvert only knows the browser that playwright downloads; this hands it the one that is installed.
WEBPDF = """
import sys
from playwright.async_api import BrowserType
launch = BrowserType.launch
BrowserType.launch = lambda self, **given: launch(self, **given, executable_path={browser!r})
from nbconvert.nbconvertapp import main
options = ["--log-level=ERROR", "--to", "webpdf", "--disable-chromium-sandbox"]
sys.argv = ["jupyter-nbconvert", *options, {notebook!r}]
main()
"""


def run(*command: str, cwd: Path) -> None:
    """Run a command to its end, and show what it said if it failed."""
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, capture_output=True, text=True, env=os.environ, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(command[:4])} failed:\n{done.stdout}{done.stderr}")


def ours(folder: Path) -> None:
    """Build the report with the command of this project."""
    run("-m", "kgreport", "build", str(PARAMETERS), "--output", str(folder), cwd=PROJECT)


def execute_plainly(folder: Path) -> Path:
    """Execute the same notebook with the same parameters by papermill alone."""
    given, executed = folder / "given.yml", folder / "executed.ipynb"
    given.write_text(json.dumps(handed_to(NOTEBOOK, read_parameters(PARAMETERS))), "utf-8")
    run("-m", "papermill", "--no-progress-bar", "-f", str(given), str(NOTEBOOK), str(executed), cwd=PROJECT)
    return executed


def plain_html(folder: Path) -> None:
    """Make a notebook and its page the plain way."""
    executed = execute_plainly(folder)
    run("-m", "nbconvert", "--log-level=ERROR", "--to", "html", str(executed), cwd=folder)


def plain_html_and_pdf(folder: Path) -> None:
    """Make a notebook, its page and its PDF the plain way."""
    plain_html(folder)
    script = WEBPDF.format(browser=find_browser(), notebook=str(folder / "executed.ipynb"))
    run("-c", script, cwd=folder)


def seconds(way: Callable[[Path], None]) -> float:
    """Time one way in a fresh folder."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        way(Path(folder))
        return time.perf_counter() - start


def main() -> None:
    """Run both ways in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    plain = plain_html_and_pdf if find_browser() else plain_html
    what = "papermill, nbconvert html" + (", nbconvert webpdf" if find_browser() else " (no browser: no PDF)")
    seconds(ours)
    pairs = [(seconds(ours), seconds(plain)) for _ in range(runs)]
    rows = [("`kgreport build` (HTML and PDF)", [a for a, _ in pairs]), (what, [b for _, b in pairs])]
    print("| one report, whole process | median s | min–max s |\n|---|---:|---:|")
    for name, times in rows:
        print(f"| {name} | {statistics.median(times):.1f} | {min(times):.1f}–{max(times):.1f} |")
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"| **times faster** (median of {runs} pairs) | **{ratio:.1f}** | |")


if __name__ == "__main__":
    main()
