"""Damaged tables of counts, units, records and registers are read or told; what is read makes sense."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from kgreport.data.datasets.dataset import read_dataset
from kgreport.terms.findings import DatasetError
from tests.fuzz.mutations import damage_bytes, damage_rows, seeded
from tests.fuzz.sound_tables import TABLES, YEARS, assert_sense, text_of, write_sound
from tests.fuzz.trying import TIMES, Attempts

Case = tuple[str, bytes]


def damaged(number: int) -> Iterator[tuple[str, Case]]:
    """Damage cells or bytes of a table, each case with the name of the table and of its seed."""
    for name, rng in seeded(number):
        table = rng.choice(list(TABLES))
        yield f"{name}, {table}", (table, _content(table, rng))


def _content(table: str, rng: random.Random) -> bytes:
    rows = TABLES[table]
    if rng.random() < 0.75:
        rows = damage_rows(rows, rng)
    text = text_of(rows, rng.choice(",;\t"))
    content = text.encode("utf-8", "surrogatepass")
    return damage_bytes(content, rng) if rng.random() < 0.4 else content


def test_a_damaged_table_is_read_or_told_with_its_name(tmp_path: Path) -> None:
    def attempt(case: Case) -> None:
        table, content = case
        folder = write_sound(tmp_path / "dataset", "units", "figures", "members", without=table)
        (folder / f"{table}.csv").write_bytes(content)
        try:
            assert_sense(read_dataset(folder, YEARS))
        except DatasetError as error:
            if f"{table}.csv" not in str(error) and table not in {one.kind for one in error.findings}:
                msg = f"{table}.csv is not named: {error}"
                raise AssertionError(msg) from None
            raise

    Attempts(attempt).try_all(damaged(30 * TIMES)).check("Tables, registers and records")
