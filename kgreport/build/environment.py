"""How a build and the kernel of its report hand on to each other, by the environment of the kernel."""

PREPARED = "KGREPORT_PREPARED"
"""Names the folders of datasets that were read before; see `kgreport.report.read_report`."""

RECORD = "KGREPORT_RECORD"
"""Names the file in which a report tells what was found; see `kgreport.report.recording`."""
