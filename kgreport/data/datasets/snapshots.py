"""Save a dataset after reading, so that many reports of it do not read its tables again.

A snapshot is a folder of Parquet files and one JSON file. It never changes: kgreport writes it to a temporary
folder, moves that into place, and refuses a snapshot whose hashes differ.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import TypeAdapter

from kgreport.data.datasets.dataset import Dataset
from kgreport.data.datasets.frame_files import UnknownTypeError, pack_frame, unpack_frame
from kgreport.data.tables.units import Unit
from kgreport.errors import KgreportError
from kgreport.terms.findings import Finding
from kgreport.terms.own_terms import OwnTerms
from kgreport.terms.phrases import Message, Phrase
from kgreport.whole_files import hash_bytes, new_folder_beside, put_in_place, read_plain

INDEX = "snapshot.json"
_VERSION = 8
_FRAMES = ("figures", "counted", "completed")
_GROUPS = ("registers", "records")
_PLAIN = ("name", "sha256", "title", "simulated", "awarded_by")
_MESSAGES = ("place", "expected", "found", "advice")


_TERMS = TypeAdapter(OwnTerms)


class SnapshotError(KgreportError):
    """A snapshot is missing or damaged, or this dataset cannot be saved as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotKey:
    """What a dataset was read for; reports with the same key share a snapshot.

    Attributes
    ----------
    dataset, folder
        The dataset as the parameters name it, and where that is; each a line where it has several folders.
    first_year, last_year
        First and last year that a figure may have.
    rules, rules_sha256
        Id of the rules of each year, and the hash of the user's own file of rules, if there is one.
    forms
        Whether the dataset has workbooks of units; the report of a unit reads only those of its units.
    unit
        The unit whose workbooks were read; empty where all were.
    """

    dataset: str
    folder: str
    first_year: int
    last_year: int
    rules: str
    rules_sha256: str = ""
    forms: bool = False
    unit: str = ""


def write_snapshot(dataset: Dataset, key: SnapshotKey, folder: Path) -> Path:
    """Write a dataset to a folder, unless the folder holds the same snapshot already.

    Raises
    ------
    SnapshotError
        The dataset has a column that could not be read back unchanged.
    OSError
        The folder cannot be written.
    """
    with new_folder_beside(folder) as aside:
        made = aside / "made"
        made.mkdir()
        _fill(made, dataset, key)
        return _put(made, folder, key)


def key_of(folder: Path) -> SnapshotKey:
    """Read the key of a snapshot.

    Raises
    ------
    SnapshotError
        The folder holds no readable snapshot.
    """
    with _telling_damage(folder):
        return SnapshotKey(**_index(folder)["key"])


def hashes_in(folder: Path) -> dict[str, str]:
    """Read the hashes of the files that a snapshot was made from.

    Raises
    ------
    SnapshotError
        The folder holds no readable snapshot.
    """
    with _telling_damage(folder):
        return dict(_index(folder)["dataset"]["tables"])


def read_snapshot(folder: Path) -> Dataset:
    """Read a dataset from a snapshot, with its completed figures.

    Raises
    ------
    SnapshotError
        A part is missing or has changed.
    """
    with _telling_damage(folder):
        index = _index(folder)
        frames = {name: _read_frame(folder, name, sha256) for name, sha256 in index["frames"].items()}
        return _dataset_of(index["dataset"], frames)


@contextmanager
def _telling_damage(folder: Path) -> Iterator[None]:
    """Whatever is raised over a snapshot that cannot be read means that it is damaged."""
    try:
        yield
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise _damaged(folder, error) from None


def _fill(folder: Path, dataset: Dataset, key: SnapshotKey) -> None:
    hashes = {}
    for name, frame in frames_of(dataset):
        try:
            packed = pack_frame(frame)
        except UnknownTypeError as error:
            msg = f"{dataset.name}: {name}: {error}"
            raise SnapshotError(msg) from None
        (folder / f"{name}.parquet").write_bytes(packed)
        hashes[name] = hash_bytes(packed)
    index = {"version": _VERSION, "key": asdict(key), "frames": hashes, "dataset": _as_json(dataset)}
    # Any other value in a message is printed as text anyway.
    body = json.dumps(index, default=str).encode()
    (folder / INDEX).write_bytes(hash_bytes(body).encode() + b"\n" + body)


def frames_of(dataset: Dataset) -> Iterator[tuple[str, pd.DataFrame]]:
    """Iterate over all frames of a dataset, each with a name of its own."""
    for name in _FRAMES:
        yield name, getattr(dataset, name)
    for group in _GROUPS:
        for name, frame in getattr(dataset, group).items():
            yield f"{group}-{name}", frame


def _as_json(dataset: Dataset) -> dict[str, Any]:
    return {
        **{name: getattr(dataset, name) for name in _PLAIN},
        "places": list(dataset.places),
        "tables": dict(dataset.tables),
        "folders": list(map(str, dataset.folders)),
        "tree": [asdict(unit) for unit in dataset.tree],
        "own": _TERMS.dump_python(dataset.own, mode="json"),
        "findings": list(map(asdict, dataset.findings)),
    }


def _put(made: Path, folder: Path, key: SnapshotKey) -> Path:
    """Move a folder into its place; where two processes write the same snapshot, keep the first."""
    with suppress(OSError):
        return made.rename(folder)
    with suppress(SnapshotError):
        if key_of(folder) == key and read_snapshot(folder):
            return folder
    return put_in_place(made, folder)  # a damaged snapshot, or one of other tables, is replaced


def _index(folder: Path) -> dict[str, Any]:
    first, _, body = read_plain(folder / INDEX).partition(b"\n")
    if first.decode("ascii", "replace") != hash_bytes(body):
        raise _damaged(folder, f"{INDEX} is not as it was written")
    index: dict[str, Any] = json.loads(body)
    if index["version"] != _VERSION:
        raise _damaged(folder, f"written as version {index['version']}, expected {_VERSION}")
    return index


def _read_frame(folder: Path, name: str, sha256: str) -> pd.DataFrame:
    packed = read_plain(folder / f"{name}.parquet")
    if hash_bytes(packed) != sha256:
        raise _damaged(folder, f"{name}.parquet is not as it was written")
    return unpack_frame(packed)


def _dataset_of(index: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> Dataset:
    dataset = Dataset(
        **{name: index[name] for name in _PLAIN},
        places=tuple(index["places"]),
        tables=index["tables"],
        folders=tuple(map(Path, index["folders"])),
        figures=frames["figures"],
        findings=tuple(map(_finding_of, index["findings"])),
        counted=frames["counted"],
        tree=tuple(Unit(**unit) for unit in index["tree"]),
        registers=_group(frames, "registers"),
        records=_group(frames, "records"),
        own=_TERMS.validate_python(index["own"]),
    )
    vars(dataset)["completed"] = frames["completed"]
    return dataset


def _group(frames: Mapping[str, pd.DataFrame], group: str) -> dict[str, pd.DataFrame]:
    parted = {name: name.partition("-") for name in frames}
    return {of: frames[name] for name, (first, _, of) in parted.items() if first == group}


def _finding_of(fields: Mapping[str, Any]) -> Finding:
    messages = {name: _message_of(**fields[name]) for name in _MESSAGES}
    return Finding(
        **{**fields, **messages, "lead_in": Phrase(*fields["lead_in"]), "cells": tuple(fields["cells"])}
    )


def _message_of(phrase: Sequence[str], values: Mapping[str, Any]) -> Message:
    gaps = {name: Phrase(*value) if isinstance(value, list) else value for name, value in values.items()}
    return Message(Phrase(*phrase), gaps)


def _damaged(folder: Path, why: object) -> SnapshotError:
    return SnapshotError(f"{folder}: no snapshot that can be used; {why}; the tables are read instead")
