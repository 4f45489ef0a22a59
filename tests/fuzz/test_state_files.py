"""Whatever is done to the files that kgreport keeps, nobody is told what is not so, and nothing stops.

Half a second for each six inputs; see `tests.fuzz.trying`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kgreport.batch.journal import Journal
from kgreport.batch.locks import locked
from kgreport.batch.plan import PlannedReport, Planner
from kgreport.builder import memo
from kgreport.builder.failures import forget_failure, keep_failure
from kgreport.builder.result import failed
from kgreport.data.datasets.snapshots import SnapshotError, read_snapshot
from kgreport.outputs.left_over import left_over
from kgreport.outputs.states import states_of
from kgreport.report.reading import prepare_dataset
from tests.batch.test_plan import Project, pretend
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.trying import TIMES, Attempts

ODD_VALUES: tuple[object, ...] = (None, True, 0, 5, -1, 1e300, [], {}, [[]], "0" * 64, *ODD_TEXTS)


@dataclass(frozen=True)
class Case:
    """A file that is damaged, and the seed of how."""

    file: str
    seed: int


@cache
def sound() -> Project:
    """Make a project with a report that is current, one that failed, and a dataset that was read."""
    memo._SETTLED = -1
    project = Project(Path(tempfile.mkdtemp(prefix="fuzzed-")) / "one")
    other, current = project.plan(language="en").reports[0], project.plan().reports[0]
    keep_failure(other.job, other.recipe, failed(other.job.title, "no"))
    pretend(current)
    outputs = project.folder / "outputs"
    with locked(outputs):
        shutil.copy(outputs / ".kgreport/lock.json", project.folder / "lock.json")
    shutil.move(project.folder / "lock.json", outputs / ".kgreport/lock.json")
    assert current.snapshot
    prepare_dataset(current.recipe.parameters, project.parameters.parent, current.snapshot)
    Journal(outputs / "batch.json").begin(Planner(project.request()).plan())
    shutil.copytree(outputs, project.folder / "kept")
    return project


def damage(path: Path, rng: random.Random) -> None:
    """Change the bytes or values of a file, or put something else in its place."""
    content = path.read_bytes() if path.is_file() else b""
    match rng.choice(("bytes", "bytes", "value", "value", "value", "other")):
        case "value" if path.suffix == ".json":
            value = json.loads(content.partition(b"\n")[2] if path.stem == "snapshot" else content)
            path.write_text(json.dumps(with_odd_value(value, rng)))
        case "other":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            put_other(path, rng)
        case _ if path.is_file():
            path.write_bytes(damage_bytes(content, rng))
        case _:
            shutil.rmtree(path)


def with_odd_value(value: object, rng: random.Random) -> object:
    """Replace or drop a value somewhere in a value."""
    if isinstance(value, dict) and value and rng.random() < 0.9:
        key = rng.choice(sorted(value))
        rest = {name: one for name, one in value.items() if name != key}
        return rest if rng.random() < 0.2 else {**rest, key: with_odd_value(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.8:
        at = rng.randrange(len(value))
        return [*value[:at], with_odd_value(value[at], rng), *value[at + 1 :]]
    return rng.choice(ODD_VALUES)


def put_other(path: Path, rng: random.Random) -> None:
    """Put a folder, a pipe, a device, a link to nothing, or something deep or long where a file was."""
    match rng.randrange(7):
        case 0:
            path.mkdir()
        case 1:
            os.mkfifo(path)
        case 2:
            path.symlink_to("/dev/zero")
        case 3:
            path.symlink_to("nowhere")
        case 4:
            path.symlink_to(path.name)
        case 5:
            path.write_text("[" * 99_999)
        case _:
            path.write_text("9" * 9_999)


def attempt(case: Case) -> None:
    """Do all that reads these files, and hold what it says to what is so."""
    project, known = sound(), truth()
    outputs, kept = project.folder / "outputs", project.folder / "kept"
    shutil.rmtree(outputs)
    shutil.copytree(kept, outputs)
    damage(outputs / case.file, random.Random(case.seed))
    hold_to(project, known, kept)


@cache
def truth() -> PlannedReport:
    """Plan the report where nothing is damaged."""
    return sound().plan().reports[0]


def hold_to(project: Project, known: PlannedReport, kept: Path) -> None:
    outputs = project.folder / "outputs"
    list(states_of(project.request()))
    list(left_over(project.request()))
    with locked(outputs):
        plan = Planner(project.request()).plan()
        (planned,) = plan.reports
        assert planned.recipe.key == known.recipe.key, "a state file is believed"
        if planned.current:
            assert all(same(outputs / "x" / file.name, file) for file in (kept / "x").iterdir())
        Journal(outputs / "batch.json").begin(plan)
        keep_failure(planned.job, planned.recipe, failed(planned.job.title, "no"))
        forget_failure(planned.job)
    assert known.snapshot
    hold_snapshot_to(known.snapshot, kept / known.snapshot.relative_to(outputs))


def same(file: Path, before: Path) -> bool:
    """Tell whether a file says what it said before; spaces in JSON say nothing."""
    if file.suffix == ".json":
        return bool(json.loads(file.read_bytes()) == json.loads(before.read_bytes()))
    return file.read_bytes() == before.read_bytes()


def hold_snapshot_to(folder: Path, before: Path) -> None:
    """A dataset that is read again is the one that was kept; else it is refused."""
    try:
        read = read_snapshot(folder)
    except SnapshotError:
        return
    assert read.completed.equals(read_snapshot(before).completed)


def cases() -> Iterator[tuple[str, Case]]:
    outputs = sound().folder / "outputs"
    kept = sorted(path.relative_to(outputs).as_posix() for path in outputs.rglob("*"))
    for name, rng in seeded(6 * TIMES):
        file = rng.choice(kept)
        yield f"{name}, {file}", Case(file, rng.randrange(1 << 30))


def test_no_damaged_state_file_stops_kgreport_or_is_believed() -> None:
    sound()
    truth()
    try:
        Attempts(attempt).try_all(cases()).check("state files")
    finally:
        shutil.rmtree(sound().folder.parent)
