"""What a batch calls while it goes on, so that a caller can show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgreport.batch.journal import Journal
    from kgreport.batch.plan import Plan
    from kgreport.builder.result import Result


class BatchReporter:
    """Is called as a batch goes on; this one shows nothing."""

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
