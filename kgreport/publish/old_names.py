"""The exporters under the names that they had first, ``kgreport-html`` and ``kgreport-pdf``.

`jupyter nbconvert --to` knows them. Jupyter Server has no address for a name with a hyphen, so they are not
enabled in it, and its menus leave them out.
"""

from __future__ import annotations

import sys

from traitlets import HasTraits, default

from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter


class _OutsideServers(HasTraits):
    """Is enabled for commands, and not in a server."""

    @default("enabled")
    def _is_no_server(self) -> bool:
        return "jupyter_server.serverapp" not in sys.modules


class OldHTMLExporter(_OutsideServers, ReportHTMLExporter):
    """The exporter ``kgreport-html``; see `ReportHTMLExporter`."""


class OldPDFExporter(_OutsideServers, ReportPDFExporter):
    """The exporter ``kgreport-pdf``; see `ReportPDFExporter`."""
