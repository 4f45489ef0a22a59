"""How a batch goes: the journal, a file beside the reports, and the reporter, which a caller can show."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from kgreport.builder.result import Result, identity_of_file
from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.whole_files import write_whole

if TYPE_CHECKING:
    from kgreport.batch.plan import Plan

NAME = "batch.json"

# Seconds between two writings, and how many times as long as the last one took: with many reports it is long.
_PAUSE = 1.0
_TIMES = 30


@dataclass(slots=True)
class Journal:
    """The results of a batch, kept in a file that is always whole, also while the batch runs.

    Attributes
    ----------
    path
        The file.
    """

    path: Path
    _results: dict[str, Result | None] = field(default_factory=dict)
    _started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    _started: float = field(default_factory=time.monotonic)
    _next: float = 0.0
    _identities: dict[str, dict[str, object]] = field(default_factory=dict)

    def begin(self, plan: Plan) -> None:
        """Note all reports of a plan, with the results that are known already."""
        self._identities = {one.job.title: one.identity for one in plan.reports}
        self._results = {refused.report: refused for refused in plan.refused}
        for one in plan.reports:
            current = Result(report=one.job.title, status="current")
            self._results[one.job.title] = current if one.current else None
        self._write("running")

    def add(self, result: Result) -> None:
        """Note the result of a report."""
        self._results[result.report] = result
        if time.monotonic() > self._next:
            self._write("running")

    def end(self) -> None:
        """Note that the batch is over."""
        self._write("finished")

    @property
    def seconds(self) -> float:
        """How long the batch has taken so far."""
        return time.monotonic() - self._started

    @property
    def counts(self) -> Counter[str]:
        """How many reports there are of each status; ``waiting`` are those without a result."""
        return Counter(result.status if result else "waiting" for result in self._results.values())

    @property
    def results(self) -> list[Result]:
        """The results so far, in the order of the plan."""
        return [result for result in self._results.values() if result]

    @property
    def code(self) -> int:
        """The exit status so far: the highest of the results."""
        return max((result.code for result in self.results), default=0)

    def entry(self, report: str) -> dict[str, object]:
        """Give a report and its result as plain values for JSON; see docs/reference/command-line.md."""
        result = self._results[report] or Result(report=report, status="not started")
        known = self._identities.get(report) or identity_of_file(report)
        state = {} if self._results[report] else {"state": "waiting"}
        return {**known, **result.as_dict(), **state}

    def _write(self, state: str) -> None:
        started = time.monotonic()
        content = {
            "state": state,
            "started": self._started_at.isoformat(timespec="seconds"),
            "seconds": round(self.seconds, 3),
            "reports": len(self._results),
            "counts": dict(sorted(self.counts.items())),
            "exit": self.code,
            "results": [self.entry(name) for name in self._results],
        }
        text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        with suppress(OSError):  # if nothing can be written, the results of the reports say so
            write_whole(self.path, with_hidden_letters_shown(text).encode())  # as JSON escapes letters, too
        took = time.monotonic() - started
        self._next = started + took + max(_PAUSE, _TIMES * took)


class BatchReporter:
    """Is called as a batch goes on; this one shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Show nothing more."""

    def line(self, text: str, *, bad: bool = False) -> None:
        """Print a line for people; what is bad is an error."""

    def event(self, name: str, **values: object) -> None:
        """Print what happened, for programs."""

    def waiting(self, message: str) -> None:
        """Another build holds the folder; the message names it."""

    def planned(self, plan: Plan, journal: Journal) -> None:
        """The batch is planned; nothing is built yet."""

    @contextmanager
    def cells(self, report: str) -> Iterator[Callable[[int, int], None]]:  # noqa: ARG002
        """Give what is called after each cell of a report that is built in this process."""
        yield lambda done, total: None  # noqa: ARG005

    def report_done(self, result: Result, journal: Journal) -> None:
        """A report was built, or failed."""

    def finished(self, journal: Journal) -> None:
        """The batch is over."""
