"""A command that is asked to end removes what it has begun, whoever asks: a scheduler, or the terminal."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator

import pytest

from kgreport.cli import app as module

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
ASKING = (signal.SIGTERM, signal.SIGHUP)


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Begin as a terminal lets a command begin, also under nohup; leave the handlers as they were."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ASKING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ASKING)
def test_a_signal_ends_a_command_as_an_error_does(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed: list[bool] = []

    def command() -> None:
        try:
            os.kill(os.getpid(), number)
            time.sleep(10)
        finally:
            os.kill(os.getpid(), number)  # that who asks is impatient changes nothing
            removed.append(True)

    monkeypatch.setattr(module, "app", command)

    with pytest.raises(SystemExit) as ended:
        module.main()

    assert (ended.value.code, removed) == (128 + number, [True])


def test_nohup_lets_a_command_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    monkeypatch.setattr(module, "app", lambda: os.kill(os.getpid(), signal.SIGHUP))

    module.main()
