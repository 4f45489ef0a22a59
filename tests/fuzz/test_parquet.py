"""Parquet files that are damaged, or of odd types, are read or told with their file."""

from __future__ import annotations

import datetime
import decimal
import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.terms.findings import DatasetError
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.sound_tables import YEARS, assert_sense, write_sound
from tests.fuzz.trying import TIMES, Attempts

ROWS = 20
CODECS = ("snappy", "gzip", "zstd", "none", "lz4", "brotli")

Column = Callable[[random.Random], pa.Array]


def members(rng: random.Random) -> pa.Table:
    """Make records that are sound."""
    levels = [rng.choice(("excellent", "good", "fulfilled")) for _ in range(ROWS)]
    return pa.table(
        {
            "year": [2018] * ROWS,
            "id": [f"dv-{n:03d}" for n in range(ROWS)],
            "unit": [rng.choice(("sen", "mai")) for _ in range(ROWS)],
            "status": ["rated"] * ROWS,
            "level": levels,
            "reason": pa.nulls(ROWS, pa.string()),
            "admitted": [datetime.date(2000, 1, 1 + n) for n in range(ROWS)],
            "reviewed": [True] * ROWS,
            "points": [None] * ROWS,
        }
    )


def figures(rng: random.Random) -> pa.Table:
    """Make counts that are sound."""
    measures = ("total", "reviewed", "rated")
    return pa.table(
        {
            "year": [2018] * 3,
            "unit": [""] * 3,
            "subject": ["leader"] * 3,
            "tier": [""] * 3,
            "measure": list(measures),
            "value": [rng.randrange(20, 30)] * 3,
            "source": ["p. 1"] * 3,
        }
    )


def _repeated(make: Callable[[random.Random], object], kind: pa.DataType, rng: random.Random) -> pa.Array:
    return pa.array([make(rng) for _ in range(ROWS)], kind)


ODD_COLUMNS: tuple[Column, ...] = (
    partial(_repeated, lambda rng: [rng.choice(ODD_TEXTS[:3])], pa.list_(pa.string())),
    partial(_repeated, lambda rng: {"a": rng.randrange(9)}, pa.struct([("a", pa.int64())])),
    partial(_repeated, lambda rng: rng.randbytes(3), pa.binary()),
    partial(_repeated, lambda rng: rng.randbytes(4), pa.binary(4)),
    partial(_repeated, lambda rng: rng.randrange(-(2**31), 2**31), pa.int32()),
    partial(_repeated, lambda rng: rng.randrange(-(2**31), 2**31 - 1), pa.date32()),
    partial(_repeated, lambda rng: rng.randrange(-(2**62), 2**62), pa.timestamp("us")),
    partial(_repeated, lambda rng: rng.randrange(-(2**62), 2**62), pa.timestamp("ns", "Asia/Ho_Chi_Minh")),
    partial(_repeated, lambda rng: rng.randrange(2**20) * 86400000, pa.date64()),
    partial(
        _repeated, lambda rng: rng.choice((1e300, float("nan"), float("inf"), 1.5, 2018.0)), pa.float64()
    ),
    partial(_repeated, lambda rng: decimal.Decimal(rng.randrange(10**9)) / 100, pa.decimal128(12, 2)),
    partial(_repeated, lambda rng: decimal.Decimal(rng.randrange(10**30)), pa.decimal256(40, 0)),
    partial(_repeated, lambda rng: rng.randrange(2**64), pa.uint64()),
    partial(_repeated, lambda rng: rng.randrange(86400), pa.time32("s")),
    partial(_repeated, lambda rng: rng.randrange(86400), pa.duration("s")),
    partial(_repeated, lambda rng: rng.choice((True, False, None)), pa.bool_()),
    partial(_repeated, lambda _: None, pa.null()),
    partial(
        _repeated, lambda rng: rng.choice([one for one in ODD_TEXTS if "\ud7ff" not in one]), pa.string()
    ),
    partial(_repeated, lambda rng: rng.choice(("sen", "mai", None)), pa.large_string()),
)


def damaged_files(number: int, folder: Path) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Make files with damaged bytes and files with columns of odd types, each with the name of its table."""
    path = folder / "made.parquet"
    for name, rng in seeded(number):
        table_name, make = rng.choice((("members", members), ("figures", figures)))
        table = make(rng)
        if rng.random() < 0.4:
            column = rng.choice(table.column_names)
            odd = rng.choice(ODD_COLUMNS)(rng)[: len(table)]
            table = table.set_column(table.column_names.index(column), column, odd)
        pq.write_table(table, path, compression=rng.choice(CODECS), row_group_size=rng.choice((3, 7, 100)))
        content = path.read_bytes()
        yield name, (table_name, damage_bytes(content, rng) if rng.random() < 0.7 else content)


def test_a_damaged_parquet_file_is_read_or_told_with_its_name(tmp_path: Path) -> None:
    def attempt(case: tuple[str, bytes]) -> None:
        name, content = case
        folder = write_sound(tmp_path / "dataset", "units", "figures", without=name)
        (folder / f"{name}.parquet").write_bytes(content)
        read(folder, f"{name}.parquet")

    Attempts(attempt).try_all(damaged_files(12 * TIMES, tmp_path)).check("Parquet")


def read(folder: Path, file: str) -> None:
    """Read a dataset: what is read makes sense, what is refused is told with its file."""
    try:
        assert_sense(read_dataset(folder, YEARS))
    except DatasetError as error:
        if file not in str(error):
            msg = f"{file} is not named: {error}"
            raise AssertionError(msg) from None
        raise


@pytest.mark.parametrize("make", ODD_COLUMNS)
def test_a_column_of_any_type_is_read_or_told(make: Column, tmp_path: Path) -> None:
    table = members(random.Random(0))
    table = table.set_column(1, "id", make(random.Random(0)))
    pq.write_table(table, tmp_path / "members.parquet")
    with suppress(DatasetError):
        read(tmp_path, "members.parquet")
