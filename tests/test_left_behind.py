"""What a process left that has ended is removed; what another machine or container works on never is."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kgreport import left_behind
from kgreport.left_behind import Owner, own_folder, own_name, remove_left_behind
from kgreport.whole_files import new_folder_beside, staging, write_whole
from tests.execute.kernels.warm_kernels import comes_true

STAGE = """
import sys
from pathlib import Path
from kgreport import left_behind
from kgreport.whole_files import staging
left_behind.SAFE_AGE = -1
with staging(Path(sys.argv[1])) as made:
    (made / "x").touch()
    print(made.name, flush=True)
    input()
"""
CONTAINER = ("unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc")
HAS_CONTAINERS = bool(shutil.which("unshare")) and not subprocess.call([*CONTAINER, "true"], stderr=-3)


def ended() -> int:
    """Give the number of a process that has ended."""
    with subprocess.Popen(["true"]) as process:
        pass
    return process.pid


def made_by(owner: Owner, folder: Path) -> Path:
    """Make what a process would have made in a folder."""
    path = folder / f".building-{owner.mark}abcd_123"
    path.mkdir()
    return path


@contextmanager
def staged(folder: Path, *container: str) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Make a folder for unfinished files by another process, and keep that waiting."""
    command = [*container, sys.executable, "-c", STAGE, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, folder / process.stdout.readline().strip()
        process.kill()


def is_removed(left: Path) -> bool:
    """Tell whether the next process that works in a folder finds that something there was left."""
    with staging(left.parent):
        return not left.exists()


def test_what_a_process_left_that_has_ended_is_removed(tmp_path: Path) -> None:
    left = made_by(replace(Owner.here(), process=ended()), tmp_path)
    (left / "half.pdf").touch()
    (tmp_path / f".kg-{left.name.removeprefix('.building-')}").touch()

    remove_left_behind(tmp_path)

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("other", ["host", "boot", "namespace"])
def test_what_another_machine_or_container_works_on_stays(tmp_path: Path, other: str) -> None:
    owner = replace(Owner.here(), process=ended(), **{other: "aaaa"})
    made = made_by(owner, tmp_path)

    remove_left_behind(tmp_path)

    assert made.exists()


def test_what_was_made_before_this_machine_started_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = replace(Owner.here(), boot="aaaa")
    made, others = made_by(before, tmp_path), made_by(replace(before, host="aaaa"), tmp_path)
    monkeypatch.setattr("psutil.boot_time", lambda: made.stat().st_ctime + 5)

    remove_left_behind(tmp_path)

    assert list(tmp_path.iterdir()) == [others]


@pytest.mark.skipif(os.name != "posix", reason="folders are not locked here")
def test_a_number_that_another_process_has_by_now_does_not_keep_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(left_behind, "SAFE_AGE", -1)
    made_by(Owner.here(), tmp_path)

    with own_folder(tmp_path, "kg-") as locked:
        remove_left_behind(tmp_path)

        assert list(tmp_path.iterdir()) == [locked]


@pytest.mark.skipif(not HAS_CONTAINERS, reason="no process numbers of its own can be had here")
def test_containers_that_share_a_folder_leave_each_other_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have the process number 1, and the third sees neither by the number it has in its container."""
    monkeypatch.setattr(left_behind, "SAFE_AGE", -1)
    with ExitStack() as stack:
        killed, left = stack.enter_context(staged(tmp_path, *CONTAINER))
        working = [stack.enter_context(staged(tmp_path, *where))[1] for where in (CONTAINER, ())]
        with staging(tmp_path) as made:
            assert {*tmp_path.iterdir()} == {left, *working, made}

        killed.kill()
        assert comes_true(lambda: is_removed(left))
        assert {*tmp_path.iterdir()} == {*working}


def test_files_that_only_look_alike_stay(tmp_path: Path) -> None:
    name = own_name(".kg-")
    others = {name + ".csv", f"x{name}", ".kg-1-abcd_123", "kg-notes", ".building-abc"}
    for other in others:
        (tmp_path / other).touch()

    remove_left_behind(tmp_path)

    assert {path.name for path in tmp_path.iterdir()} == others


@pytest.mark.skipif(os.name != "posix", reason="rights are those of POSIX")
def test_a_group_that_shares_a_folder_reads_what_is_made_in_it(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)

    with staging(shared) as staged_here, new_folder_beside(shared / "x") as beside:
        rights = {stat.S_IMODE(path.stat().st_mode) for path in (staged_here, beside)}
    with own_folder(shared, "kg-") as private:
        alone = stat.S_IMODE(private.stat().st_mode) & 0o777

    assert (rights, alone) == ({0o2775}, 0o700)


def test_a_name_of_the_greatest_length_can_be_written(tmp_path: Path) -> None:
    assert write_whole(tmp_path / ("a" * 255), "x").read_text() == "x"
