"""Time a batch of 100 reports of the made-up province, against the plain ways of making the same.

Ours: `kgreport build --units all --years 2014-2018`: notebook, HTML and PDF, whole process. The plain way:
`papermill`, `jupyter nbconvert --to html`, then `--to webpdf` (left out where no browser is), one report
after the other. ploomber-engine: executed in this one process, which has loaded everything before, and
exported to HTML by nbconvert. The same calls: what the cells of ours call, and the publishing, in this one
process, which has loaded everything and read the data before; what a batch takes beyond them, one report at a
time, is what planning, starting and isolation cost. The others
are timed for some of the reports, between two batches of ours, so that a machine that changes its speed
changes all; per report, medians. Memory is watched in a third batch, as watching takes time.

    python tests/bench/bench_batch.py [PLAIN REPORTS]
"""

from __future__ import annotations

import ast
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import psutil

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kgreport.builder.job import handed_to  # noqa: E402
from kgreport.data.params.parameters_file import read_parameters  # noqa: E402
from kgreport.environment import PREPARED  # noqa: E402
from tests.bench.bench_one_report import NOTEBOOK, WEBPDF, run  # noqa: E402
from tests.browsing import find_browser  # noqa: E402

PARAMETERS = PROJECT / "params/sample-2018.yml"
UNITS = ("hoa-sen", "hoa-mai", "hoa-ban", "hoa-lan", "hoa-cuc")
ALL = ("--units", "all", "--years", "2014-2018")
SOME, SOME_COUNT = ("--units", "all", "--years", "2017-2018"), 40


def seconds(way: Callable[[], object]) -> float:
    """Time one way."""
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def processor_seconds(way: Callable[[], object]) -> float:
    """Measure the processor time of all processes that one way starts, whatever else runs."""
    before = os.times()
    way()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def build(outputs: Path, *options: str) -> None:
    """Build the reports with the command of this project."""
    run("-m", "kgreport", "build", str(PARAMETERS), "--output", str(outputs), *options, cwd=PROJECT)


def given(unit: str) -> dict[str, object]:
    """Give the parameters of the notebook for a unit."""
    return handed_to(NOTEBOOK, read_parameters(PARAMETERS, {"unit": unit}))


def plain(unit: str, folder: Path) -> None:
    """Make a report the plain way."""
    parameters, executed = folder / f"{unit}.yml", folder / f"{unit}.ipynb"
    parameters.write_text(json.dumps(given(unit)), "utf-8")
    options = ["--no-progress-bar", "-f", str(parameters), "--cwd", str(PARAMETERS.parent)]
    run("-m", "papermill", *options, str(NOTEBOOK), str(executed), cwd=PROJECT)
    run("-m", "nbconvert", "--log-level=ERROR", "--to", "html", str(executed), cwd=folder)
    if find_browser():
        run("-c", WEBPDF.format(browser=find_browser(), notebook=str(executed)), cwd=folder)


def in_one_process(unit: str, folder: Path) -> None:
    """Make a page with ploomber-engine, without a kernel."""
    import nbformat
    from nbconvert import HTMLExporter
    from ploomber_engine import execute_notebook

    executed = folder / f"{unit}.ipynb"
    here = Path.cwd()
    os.chdir(PARAMETERS.parent)
    try:
        execute_notebook(
            str(NOTEBOOK), str(executed), parameters=given(unit), progress_bar=False, log_output=False
        )
    finally:
        os.chdir(here)
    page, _ = HTMLExporter().from_notebook_node(nbformat.read(executed, as_version=4))
    executed.with_suffix(".html").write_text(page, "utf-8")


def same_calls(unit: str, folder: Path, built: Path) -> None:
    """Call what the notebook calls, show what it shows, and publish what was built, in this process."""
    from kgreport.publish.publishing import publish

    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    names: dict[str, Any] = {}
    here = Path.cwd()
    os.chdir(PARAMETERS.parent)
    try:
        for cell in (one for one in notebook["cells"] if one["cell_type"] == "code"):
            run_cell("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", ()):
                names |= given(unit)
    finally:
        os.chdir(here)
    executed = folder / "published" / f"{unit}.ipynb"
    executed.parent.mkdir(exist_ok=True)
    shutil.copy(next(built.rglob(f"sample-2018/2018/{unit}/*.ipynb")), executed)
    publish(executed, settings={"include_code": True}, formats=("html", "pdf"))


def run_cell(source: str, names: dict[str, Any]) -> None:
    """Run a cell, and show the value of its last line."""
    *body, last = ast.parse(source).body
    if not isinstance(last, ast.Expr):
        exec(source, names)
        return
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    for view in getattr(shown, "sections", [shown]):
        if hasattr(view, "_repr_mimebundle_"):
            view._repr_mimebundle_()


class Memory(Thread):
    """Watches the memory of all processes that this one has started: shared pages count once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.ended = False

    def run(self) -> None:
        """Look several times a second."""
        while not self.ended:
            used = 0
            for child in psutil.Process().children(recursive=True):
                try:
                    used += child.memory_full_info().pss
                except psutil.Error:
                    continue
            self.peak = max(self.peak, used)
            time.sleep(0.3)


def main() -> None:
    """Run the ways in turn and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    if not (PROJECT / "data/sample").is_dir():
        sys.exit("make the sample first: kgreport sample data/sample")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = seconds(lambda: build(folder / "one", *ALL))
        plainly = [seconds(lambda unit=unit: plain(unit, folder)) for unit in UNITS[:count]]  # type: ignore[misc]
        second = seconds(lambda: build(folder / "two", *ALL))
        in_one_process(UNITS[0], folder)
        engine = [seconds(lambda unit=unit: in_one_process(unit, folder)) for unit in UNITS]  # type: ignore[misc]
        os.environ[PREPARED] = os.pathsep.join(map(str, folder.glob("two/.kgreport/data/*")))
        same_calls(UNITS[0], folder, folder / "two")
        calls = [seconds(lambda unit=unit: same_calls(unit, folder, folder / "two")) for unit in UNITS]  # type: ignore[misc]
        del os.environ[PREPARED]
        alone = seconds(lambda: build(folder / "alone", *SOME, "--jobs", "1")) / SOME_COUNT
        unchanged = [seconds(lambda: build(folder / "two", *ALL)) for _ in range(5)]
        used = processor_seconds(lambda: build(folder / "used", "--units", "all")) / 20
        memory = Memory()
        memory.start()
        build(folder / "three", *SOME)
        memory.ended = True
        helped = [seconds(lambda: run("-m", "kgreport", "--help", cwd=PROJECT)) for _ in range(5)]
    ours = statistics.median([first, second]) / 100
    way = "papermill, nbconvert html" + (", nbconvert webpdf" if find_browser() else " (no browser: no PDF)")
    print("| 100 reports, two cores | |\n|---|---:|")
    print(f"| `kgreport build`, HTML and PDF, seconds a report | {ours:.2f} |")
    print(f"| {way}, seconds a report | {statistics.median(plainly):.1f} |")
    print(f"| **times faster** | **{statistics.median(plainly) / ours:.0f}** |")
    print(f"| ploomber-engine in one process, HTML, seconds a report | {statistics.median(engine):.2f} |")
    print(f"| **times faster** | **{statistics.median(engine) / ours:.1f}** |")
    called = statistics.median(calls)
    print(f"| one at a time, `--jobs 1`, seconds a report | {alone:.2f} |")
    print(f"| the same calls in one warm process, seconds a report | {called:.2f} |")
    print(f"| **beyond those calls, times the calls** | **{alone / called - 1:.1f}** |")
    print(f"| processor seconds a report, in a batch of 20 | {used:.2f} |")
    print(f"| 100 unchanged reports, seconds, whole process | {statistics.median(unchanged):.2f} |")
    print(f"| `kgreport --help`, seconds | {statistics.median(helped):.2f} |")
    print(f"| memory of all processes, GB | {memory.peak / 1024**3:.2f} |")


if __name__ == "__main__":
    main()
