"""Read the trace of a report: the file that names the source of each figure."""

from __future__ import annotations

import csv
import io
from typing import Any

from kgreport.report import Report


def trace_of(report: Report) -> list[dict[str, str]]:
    """Give the rows of the file, by the headings in the language of the report."""
    attached: Any = report.sources().metadata()["attachments"]
    return list(csv.DictReader(io.StringIO(attached[0]["content"].removeprefix("\ufeff"))))
