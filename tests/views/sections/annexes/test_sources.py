"""Sources are counted in one table; the trace of every figure is a file, which a page shows folded."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pandas as pd
import pytest

from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.data.shares.prints import Print
from kgreport.terms.printed_numbers import parse_printed
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SUBJECTS, tiers_of
from kgreport.views.attached_tables import AttachedTable
from kgreport.views.sections.annexes.sources import sources_section
from kgreport.views.sections.writer import Writer
from kgreport.views.tables import Table

WRITER = Writer(language="vi", year=2018)
Figure = tuple[int, str, str, str, str, int, str, str]


def shown(rows: Sequence[Figure], **given: object) -> tuple[Table, AttachedTable]:
    table, trace = sources_section(pd.DataFrame(rows, columns=list(COLUMNS)), WRITER, **given).views  # type: ignore[arg-type]
    assert isinstance(table, Table)
    assert isinstance(trace, AttachedTable)
    return table, trace


def lines_of(trace: AttachedTable) -> list[dict[str, str]]:
    assert trace.csv().startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(trace.csv().removeprefix("\ufeff"))))


@pytest.mark.parametrize("subject", [*SUBJECTS, *ITEMS])
def test_every_measure_of_every_tier_is_traced_in_one_order(subject: str) -> None:
    measures = list(APPARATUS_MEASURES if subject in ITEMS else MEASURES)
    keys = [(tier, measure) for tier in ("", *tiers_of(subject)) for measure in measures]
    rows = [(2018, "", subject, tier, measure, 1, "s", "figures.csv:2") for tier, measure in keys]

    trace = shown(rows)[1]

    assert trace.csv() == shown(rows[::-1])[1].csv()
    assert sorted((row["tier"], row["measure"]) for row in lines_of(trace)) == sorted(keys)


def test_sources_are_counted_what_was_given_before_what_is_derived() -> None:
    rows = [
        (2018, "", "member", "", "rated", 9, "derived: fulfilled_or_better + unfulfilled", ""),
        (2017, "", "member", "", "reviewed", 9, "công văn 12", "figures.csv:3"),
        (2018, "", "staff", "", "assigned", 9, "công văn 12", "apparatus.csv:4"),
        (2018, "", "member", "", "total", 9, "derived: units", ""),
        (2018, "a", "member", "", "total", 4, "a.xlsx", "a.xlsx!Kiểm điểm!C7"),
        (2018, "b", "member", "", "total", 5, "b.xlsx", "b.xlsx!Kiểm điểm!C7"),
        (2018, "", "organization", "", "total", 4, "records", "organizations.csv"),
    ]

    table, _ = shown(rows, units={"a": "Huyện A", "b": "Huyện B"})

    assert table.cells() == [
        ["Tổng hợp từ hồ sơ từng đối tượng", "organizations.csv", "tổ chức đảng", "2018", "1"],
        ["công văn 12", "apparatus.csv, figures.csv", "đảng viên và biên chế", "2017–2018", "2"],
        ["Biểu do đơn vị gửi", "a.xlsx, b.xlsx", "đảng viên", "2018", "2"],
        ["Tổng của các đơn vị trực thuộc", "–", "đảng viên", "2018", "1"],
        ["Suy ra từ các số liệu khác", "–", "đảng viên", "2018", "1"],
        ["Tổng số", "", "", "", "7"],
    ]


def test_of_many_files_their_number_is_named() -> None:
    rows = [
        (2018, unit, "member", "", "total", 4, f"{unit}.xlsx", f"{unit}.xlsx!Kiểm điểm!C7")
        for unit in "abcde"
    ]

    assert shown(rows, units=dict.fromkeys("abcde", "Huyện"))[0].cells()[0][1] == "5 tệp"


def test_each_figure_is_traced_in_words_and_in_codes() -> None:
    rows = [
        (2018, "", "member", "", "rated", 12340, "derived: fulfilled_or_better + unfulfilled", ""),
        (2018, "a", "collective", "province", "total", 4, "a.xlsx", "a.xlsx!Kiểm điểm!C7"),
    ]

    first, second = lines_of(shown(rows, units={"a": "Huyện A"})[1])

    assert [first[name] for name in ("Năm", "Đơn vị", "Đối tượng", "Chỉ tiêu", "Số liệu", "Vị trí")] == [
        "2018", WRITER.whole, "Đảng viên", "Được xếp loại", "12340", "",
    ]  # fmt: skip
    assert first["Nguồn"].startswith("Suy ra: ")
    assert [second[name] for name in ("Đơn vị", "Nguồn", "Vị trí")] == [
        "Huyện A",
        "a.xlsx",
        "a.xlsx!Kiểm điểm!C7",
    ]
    assert [second[code] for code in ("unit", "subject", "tier", "measure")] == [
        "a", "collective", "province", "total",
    ]  # fmt: skip


def test_what_was_only_printed_is_traced_as_it_was_printed() -> None:
    number = parse_printed("93,9%")
    assert number
    printed = Print(Scope(year=2018, subject="member"), "good", "", number, "tr. 1", "shares.csv:2")

    table, trace = shown([], prints=[printed])

    assert [(row["Số liệu"], row["Nguồn"], row["Vị trí"]) for row in lines_of(trace)] == [
        ("93,9%", "tr. 1", "shares.csv:2")
    ]
    assert table.cells()[0][-1] == "1"
    assert trace.shown.cells()[0][3] == "93,9%†"
    assert "† Ghi như nguồn đã in." in trace.shown.notes


def test_what_the_library_says_of_a_source_begins_with_a_capital() -> None:
    """A document is named as it is written."""
    rows = [
        (2018, "", "member", "", "rated", 1, "records", "members.csv"),
        (2018, "", "member", "", "exempt", 1, "công văn 12", "figures.csv:3"),
    ]

    assert [row[4] for row in shown(rows)[1].shown.cells()] == [
        "Tổng hợp từ hồ sơ từng đối tượng (members.csv)",
        "công văn 12 (figures.csv:3)",
    ]


def test_a_page_gathers_many_figures_of_the_unit_and_says_what_is_only_in_the_file() -> None:
    """By year and file where they were counted, by measure where they follow in one way in every year."""
    rows = [
        (year, "", "member", "", measure, 1000 * n + year, "records", "members.parquet")
        for year in range(2014, 2019)
        for n, measure in enumerate(list(MEASURES)[:12], start=1)
    ]
    rows += [
        (2018, "", "leader", tier, measure, 7000 + n, "a.xlsx", f"a.xlsx!Kiểm điểm!C{n}")
        for tier in ("", "province", "district", "grassroots")
        for n, measure in enumerate(list(MEASURES)[:28])
    ]
    rows += [
        (year, "", "member", "", "rated", year, "derived: fulfilled_or_better + unfulfilled", "")
        for year in range(2010, 2014)
    ]
    below = (2018, "a", "member", "", "total", 99999, "a.xlsx", "a.xlsx!Kiểm điểm!C7")

    trace = shown([*rows, below], units={"a": "Huyện A"})[1]

    cells = trace.shown.cells()
    text = "\n".join(" | ".join(line) for line in cells)
    assert len(cells) == 5 + 4 + 1
    assert all(f"{row[5]:,}".replace(",", ".") in text for row in rows)
    assert "Tổng số: 7.000 (C0)" in text
    assert "Được xếp loại – 2010: 2.010; 2011: 2.011; 2012: 2.012; 2013: 2.013" in text
    assert "Tổng hợp từ hồ sơ từng đối tượng (members.parquet)" in text
    assert "99.999" not in text
    assert trace.shown.notes == ["1 số liệu của các đơn vị trực thuộc chỉ có trong tệp."]
    assert lines_of(trace)[-1]["Số liệu"] == "99999"


def test_the_trace_is_folded_on_a_page_and_not_printed() -> None:
    trace = shown([(2018, "", "member", "", "rated", 1, "records", "members.csv")])[1]

    assert trace.html().startswith('<details class="kg-attached"><summary>Nguồn của từng số liệu (1 số liệu)')
    assert trace.typst() == ""
    section = sources_section(
        pd.DataFrame([(2018, "", "member", "", "rated", 1, "s", "f.csv:2")], columns=list(COLUMNS)), WRITER
    )
    attached = section.views[1].attachments[0]
    assert section.metadata()["attachments"] == [attached]
    assert (attached["name"], attached["mime"]) == ("sources.csv", "text/csv")
