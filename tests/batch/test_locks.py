"""One build at a time writes to a folder; who holds it is named; a dead process holds nothing."""

from __future__ import annotations

import errno
import getpass
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kgreport.batch.locks import HOLDER, LOCK, locked
from kgreport.batch.plan import STATE
from kgreport.errors import BusyError, OutputError
from kgreport.left_behind import Owner

posix = pytest.mark.skipif(os.name != "posix", reason="Windows locks files in another way")

HOLD = """
import sys, time
from pathlib import Path
from kgreport.batch.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def hold(folder: Path, seconds: float) -> subprocess.Popen[str]:
    """Hold a folder in another process."""
    command = [sys.executable, "-c", HOLD, str(folder), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_build_says_who_holds_the_folder(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as process:
        with (
            pytest.raises(BusyError, match=rf"process {process.pid} on this machine, .* holds it; .*--wait"),
            locked(tmp_path),
        ):
            pass
        process.kill()


def test_a_second_build_waits_as_long_as_it_is_told_to(tmp_path: Path) -> None:
    messages: list[str] = []
    with hold(tmp_path, 1), locked(tmp_path, wait=60, on_wait=messages.append):
        pass

    assert len(messages) == 1
    assert messages[0].startswith(("waiting: ", "đang chờ: "))


def test_waiting_has_an_end(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as process:
        begun = time.monotonic()
        with pytest.raises(BusyError, match=r"after 0\.5 s"), locked(tmp_path, wait=0.5):
            pass
        assert time.monotonic() - begun > 0.4
        process.kill()


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    with hold(tmp_path, 60) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()

    with locked(tmp_path):
        pass


@pytest.fixture(params=[errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.ESTALE], ids=os.strerror)
def no_locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the file system answer as a network mount does that cannot lock files."""

    def refuse(*_: object) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr("fcntl.flock", refuse)


def leave_holder(folder: Path, owner: Owner, **said: object) -> Path:
    """Leave the file of a build that got the lock of a folder."""
    file = folder / STATE / HOLDER
    file.parent.mkdir(exist_ok=True)
    known = {"owner": f".kg-{owner.mark}abcd1234", "since": "2019-01-02T03:04:05+00:00", "is_lock": True}
    file.write_text(json.dumps({**known, **said}), "utf-8")
    return file


@posix
@pytest.mark.usefixtures("no_locks")
def test_without_locks_a_file_keeps_a_second_build_out(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(BusyError) as busy, locked(tmp_path):
        pass

    assert f"process {os.getpid()} on this machine" in str(busy.value)
    assert f"cannot lock files, so {tmp_path / STATE / HOLDER} stands for the lock" in str(busy.value)
    assert not (tmp_path / STATE / HOLDER).exists()
    with locked(tmp_path):
        pass


@posix
@pytest.mark.usefixtures("no_locks")
def test_without_locks_the_file_of_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen(["true"]) as ended:
        pass
    file = leave_holder(tmp_path, replace(Owner.here(), process=ended.pid))

    with locked(tmp_path):
        assert str(os.getpid()) in file.read_text("utf-8")

    assert {path.name for path in file.parent.iterdir()} == {LOCK}


@posix
def test_a_machine_without_locks_is_seen_by_one_that_has_them(tmp_path: Path) -> None:
    file = leave_holder(tmp_path, replace(Owner.here(), host="aaaa", boot="bbbb"))

    with pytest.raises(BusyError, match=r"on another machine .*lock files") as busy, locked(tmp_path):
        pass
    assert "máy khác" in busy.value.say("vi")
    leave_holder(tmp_path, replace(Owner.here(), host="aaaa", boot="bbbb"), is_lock=False)
    with locked(tmp_path):
        pass

    assert not file.exists()


@pytest.mark.parametrize("text", ["", "null", "5", "[]", "[" * 9999, '{"owner": 5, "since": []}', "\xff"])
def test_a_damaged_file_of_a_holder_stops_nobody(tmp_path: Path, text: str) -> None:
    (tmp_path / STATE).mkdir()
    (tmp_path / STATE / HOLDER).write_bytes(text.encode("latin-1"))

    with locked(tmp_path):
        assert json.loads((tmp_path / STATE / HOLDER).read_text("utf-8"))["process"] == os.getpid()


def test_the_message_names_no_user_and_no_machine(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(BusyError) as busy, locked(tmp_path):
        pass

    assert socket.gethostname() not in busy.value.say("vi") + busy.value.say("en")
    assert getpass.getuser() not in busy.value.say("en").replace(str(tmp_path), "")


def test_a_folder_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), locked(tmp_path):
        raise ValueError("mine")

    with locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match="file"), locked(tmp_path / "file" / "outputs"):
        pass
