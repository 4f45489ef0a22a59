"""Time records read, checked and summed, against a bare count of the same file by DuckDB.

Ours: `read_records`: every column, every check, every figure of every unit. The bare count: `SELECT
unit, level, count(*) … GROUP BY`, two of the columns and nothing else. Both run in turn in one process, after
one run of each that is not counted; medians and the ratio of the pairs are printed as a table. The peak
memory is that of a fresh process that reads the dataset once.

    python tests/bench/bench_records.py [RUNS]
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT))

from kgreport.data.datasets.dataset import read_dataset  # noqa: E402
from kgreport.data.records.layout import LEVEL_CODES, STATUSES  # noqa: E402
from kgreport.data.records.reading import read_records  # noqa: E402
from kgreport.data.rules.model import Rules, Unrated  # noqa: E402
from kgreport.terms.vocabulary import REASONS  # noqa: E402

NATIONAL, TENTH, PROVINCIAL = 5_400_000, 540_000, 267_000
PROVINCES, DISTRICTS = 63, 11
YEARS = range(2014, 2019)
UNITS = [f"tinh-{p:02d}-huyen-{d:02d}" for p in range(PROVINCES) for d in range(DISTRICTS)]


EVERYONE: frozenset[Unrated] = frozenset({"exempt", "new", "suspended"})
STRICT = Rules.model_construct(
    id="strict",
    first_year=YEARS[0],
    sources=(),
    unrated=EVERYONE,
    unreviewed=EVERYONE,
    collective_not_above_organization=True,
    reasons={},
)
"""Rules under which every check is made."""

RULES = dict.fromkeys(YEARS, STRICT)


def write_units(folder: Path) -> None:
    """Write a tree of two levels: provinces, and districts under them."""
    rows = [f"tinh-{p:02d},Tỉnh {p},," for p in range(PROVINCES)]
    rows += [f"{unit},Huyện {unit},{unit[:7]}," for unit in UNITS]
    (folder / "units.csv").write_text("id,name,parent,order\n" + "\n".join(rows) + "\n", "utf-8")


def members(rows: int, years: range) -> pa.Table:
    """Make up members of some years, seeded; units in order, ids in none."""
    chance = np.random.default_rng(20181231)
    each = rows // len(years)
    year = np.repeat(np.array(years, dtype=np.int32), each)
    rows = len(year)
    status = chance.choice(4, rows, p=[0.965, 0.03, 0.004, 0.001])
    level = chance.choice(4, rows, p=[0.15, 0.65, 0.195, 0.005])
    ids = np.concatenate([chance.permutation(each * 3)[:each] for _ in years])
    days = (np.datetime64("2014-06-30") - chance.integers(0, 12_000, rows)).astype("datetime64[D]")

    def words(codes: np.ndarray, known: tuple[str, ...], there: np.ndarray | None = None) -> pa.Array:
        missing = None if there is None else ~there
        return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32), mask=missing), pa.array(known))

    rated = status == 0
    return pa.table(
        {
            "year": year,
            "id": pa.array([f"{number:09d}" for number in ids]),
            "unit": words(np.sort(chance.integers(0, len(UNITS), rows)), tuple(UNITS)),
            "status": words(status, STATUSES),
            "level": words(level, LEVEL_CODES, rated),
            "reason": words(chance.integers(0, 5, rows), tuple(REASONS), rated & (level == 3)),
            "official": chance.random(rows) < 0.5,
            "admitted": days,
            "suggested": chance.random(rows) < 0.01,
            "explained": chance.random(rows) < 0.005,
            "reviewed": rated & (chance.random(rows) < 0.97),
        }
    )


def write_dataset(folder: Path, rows: int, years: range) -> Path:
    """Write the units and members of one dataset."""
    folder.mkdir()
    write_units(folder)
    pq.write_table(members(rows, years), folder / "members.parquet")
    return folder


def ours(folder: Path) -> None:
    """Read, check and sum everything."""
    records = read_records(folder, YEARS, RULES)
    assert not records.findings
    assert set(records.figures["unit"].unique()) == {"", *UNITS, *(unit[:7] for unit in UNITS)}


def bare_count(folder: Path) -> None:
    """Count two columns of the file."""
    query = f"SELECT unit, level, count(*) FROM '{folder / 'members.parquet'}' GROUP BY unit, level"
    with duckdb.connect() as connection:
        connection.execute(query).fetchall()


def opened(folder: Path) -> None:
    """Open the dataset as a report does, its hash included."""
    read_dataset(folder, YEARS, rules=RULES)


def seconds(way: Callable[[Path], None], folder: Path) -> float:
    """Time one way."""
    start = time.perf_counter()
    way(folder)
    return time.perf_counter() - start


def in_a_fresh_process(folder: Path) -> tuple[float, float]:
    """Give seconds, without imports, and peak GB of a process that reads a dataset once."""
    script = [sys.executable, __file__, "--once", str(folder)]
    done = subprocess.run(script, capture_output=True, check=True, text=True)
    took, peak = done.stdout.split()
    return float(took), float(peak)


def once(folder: Path) -> None:
    """Read a dataset once, and say how long it took and how much memory."""
    took = seconds(ours, folder)
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)


def row(name: str, times: list[float]) -> str:
    """Make a row of the table."""
    return f"| {name} | {statistics.median(times):.2f} | {min(times):.2f}–{max(times):.2f} |"


def main() -> None:
    """Run the ways in turn and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as base:
        national = write_dataset(Path(base, "national"), NATIONAL, range(2018, 2019))
        tenth = write_dataset(Path(base, "tenth"), TENTH, range(2018, 2019))
        provincial = write_dataset(Path(base, "provincial"), PROVINCIAL, YEARS)
        ways = [(ours, national), (bare_count, national), (ours, tenth), (opened, provincial)]
        for way, folder in ways:
            way(folder)
        times = [[seconds(way, folder) for way, folder in ways] for _ in range(runs)]
        fresh = [in_a_fresh_process(national) for _ in range(3)]
    names = [
        f"{NATIONAL:,} members: read, checked, summed ({len(UNITS) + PROVINCES} units)",
        f"{NATIONAL:,} members: bare count by DuckDB",
        f"{TENTH:,} members: read, checked, summed",
        f"{PROVINCIAL:,} members of five years: `read_dataset`",
    ]
    print("| | median s | min–max s |\n|---|---:|---:|")
    for place, name in enumerate(names):
        print(row(name, [one[place] for one in times]))
    print(row(f"{NATIONAL:,} members, first in a fresh process", [took for took, _ in fresh]))
    print(f"| **times a bare count** | **{statistics.median(o[0] / o[1] for o in times):.1f}** | |")
    print(f"| **times a tenth of the rows** | **{statistics.median(o[0] / o[2] for o in times):.1f}** | |")
    print(f"| **peak memory, GB** | **{max(peak for _, peak in fresh):.2f}** | |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        once(Path(sys.argv[2]))
    else:
        main()
