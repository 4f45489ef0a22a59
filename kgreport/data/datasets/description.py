"""The description of a dataset, in its file ``dataset.yml``."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field

from kgreport.data.params.sound_model import SoundModel
from kgreport.data.params.yaml_files import read_yaml, validate
from kgreport.data.tables.folders import AnyFolders, Folders

NAME = "dataset.yml"


class DatasetFile(SoundModel):
    """The description of a dataset."""

    title: str = Field("", description="What the dataset holds, in words.")
    simulated: bool = Field(False, description="Whether its details are made up; every output says so.")
    awarded_by: str = Field("", description="Who gives the awards, such as Ban Thường vụ Tỉnh ủy.")
    place: str = Field(
        "", description="Whose figures these are, such as Kiên Giang; others' reports are marked."
    )


def read_dataset_files(given: AnyFolders) -> tuple[DatasetFile, tuple[str, ...]]:
    """Read the description of a dataset of one or several folders, and the places that these are of.

    What the latest folder says stands; if any is simulated, all is.

    Raises
    ------
    ParametersError
        With every problem of a file.
    """
    read = [read_dataset_file(folder) for folder in Folders.of(given).paths]
    said = [one.model_dump(exclude_defaults=True) for one in read]
    simulated = any(one.simulated for one in read)
    joined = {**{k: v for one in said for k, v in one.items()}, "simulated": simulated}
    places = dict.fromkeys(one.place for one in read if one.place)
    return DatasetFile.model_validate(joined), tuple(places)


def read_dataset_file(folder: Path) -> DatasetFile:
    """Read the description of a folder; without the file, it is empty.

    Raises
    ------
    ParametersError
        With every problem of the file.
    """
    path = folder / NAME
    if not os.path.lexists(path):
        return DatasetFile.model_validate({})
    file = read_yaml(path, "simulated: true")
    return validate(DatasetFile, file.values, str(path), file.places, problems=file.problems, called="key")
