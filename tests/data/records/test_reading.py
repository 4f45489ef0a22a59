"""What is read from tables of records, what is refused, and what they are summed to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.figures.comparison import compare_published
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.records.reading import read_records
from kgreport.data.rules.choosing import rules_for
from kgreport.data.tables.layout import UNITS
from kgreport.report import build_report
from kgreport.terms.findings import DatasetError

YEARS = range(2014, 2019)
TREE = "id,name,parent,order\nnorth,North,,1\nnorth-east,North East,north,2\nsouth,South,,3\n"
MEMBERS = "year,id,unit,status,level,reason\n"
TWO = "2018,1,north,rated,good,\n2018,2,south,rated,excellent,\n"
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a maker of folders of tables: the units above, and others by name."""

    def make(units: str | None = TREE, **tables: str) -> Path:
        if units is not None:
            (tmp_path / "units.csv").write_text(units, "utf-8")
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return tmp_path

    return make


def refusals(path: Path) -> list[str]:
    with pytest.raises(DatasetError) as caught:
        read_dataset(path, YEARS)
    return str(caught.value).splitlines()


def counted(
    figures: pd.DataFrame, unit: str = "", subject: str = "member", tier: str = ""
) -> Mapping[str, int]:
    here = figures[(figures["unit"] == unit) & (figures["subject"] == subject) & (figures["tier"] == tier)]
    return {str(measure): int(value) for measure, value in zip(here["measure"], here["value"], strict=True)}


def members_of(path: Path) -> Mapping[str, int]:
    return counted(read_records(path, YEARS).figures)


# Reading


def test_a_table_says_the_same_as_text_parquet_and_workbook(folder: Folder) -> None:
    header = ["year", "id", "unit", "status", "level", "reason", "admitted", "reviewed"]
    lines: list[list[object]] = [
        [2018, "1", "north", "rated", "good", None, date(2001, 2, 3), True],
        [2018, "2", "south", "exempt", None, None, None, False],
    ]
    rows = [list[object](header), *lines]
    path = folder()
    text = "\n".join(",".join("" if c is None else str(c) for c in row) for row in rows)
    (path / "members.csv").write_text(text + "\n", "utf-8")
    from_text = read_records(path, YEARS)
    (path / "members.csv").unlink()
    columns = {name: [row[n] for row in lines] for n, name in enumerate(header)}
    pq.write_table(pa.table(columns), path / "members.parquet")
    from_parquet = read_records(path, YEARS)
    (path / "members.parquet").unlink()
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path / "members.xlsx")
    from_workbook = read_records(path, YEARS)

    assert from_text.findings == from_parquet.findings == from_workbook.findings == ()
    assert counted(from_text.figures) == counted(from_parquet.figures) == counted(from_workbook.figures)
    assert counted(from_text.figures)["reviewed"] == 1
    assert set(from_workbook.figures["place"]) == {"members.xlsx"}


def test_parquet_may_hold_numbers_for_ids_and_words_for_years(folder: Folder) -> None:
    path = folder()
    columns = {"year": ["2018", "2018"], "id": [1, 2], "unit": ["north", "south"], "status": ["rated"] * 2}
    pq.write_table(
        pa.table({**columns, "level": ["good"] * 2, "reason": pa.nulls(2)}), path / "members.parquet"
    )

    assert members_of(path)["good"] == 2


def test_row_groups_are_one_table(folder: Folder) -> None:
    path = folder()
    table = pa.table(
        {
            "year": [2018] * 5,
            "id": ["a", "b", "c", "d", "a"],
            "unit": ["north"] * 5,
            "status": ["rated"] * 5,
            "level": ["good"] * 4 + ["goood"],
            "reason": [""] * 5,
        }
    )
    pq.write_table(table, path / "members.parquet", row_group_size=2)

    assert [line.split("; ")[0] for line in refusals(path)] == [
        "members.parquet, row 6, column level: unknown level 'goood'",
        "members.parquet, row 6, column id: the same id and year as row 2",
    ]


def test_rows_without_text_are_no_rows_and_still_count_in_the_number_of_a_row(folder: Folder) -> None:
    [line] = refusals(
        folder(members=MEMBERS + "\n,,,,,\n2018,1,north,rated,good,\n\n2018,1,north,rated,good,\n")
    )

    assert line.startswith("members.csv, row 6, column id: the same id and year as row 4")


def test_a_byte_order_mark_and_semicolons_are_read(folder: Folder) -> None:
    path = folder()
    text = (MEMBERS + TWO).replace(",", ";")
    (path / "members.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert members_of(path)["total"] == 2


def test_blanks_around_a_cell_of_text_are_dropped(folder: Folder) -> None:
    path = folder(members=MEMBERS + "2018, 1 , north,rated ,good, \n")
    assert members_of(path)["good"] == 1

    assert len(refusals(folder(members=MEMBERS + "2018,1 ,,exempt,,\n2018, 1,,exempt,,\n"))) == 1


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        (
            "2018,1,nort,rated,good,",
            "unit",
            "'nort'; expected an id of the table units; did you mean 'north'?",
        ),
        ("2018,1,north,ratd,good,", "status", "unknown status 'ratd'"),
        ("2018,1,north,,,", "status", "a blank cell; expected one of rated, exempt, pending, suspended"),
        ("2018,1,north,rated,goood,", "level", "did you mean 'good'?"),
        (
            "2018,1,north,rated,unfulfilled,unfulfilled_target",
            "reason",
            "did you mean 'unfulfilled_targets'?",
        ),
        ("2008,1,north,rated,good,", "year", "'2008'; expected a year in 2014–2018"),
        ("2018,,north,rated,good,", "id", "a blank cell; expected the id of the subject"),
        ("2018,1,north", "", "3 cells; expected 6, as in the header"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(folder: Folder, row: str, place: str, said: str) -> None:
    [line] = refusals(folder(members=MEMBERS + row + "\n"))

    assert line.startswith(f"members.csv, row 2{place and f', column {place}'}: ")
    assert said in line


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("official", "yes", "'yes'; expected 1 or 0, true or false, x or blank"),
        ("admitted", "19.5-2018", "'19.5-2018'; expected a date such as 2018-05-19"),
    ],
)
def test_a_bad_truth_value_or_date_is_named(folder: Folder, column: str, cell: str, said: str) -> None:
    header = MEMBERS.strip() + f",{column}\n"
    [line] = refusals(folder(members=header + f"2018,1,north,rated,good,,{cell}\n"))

    assert line.startswith(f"members.csv, row 2, column {column}: {said}")


@pytest.mark.parametrize("cell", ["1", "0", "true", "FALSE", "x", "X", "có", "Không", ""])
def test_truth_values_may_be_written_as_people_do(folder: Folder, cell: str) -> None:
    header = MEMBERS.strip() + ",reviewed\n"

    assert members_of(folder(members=header + f"2018,1,north,rated,good,,{cell}\n"))["reviewed"] == int(
        cell in {"1", "true", "x", "X", "có"}
    )


@pytest.mark.parametrize("day", ["1969-12-31", "1970-01-01", "1930-02-03", "3/2/1930"])
def test_a_date_before_1970_is_a_date(folder: Folder, day: str) -> None:
    header = MEMBERS.strip() + ",admitted\n"

    assert members_of(folder(members=header + f"2018,1,north,rated,good,,{day}\n"))["total"] == 1


def test_columns_missing_unknown_or_twice_are_named_with_the_nearest(folder: Folder) -> None:
    lines = refusals(folder(members="year,id,unit,status,levl,reason,reason\n"))

    assert [line.partition("; ")[0] for line in lines] == [
        "members.csv, row 1, column level: missing column 'level'",
        "members.csv, row 1, column levl: unknown column 'levl'",
        "members.csv, row 1, column reason: column 'reason' stands twice",
    ]
    assert "is it the column 'levl'?" in lines[0]
    assert "did you mean 'level'?" in lines[1]


def test_everything_wrong_is_told_at_once(folder: Folder) -> None:
    bad = "2018,1,nort,ratd,goood,\n2018,1,north,rated,good,\n"

    lines = refusals(folder(members=MEMBERS + bad, leaders="year\n", figures="year\n"))

    assert {line.split(",")[0] for line in lines} == {"figures.csv", "members.csv", "leaders.csv"}
    assert len([line for line in lines if line.startswith("members.csv")]) == 4


def test_a_fault_in_every_row_names_the_first_hundred_and_counts_the_others(folder: Folder) -> None:
    lines = refusals(folder(members=MEMBERS + "".join(f"2018,{n},north,rated,goood,\n" for n in range(250))))

    assert len(lines) == 101
    assert "and 150 more rows like these" in lines[-1]


@pytest.mark.parametrize(
    ("suffix", "content"), [(".parquet", b"PAR1"), (".xlsx", b"PK"), (".csv", b"\xff\xfe")]
)
def test_a_file_that_is_no_table_is_refused(folder: Folder, suffix: str, content: bytes) -> None:
    path = folder()
    (path / f"members{suffix}").write_bytes(content)

    [line] = refusals(path)

    assert line.startswith((f"members{suffix}: no readable table", f"members{suffix}, row 1: byte"))


def test_a_workbook_of_two_sheets_is_refused(folder: Folder) -> None:
    path, book = folder(), Workbook()
    book.create_sheet()
    book.save(path / "members.xlsx")

    assert "has 2 sheets" in refusals(path)[0]


def test_a_table_in_two_files_is_refused(folder: Folder) -> None:
    path = folder(members=MEMBERS + TWO)
    Workbook().save(path / "members.xlsx")

    assert any("has members.csv, members.xlsx; expected one table members" in line for line in refusals(path))


@pytest.mark.parametrize("name", ["membrs.csv", "members.parqet.parquet", "membrs.xlsx"])
def test_a_table_of_records_misspelt_is_refused(folder: Folder, name: str) -> None:
    path = folder(members=MEMBERS + TWO)
    (path / name).write_bytes(b"")

    assert any(f"{name}: an unknown table" in line for line in refusals(path))


# Duplicates


def test_a_subject_stands_once_in_a_year(folder: Folder) -> None:
    path = folder(members=MEMBERS + TWO + "2017,1,north,rated,good,\n")
    assert members_of(path)["total"]

    [line] = refusals(folder(members=MEMBERS + TWO + "2018,1,south,rated,good,\n"))
    assert line.startswith("members.csv, row 4, column id: the same id and year as row 2")


def test_ids_that_are_all_blank_are_named_and_no_duplicates(folder: Folder) -> None:
    lines = refusals(folder(members=MEMBERS + "2018,,,exempt,,\n" * 2))

    assert [line.partition(": ")[2][:12] for line in lines] == ["a blank cell"] * 2


ID = st.text(alphabet="abđ 0", min_size=1, max_size=20).filter(str.strip)


@given(st.lists(st.tuples(st.sampled_from([2017, 2018]), ID), min_size=1, max_size=40))
def test_duplicates_are_found_whatever_the_ids(
    tmp_path_factory: pytest.TempPathFactory, keys: list[tuple[int, str]]
) -> None:
    path = tmp_path_factory.mktemp("ids")
    rows = {"year": [year for year, _ in keys], "id": [id_ for _, id_ in keys]}
    same = {"unit": [""] * len(keys), "status": ["exempt"] * len(keys), "level": [""] * len(keys)}
    pq.write_table(
        pa.table({**rows, **same, "reason": [""] * len(keys)}), path / "members.parquet", row_group_size=7
    )

    found = read_records(path, YEARS).findings

    assert len(found) == len(keys) - len(set(keys))


def test_ids_whose_hashes_meet_are_no_duplicates(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "kgreport.data.records.reading.hash_ids", lambda rows: np.zeros(len(rows.ids), np.uint32)
    )

    assert members_of(folder(members=MEMBERS + TWO))["total"] == 2


# Units


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,A,b,\n", "column parent: there is no unit 'b'"),
        ("a,A,b,\nb,B,a,\n", "column parent: a circle a → b → a"),
        ("a,A,a,\n", "column parent: a circle a → a"),
        ("a,A,,\na,A,,\n", "row 3, column id: the same unit as row 2"),
        ("Rạch Giá,A,,\n", "column id: 'Rạch Giá'; expected a code such as 'rach-gia'"),
        ("a,,,\n", "column name: a blank cell"),
        ("a,A,,first\n", "column order: 'first'"),
    ],
)
def test_units_are_a_tree(folder: Folder, rows: str, said: str) -> None:
    lines = refusals(folder("id,name,parent,order\n" + rows, members=MEMBERS))

    assert said in lines[0]


def test_units_come_in_their_order_with_their_names(folder: Folder) -> None:
    dataset = read_dataset(
        folder("id,name,parent,order\nb,Bê,,2\na,A,,10\nc,Xê,b,\n", members=MEMBERS + "2018,1,a,exempt,,\n"),
        YEARS,
    )

    assert list(dataset.units.items()) == [("b", "Bê"), ("a", "A"), ("c", "Xê")]


def test_without_the_table_of_units_no_unit_may_be_named(folder: Folder) -> None:
    assert "unknown unit 'north'" in refusals(folder(None, members=MEMBERS + TWO))[0]
    assert members_of(folder(None, members=MEMBERS + "2018,1,,rated,good,\n"))["total"] == 1


# Figures


def test_records_are_counted_by_rating_reason_and_review(folder: Folder) -> None:
    header = MEMBERS.strip() + ",suggested,reviewed\n"
    rows = (
        "2018,1,north,rated,excellent,,,x\n"
        "2018,2,north,rated,unfulfilled,unfulfilled_targets,x,x\n"
        "2018,3,north,exempt,,,,\n"
        "2018,4,north,pending,,,,x\n"
        "2018,5,north,suspended,,,,\n"
    )

    assert members_of(folder(members=header + rows)) == {
        "total": 5,
        "rated": 2,
        "exempt": 1,
        "pending": 2,
        "excellent": 1,
        "good": 0,
        "fulfilled": 0,
        "unfulfilled": 1,
        "unfulfilled_below_level": 0,
        "unfulfilled_degradation": 0,
        "unfulfilled_targets": 1,
        "unfulfilled_official": 0,
        "unfulfilled_disciplined": 0,
        "suggested": 1,
        "reviewed": 3,
    }


def test_units_are_summed_up_the_tree_and_a_unit_without_rows_is_unknown(folder: Folder) -> None:
    rows = "2018,1,north,exempt,,\n2018,2,north-east,exempt,,\n2018,3,,exempt,,\n"

    figures = read_records(folder(members=MEMBERS + rows), YEARS).figures

    totals = figures[figures["measure"] == "total"]
    assert dict(zip(totals["unit"], totals["value"], strict=True)) == {"": 3, "north": 2, "north-east": 1}


def test_tiers_are_summed_and_grassroots_too(folder: Folder) -> None:
    rows = "".join(
        f"2018,{n},north,{tier},rated,good,\n"
        for n, tier in enumerate(["grassroots_committee", "grassroots_branch", "sub", "superior"])
    )
    path = folder(organizations="year,id,unit,tier,status,level,reason\n" + rows)

    figures = read_records(path, YEARS).figures

    totals = figures[(figures["measure"] == "good") & (figures["unit"] == "north")]
    assert dict(zip(totals["tier"], totals["value"], strict=True)) == {
        "": 4,
        "superior": 1,
        "grassroots_committee": 1,
        "grassroots_branch": 1,
        "sub": 1,
        "grassroots": 2,
    }


def test_figures_of_years_stand_apart(folder: Folder) -> None:
    figures = read_records(folder(members=MEMBERS + TWO + "2014,1,north,rated,good,\n"), YEARS).figures

    whole = figures[(figures["measure"] == "total") & (figures["unit"] == "")]
    assert dict(zip(whole["year"], whole["value"], strict=True)) == {2014: 1, 2018: 2}


@given(st.permutations(list(range(12))))
def test_the_order_of_rows_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    path = tmp_path_factory.mktemp("order")
    (path / "units.csv").write_text(TREE)
    lines = [
        f"2018,{n},{['north', 'north-east', 'south'][n % 3]},rated,{['good', 'excellent'][n % 2]},\n"
        for n in range(12)
    ]
    (path / "members.csv").write_text(MEMBERS + "".join(lines[n] for n in order))

    assert members_of(path)["excellent"] == 6


# Published and computed


PUBLISHED = "year,unit,subject,tier,measure,value,source\n"


def dataset_of(folder: Folder, *published: str) -> Dataset:
    return read_dataset(
        folder(members=MEMBERS + TWO, figures=PUBLISHED + "".join(f"{row}\n" for row in published)), YEARS
    )


def test_a_published_figure_that_is_the_computed_one_stands(folder: Folder) -> None:
    dataset = dataset_of(folder, "2018,,member,,total,2,p. 1", "2018,,member,,good_or_better,2,p. 1")

    assert dataset.findings == ()
    whole = dataset.figures[(dataset.figures["unit"] == "") & (dataset.figures["measure"] == "total")]
    assert list(whole["source"]) == ["p. 1"]
    assert "records" in set(dataset.figures["source"])


@pytest.mark.parametrize("measure", ["total", "good_or_better"])
def test_a_published_figure_that_is_not_the_computed_one_is_a_finding(folder: Folder, measure: str) -> None:
    [finding] = dataset_of(folder, f"2018,,member,,{measure},3,p. 1").findings

    assert finding.id == f"records-2018-member-{measure}"
    assert finding.acceptable
    assert finding.expected.say("en") == "published 3 (figures.csv:2)"
    assert finding.found.say("en").startswith("counted from records: 2")


def test_what_is_not_in_both_is_not_compared(folder: Folder) -> None:
    dataset = dataset_of(folder, "2018,,member,,flag,3,p. 1", "2017,,member,,total,9,p. 1")

    assert dataset.findings == ()
    assert compare_published(dataset.figures.head(0), dataset.figures) == []


def test_records_need_no_published_figures(folder: Folder) -> None:
    assert len(read_dataset(folder(members=MEMBERS + TWO), YEARS).figures)


def test_units_alone_are_no_dataset(folder: Folder) -> None:
    assert "expected the table figures, records, or workbooks of units" in refusals(folder())[0]


def test_the_hash_covers_records(folder: Folder) -> None:
    first = read_dataset(folder(members=MEMBERS + TWO), YEARS)
    path = folder(members=MEMBERS + TWO.replace("good", "fulfilled"))

    assert read_dataset(path, YEARS).sha256 != first.sha256
    assert list(first.tables) == ["units.csv", "members.csv"]


def test_a_report_tells_what_is_found_in_records_and_stops_on_it(folder: Folder) -> None:
    path = folder(members=MEMBERS + TWO, figures=PUBLISHED + "2018,,member,,total,3,p. 1\n")
    asked: dict[str, Any] = {"year": 2018, "dataset": path.name}

    with pytest.raises(DatasetError, match="records-2018-member-total"):
        build_report(base=path.parent, **asked)

    accepted = [
        {"id": "records-2018-member-total", "reason": "as printed"},
        {"id": "sum-2018-member-total", "reason": "as printed"},
    ]
    assert build_report(base=path.parent, **asked, accepted_findings=accepted).levels("member").views


# The document


def test_every_column_and_code_of_records_is_documented(project: Path) -> None:
    text = (project / "docs/reference/records.md").read_text("utf-8")
    reasons = (project / "docs/reference/data-format.md").read_text("utf-8")  # which records.md refers to
    for table in (UNITS, *RECORD_TABLES):
        _, _, section = text.partition(f"## `{table.name}`")
        section = section.partition("\n## ")[0]
        assert section, table.name
        assert [name for name in table.names if f"`{name}`" not in section] == [], table.name
        codes = [code for column in table.columns for code in column.codes]
        assert [code for code in codes if f"`{code}`" not in text + reasons] == [], table.name


def test_an_open_quote_swallows_no_record(folder: Folder) -> None:
    rows = '2018,"1,north,rated,good,\n2018,2,north,rated,good,\n2018,3",north,rated,good,\n'

    [line] = refusals(folder(members=MEMBERS + rows))

    assert line.startswith("members.csv, row 2, column id: '1,north,rated,good,…' with a line break")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_records_may_end_as_on_any_system(folder: Folder, end: str) -> None:
    path = folder()
    (path / "members.csv").write_bytes((MEMBERS + TWO).replace("\n", end).encode())

    assert members_of(path)["total"] == 2


COLLECTIVE = "year,id,unit,tier,status,level,reason\n2018,c1,,district,rated,unfulfilled,{reason}\n"


@pytest.mark.parametrize("table", ["organizations", "collectives"])
@pytest.mark.parametrize("reason", ["unfulfilled_below_level", "unfulfilled_disunity", ""])
def test_where_the_rules_list_no_reasons_those_of_the_vocabulary_are_taken(
    folder: Folder, table: str, reason: str
) -> None:
    rows = COLLECTIVE.format(reason=reason)
    rows = rows.replace("district", "sub") if table == "organizations" else rows

    dataset = read_dataset(folder(**{table: rows}), range(2018, 2019), rules={2018: rules_for(2018)})

    assert dataset.findings == ()
    assert list(dataset.records[table]["reason"]) == [reason]


def test_reasons_that_not_everyone_needs_are_no_figures(folder: Folder) -> None:
    """Where a reason may be blank, a count of those given says nothing of those not given."""
    rows = COLLECTIVE.format(reason="unfulfilled_disunity")

    dataset = read_dataset(folder(collectives=rows), range(2018, 2019), rules={2018: rules_for(2018)})

    assert not dataset.figures["measure"].str.startswith("unfulfilled_").any()


def test_a_reason_that_makes_no_sense_for_a_subject_is_refused(folder: Folder) -> None:
    [line] = refusals(folder(collectives=COLLECTIVE.format(reason="unfulfilled_official")))

    assert "unknown reason 'unfulfilled_official'" in line
