"""Keep how a batch went in a file beside the reports, always whole, also while it is under way."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kgreport.batch.plan import Plan
from kgreport.batch.worker import Result, failed
from kgreport.publish.outputs import write_whole

NAME = "batch.json"
_PAUSE = 1.0
_TIMES = 30
# Seconds between two writings, and how many times as long as the last one took: with many reports it is long.


@dataclass(slots=True)
class Journal:
    """How a batch went.

    Attributes
    ----------
    path
        The file.
    results
        The results so far, by report, in the order of the plan; none where there is none yet.
    """

    path: Path
    results: dict[str, Result | None] = field(default_factory=dict)
    _started: datetime = field(default_factory=lambda: datetime.now(UTC))
    _begun: float = field(default_factory=time.monotonic)
    _next: float = 0.0
    _counts: Counter[str] = field(default_factory=Counter)
    _code: int = 0

    def begin(self, plan: Plan) -> None:
        """Note all reports that are asked for, and those there is nothing to do for."""
        for refused in plan.refused:
            self._note(refused.name, failed(refused.name, refused.message, code=refused.code))
        for one in plan.reports:
            current = Result(report=one.job.title, status="current")
            self._note(one.job.title, current if one.current else None)
        self._write("running")

    def add(self, result: Result) -> None:
        """Note the result of a report."""
        self._note(result.report, result)
        if time.monotonic() > self._next:
            self._write("running")

    def _note(self, report: str, result: Result | None) -> None:
        if report in self.results:
            self._counts[_status(self.results[report])] -= 1
        self.results[report] = result
        self._counts[_status(result)] += 1
        self._code = max(self._code, result.code if result else 0)

    def end(self) -> None:
        """Note that the batch is over."""
        self._write("finished")

    @property
    def seconds(self) -> float:
        """How long it has taken so far."""
        return time.monotonic() - self._begun

    @property
    def counts(self) -> Counter[str]:
        """How many reports there are of each status; ``waiting`` those that are still to come."""
        return +self._counts

    @property
    def code(self) -> int:
        """The exit status so far: that of the worst report."""
        return self._code

    def _write(self, state: str) -> None:
        begun = time.monotonic()
        told = {
            "state": state,
            "started": self._started.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 3),
            "reports": len(self.results),
            "counts": dict(sorted(self.counts.items())),
            "exit": self.code,
            "results": [told_of(name, one) for name, one in self.results.items()],
        }
        with suppress(OSError):  # where nothing can be written, the reports say so
            write_whole(self.path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        took = time.monotonic() - begun
        self._next = begun + took + max(_PAUSE, _TIMES * took)


def _status(result: Result | None) -> str:
    return result.status if result else "waiting"


def told_of(report: str, result: Result | None) -> Mapping[str, object]:
    """Give a result as plain values, without what says nothing."""
    if result is None:
        return {"report": report, "status": "waiting"}
    return {
        name: value
        for name, value in asdict(result).items()
        if name in ("report", "status", "code") or value not in ("", (), False, 0.0, 1)
    }
