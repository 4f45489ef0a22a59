"""A cell is a count, a number, a day, a place in a list or an id, or it is told what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.tables.cells.days import parse_date
from kgreport.data.tables.cells.id_columns import wrong_ids
from kgreport.data.tables.cells.ids import wrong_id
from kgreport.data.tables.cells.numbers import parse_decimal, parse_order
from kgreport.terms.findings import DatasetError, Wording

YEARS = range(2014, 2019)
A_FIGURE = "2018,,member,,total,5,p. 1"
MEMBERS = "year,id,unit,status,level,reason\n"
AWARDS = "year,award,subject,id,name\n"

Make = Callable[..., Path]


def refusals(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read_dataset(folder, YEARS)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("text", ["dv-000123", "000123", "a", "Chi bộ 1", "ĐV 12", "79E5", "c1/2018", "đ"])
def test_an_id_is_a_short_code(text: str) -> None:
    assert wrong_id(text, of_person=True) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "NaN", "null", "=1+1", "+1", "-", "#N/A", "\u200b", "\u202e84", "１２", "𝟏𝟐", "😀"),
        *("1,5", "a\x00b", "a\nb", "7,92017E+11", "7.92017e+11", "a" * 101, "<script>"),
    ],
)
def test_what_is_blank_invisible_a_formula_or_a_shortened_number_is_no_id(text: str) -> None:
    assert wrong_id(text) is not None


@pytest.mark.parametrize("name", ["Nguyễn Văn A", "NGUYEN VAN A", "Hùng", "Lê A 1975", "Nguyễn V. A"])
def test_the_name_of_a_person_is_no_id_and_is_not_repeated(name: str) -> None:
    wrong = wrong_id(name, of_person=True)

    assert wrong is not None
    assert "name of a person" in wrong.found.say("en")
    assert name not in wrong.found.say("vi")
    assert wrong_id(name) is None


@pytest.mark.parametrize(
    "text",
    [
        *("Phú Quốc-001", "Hòn Đất/001", "Ấp Hòa Bình 5", "KCN Thạnh Lộc-12", "Đồn BP 701-05", "Hội CCB-3"),
        *("PCT UBND", "GĐ Sở NV", "CT HĐND", "ĐVU", "HĐND"),
    ],
)
def test_an_office_or_a_place_with_a_number_is_no_name_of_a_person(text: str) -> None:
    assert wrong_id(text, of_person=True) is None


@pytest.mark.parametrize(
    "text",
    ["GĐ Nguyễn Văn B", "Nguyễn Văn B UBND", "Danh Út 01", "QUỲNH", "HƯƠNG", "TRAN VAN B 01", "Nghiêng"],
)
def test_a_name_beside_an_office_or_a_number_is_one(text: str) -> None:
    assert wrong_id(text, of_person=True) is not None


@pytest.mark.parametrize(
    "name", ["H’Mông", "K'Bang", "Chi bộ 1 – 2", "Chi bộ Trường A, B", "Công ty “Hoa Sen”"]
)
def test_an_organization_may_have_its_name_for_an_id(name: str) -> None:
    assert wrong_id(name) is None


def test_many_ids_are_judged_as_one_is() -> None:
    ids = ["dv-1", "", "NaN", "ĐV 7", "7,9E+11", "x" * 101, "Lê Văn B", "a b", "1" * 101]

    rows = wrong_ids(pa.array(ids), of_person=True)

    assert list(rows) == [n for n, one in enumerate(ids) if wrong_id(one, of_person=True)]
    assert list(wrong_ids(pa.array(["", "x1"]), of_person=False, blank=True)) == []


def test_an_id_of_records_that_is_none_is_told_at_its_row(make_dataset: Make) -> None:
    rows = "2018,Nguyễn Văn A,,rated,good,\n2018,NaN,,rated,good,\n2018,012,,rated,good,\n"

    assert [line.split("; ")[0] for line in refusals(make_dataset(A_FIGURE, members=MEMBERS + rows))] == [
        "members.csv, row 2, column id: what looks like the name of a person",
        "members.csv, row 3, column id: 'NaN'",
    ]


def test_an_id_of_parquet_may_not_be_blank_or_a_fraction(tmp_path: Path) -> None:
    rows = {"year": [2018] * 2, "unit": [""] * 2, "status": ["rated"] * 2, "level": ["good"] * 2}
    for ids, found in (([" ", "1"], "a blank cell"), ([1.0e17, 1.0], "'1e+17', a number that Excel has")):
        table = pa.table({**rows, "id": ids, "reason": pa.nulls(2, pa.string())})
        pq.write_table(table, tmp_path / "members.parquet")

        [line] = refusals(tmp_path)

        assert line.startswith(f"members.parquet, row 2, column id: {found}")


def test_an_id_stays_as_it_is_written_with_its_zeros(make_dataset: Make) -> None:
    awards = AWARDS + "2018,flag,collective,00012,Ban A\n"

    dataset = read_dataset(make_dataset(A_FIGURE, awards=awards), YEARS)

    assert list(dataset.registers["awards"]["id"]) == ["00012"]


def test_a_register_has_no_names_of_persons(make_dataset: Make) -> None:
    rows = "2018,flag,member,Trần Thị B,\n2018,flag,leader,cb-1,Trần Thị B\n2018,flag,collective,c1,Ban A\n"

    assert [line.split("; ")[0] for line in refusals(make_dataset(A_FIGURE, awards=AWARDS + rows))] == [
        "awards.csv, row 2, column id: what looks like the name of a person",
        "awards.csv, row 3, column name: the name of a person",
    ]


@pytest.mark.parametrize("text", ["1/1/0001", "9999-12-31", "31/12/1899", "2101-01-01", "10000101"])
def test_a_day_is_of_a_year_that_a_report_may_speak_of(text: str) -> None:
    wrong = parse_date(text)

    assert isinstance(wrong, Wording)
    assert wrong.found.say("en") == f"'{text}', not in 1900–2100"


@pytest.mark.parametrize(
    "text", ["2018-W01-1", "2018W011", "١٢/3/2019", "１/1/2019", "2018-0519", "2019/4/1"]
)
def test_a_day_is_written_as_iso_does_or_day_month_year(text: str) -> None:
    assert isinstance(parse_date(text), Wording)


def test_a_far_day_of_parquet_is_told_at_its_row(tmp_path: Path) -> None:
    rows = {"year": [2018] * 3, "id": ["1", "2", "3"], "unit": [""] * 3, "status": ["exempt"] * 3}
    days = pa.array([date(2001, 2, 3), None, date(9999, 12, 31)])
    table = pa.table({**rows, "level": pa.nulls(3), "reason": pa.nulls(3), "admitted": days})
    pq.write_table(table, tmp_path / "members.parquet")

    [line] = refusals(tmp_path)

    assert line.startswith("members.parquet, row 4, column admitted: '9999-12-31', not in 1900–2100; ")


@pytest.mark.parametrize("text", ["１２", "١٢", "𝟏𝟐", "9" * 5000, "-1", "1.0", "½"])
def test_a_place_in_a_list_is_written_in_plain_digits(make_dataset: Make, text: str) -> None:
    assert isinstance(parse_order(text), Wording)

    [line] = refusals(make_dataset(A_FIGURE, units=f"id,name,parent,order\nsen,Sen,,{text}\n"))

    assert line.startswith("units.csv, row 2, column order: ")
    assert len(line) < 300


def test_a_number_of_hundreds_of_digits_is_a_typing_error() -> None:
    wrong = parse_decimal("9" * 400)

    assert isinstance(wrong, Wording)
    assert wrong.found.say("en") == "'999999999999…', too large"
    assert parse_decimal("0," + "3" * 15) == 0.333333333333333
