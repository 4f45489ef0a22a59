"""Annual reports on the review and rating of Party organisations and members."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kgreport.batch.api import build, check
    from kgreport.report import Report, build_report
    from kgreport.report.explorer import explore
    from kgreport.report.trend import Trend, build_trend

__version__ = "0.1.0"
__all__ = ["Report", "Trend", "__version__", "build", "build_report", "build_trend", "check", "explore"]

_HOMES = {
    "build": "kgreport.batch.api",
    "check": "kgreport.batch.api",
    "Report": "kgreport.report",
    "build_report": "kgreport.report",
    "Trend": "kgreport.report.trend",
    "build_trend": "kgreport.report.trend",
    "explore": "kgreport.report.explorer",
}


def __getattr__(name: str) -> object:
    """Load what is heavy on first use, so that the command line starts without it."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOMES[name]), name)
