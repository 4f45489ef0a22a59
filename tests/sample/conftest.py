"""The made-up province, made once for all tests that look at it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.rules.choosing import rules_by_year, rules_for
from kgreport.sample.plan import LAST, YEARS


@pytest.fixture(scope="session")
def sample(sample_records: Path) -> Path:
    """Give the records of the made-up province; to be read only."""
    return sample_records / "records"


@pytest.fixture(scope="session")
def dataset(sample: Path) -> Dataset:
    """Give the made-up province as the library reads it."""
    return read_records_of(sample)


@pytest.fixture
def changed(sample: Path, tmp_path: Path) -> Callable[..., Dataset]:
    """Give a reader of the province with one of its tables changed."""

    def read(table: str, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Dataset:
        folder = tmp_path / "changed"
        shutil.copytree(sample, folder)
        path = next(folder.glob(f"{table}.*"))
        frame = pd.read_parquet(path) if path.suffix == ".parquet" else table_of(folder, table)
        after = change(frame)
        if path.suffix == ".parquet":
            after.to_parquet(path, index=False)
        else:
            after.to_csv(path, index=False)
        return read_records_of(folder)

    return read


def read_records_of(folder: Path) -> Dataset:
    """Read a dataset under the rules of each year."""
    return read_dataset(folder, YEARS, rules=rules_by_year(YEARS, rules_for(LAST)))


def table_of(folder: Path, name: str) -> pd.DataFrame:
    """Read a table of text as it stands."""
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False, dtype=str)
