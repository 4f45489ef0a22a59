"""Annual reports on the review and rating of Party organisations and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgreport.report import Report, build_report

__version__ = "0.1.0"
__all__ = ["Report", "__version__", "build_report"]


def __getattr__(name: str) -> object:
    """Load the report on first use, so that the command line starts without it."""
    if name in ("Report", "build_report"):
        from kgreport import report  # noqa: PLC0415

        return getattr(report, name)
    msg = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(msg)
