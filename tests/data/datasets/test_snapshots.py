"""A snapshot gives back the dataset it was made of, or is refused and the tables are read."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.datasets.snapshots import (
    INDEX,
    SnapshotError,
    SnapshotKey,
    frames_of,
    key_of,
    read_snapshot,
    write_snapshot,
)
from kgreport.data.params.model import Parameters
from kgreport.data.workbooks.writing.workbook import Filled, write_workbook
from kgreport.environment import RECORD
from kgreport.report import build_report
from kgreport.report.reading import PREPARED, prepare_dataset, read_report
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
ASKED = SnapshotKey(dataset="d", folder="/d", first_year=2014, last_year=2018, rules="")
TABLES = {
    "units": "id,name,parent,order\nsen,Huyện Sen,,1\nsen-1,Xã Sen,sen,2\nmai,Huyện Mai,,3\n",
    "figures": "year,unit,subject,tier,measure,value,source\n2018,mai,member,,total,4,p. 1\n"
    "2018,sen-1,member,,rated,3,p. 1\n",
    "organizations": "year,id,unit,tier,name,status,level,reason\n"
    "2018,o1,sen,grassroots_branch,Chi bộ Một,rated,good,\n2018,o2,mai,grassroots_branch,,exempt,,\n",
    "remediation": "year,organization,owner,shortcoming,measure,due,state,done_on\n"
    "2018,o1,Chi bộ,Chậm,Rà soát,31/3/2019,done,2019-03-01\n2018,o2,Chi bộ,Chậm,Rà soát,30/6/2019,open,\n",
    "shares": "year;unit;subject;measure;printed;source\n2018;mai;member;good;gần 59%;p. 1\n",
}
PARAMETERS = Parameters(year=2018, dataset="dataset")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small dataset of figures, records, a register and a workbook."""
    made = tmp_path_factory.mktemp("small") / "dataset"
    made.mkdir()
    for name, text in TABLES.items():
        (made / f"{name}.csv").write_text(text, "utf-8")
    members = pd.DataFrame({"id": ["1", "2"], "status": "rated", "level": "good", "reason": ""})
    award = pd.DataFrame(
        {"award": ["merit_certificate"], "subject": ["member"], "id": ["1"], "source": ["Số 1"]}
    )
    filled = Filled(records={"members": members}, registers={"awards": award})
    write_workbook(made / "sen-1-2018.xlsx", year=2018, unit="sen-1", name="Xã Sen", filled=filled)
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give where the dataset of every test lies: a snapshot names the folder it was made of."""
    return tmp_path_factory.mktemp("place")


@pytest.fixture
def folder(small: Path, place: Path) -> Iterator[Path]:
    """Give the small dataset, to be changed."""
    yield Path(shutil.copytree(small, place / "dataset"))
    shutil.rmtree(place / "dataset", ignore_errors=True)


@pytest.fixture(scope="module")
def prepared(small: Path, place: Path) -> Path:
    """Make a snapshot of the small dataset once, for the tests to copy."""
    shutil.copytree(small, place / "dataset", dirs_exist_ok=True)
    made = prepare_dataset(PARAMETERS, place, place / "prepared")
    shutil.rmtree(place / "dataset")
    return made


@pytest.fixture
def snapshot(prepared: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the snapshot of the small dataset that the environment names."""
    made = Path(shutil.copytree(prepared, tmp_path / "snapshot"))
    monkeypatch.setenv(PREPARED, str(made))
    return made


def assert_same(expected: Dataset, given: Dataset) -> None:
    for name in {field.name for field in fields(Dataset)} - {"figures", "counted", "registers", "records"}:
        assert getattr(expected, name) == getattr(given, name), name
    frames = dict(frames_of(given))
    assert list(frames) == [name for name, _ in frames_of(expected)]
    for name, frame in frames_of(expected):
        pd.testing.assert_frame_equal(frame, frames[name], check_exact=True)
        assert _types(frame) == _types(frames[name]), name


def _types(frame: pd.DataFrame) -> list[list[type]]:
    """Give the type of every cell: equal columns of objects may still hold others."""
    return [[type(cell) for cell in frame[name]] for name in frame]


def broken(dataset: Path) -> bool:
    """Tell whether the tables are read, by making them such that they cannot be."""
    (dataset / "figures.csv").write_text("nothing\n", "utf-8")
    try:
        read_report(PARAMETERS, dataset.parent)
    except DatasetError:
        return True
    return False


def test_the_packaged_dataset_comes_back(tmp_path: Path) -> None:
    dataset = read_dataset(PACKAGED / "kien-giang-2018", YEARS)

    assert_same(dataset, read_snapshot(write_snapshot(dataset, ASKED, tmp_path / "kept")))


def test_records_registers_forms_and_findings_come_back(folder: Path, tmp_path: Path) -> None:
    dataset = read_dataset(folder, YEARS)
    kept = read_snapshot(write_snapshot(dataset, ASKED, tmp_path / "kept"))

    assert dataset.findings
    assert [len(dataset.records[name]) for name in ("organizations", "members")] == [2, 0]
    assert [len(dataset.registers[name]) for name in ("remediation", "awards", "shares")] == [2, 1, 1]
    assert_same(dataset, kept)


def test_a_snapshot_is_used_instead_of_the_tables(folder: Path, snapshot: Path) -> None:
    assert key_of(snapshot).folder == folder.as_posix()
    assert not broken(folder)


@pytest.mark.parametrize("name", [INDEX, "figures.parquet", "records-organizations.parquet"])
@pytest.mark.parametrize("harm", ["cut", "changed", "gone"])
def test_a_damaged_one_is_refused_and_the_tables_are_read(
    folder: Path, snapshot: Path, name: str, harm: str
) -> None:
    file = snapshot / name
    content = file.read_bytes()
    if harm == "gone":
        file.unlink()
    else:
        file.write_bytes(content[:-9] if harm == "cut" else content[:-1] + bytes([content[-1] ^ 1]))

    with pytest.raises(SnapshotError, match="no snapshot that can be used"):
        read_snapshot(snapshot)
    assert broken(folder)


def test_one_that_is_not_there_is_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREPARED, str(folder.parent / "nowhere"))

    assert broken(folder)


@pytest.mark.parametrize("other", [{"first_year": 2015}, {"unit": "mai"}, {"last_year": 2019}])
def test_one_that_answers_another_question_is_not_used(
    folder: Path, snapshot: Path, other: dict[str, object]
) -> None:
    (folder / "figures.csv").write_text("nothing\n", "utf-8")

    assert key_of(snapshot).forms
    with pytest.raises(DatasetError):
        build_report(base=folder.parent, **PARAMETERS.model_dump() | other)


def test_one_of_another_folder_is_not_used(folder: Path, snapshot: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "elsewhere" / "dataset")

    assert key_of(snapshot).folder == folder.as_posix()
    assert broken(tmp_path / "elsewhere" / "dataset")


def test_where_there_are_no_tables_the_one_of_any_folder_is_used(folder: Path, snapshot: Path) -> None:
    expected = read_snapshot(snapshot)
    shutil.rmtree(folder)

    assert_same(expected, read_report(PARAMETERS, folder.parent / "far").dataset)
    for other in (replace_dataset("other"), PARAMETERS.model_copy(update={"unit": "mai"})):
        with pytest.raises(DatasetError, match=r"\[no-dataset\]"):
            read_report(other, folder.parent / "far")


def replace_dataset(name: str) -> Parameters:
    return PARAMETERS.model_copy(update={"dataset": name})


def test_a_unit_without_a_form_of_its_own_uses_the_whole_of_tables(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without forms there is one question for all units, here and where there are no tables."""
    (folder / "sen-1-2018.xlsx").unlink()
    monkeypatch.setenv(PREPARED, str(prepare_dataset(PARAMETERS, folder.parent, tmp_path / "snapshot")))
    shutil.rmtree(folder)

    report = read_report(PARAMETERS.model_copy(update={"unit": "mai"}), tmp_path / "far")

    assert report.dataset.units["mai"] == "Huyện Mai"


def test_of_two_kept_at_once_the_first_stays(folder: Path, tmp_path: Path) -> None:
    dataset, kept = read_dataset(folder, YEARS), tmp_path / "kept"
    write_snapshot(dataset, ASKED, kept)
    first = (kept / INDEX).stat().st_ino

    write_snapshot(dataset, ASKED, kept)
    assert (kept / INDEX).stat().st_ino == first

    other = replace(ASKED, last_year=2019)
    write_snapshot(dataset, other, kept)
    assert key_of(kept) == other
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_what_would_not_come_back_is_not_kept(folder: Path, tmp_path: Path) -> None:
    dataset = read_dataset(folder, YEARS)
    strange = replace(dataset, counted=dataset.counted.assign(value=1 + 2j))

    with pytest.raises(SnapshotError, match="counted: value: a type that is not kept"):
        write_snapshot(strange, ASKED, tmp_path / "kept")
    assert not (tmp_path / "kept").exists()


def test_reading_starts_no_thread(folder: Path, tmp_path: Path) -> None:
    """A process that reads one may fork afterwards, and a fork takes no thread with it."""
    kept = write_snapshot(read_dataset(folder, YEARS), ASKED, tmp_path / "kept")
    before, threads = threading.active_count(), _threads()

    read_snapshot(kept)

    assert (threading.active_count(), _threads()) == (before, threads)


def _threads() -> int:
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("only Linux tells the threads of a process")
    [line] = [line for line in status.read_text("ascii").splitlines() if line.startswith("Threads:")]
    return int(line.split()[1])


def test_a_report_that_is_built_is_recorded(
    folder: Path, snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(RECORD, str(tmp_path / "told.json"))

    accepted = [{"id": "records-2018-sen-1-member-rated", "reason": "in the original"}]
    report = build_report(base=folder.parent, **PARAMETERS.model_dump() | {"accepted_findings": accepted})

    [line] = (tmp_path / "told.json").read_text("utf-8").splitlines()
    told = json.loads(line)
    assert told["dataset"]["sha256"] == report.dataset.sha256
    assert [finding["id"] for finding in told["findings"]] == [
        finding.id for finding in report.all_findings()
    ]
