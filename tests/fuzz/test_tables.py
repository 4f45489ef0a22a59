"""Damaged tables of counts, units, records and registers are read or told; what is read makes sense."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.figures.layout import TABLES as COUNTS
from kgreport.data.records.layout import RECORD_TABLES, RecordTable
from kgreport.data.records.reading import read_records
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.files import open_table
from kgreport.data.tables.layout import TableLayout
from kgreport.data.tables.rows import read_small_table
from kgreport.data.tables.units import Unit, read_units
from kgreport.data.tables.values import Allowed
from kgreport.terms.findings import DatasetError, Finding
from tests.fuzz.mutations import damage_bytes, damage_rows, seeded
from tests.fuzz.sound_tables import TABLES, YEARS, assert_frame_has_sense, assert_sense, text_of, write_sound
from tests.fuzz.trying import TIMES, Attempts

Case = tuple[str, bytes]

LAYOUTS: dict[str, TableLayout] = {one.name: one for one in (*COUNTS, *RECORD_TABLES, *REGISTERS)}


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


def read_alone(table: str, folder: Path) -> list[Finding]:
    """Read a table without the rest of its dataset: what is read makes sense, what is not is told."""
    path, years = folder / f"{table}.csv", Allowed(YEARS, ("sen", "mai", "xa-hong"))
    if table == "units":
        units, findings = read_units(path)
        assert_frame_has_sense(pd.DataFrame(list(map(asdict, units))) if not findings else pd.DataFrame())
        return findings
    layout = LAYOUTS[table]
    if isinstance(layout, RecordTable):
        read = read_records(folder, YEARS, units=[Unit(one, one, "", "", 0) for one in years.units])
        for frame in [read.figures, *read.frames.values()] if not read.findings else []:
            assert_frame_has_sense(frame)
        return list(read.findings)
    rows, findings = read_small_table([open_table(path, strict=True)], layout, years)
    assert_frame_has_sense(pd.DataFrame([row.values for row in rows if row.is_readable]))
    return findings


def test_a_damaged_table_is_read_or_told_with_its_name(tmp_path: Path) -> None:
    def attempt(case: Case) -> None:
        table, content = case
        (tmp_path / "alone").mkdir(exist_ok=True)
        path = tmp_path / "alone" / f"{table}.csv"
        path.write_bytes(content)
        findings = read_alone(table, path.parent)
        path.unlink()
        if findings:
            assert any(path.name in one.place.say("en") for one in findings), findings
            raise DatasetError(findings)

    Attempts(attempt).try_all(damaged(300 * TIMES)).check("Tables, registers and records")


def test_a_dataset_with_a_damaged_table_is_read_or_told_with_its_name(tmp_path: Path) -> None:
    def attempt(case: Case) -> None:
        table, content = case
        folder = write_sound(tmp_path / "dataset", "units", "figures", "members", without=table)
        (folder / f"{table}.csv").write_bytes(content)
        assert_sense(read_dataset(folder, YEARS))

    Attempts(attempt).try_all(damaged(10 * TIMES)).check("Datasets with a damaged table")
