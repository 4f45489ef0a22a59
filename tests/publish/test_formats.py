"""A notebook is published in the formats requested; earlier notebooks leave no trace in it."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from kgreport.publish.publishing import publish
from tests.publish.sample_notebooks import code, notebook, section, table


def executed(folder: Path, title: str) -> Path:
    cells = [new_markdown_cell(f"# {title}\n\n## Mục\n\nChữ."), new_code_cell("x = 1")]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    folder.mkdir()
    nbformat.write(new_notebook(cells=cells), folder / "report.ipynb")
    return folder / "report.ipynb"


def written(notebook: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in publish(notebook).files}


def test_both_formats_are_written_beside_the_notebook(tmp_path: Path) -> None:
    notebook = executed(tmp_path / "a", "Một")
    names = [file.name for file in publish(notebook).files]
    assert names == ["report.html", "report.pdf"]
    assert sorted(file.name for file in notebook.parent.iterdir()) == [
        "report.html",
        "report.ipynb",
        "report.pdf",
    ]


@pytest.mark.parametrize("name", ["html", "pdf", "xlsx"])
def test_only_the_requested_formats_are_written(name: str, tmp_path: Path) -> None:
    notebook = executed(tmp_path / "a", "Một")
    assert [file.suffix for file in publish(notebook, formats=[name]).files] == [f".{name}"]
    assert len(list(notebook.parent.iterdir())) == 2


def test_what_was_published_before_leaves_no_trace(tmp_path: Path) -> None:
    first = written(executed(tmp_path / "a", "Một"))
    other = written(executed(tmp_path / "b", "Hai"))
    again = written(executed(tmp_path / "c", "Một"))
    assert first == again
    assert first != other


def test_a_notebook_of_an_older_version_is_converted(tmp_path: Path) -> None:
    notebook = executed(tmp_path / "a", "Một")
    new = written(notebook)
    older = nbformat.read(notebook, as_version=4)
    older.nbformat_minor = 4
    for cell in older.cells:
        del cell["id"]
    nbformat.write(older, notebook)
    assert written(notebook) == new


def test_what_readers_do_not_get_is_a_finding_of_each_cell_once(tmp_path: Path) -> None:
    notebook = executed(tmp_path / "a", "Một 😀")
    content = nbformat.read(notebook, as_version=4)
    content.cells[0].source += " 😀 ![](x.png)"
    nbformat.write(content, notebook)
    found = publish(notebook, original=tmp_path / "own.ipynb").left_out
    assert [one.id for one in found] == ["left-out-markdown-1", "left-out-markdown-1-2", "left-out-code-1"]
    assert {one.severity for one in found} == {"warning"}
    assert found[0].place.say("en") == "own.ipynb, Markdown cell 1"


def with_table(folder: Path) -> Path:
    cell = code("report.cap()", section("cap", "Mức trần", table("cap")))
    folder.mkdir()
    nbformat.write(notebook(cell, title="Báo cáo"), folder / "report.ipynb")
    return folder / "report.ipynb"


def test_the_tables_are_files_of_their_own(tmp_path: Path) -> None:
    made = publish(with_table(tmp_path / "a"), formats=["csv"], settings={"csv_bom": True, "licence": "CC0"})

    assert [file.name for file in made.files] == ["report.csv-metadata.json", "report.table-cap.csv"]
    assert '"dc:license": "CC0"' in made.files[0].read_text("utf-8")
    assert made.files[1].read_text("utf-8").startswith("\ufeffĐơn vị")


@pytest.mark.parametrize(("formats", "beside"), [(["html"], False), (["html", "csv"], True)])
def test_a_page_links_to_files_beside_it_only_where_they_are_made(
    formats: list[str], beside: bool, tmp_path: Path
) -> None:
    page = publish(with_table(tmp_path / "a"), formats=formats).files[0].read_text("utf-8")

    assert 'href="data:text/csv;' in page
    assert ('href="report.table-cap.csv"' in page) == beside
