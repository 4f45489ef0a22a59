"""The tables of a document as tidy CSV files with metadata, and as downloads of a page."""

from __future__ import annotations

import base64
import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from kgreport.content.blocks import Block, Column, Listing, Table, paragraph
from kgreport.publish.open_data.downloads import Downloads, downloads_of, with_downloads
from kgreport.publish.open_data.files import METADATA, csv_files, named_tables
from kgreport.publish.open_data.tidy import csv_of, tidy
from kgreport.publish.prepared.documents import Document
from kgreport.terms.phrases import Language
from tests.publish.sample_notebooks import table as page_of_table

LEVELS = Table(
    id="table-levels",
    number="Bảng 3",
    title="Mức xếp loại",
    unit="đảng viên",
    columns=(
        Column(label="Mức"),
        Column(label="Số", group="Năm 2018", values="count"),
        Column(label="Tỷ lệ", group="Năm 2018", values="percent"),
        Column(label="So với năm trước", values="change"),
    ),
    cells=(
        ("Được xếp loại", "53.340", "", "+1.977"),
        ("Tốt", "10.000*", "18,75%", "−12"),
        ("Kém", "–", "khoảng 2%", "–"),
    ),
    totals=(0,),
    indents=((1, 1), (2, 1)),
    notes=("* Gồm 2 chi bộ mới.",),
    source="Nguồn: Báo cáo số 12.",
)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def columns_of(table: Table, *marks: str) -> dict[str, tuple[str, ...]]:
    return {field.title: field.values for field in tidy(table, marks)}


def of_one_column(kind: str, *cells: str, **more: Any) -> Table:
    columns = (Column(label="Tên"), Column(label="Giá trị", values=kind))
    return Table(columns=columns, cells=tuple((f"{n}", cell) for n, cell in enumerate(cells)), **more)


def test_a_number_is_written_with_the_decimals_that_readers_see() -> None:
    found = columns_of(LEVELS)

    assert found["Năm 2018: Số"] == ("53340", "10000", "")
    assert found["Năm 2018: Tỷ lệ (%)"] == ("", "18.75", "")
    assert found["So với năm trước"] == ("1977", "-12", "")


def test_a_row_says_what_it_is_a_part_of_and_whether_it_sums_others() -> None:
    found = columns_of(LEVELS)

    assert list(found)[:3] == ["Mức", "Thuộc", "Dòng tổng"]
    assert found["Thuộc"] == ("", "Được xếp loại", "Được xếp loại")
    assert found["Dòng tổng"] == ("true", "false", "false")


def test_what_is_no_part_of_a_number_stands_in_a_column_of_its_own() -> None:
    assert columns_of(LEVELS)["Ghi chú"] == (
        "",
        "Năm 2018: Số: 10.000*",
        "Năm 2018: Tỷ lệ: khoảng 2%",
    )


def test_every_row_of_a_draft_says_so() -> None:
    assert columns_of(LEVELS, "DỰ THẢO", "MÔ PHỎNG")["Tình trạng văn bản"] == ("DỰ THẢO; MÔ PHỎNG",) * 3
    assert "Tình trạng văn bản" not in columns_of(LEVELS)


def test_where_counts_and_shares_share_a_column_each_row_says_its_unit() -> None:
    columns = (Column(label="Số năm"), *[Column(label=name, values="count") for name in ("5 năm", "4 năm")])
    cells = (
        ("Số lượng", "41", "–"),
        ("Tỷ lệ", "4,88%", "1,43%"),
        ("Cả hai", "3", "0,40%"),
        ("Chưa rõ", "–", "–"),
    )

    found = columns_of(Table(columns=columns, cells=cells, unit="tổ chức"))

    assert list(found) == ["Số năm", "Đơn vị tính", "5 năm", "4 năm (%)"]
    found = columns_of(Table(columns=columns, cells=(*cells, ("Khác", "1", "2")), unit="tổ chức"))
    assert found["Đơn vị tính"] == ("tổ chức", "%", "", "", "tổ chức")
    assert found["5 năm"] == ("41", "4.88", "3", "", "1")
    assert found["Ghi chú"] == ("", "", "5 năm: 3; 4 năm: 0.40%", "", "")


def test_a_count_and_its_share_in_one_cell_are_two_columns() -> None:
    found = columns_of(of_one_column("count", "12 (3,40%)", "5", "–"))

    assert found["Giá trị"] == ("12", "5", "")
    assert found["Giá trị (%)"] == ("3.40", "", "")


@pytest.mark.parametrize(
    ("kind", "cells", "datatype"),
    [
        ("count", ("1.000", "2"), "integer"),
        ("decimal", ("1,5", "2"), "decimal"),
        ("year", ("2018",), "integer"),
        ("text", ("2018", "–"), "string"),
        ("count", ("có", "không"), "string"),
    ],
)
def test_a_column_says_what_its_values_are(kind: str, cells: tuple[str, ...], datatype: str) -> None:
    assert tidy(of_one_column(kind, *cells))[1].datatype == datatype


@pytest.mark.parametrize(
    ("cells", "values", "datatype"),
    [
        (("0.125", "12.5", "-3", "NaN"), ("0.125", "12.5", "-3", ""), "decimal"),
        (("1.234", "12.5"), ("1.234", "12.5"), "string"),
        (("53,340", "5"), ("53,340", "5"), "string"),
        (("007", "8"), ("007", "8"), "string"),
    ],
)
def test_a_number_of_an_own_table_is_one_only_if_nobody_can_take_it_for_another(
    cells: tuple[str, ...], values: tuple[str, ...], datatype: str
) -> None:
    field = tidy(of_one_column("number", *cells))[1]

    assert (field.values, field.datatype) == (values, datatype)


def test_a_date_is_written_as_programs_sort_it() -> None:
    table = of_one_column("date", "01/4/2019", "–", rows=(("0", "2019-04-01"), ("1", None)))

    assert columns_of(table)["Giá trị"] == ("2019-04-01", "")
    assert tidy(table)[1].datatype == "date"


def test_english_tables_are_read_in_english() -> None:
    assert columns_of(of_one_column("decimal", "1,234.5", language="en"))["Giá trị"] == ("1234.5",)


@pytest.mark.parametrize("text", ["=1+1", "+84", "-cmd", "@x", "\t=1"])
def test_no_text_is_a_formula(text: str) -> None:
    columns = (Column(label=text), Column(label="Số", values="count"))

    made = tidy(Table(columns=columns, cells=((text, "−5"),)))
    heading, row = rows_of(csv_of(made))

    assert heading[0] == row[0] == made[0].title == f"'{text.strip()}"
    assert row[1] == "-5"


def test_equal_headings_are_told_apart_and_a_lost_one_is_named() -> None:
    columns = (Column(label=""), Column(label="Số", values="count"), Column(label="Số", values="count"))

    fields = tidy(Table(columns=columns, cells=(("a", "1", "2"),)))

    assert [field.title for field in fields] == ["Mục", "Số", "Số (2)"]


def test_the_mark_for_excel_is_a_choice() -> None:
    plain, marked = csv_of(tidy(LEVELS)), csv_of(tidy(LEVELS), mark=True)

    assert marked == b"\xef\xbb\xbf" + plain
    assert plain.startswith("Mức,Thuộc".encode())


def test_each_table_has_a_file_and_one_that_is_shown_again_has_no_second() -> None:
    foreign = replace(LEVELS, id="", number="", title="Thu, chi")
    layout = Table(columns=(Column(label=""),), cells=(("x",),))
    blocks: list[Block] = [
        LEVELS,
        Listing(items=((replace(LEVELS, folded=True),),)),
        replace(LEVELS, unit="%"),
        foreign,
        replace(foreign, title=""),
        replace(foreign, title="…"),
        layout,
        paragraph("Hết."),
    ]

    assert list(named_tables(blocks).values()) == [
        "table-levels", "table-levels-2", "table-thu-chi", "table-1", "table-2",
    ]  # fmt: skip


def test_the_metadata_describe_every_file() -> None:
    document = Document(
        title="Báo cáo",
        author="Tỉnh ủy",
        issued=date(2019, 4, 1),
        status="draft",
        licence="https://creativecommons.org/licenses/by/4.0/",
    )

    files = csv_files("báo-cáo", [LEVELS], document)

    said = json.loads(files[METADATA])
    [table] = said["tables"]
    assert list(files) == [METADATA, ".table-levels.csv"]
    assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
    assert said["dc:license"] == {"@id": document.licence}
    assert (said["dc:title"], said["dc:publisher"]) == ("Báo cáo", "Tỉnh ủy")
    assert said["dc:description"] == "DỰ THẢO"
    assert said["dc:issued"] == {"@value": "2019-04-01", "@type": "xsd:date"}
    assert table["url"] == "b%C3%A1o-c%C3%A1o.table-levels.csv"
    assert (table["dc:title"], table["dc:source"]) == ("Bảng 3. Mức xếp loại", "Báo cáo số 12.")
    assert [note["body"] for note in table["notes"]] == ["* Gồm 2 chi bộ mới."]
    described = {one["titles"]: one["datatype"] for one in table["tableSchema"]["columns"]}
    assert list(described) == rows_of(files[".table-levels.csv"])[0]
    assert described["Năm 2018: Tỷ lệ (%)"] == "decimal"


def links_in(page: str) -> list[list[dict[str, Any]]]:
    figures = BeautifulSoup(page, "html.parser").select("figure")
    links = [figure.select(".kg-download a") for figure in figures]
    return [[{**link.attrs, "text": link.get_text()} for link in of] for of in links]


CAP = replace(LEVELS, id="table-cap")


def with_links(page: str, offered: Downloads, language: Language = "vi") -> list[list[dict[str, Any]]]:
    return links_in("".join(with_downloads([page], offered, language)))


def test_a_table_is_saved_from_a_page_that_is_alone() -> None:
    offered = downloads_of([CAP], "report-2018", ("DỰ THẢO",))

    [page] = with_downloads([page_of_table("cap")], offered, "vi")

    [[link]] = links_in(page)
    kind, _, content = link["href"].partition(";base64,")
    assert kind == "data:text/csv;charset=utf-8"
    assert base64.b64decode(content) == csv_of(tidy(CAP, ("DỰ THẢO",)), mark=True)
    assert (link["text"], link["download"]) == ("Tải về CSV", "report-2018.table-cap.csv")
    assert link["aria-describedby"] == "table-cap-title"
    assert page.endswith("</p></figure>")


def test_a_second_link_leads_to_the_file_beside() -> None:
    offered = downloads_of([CAP], "báo-cáo", is_beside=True)

    [[_, beside]] = with_links(page_of_table("cap"), offered, "en")

    assert beside["href"] == "b%C3%A1o-c%C3%A1o.table-cap.csv"
    assert beside["text"] == "the CSV file beside this page"


def test_a_file_that_would_make_the_page_heavy_is_beside_it_alone() -> None:
    large = replace(CAP, cells=LEVELS.cells * 100)

    [[link]] = with_links(page_of_table("cap"), downloads_of([large], "r", is_beside=True))

    assert (link["text"], link["href"]) == ("Tệp CSV kèm theo", "r.table-cap.csv")


def test_all_files_together_are_at_most_a_third_of_a_long_page() -> None:
    tables = [replace(CAP, id=f"table-{n}", cells=LEVELS.cells * 30) for n in range(20)]
    page = [page_of_table(str(n)) for n in range(20)]
    offered = downloads_of(tables, "r")

    short, long = (with_downloads([*page, "x" * more], offered, "vi") for more in (0, 10**5))

    held = [sum(map(len, made)) - sum(map(len, page)) for made in (short, long)]
    assert 16_000 < held[0] < 26_000
    assert 30_000 < held[1] - 10**5 < 46_000
    assert [bool(links) for links in links_in("".join(short))] == [True] * 3 + [False] * 17


def test_tables_of_one_id_offer_each_its_own() -> None:
    other = replace(CAP, unit="tổ chức", cells=(("Khác", "1", "", ""), *CAP.cells[1:]))

    shown = with_links(page_of_table("cap") * 3, downloads_of([CAP, CAP, other], "r"))

    assert [links[0]["download"] for links in shown] == [
        "r.table-cap.csv", "r.table-cap.csv", "r.table-cap-2.csv",
    ]  # fmt: skip
