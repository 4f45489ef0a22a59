"""Make every table of the made-up province from one seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from kgreport.data.figures.layout import TABLES
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import UNITS as UNITS_TABLE
from kgreport.sample import registers
from kgreport.sample.collectives import make_collectives
from kgreport.sample.figures import make_apparatus, make_figures, read_published
from kgreport.sample.leaders import make_leaders
from kgreport.sample.members import make_members
from kgreport.sample.organizations import make_organizations
from kgreport.sample.plan import LAST, UNITS
from kgreport.sample.targets import make_targets
from kgreport.sample.wording import text_of


@dataclass(frozen=True, slots=True)
class Province:
    """The tables of the made-up province.

    Attributes
    ----------
    tables
        By name of the table, its rows as they are written; blanks are empty text.
    members
        The members, one row per member and year.
    """

    tables: Mapping[str, pd.DataFrame]
    members: pa.Table


def make_province(seed: int) -> Province:
    """Make up the province. The same seed gives the same rows."""
    # Each table has its own random stream, so a change to one table leaves the others as they are.
    rngs = [np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(8)]
    organizations, scores = make_organizations(rngs[0])
    collectives = registers.suggest(rngs[1], make_collectives(rngs[2], organizations, scores), "collective")
    leaders = registers.suggest(rngs[3], make_leaders(rngs[4]), "leader")
    members = make_members(rngs[5])
    counted = members.select(["year", "unit", "reviewed", "admitted"]).to_pandas()
    register_rng = rngs[6]
    tables = {
        "units": _units(),
        "organizations": organizations,
        "collectives": collectives,
        "leaders": leaders,
        "suggested_reviews": registers.suggested_reviews(
            register_rng, collective=collectives, leader=leaders
        ),
        "remediation": registers.remediation(register_rng, organizations),
        "awards": registers.awards(register_rng, organizations, collectives, scores),
        "targets": make_targets(register_rng, _admitted(counted)),
        "figures": make_figures(
            rngs[7],
            read_published("figures.csv"),
            organization=organizations,
            member=counted,
            collective=collectives,
            leader=leaders,
        ),
        "apparatus": make_apparatus(read_published("apparatus.csv")),
    }
    return Province({name: frame[_columns(name, frame)] for name, frame in tables.items()}, members)


def _units() -> pd.DataFrame:
    rows = [(unit.id, unit.name, "", n) for n, unit in enumerate(UNITS, start=1)]
    return pd.DataFrame(rows, columns=list(UNITS_TABLE.names))


def _admitted(members: pd.DataFrame) -> dict[str, int]:
    """Count the members admitted in the last year, by unit."""
    new = members[(members["year"] == LAST) & (members["admitted"] >= pd.Timestamp(LAST, 1, 1).date())]
    counts = new["unit"].value_counts()
    return {unit.id: int(counts.get(unit.id, 0)) for unit in UNITS}


def _columns(name: str, frame: pd.DataFrame) -> list[str]:
    """List the columns that a table has, in the documented order."""
    known = {table.name: table.names for table in (*TABLES, UNITS_TABLE, *RECORD_TABLES, *REGISTERS)}
    return [column for column in known[name] if column in frame.columns]


def write_tables(tables: Mapping[str, pd.DataFrame], folder: Path) -> None:
    """Write tables of a dataset into a new folder, with a ``dataset.yml`` that says it is simulated."""
    folder.mkdir()
    (folder / "dataset.yml").write_text(text_of("dataset.yml"), "utf-8")
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
