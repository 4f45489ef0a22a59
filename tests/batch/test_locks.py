"""One build at a time writes to a folder; who holds it is named; a dead process holds nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgreport.batch.locks import locked
from kgreport.errors import BusyError, OutputError

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
            pytest.raises(BusyError, match=rf"process {process.pid} of .* holds it; .*--wait"),
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


def test_a_folder_is_free_again_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"), locked(tmp_path):
        raise ValueError("mine")

    with locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match="file"), locked(tmp_path / "file" / "outputs"):
        pass
