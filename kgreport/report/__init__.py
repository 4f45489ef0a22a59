"""The annual report: figures read, completed and checked, then shown section by section.

One path: the command line runs the notebook, the notebook calls `build_report`, and every number a reader
sees comes from here.
"""

from kgreport.report.overview import SOFTWARE
from kgreport.report.reading import build_report, read_report
from kgreport.report.report import Report

__all__ = ["SOFTWARE", "Report", "build_report", "read_report"]
