"""What is compared is a published file, or a report by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.builder.result import Result
from kgreport.comparison.choosing import find_published
from kgreport.comparison.differences import compare
from kgreport.comparison.published import read_published
from kgreport.errors import ComparisonError
from tests.portal.made_up import make_report

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Report on 2018 &amp; 2017</title></head>'
    '<body><main><h1>Report</h1><h2 id="a">Levels</h2><p>There are 3 of them.</p></main></body></html>'
)


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """Make the folder of a draft, its final report in two editions, and a unit's."""
    for unit, marks in (("", ()), ("", ("final",)), ("", ("final", "edition-2")), ("rach-gia", ())):
        make_report(tmp_path, unit=unit, marks=marks, page=PAGE)
    for notebook in tmp_path.rglob("*.ipynb"):
        notebook.unlink()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2018-whole", "annual-report-2018-whole.html"),
        ("annual-report-2018-whole-final", "annual-report-2018-whole-final.html"),
        ("tinh/2018/rach-gia", "annual-report-2018-rach-gia.html"),
        ("tinh/2018/whole (final, edition-2)", "annual-report-2018-whole-final-edition-2.html"),
    ],
)
def test_a_report_is_found_by_its_names(name: str, file: str, outputs: Path) -> None:
    found = find_published(name, outputs)
    assert (found.file.name, found.name) == (file, name)


def test_a_report_is_found_by_its_folder(outputs: Path) -> None:
    assert find_published(str(outputs / "tinh/2018/rach-gia"), outputs).file.name.endswith("rach-gia.html")


def test_a_file_is_read_from_anywhere(outputs: Path) -> None:
    found = find_published(str(outputs / "tinh/2018/whole/annual-report-2018-whole.html"), Path("nowhere"))

    assert (found.title, found.language, found.year) == ("Report on 2018 & 2017", "en", 2017)
    assert [one.numbers for one in found.figures.texts] == [("3",)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("2018-whole-finall", "did you mean '2018-whole-final'?"),
        ("x" * 300, "known"),
        ("\0", "known"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(name: str, told: str, outputs: Path) -> None:
    with pytest.raises(ComparisonError) as caught:
        find_published(name, outputs)
    assert told in str(caught.value)
    assert "no report of this name" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.zip", "PK", "files of this kind cannot be compared"),
        ("a.html", "<p>Nothing</p>", "there are no figures in it"),
        ("a.ipynb", "[", "is no notebook"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    name: str, content: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(ComparisonError, match=told) as caught:
        find_published(str(tmp_path / name), tmp_path)
    assert name in caught.value.say("vi")


def test_page_and_notebook_of_a_report_print_the_same_figures(built_2018: Result) -> None:
    page, notebook = (
        read_published(next(file for file in built_2018.files if file.suffix == suffix))
        for suffix in (".html", ".ipynb")
    )

    assert len(page.figures.tables) > 10
    assert compare(page, notebook).parts == ()
    assert page.title == notebook.title
