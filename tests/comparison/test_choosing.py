"""What is compared is a published file, or a report by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.comparison.choosing import find_published
from kgreport.comparison.differences import compare
from kgreport.comparison.published import PublishedDocument, read_published
from kgreport.errors import ComparisonError, TwoLanguageError
from tests.portal.made_up import make_report
from tests.published_files import by_suffix

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


def test_a_folder_without_reports_is_told(tmp_path: Path) -> None:
    with pytest.raises(ComparisonError, match=r"'2018'.* there are no reports in this folder"):
        find_published("2018", tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", "Có 3 mục.", "is no file that kgreport publishes"),
        ("a.html", "<html><p>Nothing</p></html>", "there are no figures in it"),
        ("a.pdf", "%PDF-1.7", "is damaged"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(
    name: str, content: str, told: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(TwoLanguageError, match=told) as caught:
        find_published(str(tmp_path / name), tmp_path)
    assert name in caught.value.say("vi")


@pytest.fixture(scope="module")
def page(published_2018_files: Path) -> PublishedDocument:
    """Read the page of the report of 2018."""
    return read_published(by_suffix(published_2018_files)[".html"])


@pytest.mark.parametrize("suffix", [".ipynb", ".pdf", ".docx", ".xlsx", ".table-levels.csv"])
def test_a_report_prints_the_same_figures_in_every_format(
    suffix: str, page: PublishedDocument, published_2018_files: Path
) -> None:
    other = read_published(by_suffix(published_2018_files)[suffix])

    assert len(page.figures.tables) > 5
    assert compare(page, other).parts == compare(other, page).parts == ()
    assert suffix.endswith(".csv") or other.title == page.title
