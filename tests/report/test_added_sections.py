"""Functions and packages add sections to the annual report, which are numbered with the others."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgreport
from kgreport.data.own_terms.added_sections import GROUP, installed_sections
from kgreport.report import Report
from kgreport.views.view import Section


@kgreport.own_section(after="apparatus")
def youth(report: Report) -> Section:
    years = len(set(report.figures["year"]))
    return kgreport.Section("youth", "Youth work", [kgreport.Note([f"Figures of {years} years."])])


@kgreport.own_section()
def silent(report: Report) -> None:
    """Have nothing to show."""


@kgreport.own_section()
def broken(report: Report) -> Section:
    raise ZeroDivisionError


def test_an_added_section_stands_and_is_numbered_where_it_says(published_2018: Report) -> None:
    report = published_2018.with_sections(youth)

    shown = [section for section in report.chapter("work").sections if section.views]
    assert [(one.number, one.title) for one in shown][-1] == ("2", "Youth work")
    assert 'id="own-youth"' in report.added_section("youth").html()


def test_other_reports_do_not_have_it(published_2018: Report) -> None:
    published_2018.with_sections(youth)

    with pytest.raises(kgreport.UnknownCodeError):
        published_2018.added_section("youth")


def test_a_section_with_nothing_to_show_is_left_out(published_2018: Report) -> None:
    report = published_2018.with_sections(silent)

    assert [one.sections for one in report.contents] == [one.sections for one in published_2018.contents]


def test_an_error_names_the_section(published_2018: Report) -> None:
    with pytest.raises(kgreport.OwnSectionError, match="phần thêm 'broken' bị lỗi: ZeroDivisionError"):
        published_2018.with_sections(broken).added_section("broken")


def test_a_plain_function_is_no_section(published_2018: Report) -> None:
    with pytest.raises(kgreport.OwnSectionError, match="own_section"):
        published_2018.with_sections(print)  # type: ignore[arg-type]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package that adds a section, as pip would."""
    (tmp_path / "our_sections.py").write_text(
        "import kgreport\n"
        "@kgreport.own_section(chapter='work')\n"
        "def any_name(report):\n"
        "    return kgreport.Section('x', 'Our work', [kgreport.Note(['Ours.'])])\n",
        "utf-8",
    )
    about = tmp_path / "our_sections-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: our-sections\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nour-work = our_sections:any_name\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed_sections.cache_clear()


@pytest.mark.usefixtures("installed")
def test_an_installed_package_adds_a_section_to_every_report() -> None:
    try:
        report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015, language="en")
        assert [one.title for one in report.chapter("work").sections if one.views][-1] == "Our work"
    finally:
        installed_sections.cache_clear()
