"""Installed packages add formats; a faulty one is named, with its package and what to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Protocol, cast

import nbformat
import pytest

from kgreport.batch.stores import formats_of
from kgreport.builder.build import build_job
from kgreport.builder.installation import added_modules
from kgreport.builder.job import Job
from kgreport.builder.report_key import Recipe
from kgreport.data.params.formats import fault_of_format
from kgreport.formats import FormatError, find_format, format_names
from kgreport.publish.publishing import publish
from kgreport.whole_files import hash_bytes
from tests.publish.sample_notebooks import code, notebook, view

TEXT = """
from kgreport.formats import Format
from kgreport.terms.phrases import Phrase

def title_of(prepared):
    said = " ".join(block.text for block in prepared.blocks)
    return {".txt": f"{prepared.document.title} ({prepared.stem}): {said}".encode()}

def fails(prepared):
    return {}[prepared.stem]

def make(export=title_of, suffix=".txt", **more):
    return Format(name="x", suffix=suffix, title=Phrase("văn bản", "plain text"), export=export, **more)

TEXT = make()
TEXT_TOO = make()
FAILING = make(fails)
ENDING = make(exit)
GIVING_TEXT = make(lambda prepared: {".txt": "no bytes"})
GIVING_OTHERS = make(lambda prepared: {".odt": b""})
LEAVING = make(lambda prepared: {".txt": b"", "/../x.txt": b""})
NOTEBOOK = make(suffix=".ipynb")
IN_NEED = make(needs={"our_missing.part": "our[extra]", "kgreport": "kgreport"})
SOURCES = make(lambda prepared: {".sources.csv": b""}, suffix=".sources.csv")
NOTHING = None
PAGE = make(suffix=".html")
"""


class Install(Protocol):
    """Install a package that adds formats, as pip would."""

    def __call__(self, name: str = "our-formats", **points: str) -> None:
        """Take the entry points by name."""


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs packages for one test."""

    def install_one(name: str = "our-formats", **points: str) -> None:
        place = tmp_path / name
        about = place / f"{name.replace('-', '_')}-1.0.dist-info"
        about.mkdir(parents=True)
        (place / f"{tmp_path.name}.py").write_text(TEXT, "utf-8")
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
        named = [f"{point} = {tmp_path.name}:{value}" for point, value in points.items()]
        (about / "entry_points.txt").write_text("\n".join(["[kgreport.formats]", *named]), "utf-8")
        monkeypatch.syspath_prepend(place)

    return install_one


@pytest.fixture
def executed(tmp_path: Path) -> Path:
    path = tmp_path / "report-2018.ipynb"
    sources = {"name": "sources.csv", "mime": "text/csv", "description": "", "content": ""}
    shown = view("<p>Một</p>", "Một", attachments=[sources])
    nbformat.write(notebook(code("report.levels()", shown), title="Báo cáo"), path)
    return path


def test_a_package_adds_a_format_that_is_asked_for_by_name(install: Install, executed: Path) -> None:
    install(text="TEXT")

    file, _ = publish(executed, formats=("text",)).files

    assert (file.name, file.read_text("utf-8")) == ("report-2018.txt", "Báo cáo (report-2018): Một")
    assert format_names()[:2] == ("html", "pdf")
    assert "text" in format_names()


def test_without_the_package_the_format_is_unknown() -> None:
    fault = fault_of_format("pfd")

    assert fault is not None
    assert fault.en == "unknown format 'pfd'; did you mean 'pdf'?"
    with pytest.raises(FormatError, match="there is no format 'pfd'; did you mean 'pdf'"):
        find_format("pfd")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("LACKING", r"cannot be loaded: AttributeError"),
        ("NOTHING", r"None is no kgreport.formats.Format"),
        ("NOTEBOOK", r"cannot have the suffix '.ipynb'"),
        ("IN_NEED", r"""needs a library .* install it with: pip install "our\[extra\]"$"""),
    ],
)
def test_a_format_that_cannot_be_used_is_told_before_anything_runs(
    value: str, told: str, install: Install
) -> None:
    install(text=value)

    fault = fault_of_format("text")

    assert fault is not None
    with pytest.raises(FormatError, match=told) as error:
        find_format("text")
    assert fault == error.value.texts


def test_a_faulty_package_is_named(install: Install) -> None:
    install(text="LACKING")

    with pytest.raises(
        FormatError, match=r"format text \(package our-formats 1\.0\): .*leave the format out"
    ):
        find_format("text")


def test_other_formats_are_made_although_a_package_is_faulty(install: Install, executed: Path) -> None:
    install(broken="LACKING", text="TEXT")

    files = publish(executed, formats=("text",)).files

    assert [file.name for file in files] == ["report-2018.txt", "report-2018.sources.csv"]


def test_two_packages_cannot_offer_one_name(install: Install) -> None:
    install(text="TEXT")
    install("other-formats", text="TEXT")

    with pytest.raises(FormatError, match=r"our-formats 1\.0, other-formats 1\.0|other.*our.*same name"):
        find_format("text")


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ({"text": "FAILING"}, r"the format text: it fails with KeyError\('report-2018'\)"),
        ({"text": "ENDING"}, r"the format text: it fails with SystemExit"),
        ({"text": "GIVING_TEXT"}, r"expected it to give \{'.txt'"),
        ({"text": "GIVING_OTHERS"}, r"expected it to give \{'.txt'"),
        ({"text": "LEAVING"}, r"expected it to give \{'.txt'"),
        ({"sources": "SOURCES"}, r"the format sources: there is a file .sources.csv already"),
        ({"text": "TEXT", "text2": "TEXT_TOO"}, r"the format text2: there is a file .txt already"),
    ],
)
def test_a_format_that_fails_leaves_no_file(
    points: dict[str, str], told: str, install: Install, executed: Path
) -> None:
    install(**points)

    with pytest.raises(FormatError, match=told):
        publish(executed, formats=("html", *points))

    assert [file.name for file in executed.parent.glob("report*")] == ["report-2018.ipynb"]


def test_a_report_depends_on_the_formats_that_packages_add(install: Install) -> None:
    """Ours are a part of the library, which has a hash of its own."""
    install(text="TEXT")

    assert added_modules() == {"format text": hash_bytes(TEXT.encode())}


def test_a_format_without_what_it_needs_stops_a_build_before_its_notebook_runs(install: Install) -> None:
    """Its file lies there, made where all was installed; it must not be lost, nor left with old figures."""
    install(text="IN_NEED")
    job = Job(parameters=Path("2018.yml"), outputs=Path("outputs"), notebook=Path("annual_report.ipynb"))
    job = replace(job, formats=formats_of(job, ("html",), ["annual-report-2018.txt"]))

    with pytest.raises(FormatError, match=r'install "our\[extra\]"\nannual-report-2018.txt: made again'):
        build_job(job, recipe=cast("Recipe", SimpleNamespace(parameters=SimpleNamespace(formats=("html",)))))


def test_a_package_cannot_take_the_file_of_another_format(install: Install) -> None:
    install(a="PAGE", b="TEXT", c="TEXT_TOO")
    job = Job(parameters=Path("2018.yml"), outputs=Path("outputs"), notebook=Path("annual_report.ipynb"))
    there = ["annual-report-2018.html", "annual-report-2018.txt"]

    assert formats_of(job, ("pdf",), there) == ("html", "pdf", "b")
    assert formats_of(job, ("c",), there) == ("html", "c")
