"""Time what workbooks, CSV, Word files and the portal add to a batch of HTML and PDF.

The reports of all units of the made-up province are built twice by turns: as HTML and PDF alone, and as HTML,
PDF, XLSX, CSV and DOCX with the portal of them all. Each build is a whole process that begins with an empty
folder. Medians of the rounds, in seconds on the clock and of processors, and the ratio of both. Then the last
command is given again, with nothing changed. Without years, 100 reports are built.

    python tests/bench/bench_formats.py [YEARS] [ROUNDS]
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from tests.bench.bench_one_report import run  # noqa: E402

PARAMETERS = PROJECT / "params/sample-2018.yml"
USUAL = ("--to", "html,pdf")
EVERY = ("--to", "html,pdf,xlsx,csv,docx", "--site")
OTHERS = (".xlsx", ".csv", ".csv-metadata.json", ".docx")


class Cost(NamedTuple):
    """Seconds on the clock, and of the processors in all processes."""

    clock: float
    processors: float


def cost(way: Callable[[], object]) -> Cost:
    """Measure what one way costs, with all processes that it starts."""
    before, start = os.times(), time.perf_counter()
    way()
    clock, after = time.perf_counter() - start, os.times()
    user = after.children_user - before.children_user
    return Cost(clock, user + after.children_system - before.children_system)


def median(costs: list[Cost]) -> Cost:
    """Give the medians of several rounds."""
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


def build(outputs: Path, years: str, options: tuple[str, ...]) -> Cost:
    """Build the reports of all units, and measure it."""
    given = (str(PARAMETERS), "--output", str(outputs), "--units", "all", "--years", years, *options)
    return cost(lambda: run("-m", "kgreport", "build", *given, cwd=PROJECT))


def size(folder: Path, *suffixes: str) -> float:
    """Count the megabytes of the files with one of these suffixes."""
    reports = (folder / "sample-2018").rglob("*")
    return sum(one.stat().st_size for one in reports if one.name.endswith(suffixes)) / 1e6


def main() -> None:
    """Build by turns, build again, and print the table."""
    years = sys.argv[1] if len(sys.argv) > 1 else "2014-2018"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not (PROJECT / "data/sample").is_dir():
        sys.exit("make the sample first: kgreport sample data/sample")
    usual: list[Cost] = []
    every: list[Cost] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(rounds):
            usual.append(build(folder / f"usual-{turn}", years, USUAL))
            every.append(build(folder / f"every-{turn}", years, EVERY))
        again = median([build(folder / "every-0", years, EVERY) for _ in range(5)])
        count = len(list(folder.glob("every-0/sample-2018/**/*.docx")))
        pages, more = size(folder / "every-0", ".html", ".pdf"), size(folder / "every-0", *OTHERS)
    first, second = median(usual), median(every)
    ratio = Cost(second.clock / first.clock, second.processors / first.processors)
    print(f"| {count} reports, seconds | clock | processors |\n|---|---:|---:|")
    for label, one in (
        ("HTML and PDF", first),
        ("HTML, PDF, XLSX, CSV, DOCX and the portal", second),
        ("**times as long**", ratio),
        ("the same once more, nothing changed", again),
    ):
        print(f"| {label} | {one.clock:.2f} | {one.processors:.2f} |")
    print(f"\nHTML and PDF: {pages:.1f} MB; XLSX, CSV and DOCX: {more:.1f} MB")


if __name__ == "__main__":
    main()
