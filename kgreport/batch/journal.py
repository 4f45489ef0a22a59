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

from kgreport.batch.plans import Plan
from kgreport.batch.work import Result, failed
from kgreport.publish.outputs import write_whole

NAME = "batch.json"
_AT_MOST_EVERY = 1.0
# Seconds between two writings: with many reports the file is long.


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
    _written: float = 0.0

    def begin(self, plan: Plan) -> None:
        """Note all reports that are asked for, and those there is nothing to do for."""
        for refused in plan.refused:
            self.results[refused.name] = failed(refused.name, refused.message, code=refused.code)
        for one in plan.reports:
            current = Result(report=one.job.title, status="current")
            self.results[one.job.title] = current if one.current else None
        self._write("running")

    def add(self, result: Result) -> None:
        """Note the result of a report."""
        self.results[result.report] = result
        if time.monotonic() - self._written > _AT_MOST_EVERY:
            self._write("running")

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
        return Counter(one.status if one else "waiting" for one in self.results.values())

    @property
    def code(self) -> int:
        """The exit status so far: that of the worst report."""
        return max((one.code for one in self.results.values() if one), default=0)

    def _write(self, state: str) -> None:
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
        self._written = time.monotonic()


def told_of(report: str, result: Result | None) -> Mapping[str, object]:
    """Give a result as plain values, without what says nothing."""
    if result is None:
        return {"report": report, "status": "waiting"}
    return {
        name: value
        for name, value in asdict(result).items()
        if name in ("report", "status", "code") or value not in ("", (), False, 0.0, 1)
    }
