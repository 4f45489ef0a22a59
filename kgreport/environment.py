"""Names of the environment variables that a build sets for the kernel of its report."""

PREPARED = "KGREPORT_PREPARED"
"""Folders of datasets that were read before; see `kgreport.report.reading.read_report`."""

RECORD = "KGREPORT_RECORD"
"""File into which a report writes what was found; see `kgreport.report.reading`."""
