"""Show what is built again when one of nineteen units corrects its workbook, and how long it takes.

The made-up province hands in workbooks; the reports of all units and of the whole are built as HTML and PDF,
then one cell of one workbook is changed, and the same command is given again.

    python tests/bench/bench_one_changed.py
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kgreport.sample import write_sample  # noqa: E402
from tests.bench.bench_one_report import run  # noqa: E402

UNIT = "hoa-cau"
SHEET, CELL = "Học tập và cán bộ", "C15"
"""How many members have studied, of which one is taken back."""


def correct(workbook: Path) -> None:
    """Change one count."""
    book = load_workbook(workbook)
    book[SHEET][CELL].value -= 1
    book.save(workbook)


def build(project: Path) -> tuple[list[str], list[str], float]:
    """Build all reports; name those built and those that were current, and count the seconds."""
    start = time.perf_counter()
    run("-m", "kgreport", "build", "params/x.yml", "--units", "all", cwd=project)
    seconds = time.perf_counter() - start
    results = json.loads((project / "outputs/batch.json").read_text("utf-8"))["results"]
    named = {
        status: [one["report"] for one in results if one["state"] == status]
        for status in ("built", "current")
    }
    return named["built"], named["current"], seconds


def main() -> None:
    """Build, change, build again, and print the table."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        write_sample(project / "data/sample")
        (project / "params").mkdir()
        given = (PROJECT / "params/sample-2018.yml").read_text("utf-8")
        (project / "params/x.yml").write_text(given.replace("sample/records", "sample/workbooks", 1), "utf-8")
        first, _, took = build(project)
        correct(project / f"data/sample/workbooks/{UNIT}-2018.xlsx")
        again, current, later = build(project)
    print("| one of 19 workbooks corrected | reports | seconds |\n|---|---:|---:|")
    print(f"| built at first | {len(first)} | {took:.1f} |")
    print(f"| built again: {', '.join(again)} | {len(again)} | {later:.1f} |")
    print(f"| left as they were | {len(current)} | |")


if __name__ == "__main__":
    main()
