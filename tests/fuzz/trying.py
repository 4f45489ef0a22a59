"""Try a function on many damaged inputs, in a process of its own that may hang or die; count what comes.

Each module of this folder makes its inputs from a seed, so a fault can be made again by its number. A run
of the tests tries few of them; ``make fuzz`` tries `TIMES` as many and prints the counts.
"""

from __future__ import annotations

import os
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, TypeVar

import cloudpickle
import psutil

from kgreport.errors import KgreportError
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports

Case = TypeVar("Case")

TIMES = int(os.environ.get("FUZZ", "1"))
"""How many times as many inputs to try as a run of the tests does."""

SECONDS = 20
"""Of processor time, after which an input counts as one that hangs; of waiting, five times as many."""

MEGABYTES = 1024
"""More memory than this no input may ask for, above what the process had before."""

# A process that runs no threads forks the children: in a fork of one that does, a lock may be held for ever.
CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload(["kgreport.report"])


@dataclass
class Tally:
    """What came of the inputs.

    Attributes
    ----------
    counts
        How often each came: ``answered``, ``refused``, ``traceback``, ``hang``, ``died``, ``memory``.
    faults
        Each input that was neither answered nor refused: its name, and what happened.
    """

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, name: str, came: str, detail: str = "") -> None:
        """Count one."""
        self.counts[came] += 1
        if came not in ("answered", "refused"):
            self.faults.append(f"{name}: {came} {detail}")

    def check(self, title: str) -> None:
        """Print the counts; every input was answered or refused."""
        print(f"{title}: {sum(self.counts.values())} inputs, {dict(self.counts)}")
        assert not self.faults, "\n".join(self.faults[:10])


@dataclass
class Attempts(Generic[Case]):
    """Tries inputs one after the other in a child process; a new one follows where that hangs or dies.

    Attributes
    ----------
    attempt
        Works on an input. It raises `KgreportError` where it refuses it, and `AssertionError` where what it
        gives is nonsense; every other error counts as a traceback.
    """

    attempt: Callable[[Case], object]

    def try_all(self, cases: Iterable[tuple[str, Case]]) -> Tally:
        """Try inputs, each with a name by which it can be made again."""
        tally = Tally()
        child, ours = self._start()
        for name, case in cases:
            ours.send(case)
            if not _answers(child, ours):
                tally.add(name, "hang")
            else:
                try:
                    tally.add(name, *ours.recv())
                    continue
                except EOFError:
                    child.join()
                    tally.add(name, "died", f"with status {child.exitcode}")
            _end(child)
            child, ours = self._start()
        _end(child)
        return tally

    def _start(self) -> tuple[BaseProcess, Connection]:
        ours, theirs = CONTEXT.Pipe()
        child = CONTEXT.Process(target=_work, args=(theirs, cloudpickle.dumps(self.attempt)), daemon=True)
        child.start()
        theirs.close()
        return child, ours


def _work(cases: Connection, attempt: bytes) -> None:
    """Try each input that comes, in the child process."""
    with block_imports(*FORMAT_CHECKERS):
        function = cloudpickle.loads(attempt)
    _limit_memory()
    while True:
        try:
            case = cases.recv()
        except EOFError:
            os._exit(0)
        cases.send(_outcome(function, case))


def _outcome(attempt: Callable[[Case], object], case: Case) -> tuple[str, str]:
    try:
        attempt(case)
    except KgreportError as error:
        return ("traceback", str(error)) if "Traceback" in str(error) else ("refused", "")
    except MemoryError:
        return "memory", traceback.format_exc(limit=-3)
    except BaseException:
        return "traceback", traceback.format_exc(limit=-6)
    return "answered", ""


def _answers(child: BaseProcess, ours: Connection) -> bool:
    """Wait for the outcome of an input: a busy machine may take its time, the process may not."""
    began, until = _busy(child), time.monotonic() + 5 * SECONDS
    while time.monotonic() < until and _busy(child) - began < SECONDS:
        if ours.poll(SECONDS / 20):
            return True
    return ours.poll()


def _busy(child: BaseProcess) -> float:
    """Give the seconds of processor time that a process has taken; none, once it has died."""
    try:
        times = psutil.Process(child.pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system


def _limit_memory() -> None:
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + MEGABYTES * 2**20,) * 2)


def _end(child: BaseProcess) -> None:
    if child.pid and child.is_alive():
        os.kill(child.pid, signal.SIGKILL)
    child.join()
