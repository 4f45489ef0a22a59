"""Of every unit it is told what was received from it, what it lacks, and how much is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.collection import UnitStatus, collection_of, received_workbooks
from kgreport.data.figures.layout import COLUMNS
from kgreport.terms.findings import Finding, Severity, Wording, make_finding
from kgreport.terms.phrases import Phrase, same
from tests.data.workbooks.blank_workbooks import blank_form

UNITS = "id,name,parent,order\nsen,Huyện Sen,,1\nmai,Huyện Mai,,2\nlan,Huyện Lan,,3\n"
DAY = date(2019, 1, 15)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the workbook of one of three units, received on a known day."""
    (tmp_path / "units.csv").write_text(UNITS, "utf-8")
    book = tmp_path / "mai-2018.xlsx"
    book.write_bytes(blank_form(2018, "mai", "Huyện Mai"))
    noon = datetime(DAY.year, DAY.month, DAY.day, 12).timestamp()
    os.utime(book, (noon, noon))
    return tmp_path


def figures(*rows: tuple[str, str, int], year: int = 2018) -> pd.DataFrame:
    lines = [(year, unit, "member", "", measure, n, "test", "t:1") for unit, measure, n in rows]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def collected(
    folder: Path, known: pd.DataFrame | None, findings: Sequence[Finding] = (), unit: str = ""
) -> list[UnitStatus]:
    received = received_workbooks(folder)
    return list(collection_of(folder, received, unit=unit, year=2018, figures=known, findings=findings))


def finding(severity: Severity, unit: str | None, *cells: str) -> Finding:
    wording = Wording(same("1"), same("2"), same("3"))
    return make_finding("some", {}, same("place"), wording, severity=severity, cells=cells, unit=unit)


def test_a_measure_that_the_library_or_the_dataset_adds_is_named_too(folder: Path) -> None:
    known = figures(*((unit, "total", 5) for unit in ("sen", "mai", "lan")), ("sen", "congress_due", 2))

    lacking = {one.unit: [said.en for said in one.lacking] for one in collected(folder, known)}

    assert lacking["mai"] == ["Party members: Due to hold a congress"]


def test_units_that_sent_nothing_come_first(folder: Path) -> None:
    known = figures(("sen", "total", 5), ("mai", "total", 6))

    assert [one.unit for one in collected(folder, known)] == ["lan", "sen", "mai"]
    assert [one.is_missing for one in collected(folder, known)] == [True, False, False]


def test_a_workbook_is_received_on_the_day_of_its_file(folder: Path) -> None:
    received = {one.unit: dict(one.workbooks) for one in collected(folder, None)}

    assert received == {"sen": {}, "mai": {"mai-2018.xlsx": DAY}, "lan": {}}


def test_a_workbook_of_another_year_is_not_received_for_this_one(folder: Path) -> None:
    (folder / "lan-2017.xlsx").write_bytes(blank_form(2017, "lan", "Huyện Lan"))

    assert [one.unit for one in collected(folder, None) if one.workbooks] == ["mai"]


def test_what_a_unit_beside_has_is_lacking(folder: Path) -> None:
    known = figures(("sen", "total", 5), ("sen", "reviewed", 5), ("mai", "total", 6))
    sen, mai, lan = sorted(collected(folder, known), key=lambda one: ["sen", "mai", "lan"].index(one.unit))

    assert (sen.complete, sen.lacking) == (True, ())
    assert (mai.complete, mai.lacking) == (
        False,
        (Phrase("đảng viên: Đã kiểm điểm", "Party members: Reviewed"),),
    )
    assert (lan.complete, lan.lacking) == (False, (Phrase("đảng viên", "Party members"),))


def test_nothing_is_known_to_be_complete_where_no_figures_can_be_read(folder: Path) -> None:
    assert {one.complete for one in collected(folder, None)} == {None}


def test_findings_count_for_their_unit_or_that_of_their_workbook(folder: Path) -> None:
    cell = "mai-2018.xlsx!Kiểm điểm!C9"
    found = [
        finding("error", "sen"),
        finding("error", None, cell),
        finding("warning", "mai", cell),
        finding("error", "", cell),
    ]

    counted = {one.unit: (one.errors, one.warnings) for one in collected(folder, None, found)}
    assert counted == {"sen": (1, 0), "mai": (1, 1), "lan": (0, 0)}


def test_the_report_of_a_unit_tells_of_it_and_of_the_units_below(folder: Path) -> None:
    (folder / "units.csv").write_text(UNITS + "xa,Xã Sen,sen,4\n", "utf-8")

    assert {one.unit for one in collected(folder, None, unit="sen")} == {"sen", "xa"}


def test_without_a_table_of_units_those_that_sent_a_workbook_are_told(folder: Path) -> None:
    (folder / "units.csv").unlink()

    assert [(one.unit, one.name) for one in collected(folder, None)] == [("mai", "Huyện Mai")]
