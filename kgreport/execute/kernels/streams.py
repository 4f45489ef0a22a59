"""What a report's kernel writes its cells' output to."""

from __future__ import annotations

from ipykernel.iostream import OutStream


class UnhurriedStream(OutStream):
    """Waits for the thread that sends what was written only where something was.

    A kernel flushes both of its streams three times a cell, and each time waits for that thread to wake up.
    """

    def flush(self) -> None:
        """Send what was written and is not sent yet."""
        if self._flush_pending or self._subprocess_flush_pending:
            super().flush()
