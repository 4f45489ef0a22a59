"""A sample is written whole or not at all, the same each time, and over nothing but an earlier sample."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from kgreport.cli.app import app
from kgreport.sample import SampleError, write_sample
from kgreport.sample.members import make_members
from kgreport.sample.province import Province, make_province


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@cache
def small_province(seed: int) -> Province:
    """Make up a province without members, once for each seed."""
    made = "kgreport.sample.province"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"{made}.make_members", lambda rng: make_members(rng).slice(0, 1))
        patch.setattr(f"{made}.make_figures", lambda _rng, published, **_: published)
        return make_province(seed)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the province have no members: of these tests it is not."""
    monkeypatch.setattr("kgreport.sample.province.make_province", small_province)


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["sample", *words, "--records-only"])
    return done.exit_code, done.output


def test_the_same_seed_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "again", records_only=True)

    assert bytes_of(tmp_path / "again" / "records") == bytes_of(sample)


def test_another_seed_gives_other_rows_of_the_same_totals(sample: Path) -> None:
    organizations, members = (
        pd.read_csv(sample / "organizations.csv"),
        pq.read_table(sample / "members.parquet"),
    )
    other = make_province(1)
    levels = [made.query("year == 2018")["level"] for made in (organizations, other.tables["organizations"])]

    assert not members["level"].equals(other.members["level"])
    assert levels[0].tolist() != levels[1].tolist()
    assert levels[0].value_counts().to_dict() == levels[1].value_counts().to_dict()


@pytest.mark.usefixtures("small")
def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    code, output = run(str(tmp_path / "data" / "sample"))

    assert code == 0
    assert "simulated" in output
    assert sorted(path.name for path in (tmp_path / "data/sample").iterdir()) == ["README.txt", "records"]
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample"]


@pytest.mark.usefixtures("small")
def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sample").mkdir()

    assert run(str(tmp_path / "sample"))[0] == 0


@pytest.mark.usefixtures("small")
def test_an_earlier_sample_is_replaced_only_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "sample"
    run(str(folder))
    before = bytes_of(folder)

    code, output = run(str(folder), "--seed", "7")
    assert (code, bytes_of(folder)) == (2, before)
    assert "--force replaces an earlier sample" in output

    code, _ = run(str(folder), "--seed", "7", "--force")
    assert code == 0
    assert bytes_of(folder)["README.txt"].endswith(b"seed: 7\n")


@pytest.mark.usefixtures("small")
def test_other_files_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "utf-8")

    code, output = run(str(tmp_path), "--force")

    assert code == 2
    assert "letter.txt" in output
    assert bytes_of(tmp_path) == {"letter.txt": b"mine"}


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "sample").write_text("mine", "utf-8")

    with pytest.raises(SampleError, match="is a file"):
        write_sample(tmp_path / "sample", records_only=True)


@pytest.mark.usefixtures("small")
def test_a_failure_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sample"
    write_sample(folder, records_only=True)
    before = bytes_of(folder)
    monkeypatch.setattr("pyarrow.parquet.write_table", _full)

    with pytest.raises(SampleError, match="cannot be written: no space left on device"):
        write_sample(folder, 7, force=True, records_only=True)

    assert bytes_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["sample"]


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")
