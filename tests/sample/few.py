"""Make the sample small: with few members, or of few units."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from kgreport.sample import write_sample
from kgreport.sample.members import make_members


def write_sample_of_few_members(folder: Path) -> None:
    """Make up the province with few members, and write its records and its workbooks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kgreport.sample.province.make_members", make_few_members)
        write_sample(folder)


def make_few_members(rng: np.random.Generator) -> pa.Table:
    """Leave of the members all who were ever rated lowest, and one in ten of the others."""
    members = make_members(rng)
    lowest = members.filter(pc.equal(members["level"].cast("string"), "unfulfilled"))["id"]
    return members.filter(pc.or_(pc.is_in(members["id"], lowest), pc.ends_with(members["id"], "0")))


def keep_only(units: tuple[str, ...], folder: Path) -> None:
    """Leave in a dataset nothing but the workbooks and rows of some units."""
    for path in folder.glob("*.xlsx"):
        if path.stem.removesuffix("-2018") not in units:
            path.unlink()
    for path in folder.glob("*.csv"):
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        rows[rows["id" if path.stem == "units" else "unit"].isin(units)].to_csv(path, index=False)
