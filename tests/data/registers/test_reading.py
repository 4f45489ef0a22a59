"""Registers are read cell by cell, and counted where figures speak of the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.own_terms.reading import packaged_terms
from kgreport.data.registers.own import registers_with
from kgreport.data.tables.cells.days import parse_date
from kgreport.data.tables.cells.numbers import parse_decimal
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
TARGETS = "year,unit,period,name,measured_in,planned,actual,direction,source\n"
REMEDIATION = "year,organization,owner,shortcoming,measure,due,state,done_on\n"
AWARDS = "year,unit,award,subject,id,source\n"
SUGGESTED = "year,unit,subject,content,explained\n"
UNITS = "id,name,parent,order\nsen,Sen,,1\nmai,Mai,,2\n"
A_FIGURE = "2018,,member,,total,5,p. 1"

Make = Callable[..., Path]


def read(make_dataset: Make, *rows: str, **tables: str) -> Dataset:
    return read_dataset(make_dataset(*(rows or (A_FIGURE,)), **tables), YEARS)


def refusals(make_dataset: Make, **tables: str) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read(make_dataset, **tables)
    return str(caught.value).splitlines()


def test_cells_become_what_they_mean(make_dataset: Make) -> None:
    targets = TARGETS + '2018,,year,Thu ngân sách,tỷ đồng,1.234,"1.300,5",,p. 2\n'
    plans = REMEDIATION + "2018,o1,Chi bộ,Chậm,Rà soát,31/3/2019,done,2019-03-01\n"

    dataset = read(make_dataset, targets=targets, remediation=plans)

    [target] = dataset.registers["targets"].to_dict("records")
    assert (target["planned"], target["actual"], target["direction"]) == (1234.0, 1300.5, "at_least")
    assert target["place"] == "targets.csv:2"
    [plan] = dataset.registers["remediation"].to_dict("records")
    assert (plan["due"], plan["done_on"]) == (date(2019, 3, 31), date(2019, 3, 1))
    assert dataset.findings == ()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2018,,year,Thu,tỷ,1000,,,p", None),
        ("2018,,year,Thu,tỷ,\"1,977\",,,p", "column planned: '1,977' with a comma"),
        ("2018,,year,Thu,tỷ,12.5,,,p", "column planned: '12.5'; expected a number"),
        ("2018,,year,Thu,tỷ,,,,p", "column planned: a blank cell"),
        ("2018,,yaer,Thu,tỷ,1,,,p", "column period: unknown period 'yaer'; expected one of year, term; "),
        ("2018,,year,,tỷ,1,,,p", "column name: a blank cell"),
        ("2013,,year,Thu,tỷ,1,,,p", "column year: '2013'; expected a year in 2014–2018"),
        ("2018,Sen,year,Thu,tỷ,1,,,p", "column unit: 'Sen'; expected a code such as 'rach-gia'"),
        ("2018,,year,Thu,tỷ,1,,at_last,p", "did you mean 'at_least'?"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told(make_dataset: Make, row: str, told: str | None) -> None:
    if told is None:
        assert len(read(make_dataset, targets=TARGETS + row).registers["targets"]) == 1
        return
    [line] = refusals(make_dataset, targets=TARGETS + row)
    assert line.startswith("targets.csv, row 2, ")
    assert told in line


def test_an_entry_stands_once(make_dataset: Make) -> None:
    rows = "2018,,year,Thu,tỷ,1,,,p\n2018,,term,Thu,tỷ,1,,,p\n2018,,year,Thu,tỷ,2,,,p\n"

    [line] = refusals(make_dataset, targets=TARGETS + rows)

    assert line.startswith("targets.csv, row 4: the same entry as row 2")


def test_a_unit_is_one_of_the_table_of_units(make_dataset: Make) -> None:
    good, bad = "2018,sen,year,Thu,tỷ,1,,,p\n", "2018,senn,year,Chi,tỷ,1,,,p\n"

    assert read(make_dataset, units=UNITS, targets=TARGETS + good).findings == ()
    [line] = refusals(make_dataset, units=UNITS, targets=TARGETS + good + bad)
    assert "unknown unit 'senn'; expected an id of the table units; did you mean 'sen'?" in line


def test_a_misspelt_column_is_told_with_the_right_one(make_dataset: Make) -> None:
    lines = refusals(make_dataset, targets=TARGETS.replace("planned", "plan") + "2018,,year,Thu,tỷ,1,,,p\n")

    assert any("missing column 'planned'; " in line for line in lines)
    assert any("unknown column 'plan'; " in line and "did you mean 'planned'?" in line for line in lines)


def test_a_table_with_the_name_of_a_register_stands_once(make_dataset: Make) -> None:
    folder = make_dataset(A_FIGURE, targets=TARGETS)
    pd.DataFrame({"year": [2018]}).to_parquet(folder / "targets.parquet")

    with pytest.raises(DatasetError, match=r"has targets.csv, targets.parquet"):
        read_dataset(folder, YEARS)


def test_parquet_and_text_say_the_same(make_dataset: Make, tmp_path: Path) -> None:
    text = TARGETS + '2018,,year,Thu,tỷ,"12,5",3,at_most,p\n'
    from_text = read(make_dataset, targets=text).registers["targets"]
    folder = make_dataset(A_FIGURE)
    (folder / "targets.csv").unlink()
    typed = from_text.drop(columns="place").assign(planned=12.5, actual=3.0)
    typed.to_parquet(folder / "targets.parquet")

    from_parquet = read_dataset(folder, YEARS).registers["targets"]

    pd.testing.assert_frame_equal(from_text.drop(columns="place"), from_parquet.drop(columns="place"))


def test_rows_are_counted_where_no_figure_says_it(make_dataset: Make) -> None:
    rows = "2018,sen,collective,Nội dung,x\n2018,sen,collective,Nội dung,\n2018,mai,collective,Nội dung,x\n"

    figures = read(make_dataset, units=UNITS, suggested_reviews=SUGGESTED + rows).figures

    counted = figures[figures["subject"] == "collective"].set_index(["unit", "measure"])["value"]
    assert counted["", "suggested"] == 3
    assert counted["sen", "suggested"] == 2
    assert counted["sen", "explained"] == 1
    assert set(figures.loc[figures["subject"] == "collective", "source"]) == {"suggested_reviews"}


def test_a_published_count_that_is_not_the_number_of_rows_is_a_finding(make_dataset: Make) -> None:
    published = "2018,,organization,grassroots,flag,2,p. 1"
    rows = AWARDS + "2018,,flag,organization,o1,p\n2018,,flag,organization,o2,p\n"

    assert read(make_dataset, published, awards=rows).findings == ()
    [finding] = read(make_dataset, published, awards=rows + "2018,,flag,organization,o3,p\n").findings
    assert finding.id == "awards-2018-organization-grassroots-flag"
    assert finding.found.say("en") == "list of awards: 3"


def test_a_broken_number_is_read_as_in_vietnam() -> None:
    assert parse_decimal("12,5") == 12.5
    assert parse_decimal("0,125") == 0.125
    assert parse_decimal("-3") == -3.0
    assert not isinstance(parse_decimal("1.23"), float)
    assert not isinstance(parse_decimal("1.234,567,8"), float)


def test_a_day_that_is_none_is_told() -> None:
    for text in ("01/4/2019", "1-4-2019", "1.4.2019"):
        assert parse_date(text) == date(2019, 4, 1)
    for text in ("31/2/2019", "4/2019", "2019-4-1", "1.4-2019"):
        assert not isinstance(parse_date(text), date)


def test_every_column_and_code_of_registers_is_documented() -> None:
    docs = Path(__file__).parents[3] / "docs/reference"
    text = (docs / "registers.md").read_text("utf-8") + (docs / "data-format.md").read_text("utf-8")
    for register in registers_with(packaged_terms()):
        part = re.split(rf"## `{register.name}(?:\.csv)?`", text)[1].partition("\n## ")[0]
        for column in register.columns:
            assert f"`{column.name}`" in part, (register.name, column.name)
            for code in column.codes or ():
                assert f"`{code}`" in text, (register.name, code)


def test_shares_are_read_alike_from_every_kind_of_table(make_dataset: Make, tmp_path: Path) -> None:
    rows = "year;subject;measure;printed;source\n2018;member;excellent;93,90%;tr. 1\n"
    rows += "2018;member;good;gần 120;tr. 1\n"
    from_text = read(make_dataset, shares=rows).registers["shares"]
    assert list(from_text["printed"]) == ["93,90%", "gần 120"]
    assert set(from_text["base"]) == set(from_text["tier"]) == {""}

    folder = make_dataset()
    (folder / "shares.csv").unlink()
    columns = ["year", "subject", "measure", "printed", "source"]
    from_text[columns].to_parquet(folder / "shares.parquet", index=False)
    from_parquet = read_dataset(folder, YEARS).registers["shares"]
    (folder / "shares.parquet").unlink()
    from_text[columns].to_excel(folder / "shares.xlsx", index=False)
    from_workbook = read_dataset(folder, YEARS).registers["shares"]
    for shares in (from_parquet, from_workbook):
        pd.testing.assert_frame_equal(shares.drop(columns="place"), from_text.drop(columns="place"))
