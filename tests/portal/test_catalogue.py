"""The catalogue lists what lies in the folder of the reports, from the manifests alone."""

from __future__ import annotations

import json
from pathlib import Path

from kgreport.builder.manifest import with_own_hash
from kgreport.portal.catalogue import Catalogue, in_order, read_catalogue
from kgreport.portal.model import UnitRecord
from kgreport.report import Report
from kgreport.report.findings import record_of
from tests.portal.made_up import fail, make_report


def places(catalogue: Catalogue) -> list[tuple[int, str]]:
    return [(one.year, one.unit.code) for one in catalogue.reports]


def test_reports_are_listed_latest_year_first_then_from_the_top_down(tmp_path: Path) -> None:
    for year, unit in (
        (2017, "an-bien"),
        (2018, "xa-dong"),
        (2018, "an-bien"),
        (2018, "rach-gia"),
        (2018, ""),
    ):
        make_report(tmp_path, year, unit)

    listed = [(2018, ""), (2018, "rach-gia"), (2018, "an-bien"), (2018, "xa-dong"), (2017, "an-bien")]
    assert places(read_catalogue(tmp_path)) == listed


def test_units_that_no_report_puts_in_order_follow_by_their_names() -> None:
    named = {"d": "Đông", "z": "Ấp 10", "y": "Ấp 2"}
    units = {code: UnitRecord(code=code, name=name) for code, name in named.items()}

    assert in_order(units) == ["y", "z", "d"]


def test_units_follow_the_one_above_them_that_has_reports(tmp_path: Path) -> None:
    for unit in ("rach-gia", "xa-dong", ""):
        make_report(tmp_path, 2018, unit)

    catalogue = read_catalogue(tmp_path)

    assert places(catalogue) == [(2018, ""), (2018, "rach-gia"), (2018, "xa-dong")]
    assert catalogue.chain(2018, "xa-dong") == ["", "xa-dong"]
    assert catalogue.below[2018, ""] == ["rach-gia", "xa-dong"]


def test_units_that_are_above_each_other_are_listed_all_the_same() -> None:
    units = {
        one: UnitRecord(code=one, name=one, above=((other, other),))
        for one, other in (("a", "b"), ("b", "a"))
    }

    assert in_order(units) == ["a", "b"]


def test_a_report_is_listed_with_its_files_and_their_formats(tmp_path: Path) -> None:
    make_report(tmp_path, more_files=(".brief.pdf", ".table-levels.csv", ".csv-metadata.json", ".odt"))

    (report,) = read_catalogue(tmp_path).reports

    formats = [one.format for one in report.files]
    assert formats == ["notebook", "html", "pdf", "brief", "csv", "csv", "odt"]
    assert report.files[2].path == "tinh/2018/whole/annual-report-2018-whole.pdf"
    assert (report.files[2].size, report.page) == (4, report.files[1])


def test_the_last_edition_of_the_final_is_to_be_read_first(tmp_path: Path) -> None:
    make_report(tmp_path)
    make_report(tmp_path, status="final", marks=["final"])
    make_report(tmp_path, status="final", edition=2, reason="Đính chính", marks=["final", "edition-2"])

    catalogue = read_catalogue(tmp_path)

    assert [(one.status, one.edition) for one in catalogue.reports] == [
        ("final", 2),
        ("final", 1),
        ("draft", 1),
    ]
    last, first, draft = catalogue.reports
    assert [catalogue.later_edition(one) for one in (last, first, draft)] == [None, last, None]


def test_what_failed_since_is_marked_and_what_was_never_built_is_named(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien")
    make_report(tmp_path, unit="rach-gia")
    fail(tmp_path, 2018, "an-bien")
    fail(tmp_path, 2017, "an-bien")

    catalogue = read_catalogue(tmp_path)

    assert [(one.unit.code, one.failed) for one in catalogue.reports] == [
        ("an-bien", True),
        ("rach-gia", False),
    ]
    assert catalogue.unbuilt == ("tinh/2017/an-bien",)


def test_a_report_of_an_earlier_kgreport_is_listed_by_the_code_of_its_unit(tmp_path: Path) -> None:
    path = make_report(tmp_path, unit="an-bien")
    manifest = json.loads(path.read_text("utf-8"))
    path.write_bytes(
        with_own_hash({name: manifest[name] for name in ("report", "key", "made_from", "outputs")})
    )

    (report,) = read_catalogue(tmp_path).reports

    assert (report.unit.name, report.figures, report.year) == ("an-bien", (), 2018)


def test_a_manifest_that_says_nonsense_is_passed_over(tmp_path: Path) -> None:
    make_report(tmp_path, unit="an-bien", figures=[{"subject": 5}])
    make_report(tmp_path, unit="rach-gia", status="signed")
    make_report(tmp_path, unit="xa-dong")
    path = make_report(tmp_path, 2017, "xa-dong")
    manifest = json.loads(path.read_text("utf-8"))
    path.write_bytes(with_own_hash({**manifest, "unit": {"code": "../../../outside"}}))

    assert places(read_catalogue(tmp_path)) == [(2018, "xa-dong")]


def test_a_build_records_the_unit_and_the_key_figures_of_the_summary(published_2018: Report) -> None:
    record = record_of(published_2018)

    printed = published_2018.summary().views[-1].rows  # type: ignore[attr-defined]
    assert [row[1] for row in printed] == [one["counts"]["2018"] for one in record["key_figures"]]
    excellent = record["key_figures"][1]
    assert excellent["what"]["vi"] == "Hoàn thành xuất sắc nhiệm vụ"
    assert excellent["shares"] == {"2018": 162 / 840}
    assert record["unit"] == {"code": "", "name": "", "above": [], "below": []}
