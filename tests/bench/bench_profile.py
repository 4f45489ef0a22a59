"""Say where the time of one report of a batch goes, the plain way and in a warm kernel, step by step.

The plain way: papermill, whose own record tells how long each cell took, then `jupyter nbconvert`. Ours: what
a worker of a batch does, with libraries loaded, a server of kernels, and the dataset read before. Medians.

    python tests/bench/bench_profile.py [RUNS]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kgreport.data.params.parameters_file import read_parameters  # noqa: E402
from kgreport.environment import PREPARED  # noqa: E402
from kgreport.execute.kernels.fork import PRELOAD, warm_server  # noqa: E402
from kgreport.execute.kernels.start import environment_of, running_kernel  # noqa: E402
from kgreport.execute.run import execute_notebook, load_executor  # noqa: E402
from kgreport.publish.publishing import load_publishers, publish  # noqa: E402
from kgreport.report.reading import prepare_dataset  # noqa: E402
from tests.bench.bench_one_report import NOTEBOOK, WEBPDF, run  # noqa: E402
from tests.browsing import find_browser  # noqa: E402

PARAMETERS = PROJECT / "params/sample-2018.yml"
UNITS = ("hoa-sen", "hoa-mai", "hoa-ban", "hoa-lan", "hoa-cuc")
STEPS = (
    "processes, kernel and Jupyter's libraries: start and end",
    "first cells: libraries loaded, figures read and checked",
    "sections",
    "HTML",
    "PDF",
)


def since(start: float) -> float:
    """Count the seconds from a moment."""
    return time.perf_counter() - start


def plain(unit: str, folder: Path) -> list[float]:
    """Time the steps of the plain way."""
    given, executed = folder / "given.yml", folder / "executed.ipynb"
    given.write_text(json.dumps(read_parameters(PARAMETERS, {"unit": unit}).model_dump(mode="json")), "utf-8")
    options = ["--no-progress-bar", "-f", str(given), "--cwd", str(PARAMETERS.parent)]
    start = time.perf_counter()
    run("-m", "papermill", *options, str(NOTEBOOK), str(executed), cwd=PROJECT)
    whole, start = since(start), time.perf_counter()
    run("-m", "nbconvert", "--log-level=ERROR", "--to", "html", str(executed), cwd=folder)
    html, start = since(start), time.perf_counter()
    browser = find_browser()
    if browser:
        run("-c", WEBPDF.format(browser=browser, notebook=str(executed)), cwd=folder)
    first, rest = parted(recorded(executed))
    return [whole - first - rest, first, rest, html, since(start) if browser else float("nan")]


def recorded(executed: Path) -> list[float]:
    """Give what papermill has recorded of each cell."""
    cells = json.loads(executed.read_text("utf-8"))["cells"]
    return [one["metadata"]["papermill"]["duration"] or 0.0 for one in cells if one["cell_type"] == "code"]


def parted(cells: Iterable[float]) -> tuple[float, float]:
    """Part cells into the first three - parameters, twice, and the reading - and the others."""
    durations = list(cells)
    return sum(durations[:3]), sum(durations[3:])


def warm(unit: str, folder: Path, server: str) -> list[float]:
    """Time the steps of a worker."""
    executed, moments = folder / f"{unit}.ipynb", [time.perf_counter()]
    given = read_parameters(PARAMETERS, {"unit": unit}).model_dump(mode="json")
    with running_kernel(PARAMETERS.parent, PRELOAD, server) as kernel:
        execute_notebook(
            NOTEBOOK,
            executed,
            given,
            cwd=PARAMETERS.parent,
            kernel=kernel,
            on_cell=lambda *_: moments.append(time.perf_counter()),
        )
    whole, start = since(moments[0]), time.perf_counter()
    # The kernel has started when the first cell, of parameters, has run.
    first, rest = moments[3] - moments[1], moments[-1] - moments[3]
    publish(executed, settings={"include_code": True}, formats=("html",))
    html, start = since(start), time.perf_counter()
    publish(executed, settings={"include_code": True}, formats=("pdf",))
    return [whole - first - rest, first, rest, html, since(start)]


def medians(way: Callable[[str], list[float]], runs: int) -> list[float]:
    """Give the median of each step over some reports."""
    return [statistics.median(step) for step in zip(*map(way, UNITS[:runs]), strict=True)]


def main() -> None:
    """Time both, and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    load_executor()
    load_publishers()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared = prepare_dataset(read_parameters(PARAMETERS), PARAMETERS.parent, folder / "data")
        before = medians(lambda unit: plain(unit, folder), runs)
        os.environ[PREPARED] = str(prepared)
        with warm_server(environment_of(folder), PRELOAD) as server:
            warm(UNITS[0], folder, server)
            after = medians(lambda unit: warm(unit, folder, server), len(UNITS))
    print("| one report of a batch, seconds | plain | warm |\n|---|---:|---:|")
    for step, one, other in zip(
        (*STEPS, "**in all**"), (*before, sum(before)), (*after, sum(after)), strict=True
    ):
        print(f"| {step} | {one:.2f} | {other:.2f} |")


if __name__ == "__main__":
    main()
