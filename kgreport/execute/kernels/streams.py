"""The output stream of a report's kernel."""

from __future__ import annotations

from ipykernel.iostream import OutStream


class ReportStream(OutStream):
    """A stream that flushes only when something was written.

    A kernel flushes stdout and stderr three times a cell. Each flush waits for the thread that sends the
    output.
    """

    def flush(self) -> None:
        """Send what was written and is not sent yet."""
        if self._flush_pending or self._subprocess_flush_pending:
            super().flush()
