"""What is read from the tables, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.folder import find_dataset
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
GOOD = "2018,,member,,reviewed,1977,report p. 1"
MakeDataset = Callable[..., Path]


def read(folder: Path) -> Dataset:
    return read_dataset(folder, YEARS)


def refusals(folder: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read(folder)
    return str(caught.value).splitlines()


def test_plain_and_grouped_counts_are_the_same(make_dataset: MakeDataset) -> None:
    """`1977` and `1.977` are the same count."""
    folder = make_dataset(GOOD, "2018,,leader,,reviewed,1.977,report p. 1")

    assert list(read(folder).figures["value"]) == [1977, 1977]


def test_a_byte_order_mark_is_no_part_of_the_header(make_dataset: MakeDataset) -> None:
    folder = make_dataset(GOOD)
    table = folder / "figures.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes())

    assert len(read(folder).figures) == 1


def test_columns_may_stand_in_any_order(make_dataset: MakeDataset) -> None:
    turned = make_dataset(
        "p. 1,1977,reviewed,,member,,2018", header="source,value,measure,tier,subject,unit,year\n"
    )

    figure = read(turned).figures.iloc[0]

    assert (figure["subject"], figure["value"], figure["source"]) == ("member", 1977, "p. 1")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_may_be_separated_as_excel_separates_it_in_vietnam(
    make_dataset: MakeDataset, separator: str
) -> None:
    header = "year,unit,subject,tier,measure,value,source\n".replace(",", separator)

    assert len(read(make_dataset(GOOD.replace(",", separator), header=header)).figures) == 1


def test_blank_rows_are_no_rows(make_dataset: MakeDataset) -> None:
    assert len(read(make_dataset(GOOD, "", ",,,,,,", " , ,,,,,")).figures) == 1


def test_decomposed_vietnamese_is_composed(make_dataset: MakeDataset) -> None:
    folder = make_dataset("2018,,member,,reviewed,1,So\u0302\u0301 lie\u0323\u0302u")

    assert read(folder).figures["source"].iloc[0] == "Số liệu"


@pytest.mark.parametrize(
    ("row", "column", "found", "advice"),
    [
        ("2018,,membr,,reviewed,1,s", "subject", "unknown subject 'membr'", "did you mean 'member'?"),
        ("2018,,leader,provinc,reviewed,1,s", "tier", "unknown tier 'provinc'", "did you mean 'province'?"),
        ("2018,,member,grassroots,reviewed,1,s", "tier", "unknown tier 'grassroots'", "expected it blank"),
        ("2018,,member,,reviewd,1,s", "measure", "unknown measure 'reviewd'", "did you mean 'reviewed'?"),
        ('2018,,member,,reviewed,"1,977",s', "value", "'1,977' with a comma", "1977 or 1.977"),
        ("2018,,member,,reviewed,-5,s", "value", "the negative number '-5'", "expected a count"),
        ("2018,,member,,reviewed,12.5,s", "value", "the fractional number '12.5'", "expected a count"),
        ("2018,,member,,reviewed,0.977,s", "value", "the fractional number '0.977'", "expected a count"),
        ("2018,,member,,reviewed,gần 120,s", "value", "'gần 120', which is not a count", "expected a count"),
        ("2018,,member,,reviewed,,s", "value", "a blank cell", "if it is unknown, remove the row"),
        ("2018,,member,,reviewed,9999999999999,s", "value", "too large", "expected a count"),
        (f"2018,,member,,reviewed,{'9' * 5000},s", "value", "too large", "expected a count"),
        (f"{'2' * 5000},,member,,reviewed,1,s", "year", "222", "expected a year in 2014–2018"),
        ("02018,,member,,reviewed,1,s", "year", "'02018'", "expected a year in 2014–2018"),
        ("2008,,member,,reviewed,1,s", "year", "'2008'", "expected a year in 2014–2018"),
        ("năm 2018,,member,,reviewed,1,s", "year", "'năm 2018'", "expected a year in 2014–2018"),
        ("2018,Rạch Giá,member,,reviewed,1,s", "unit", "'Rạch Giá'", "'rach-gia'"),
        ("2018,,member,,reviewed,1,", "source", "a blank cell", "expected where the figure comes from"),
    ],
)
def test_a_cell_that_cannot_be_a_figure_is_refused_at_its_place(
    make_dataset: MakeDataset, row: str, column: str, found: str, advice: str
) -> None:
    """The message names file, row and column, what was found, what was expected and what to do."""
    [line] = refusals(make_dataset(GOOD.replace("member", "collective"), row))

    assert line.startswith(f"figures.csv, row 3, column {column}: ")
    assert found in line
    assert advice in line


@pytest.mark.parametrize(
    ("header", "column", "found"),
    [
        ("year,unit,subject,tier,measure,vlaue,source\n", "value", "missing column 'value'"),
        ("year,unit,subject,tier,measure,value\n", "source", "missing column 'source'"),
        ("year,unit,subject,tier,measure,value,source,remark\n", "remark", "unknown column 'remark'"),
        ("year,unit,subject,tier,measure,value,source,year\n", "year", "column 'year' stands twice"),
    ],
)
def test_a_header_must_have_each_column_once(
    make_dataset: MakeDataset, header: str, column: str, found: str
) -> None:
    lines = refusals(make_dataset(header=header))

    assert any(line.startswith(f"figures.csv, row 1, column {column}: {found}") for line in lines)


def test_a_misspelt_column_is_named_with_the_right_one(make_dataset: MakeDataset) -> None:
    lines = refusals(make_dataset(header="year,unit,subject,tier,measure,vlaue,source\n"))

    assert any("unknown column 'vlaue'" in line and "did you mean 'value'?" in line for line in lines)


def test_the_same_figure_twice_is_refused(make_dataset: MakeDataset) -> None:
    [line] = refusals(make_dataset(GOOD, GOOD.replace("1977", "1978")))

    assert line.startswith("figures.csv, row 3")
    assert "the same figure as row 2" in line


def test_all_problems_are_told_at_once(make_dataset: MakeDataset) -> None:
    """Also those of another table, and several in one row."""
    folder = make_dataset(
        GOOD,
        "2008,,membr,,reviewd,gần 120,",
        GOOD,
        apparatus="year,unit,item,sector,measure,value,source\n2018,,staf,,cut,5,s\n",
    )

    columns = [line.split(": ")[0] for line in refusals(folder)]

    assert columns == [
        "figures.csv, row 3, column year",
        "figures.csv, row 3, column subject",
        "figures.csv, row 3, column measure",
        "figures.csv, row 3, column value",
        "figures.csv, row 3, column source",
        "figures.csv, row 4",
        "apparatus.csv, row 2, column item",
    ]


def test_a_row_with_cells_missing_is_refused(make_dataset: MakeDataset) -> None:
    [line] = refusals(make_dataset("2018,,member"))

    assert "3 cells; expected 7, as in the header" in line


def test_a_table_in_another_encoding_is_refused(make_dataset: MakeDataset) -> None:
    folder = make_dataset(GOOD)
    (folder / "figures.csv").write_bytes("year,đ".encode("utf-16"))

    [line] = refusals(folder)

    assert "expected UTF-8 text" in line
    assert "CSV UTF-8" in line


def test_an_open_quote_swallows_no_row(make_dataset: MakeDataset) -> None:
    [line] = refusals(make_dataset('2018,,member,,reviewed,3,"Số', "2018,,member,,unfulfilled,5,s"))

    assert "look for a quote that is never closed" in line


def test_a_cell_of_several_lines_is_refused(make_dataset: MakeDataset) -> None:
    """A quote closed in a later row would otherwise swallow the rows between."""
    [line] = refusals(make_dataset('2018,,member,,reviewed,3,"Số', '2018,,member,,unfulfilled,5,s"'))

    assert line.startswith("figures.csv, row 2, column source: 'Số…' with a line break")


def test_rows_may_end_as_on_any_system(make_dataset: MakeDataset) -> None:
    folder = make_dataset(GOOD, "2018,,leader,,reviewed,1,s")
    table = folder / "figures.csv"
    for end in (b"\r\n", b"\r"):
        table.write_bytes(table.read_text().encode().replace(b"\n", end))
        assert len(read(folder).figures) == 2
        table.write_text(table.read_bytes().decode().replace(end.decode(), "\n"), newline="")


def test_what_is_derived_is_no_source(make_dataset: MakeDataset) -> None:
    [line] = refusals(make_dataset("2018,,member,,reviewed,1,derived: excellent + good"))

    assert "what is derived is derived anew" in line


def test_an_empty_table_is_refused(make_dataset: MakeDataset) -> None:
    folder = make_dataset()
    (folder / "figures.csv").write_text("")

    [line] = refusals(folder)
    assert line.startswith("figures.csv: an empty file")


def test_a_table_nobody_reads_is_refused(make_dataset: MakeDataset) -> None:
    [line] = refusals(make_dataset(GOOD, aparatus="x\n"))

    assert "aparatus.csv" in line
    assert "did you mean 'apparatus.csv'?" in line


def test_a_folder_without_figures_is_refused(tmp_path: Path) -> None:
    [line] = refusals(tmp_path)

    assert "has no table; expected the table figures, records, or workbooks" in line


def test_a_dataset_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="did you mean 'kien-giang-2018'"):
        find_dataset("kien-giang-2108", tmp_path)


def test_a_goal_may_lie_ahead_of_the_years_reported_on(make_dataset: MakeDataset) -> None:
    header = "year,unit,item,sector,measure,value,source\n"
    ahead = make_dataset(GOOD, apparatus=header + "2021,,staff,,goal,3602,s\n")
    assert len(read(ahead).figures) == 2

    [line] = refusals(make_dataset(GOOD, apparatus=header + "2021,,staff,,cut,3602,s\n"))
    assert line.startswith("apparatus.csv, row 2, column year")


def test_refusals_speak_vietnamese_too(make_dataset: MakeDataset) -> None:
    with pytest.raises(DatasetError, match="dòng 2, cột value: 'gần 120', không phải là số đếm"):
        read_dataset(make_dataset("2018,,member,,reviewed,gần 120,s"), YEARS, "vi")


def test_the_hash_is_of_names_and_contents(make_dataset: MakeDataset) -> None:
    first = read(make_dataset(GOOD)).sha256
    assert read(make_dataset(GOOD)).sha256 == first
    assert read(make_dataset(GOOD.replace("1977", "1978"))).sha256 != first


def test_a_figure_keeps_its_place(make_dataset: MakeDataset) -> None:
    figures: pd.DataFrame = read(make_dataset(GOOD)).figures

    assert figures["place"].iloc[0] == "figures.csv:2"


@pytest.mark.parametrize("name", ["apparatus.CSV", "FIGURES2.CSV"])
def test_a_table_in_capitals_is_no_table(make_dataset: MakeDataset, name: str) -> None:
    folder = make_dataset(GOOD)
    (folder / name).write_text("x")

    [line] = refusals(folder)

    assert name in line
