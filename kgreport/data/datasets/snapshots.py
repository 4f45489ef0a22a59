"""Keep a dataset as it was read, so that many reports of it need not read its tables again.

A snapshot is a folder of Parquet files and one of JSON. It never changes: it is made beside its place and
moved there whole, and read only where every byte is as it was written.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.frame_files import UnknownTypeError, pack_frame, unpack_frame
from kgreport.data.tables.units import Unit
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import Message, Phrase

INDEX = "snapshot.json"
_VERSION = 3
_FRAMES = ("figures", "counted", "completed")
_GROUPS = ("registers", "records")
_PLAIN = ("name", "sha256", "title", "simulated")
_MESSAGES = ("place", "expected", "found", "advice")
_OF_FINDING = ("kind", "parts", "severity", "lead_in", "acceptable", "cells", "unit")


class SnapshotError(Exception):
    """A snapshot is not there, is damaged, or cannot be made of this dataset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a dataset was read for; of two reports that ask the same, both can use it.

    Attributes
    ----------
    dataset, folder
        The dataset as the parameters name it, and where that is.
    first_year, last_year
        The years a figure may be of.
    rules, rules_sha256
        Ids of the rules of each year, and the hash of the file of those that are the user's own.
    forms
        Whether the dataset has forms, of which the report of a unit reads its own alone.
    unit
        The unit whose forms were read, where it has; empty for all of it.
    """

    dataset: str
    folder: str
    first_year: int
    last_year: int
    rules: str
    rules_sha256: str = ""
    forms: bool = False
    unit: str = ""


def write_snapshot(dataset: Dataset, asked: Asked, folder: Path) -> Path:
    """Keep a dataset in a folder; where the same is there already, that is left as it is.

    Parameters
    ----------
    dataset
        What was read.
    asked
        What it was read for.
    folder
        The folder to make; what is above it is made too.

    Raises
    ------
    SnapshotError
        It holds what would not come back as it is.
    OSError
        It cannot be written.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(made, dataset, asked)
        return _put(made, folder, asked)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def asked_of(folder: Path) -> Asked:
    """Tell what a snapshot is the answer to.

    Raises
    ------
    SnapshotError
        There is no snapshot in this folder that can be read.
    """
    try:
        return Asked(**_index(folder)["asked"])
    except (KeyError, TypeError) as error:
        raise _damaged(folder, error) from None


def read_snapshot(folder: Path) -> Dataset:
    """Give a dataset back as it was read, its completed figures with it.

    Raises
    ------
    SnapshotError
        Some of it is missing or is not as it was written.
    """
    try:
        index = _index(folder)
        frames = {name: _read_frame(folder, name, of) for name, of in index["frames"].items()}
        return _dataset_of(index["dataset"], frames)
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise _damaged(folder, error) from None


def _fill(folder: Path, dataset: Dataset, asked: Asked) -> None:
    frames = {}
    for name, frame in frames_of(dataset):
        try:
            packed, objects = pack_frame(frame)
        except UnknownTypeError as error:
            msg = f"{dataset.name}: {name}: {error}"
            raise SnapshotError(msg) from None
        (folder / f"{name}.parquet").write_bytes(packed)
        frames[name] = {"sha256": hashlib.sha256(packed).hexdigest(), "objects": objects}
    told = {"version": _VERSION, "asked": asdict(asked), "frames": frames, "dataset": _told(dataset)}
    # A value that is neither text, a number nor a phrase is printed as its text anyway.
    body = json.dumps(told, default=str).encode()
    (folder / INDEX).write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def frames_of(dataset: Dataset) -> Iterator[tuple[str, pd.DataFrame]]:
    """Go through all frames of a dataset, each with a name of its own."""
    for name in _FRAMES:
        yield name, getattr(dataset, name)
    for group in _GROUPS:
        for name, frame in getattr(dataset, group).items():
            yield f"{group}-{name}", frame


def _told(dataset: Dataset) -> dict[str, Any]:
    return {
        **{name: getattr(dataset, name) for name in _PLAIN},
        "tables": dict(dataset.tables),
        "folder": str(dataset.folder),
        "tree": [asdict(unit) for unit in dataset.tree],
        "findings": [_told_finding(finding) for finding in dataset.findings],
    }


def _told_finding(finding: Finding) -> dict[str, Any]:
    plain = {name: getattr(finding, name) for name in _OF_FINDING}
    messages = {name: getattr(finding, name) for name in _MESSAGES}
    return plain | {name: [*said.phrase, dict(said.values)] for name, said in messages.items()}


def _put(made: Path, folder: Path, asked: Asked) -> Path:
    """Move a folder into its place; of two that come at once, the first is kept."""
    with suppress(OSError):
        return made.rename(folder)
    with suppress(SnapshotError):
        if asked_of(folder) == asked and read_snapshot(folder):
            return folder
    # A damaged one, or one of something else, makes way.
    before = made.with_name(f"{made.name}-before")
    with suppress(OSError):
        folder.rename(before)
    shutil.rmtree(before, ignore_errors=True)
    return made.rename(folder)


def _index(folder: Path) -> dict[str, Any]:
    try:
        first, _, body = (folder / INDEX).read_bytes().partition(b"\n")
    except OSError as error:
        raise _damaged(folder, error) from None
    if first.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        raise _damaged(folder, f"{INDEX} is not as it was written")
    index: dict[str, Any] = json.loads(body)
    if index["version"] != _VERSION:
        raise _damaged(folder, f"written as version {index['version']}, expected {_VERSION}")
    return index


def _read_frame(folder: Path, name: str, of: Mapping[str, Any]) -> pd.DataFrame:
    packed = (folder / f"{name}.parquet").read_bytes()
    if hashlib.sha256(packed).hexdigest() != of["sha256"]:
        raise _damaged(folder, f"{name}.parquet is not as it was written")
    return unpack_frame(packed, of["objects"])


def _dataset_of(told: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> Dataset:
    dataset = Dataset(
        **{name: told[name] for name in _PLAIN},
        tables=told["tables"],
        folder=Path(told["folder"]),
        figures=frames["figures"],
        findings=tuple(map(_finding_of, told["findings"])),
        counted=frames["counted"],
        tree=tuple(Unit(**unit) for unit in told["tree"]),
        registers=_group(frames, "registers"),
        records=_group(frames, "records"),
    )
    vars(dataset)["completed"] = frames["completed"]
    return dataset


def _group(frames: Mapping[str, pd.DataFrame], group: str) -> dict[str, pd.DataFrame]:
    parted = {name: name.partition("-") for name in frames}
    return {of: frames[name] for name, (first, _, of) in parted.items() if first == group}


def _finding_of(told: Mapping[str, Any]) -> Finding:
    messages = {name: _message_of(*told[name]) for name in _MESSAGES}
    return Finding(**{**told, **messages, "lead_in": Phrase(*told["lead_in"]), "cells": tuple(told["cells"])})


def _message_of(vi: str, en: str, values: Mapping[str, Any]) -> Message:
    said = {name: Phrase(*value) if isinstance(value, list) else value for name, value in values.items()}
    return Message(Phrase(vi, en), said)


def _damaged(folder: Path, why: object) -> SnapshotError:
    return SnapshotError(f"{folder}: no snapshot that can be used; {why}; the tables are read instead")
