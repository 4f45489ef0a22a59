"""The exporters are found by names that Jupyter Server routes; old names serve commands alone."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pytest
from nbconvert.exporters import base

import kgreport
from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter

EXTENSION = Path(kgreport.__file__).parent / "publish/labextension"


def names() -> set[str]:
    return {one.name for one in entry_points(group="nbconvert.exporters") if "kgreport" in one.value}


def offered() -> set[str]:
    return names() & set(base.get_export_names())


@pytest.fixture
def in_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jupyter_server.serverapp", ModuleType("serverapp"))


def test_commands_know_new_and_old_names() -> None:
    assert offered() == {"kgreport_html", "kgreport_pdf", "kgreport-html", "kgreport-pdf"}


def test_a_server_offers_only_names_that_it_routes(in_a_server: None) -> None:
    assert offered() == {"kgreport_html", "kgreport_pdf"}
    assert all(re.fullmatch(r"\w+", name) for name in offered())


@pytest.mark.parametrize(
    ("name", "exporter"), [("kgreport-html", ReportHTMLExporter), ("kgreport-pdf", ReportPDFExporter)]
)
def test_an_old_name_is_the_same_exporter(name: str, exporter: type) -> None:
    assert issubclass(base.get_exporter(name), exporter)


def test_nothing_of_ours_is_a_template_of_nbconverts_own_exporter() -> None:
    """Such a page would lack the marks."""
    installed = Path(sys.prefix, "share/jupyter/nbconvert/templates")

    assert [one for one in installed.glob("kgreport*") if any(one.iterdir())] == []


def test_the_labels_of_the_menu_are_those_of_the_exporters() -> None:
    script = (EXTENSION / "static/remoteEntry.js").read_text("utf-8")

    assert dict(re.findall(r'(kgreport_\w+): "(.*)"', script)) == {
        "kgreport_html": ReportHTMLExporter.export_from_notebook,
        "kgreport_pdf": ReportPDFExporter.export_from_notebook,
    }


def test_the_extension_of_the_menu_has_the_version_of_kgreport() -> None:
    described = json.loads((EXTENSION / "package.json").read_text("utf-8"))

    assert described["version"] == kgreport.__version__
