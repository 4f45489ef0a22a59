"""What kgreport keeps is only a hint; a manifest says what was read, and is told where it was changed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from kgreport.batch.plan import Planner
from kgreport.batch.worker import build_planned
from kgreport.builder.build import ChangedError, _unchanged
from kgreport.builder.file_hashes import hash_of
from kgreport.builder.json_memo import JsonMemo
from kgreport.builder.manifest import parse_manifest, read_manifest, read_record, with_own_hash
from kgreport.builder.memo import _HASHES, Memo
from kgreport.data.datasets import folder
from kgreport.data.datasets.folder import read_unchanged
from kgreport.data.tables.folders import Folders
from kgreport.terms.findings import DatasetError
from kgreport.whole_files import hash_file
from tests.batch.little import little_project
from tests.batch.test_plan import Project, reasons

DAMAGED = ["", "null", "5", "[]", "[" * 99999, "9" * 5000, '{"values": {}}', '{"x": [[1, 2, 3], "0"]}']


@pytest.fixture
def given(tmp_path: Path) -> Project:
    return Project(tmp_path / "one")


def replace_keeping_time(path: Path, text: str) -> None:
    """Write a file as something does that sets back the time of its change."""
    before = path.stat()
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("text", DAMAGED)
def test_a_memo_that_is_damaged_starts_empty(tmp_path: Path, text: str) -> None:
    file = tmp_path / "hashes.json"
    file.write_text(text)

    assert JsonMemo(file, _HASHES, keep=bool).get("x") is None


def test_a_memo_of_another_shape_starts_empty_though_its_hash_is_right(tmp_path: Path) -> None:
    file = tmp_path / "hashes.json"
    values = {"x": [[1, 2], "0"]}
    file.write_text(json.dumps({"sha256": hash_of(values), "values": values}))

    assert JsonMemo(file, _HASHES, keep=bool).get("x") is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_the_place_of_a_state_file_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "manifest.json"
    os.mkfifo(pipe)

    assert read_manifest(pipe) is None
    assert JsonMemo(pipe, _HASHES, keep=bool).get("x") is None
    with pytest.raises(OSError, match="not a plain file"):
        hash_file(pipe)


def test_one_digit_changed_in_the_memo_is_not_believed(
    given: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgreport.builder.memo._SETTLED", -1)
    given.build()
    memo = given.folder / "outputs/.kgreport/hashes.json"
    digest = hash_file(given.data / "figures.csv")
    assert digest in memo.read_text("utf-8")

    memo.write_text(memo.read_text("utf-8").replace(digest, "0" + digest[1:]), "utf-8")

    assert reasons(given.plan()) == {"x": ()}
    assert digest in memo.read_text("utf-8")


def test_a_file_is_hashed_again_whose_time_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgreport.builder.memo._SETTLED", -1)
    table, memo = tmp_path / "a.csv", Memo(tmp_path)
    table.write_text("1")
    first = memo.hash(table)

    replace_keeping_time(table, "2")

    assert memo.hash(table) == hash_file(table) != first


def test_a_file_that_nobody_needs_may_be_unreadable(given: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    note = given.data / "note.txt"
    note.touch()
    given.build()

    def read(path: Path) -> str:
        if path == note:
            raise PermissionError(13, "Permission denied", str(path))
        return hash_file(path)

    monkeypatch.setattr("kgreport.builder.memo.hash_file", read)

    assert reasons(given.plan()) == {"x": ()}


@pytest.mark.parametrize("part", ["findings", "dataset", "outputs", "origin", "sha256"])
def test_a_report_whose_manifest_was_changed_is_not_current(given: Project, part: str) -> None:
    given.build()
    manifest = given.folder / "outputs/x/manifest-own.json"
    content = json.loads(manifest.read_text("utf-8"))
    assert reasons(given.plan()) == {"x": ()}

    manifest.write_text(json.dumps({**content, part: {}}), "utf-8")

    assert reasons(given.plan()) == {"x": ("manifest-own.json was changed or damaged",)}


def test_a_manifest_is_read_as_it_was_written_whatever_letters_are_in_it() -> None:
    content = {"key": "a", "made_from": {}, "outputs": {}, "findings": [{"place": "\udcff\u2028 Đảng"}]}

    assert parse_manifest(with_own_hash(content)) == content


def test_a_manifest_says_what_was_read_and_no_snapshot_has_the_name_of_other_tables(
    project: Path, tmp_path: Path, warm: str | None
) -> None:
    """A table is changed after the report was planned, and put back when it is built."""
    here = Project.__new__(Project)
    little_project(project, tmp_path, units=1)
    here.folder, here.parameters = tmp_path, tmp_path / "params/x.yml"
    here.notebook, table = tmp_path / "notebooks/little.ipynb", tmp_path / "data/figures.csv"
    before = table.read_text("utf-8")
    (planned,) = Planner(here.request(formats="html")).plan().reports
    assert planned.snapshot

    replace_keeping_time(table, before.replace(",118,", ",119,"))
    read = hash_file(table)
    built = build_planned(planned, warm=warm)
    replace_keeping_time(table, before)

    assert (built.status, planned.snapshot.exists()) == ("built", False)
    manifest = read_manifest(built.files[-1])
    assert manifest
    assert manifest["made_from"]["tables"]["figures.csv"] == read != hash_file(table)
    assert reasons(Planner(here.request(formats="html")).plan()) == {"x": ("figures.csv changed",)}


def test_what_a_cell_writes_for_a_report_is_no_record_of_it(given: Project, tmp_path: Path) -> None:
    (planned,) = given.plan().reports
    given_values = planned.recipe.parameters.content()
    said = {
        "parameters": given_values,
        "tables": {},
        "dataset": {},
        "unit": {},
        "findings": [],
        "key_figures": [],
    }
    lines = [
        "{",
        "5",
        "[" * 99_999,
        json.dumps({**said, "findings": 5}),
        json.dumps({"parameters": said["parameters"]}),
    ]
    (tmp_path / "record.json").write_text("\n".join([*lines, json.dumps(said)]), "utf-8")

    assert read_record(tmp_path / "record.json", planned.job, planned.recipe) == said


def test_a_notebook_that_changes_during_a_build_is_told(tmp_path: Path) -> None:
    notebook, rules = tmp_path / "own.ipynb", tmp_path / "rules.yml"
    notebook.write_text("A")

    with pytest.raises(ChangedError, match=r"own\.ipynb changed") as told, _unchanged(notebook, rules):
        replace_keeping_time(notebook, "A")
    assert told.value.say("vi").startswith("own.ipynb đã đổi")
    with _unchanged(notebook, rules):
        pass


@dataclass
class Read:
    text: str
    tables: dict[str, str]


@pytest.mark.parametrize("changes", [0, 1, 2, 3])
def test_a_table_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, changes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that is as before when it is hashed."""
    monkeypatch.setattr(folder, "_PAUSE", 0)
    table = tmp_path / "figures.csv"
    table.write_text("A")
    left = [*range(changes)]

    def read() -> Read:
        if left:
            left.pop()
            replace_keeping_time(table, "B")
        text = table.read_text()
        replace_keeping_time(table, "A") if text == "B" else None
        return Read(text, {"figures.csv": hash_file(table)})

    if changes < 3:
        assert read_unchanged(Folders((tmp_path,)), read).text == "A"
    else:
        with pytest.raises(DatasetError) as told:
            read_unchanged(Folders((tmp_path,)), read)
        assert [(one.id, one.place.say("en")) for one in told.value.findings] == [
            ("changing-figures.csv", "figures.csv")
        ]
