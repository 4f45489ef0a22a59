"""A dataset is a mapping of frames: figures, registers, records and units, with source and place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport import Dataset, read_dataset
from kgreport.errors import UnknownCodeError

PLANS = "year,unit,organization,owner,shortcoming,measure,due,state,done_on,source\n"


@pytest.fixture
def dataset(make_dataset: Callable[..., Path]) -> Dataset:
    folder = make_dataset(
        "2018,a,member,,rated,7,Báo cáo 1",
        "2018,b,member,,rated,5,Báo cáo 2",
        units="id,name,parent,order\na,Huyện A,,1\nb,Huyện B,,2\n",
        remediation=PLANS + "2018,a,,Đảng ủy,Chậm,Làm ngay,2018-06-30,open,,Thông báo 3\n",
    )
    return read_dataset(folder)


def test_figures_have_their_source_and_place(dataset: Dataset) -> None:
    first = dataset["figures"].iloc[0]

    assert first[["year", "unit", "value", "source", "place"]].tolist() == [
        *(2018, "a", 7, "Báo cáo 1"),
        "figures.csv:2",
    ]
    assert dataset["completed"].query("unit == ''")["value"].tolist() == [12]


def test_a_register_has_dates_sources_and_places(dataset: Dataset) -> None:
    [plan] = dataset["remediation"].to_dict("records")

    assert (plan["due"], plan["source"], plan["place"]) == (
        pd.Timestamp(2018, 6, 30),
        "Thông báo 3",
        "remediation.csv:2",
    )
    assert pd.isna(plan["done_on"])


def test_every_frame_has_its_columns_without_a_row_too(dataset: Dataset) -> None:
    frames = dict(dataset)

    assert [*frames] == [*dataset.keys()] == dataset._ipython_key_completions_()
    assert frames["targets"].dtypes["planned"] == "Float64"
    assert {"source", "place"} <= set(frames["awards"].columns)
    assert frames["units"]["name"].tolist() == ["Huyện A", "Huyện B"]


def test_a_frame_is_a_copy(dataset: Dataset) -> None:
    frame = dataset["figures"]
    frame["value"] = 0

    assert dataset["figures"]["value"].sum() == 12


def test_an_unknown_name_is_answered_with_the_nearest(dataset: Dataset) -> None:
    with pytest.raises(UnknownCodeError, match="did you mean 'remediation'"):
        dataset["remediaton"]


def test_a_dataset_says_what_it_has_and_what_to_type_next(dataset: Dataset) -> None:
    assert repr(dataset).splitlines() == [
        "Dataset figures-of-a-test: figures 2, remediation 1",
        'dataset["figures"]  dataset["completed"]  dataset["targets"]  dataset.keys()  dataset.units',
    ]
