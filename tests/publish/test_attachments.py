"""Files that views bring lie beside the page and inside the PDF, under the name of the notebook."""

from __future__ import annotations

import io
from pathlib import Path

import nbformat
import pikepdf
import pytest
from nbformat import NotebookNode

from kgreport.publish.pdf import ReportPDFExporter
from kgreport.publish.prepared.attachments import AttachmentError, attachments_of
from kgreport.publish.publishing import publish
from tests.publish.sample_notebooks import code, notebook, view

CSV = "\ufeffNăm,Số liệu\n2018,840\n"


def with_files(*named: tuple[str, str]) -> NotebookNode:
    outputs = [
        view(
            "<h2>Nguồn</h2>",
            "= Nguồn",
            attachments=[{"name": name, "mime": "text/csv", "description": "Nguồn", "content": content}],
        )
        for name, content in named
    ]
    return notebook(code("report.sources()", *outputs), title="Báo cáo")


def names_of(nb: NotebookNode) -> list[str]:
    return [one.name for one in attachments_of(nb)]


@pytest.mark.parametrize("formats", [(), ("html",), ("html", "pdf")])
def test_a_file_lies_beside_the_report_in_whatever_format(tmp_path: Path, formats: tuple[str, ...]) -> None:
    path = tmp_path / "report-2018.ipynb"
    nbformat.write(with_files(("sources.csv", CSV)), path)

    files = publish(path, formats=formats).files

    assert [file.name for file in files] == [
        *(f"report-2018.{name}" for name in formats),
        "report-2018.sources.csv",
    ]
    assert files[-1].read_text("utf-8") == CSV


def test_the_pdf_carries_the_file_and_stays_for_archives_and_for_everyone() -> None:
    pdf, _ = ReportPDFExporter().from_notebook_node(
        with_files(("sources.csv", CSV)), {"metadata": {"name": "report-2018"}}
    )

    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_metadata() as xmp:
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("3", "A", "1")
        [file] = opened.attachments.values()
        carried = file.get_file()
        assert (file.filename, file.description, carried.mime_type) == (
            "report-2018.sources.csv", "Nguồn", "text/csv",
        )  # fmt: skip
        assert carried.read_bytes().decode() == CSV
        assert carried.obj.Params.ModDate == "D:20000101000000Z"
        assert [str(one.AFRelationship) for one in opened.Root.AF] == ["/Supplement"]


def test_a_file_shown_twice_is_one_and_another_of_its_name_is_numbered() -> None:
    assert names_of(with_files(("sources.csv", CSV), ("sources.csv", CSV))) == ["sources.csv"]
    assert names_of(with_files(("sources.csv", CSV), ("sources.csv", "a\n"), ("sources.csv", "b\n"))) == [
        "sources.csv", "sources-2.csv", "sources-3.csv",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../x.csv", "html", "a/b.csv", ".csv", "a.b.csv", ""])
def test_a_name_that_could_lie_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(AttachmentError, match=r"expected a name such as 'sources\.csv'"):
        attachments_of(with_files((name, CSV)))
