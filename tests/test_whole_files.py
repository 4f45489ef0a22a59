"""A file or folder is there whole, or as it was before."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.errors import OutputError
from kgreport.whole_files import new_folder_beside, put_in_place, translating_write_errors, write_whole


def made_in(folder: Path, text: str) -> Path:
    made = folder / "made"
    made.mkdir()
    (made / "x").write_text(text)
    return made


def test_a_file_is_written_with_its_folder_and_nothing_else(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "a/b.txt", "một\nhai\n")

    assert path.read_bytes() == "một\nhai\n".encode()
    assert [one.name for one in path.parent.iterdir()] == ["b.txt"]


@pytest.mark.parametrize("before", [None, "", "old"], ids=["nothing", "an empty folder", "an earlier one"])
def test_a_folder_takes_the_place_of_what_was_there(tmp_path: Path, before: str | None) -> None:
    place = tmp_path / "place"
    if before is not None:
        place.mkdir()
    if before:
        (place / "old").write_text(before)

    with new_folder_beside(place) as aside:
        put_in_place(made_in(aside, "new"), place)

    assert {path.name: path.read_text() for path in place.iterdir()} == {"x": "new"}
    assert list(tmp_path.iterdir()) == [place]


def test_the_earlier_folder_stays_if_the_new_one_cannot_be_moved(tmp_path: Path) -> None:
    place = made_in(tmp_path, "old")

    with new_folder_beside(place) as aside, pytest.raises(FileNotFoundError):
        put_in_place(aside / "missing", place)

    assert (place / "x").read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


def test_a_block_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), new_folder_beside(tmp_path / "place"):
        raise ValueError("mine")

    assert list(tmp_path.iterdir()) == []


def test_only_errors_about_writing_are_translated(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(OutputError, match="not a directory; earlier files are unchanged; choose another"),
        translating_write_errors(tmp_path),
    ):
        (tmp_path / "file" / "x").write_text("")
    with pytest.raises(FileNotFoundError), translating_write_errors(tmp_path):
        (tmp_path / "missing").read_text()
