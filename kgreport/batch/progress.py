"""Tell how far a build is: a bar on a terminal, plain lines elsewhere, or lines of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


def number_of(count: int, what: str) -> str:
    """Count something in words.

    >>> number_of(1, "report"), number_of(0, "finding")
    ('1 report', '0 findings')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


class Reporter:
    """Prints lines, and a bar for what is being built where there is a terminal."""

    def __init__(self) -> None:
        self._bar = _bar() if sys.stdout.isatty() else None
        self._batch: TaskID | None = None

    def __enter__(self) -> Reporter:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def line(self, text: str, *, bad: bool = False) -> None:
        """Print a line, above the bar if there is one; what is bad goes to stderr."""
        if self._bar and not bad:
            self._bar.console.print(text, highlight=False, markup=False, soft_wrap=True)
            return
        stream = sys.stderr if bad else sys.stdout
        stream.write(text + "\n")
        stream.flush()

    def event(self, name: str, **told: object) -> None:
        """Tell what happened to a program that reads along; nothing where a person reads."""

    @contextmanager
    def report(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """Show one report while it is built; the caller is told what to call after each cell."""
        if not self._bar:
            yield lambda done, total: None  # noqa: ARG005
            return
        bar = self._bar
        task = bar.add_task(name, total=None, told="cells")
        try:
            yield lambda done, total: bar.update(task, completed=done, total=total)
        finally:
            bar.remove_task(task)

    def batch(self, counts: Mapping[str, int], seconds: float) -> None:
        """Show how far a batch is: how many reports are done, failed, current, and how fast it goes."""
        if not self._bar:
            return
        built, failed = counts.get("built", 0), counts.get("failed", 0)
        rate = f"{60 * built / seconds:.0f} a minute" if built and seconds else ""
        told = ", ".join(filter(None, [f"{failed} failed", f"{counts.get('current', 0)} current", rate]))
        if self._batch is None:
            self._batch = self._bar.add_task("reports", total=None, told="")
        waiting = counts.get("waiting", 0)
        total = built + failed + waiting
        self._bar.update(self._batch, completed=built + failed, total=total, told=told)


class JsonReporter(Reporter):
    """Prints one JSON object a line, for programs; nothing else goes to stdout."""

    def __init__(self) -> None:
        self._bar = None
        self._batch = None

    def line(self, text: str, *, bad: bool = False) -> None:
        """Print nothing: every line is an event."""

    def event(self, name: str, **told: object) -> None:
        """Print what happened, and when."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        sys.stdout.write(json.dumps({"event": name, "time": now, **told}, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _bar() -> Progress:
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        transient=True,
    )
