"""A dataset of several folders is read as one, and says in which folder each thing stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from kgreport.builder.job import ANNUAL, Job, find_notebook
from kgreport.builder.memo import Memo
from kgreport.builder.report_key import recipe_of
from kgreport.data.datasets.dataset import Dataset, read_dataset
from kgreport.data.datasets.extent import files_of, units_in
from kgreport.data.datasets.folder import PACKAGED, find_folders
from kgreport.data.datasets.snapshots import SnapshotKey, read_snapshot, write_snapshot
from kgreport.data.params.model import Parameters
from kgreport.data.params.parameters_file import ParametersFile, read_parameters
from kgreport.data.tables.folders import Folders
from kgreport.data.workbooks.writing.annotating import SameFolderError, annotate
from kgreport.data.workbooks.writing.workbook import write_workbook
from kgreport.errors import ParametersError
from kgreport.report import Report, read_report
from kgreport.terms.findings import DatasetError, Wording, make_finding
from kgreport.terms.phrases import same
from tests.data.workbooks.blank_workbooks import blank_book

FIGURES = "year,unit,subject,tier,measure,value,source\n"
YEARS = range(2019, 2024)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Give the figures and units of two years, each in a folder of its own."""
    for year, reviewed in ((2022, 53_340), (2023, 53_812)):
        folder = tmp_path / "data" / str(year)
        folder.mkdir(parents=True)
        (folder / "figures.csv").write_text(f"{FIGURES}{year},,member,,reviewed,{reviewed},tr. 1\n")
        (folder / "units.csv").write_text(f"id,name\nhoa-sen,Hoa Sen {year}\n")
    return tmp_path / "data"


def folders(data: Path) -> Folders:
    return Folders((data / "2022", data / "2023"))


def read(data: Path) -> Dataset:
    return read_dataset(folders(data), YEARS)


def report_of(data: Path, **given: object) -> Report:
    values = {"year": 2023, "dataset": ["2022", "2023"], **given}
    return read_report(Parameters.model_validate(values), data)


def test_figures_of_all_folders_are_one_frame_whose_places_name_the_folder(data: Path) -> None:
    assert read(data).figures[["year", "value", "place"]].to_numpy().tolist() == [
        [2022, 53_340, "2022/figures.csv:2"],
        [2023, 53_812, "2023/figures.csv:2"],
    ]


def test_a_report_compares_with_last_year_in_another_folder(data: Path) -> None:
    for year in (2022, 2023):
        with (data / str(year) / "figures.csv").open("a") as file:
            file.write(f"{year},,member,,rated,50000,tr. 1\n{year},,member,,excellent,{year},tr. 1\n")

    assert report_of(data).changes("member").views
    assert not report_of(data, dataset="2023").changes("member").views


def test_one_folder_is_called_as_ever(data: Path) -> None:
    dataset = read_dataset(data / "2023", YEARS)

    assert dataset.figures["place"].tolist() == ["figures.csv:2"]
    assert list(dataset.tables) == ["figures.csv", "units.csv"]
    assert dataset.name == "2023"


def test_folders_of_the_same_name_are_told_apart_by_the_folder_above(tmp_path: Path) -> None:
    paths = tmp_path / "a/2023", tmp_path / "b/2023"

    assert [Folders(paths).label_of(path) for path in paths] == ["a/2023/", "b/2023/"]


def test_the_latest_table_of_units_names_them_and_units_of_earlier_ones_come_after(data: Path) -> None:
    (data / "2022/units.csv").write_text("id,name\nhoa-mai,Hoa Mai\nhoa-sen,Hoa Sen 2022\n")

    units = units_in(folders(data))

    assert [(unit.id, unit.name) for unit in units] == [("hoa-sen", "Hoa Sen 2023"), ("hoa-mai", "Hoa Mai")]


def test_a_unit_that_was_merged_is_expected_only_in_the_years_it_reports(tmp_path: Path) -> None:
    """Two units become one: the whole of each year is the sum of the units that there were."""
    units = {2022: {"hoa-sen": 10, "hoa-mai": 5, "hoa-ban": 3}, 2023: {"hoa-sen": 11, "hoa-moi": 8}}
    for year, counts in units.items():
        folder = tmp_path / str(year)
        folder.mkdir()
        (folder / "units.csv").write_text("id,name\n" + "".join(f"{one},{one}\n" for one in counts))
        rows = (f"{year},{one},member,,reviewed,{count},tr. 1\n" for one, count in counts.items())
        (folder / "figures.csv").write_text(FIGURES + "".join(rows))

    report = report_of(tmp_path)

    wholes = report.figures[report.figures["unit"] == ""]
    assert wholes.set_index("year")["value"].to_dict() == {2022: 18, 2023: 19}
    assert [one.id for one in report.all_findings()] == []


def test_a_unit_of_all_tables_is_expected_in_every_year(data: Path) -> None:
    for year in (2022, 2023):
        (data / str(year) / "units.csv").write_text("id,name\nhoa-sen,Hoa Sen\nhoa-mai,Hoa Mai\n")
    with (data / "2023/figures.csv").open("a") as file:
        file.write("2023,hoa-sen,member,,reviewed,9,tr. 2\n")

    assert [one.id for one in report_of(data).stopping_findings()] == ["not-reported-2023-member"]


def test_a_figure_that_both_folders_state_alike_is_taken_once(data: Path) -> None:
    with (data / "2023/figures.csv").open("a") as file:
        file.write("2022,,member,,reviewed,53340,tr. 9\n")

    dataset = read(data)

    of_2022 = dataset.figures.query("year == 2022")
    assert of_2022["place"].tolist() == ["2023/figures.csv:3"]
    assert dataset.findings == ()


def test_a_figure_that_they_state_otherwise_stops_the_build_until_it_is_accepted(data: Path) -> None:
    with (data / "2023/figures.csv").open("a") as file:
        file.write("2022,,member,,reviewed,53430,tr. 9\n")
    accepted = [{"id": "folders-2022-member-reviewed", "reason": "in lại"}]

    report = report_of(data, accepted_findings=accepted)

    assert [one.id for one in report_of(data).stopping_findings()] == ["folders-2022-member-reviewed"]
    assert report.stopping_findings() == []
    assert report.figures.query("year == 2022")["value"].tolist() == [53_430]


def test_an_entry_of_a_register_that_two_folders_have_counts_once_and_two_in_one_folder_twice(
    data: Path,
) -> None:
    header = "year,subject,content,source\n"
    (data / "2022/suggested_reviews.csv").write_text(header + "2022,collective,A,tr. 1\n")
    (data / "2023/suggested_reviews.csv").write_text(
        header + "2022,collective,A,tr. 7\n2022,collective,B,tr. 7\n2022,collective,B,tr. 7\n"
    )

    rows = read(data).registers["suggested_reviews"]

    assert rows["place"].tolist() == [
        "2022/suggested_reviews.csv:2", "2023/suggested_reviews.csv:3", "2023/suggested_reviews.csv:4",
    ]  # fmt: skip


def test_records_of_two_years_are_counted_each_from_its_folder(tmp_path: Path) -> None:
    for year, status in ((2022, "rated"), (2023, "exempt")):
        (tmp_path / str(year)).mkdir()
        (tmp_path / str(year) / "members.csv").write_text(
            f"year,id,unit,status,level,reason\n{year},m1,,{status},{'good' if status == 'rated' else ''},\n"
        )

    figures = read_dataset(Folders((tmp_path / "2022", tmp_path / "2023")), YEARS).figures

    counted = figures[figures["value"] > 0].set_index(["year", "measure"])["value"].to_dict()
    assert counted[2022, "good"] == 1
    assert counted[2023, "exempt"] == 1


def test_an_error_names_the_folder_and_the_file(data: Path) -> None:
    (data / "2022/figures.csv").write_text(f"{FIGURES}2022,,member,,reviewed,-3,tr. 1\n")
    (data / "2023/figure.csv").write_text(FIGURES)

    with pytest.raises(DatasetError) as raised:
        read(data)

    places = [finding.place.say("en") for finding in raised.value.findings]
    assert places == ["2023/figure.csv", "2022/figures.csv, row 2, column value"]


def test_every_folder_that_is_missing_is_named(data: Path) -> None:
    with pytest.raises(DatasetError) as raised:
        find_folders(["2021", "2022", "2020"], data)

    assert [finding.place.say("en") for finding in raised.value.findings] == ["2021", "2020"]


def test_a_folder_without_figures_is_enough_beside_one_that_has_some(data: Path) -> None:
    (data / "2023/figures.csv").unlink()

    assert read(data).findings == ()


def test_a_packaged_dataset_may_be_one_of_them(data: Path) -> None:
    found = find_folders(["kien-giang-2018", "2023"], data)

    assert found.paths == (PACKAGED / "kien-giang-2018", data / "2023")
    assert found.name == "kien-giang-2018 + 2023"


def test_the_key_of_a_report_sees_the_files_of_all_folders(data: Path) -> None:
    path = data / "p.yml"
    path.write_text("year: 2023\ndataset: [2022, 2023]\n")
    job = Job(parameters=path, outputs=data / "outputs", notebook=find_notebook(ANNUAL))

    def recipe() -> tuple[str, set[str], set[Path]]:
        made = recipe_of(job, ParametersFile(path), Memo(data / "memo"))
        return made.key, set(made.tables), set(made.files)

    before, names, files = recipe()
    (data / "2022/figures.csv").write_text(f"{FIGURES}2022,,member,,reviewed,1,tr. 1\n")

    assert names == {f"{year}/{name}.csv" for year in (2022, 2023) for name in ("figures", "units")}
    assert {data / "2022/figures.csv", data / "2023/figures.csv"} <= files
    assert recipe()[0] != before


def test_a_snapshot_of_several_folders_is_read_back(data: Path, tmp_path: Path) -> None:
    dataset = read(data)
    key = SnapshotKey(dataset="2022\n2023", folder="x", first_year=2019, last_year=2023, rules="")

    kept = read_snapshot(write_snapshot(dataset, key, tmp_path / "kept"))

    assert (kept.folders, kept.sha256) == (dataset.folders, dataset.sha256)


def test_the_report_of_a_unit_reads_its_workbooks_in_all_folders(data: Path) -> None:
    write_workbook(data / "2022/hoa-sen-2022.xlsx", year=2022, unit="hoa-sen", name="Hoa Sen")
    write_workbook(data / "2022/hoa-mai-2022.xlsx", year=2022, unit="hoa-mai", name="Hoa Mai")
    (data / "2023/units.csv").write_text("id,name\nhoa-sen,Hoa Sen\nhoa-mai,Hoa Mai\n")

    names = list(map(folders(data).name_of, files_of(folders(data), "hoa-sen")))

    assert [name for name in names if name.endswith(".xlsx")] == ["2022/hoa-sen-2022.xlsx"]
    assert {"2022/figures.csv", "2023/figures.csv"} <= set(names)


def test_a_table_of_a_register_that_another_folder_adds_is_no_workbook_of_a_unit(data: Path) -> None:
    terms = "registers:\n  visits: {vi: a, en: b, columns: {name: {vi: a, en: b, required: true}}}\n"
    (data / "2022/terms.yml").write_text(terms)
    book = Workbook()
    for row in (["year", "name"], [2023, "Hoa Sen"]):
        book.worksheets[0].append(row)
    book.save(data / "2023/visits.xlsx")

    assert read(data).registers["visits"]["place"].tolist() == ["2023/visits.xlsx:2"]


def test_a_figure_of_a_workbook_is_of_its_own_folder_where_one_lies_in_another(tmp_path: Path) -> None:
    paths = tuple(tmp_path / name for name in ("a", "a/2023", "b/2023"))
    for path in paths:
        path.mkdir(parents=True)
    (paths[0] / "figures.csv").write_text(f"{FIGURES}2023,hoa-sen,member,,total,9,tr. 1\n")
    book = blank_book(2023, "hoa-sen", "Hoa Sen")
    book["Kiểm điểm"]["B15"] = 9
    book.save(paths[1] / "hoa-sen.xlsx")

    dataset = read_dataset(Folders(paths), YEARS)

    assert dataset.figures["place"].tolist() == ["a/2023/hoa-sen.xlsx!Kiểm điểm!B15"]


def test_annotated_copies_stand_in_a_folder_each(data: Path, tmp_path: Path) -> None:
    for year in (2022, 2023):
        write_workbook(data / f"{year}/hoa-sen.xlsx", year=year, unit="hoa-sen", name="Hoa Sen")
    wording = Wording(same("3"), same("2"), same("-"))
    cells = [f"{year}/hoa-sen.xlsx!Kiểm điểm!C17" for year in (2022, 2023)]
    findings = [make_finding("sum", {"at": one}, same(one), wording, cells=(one,)) for one in cells]

    copies = annotate(folders(data), findings, "vi", tmp_path / "copies").written

    assert copies == [tmp_path / f"copies/{year}/hoa-sen.xlsx" for year in (2022, 2023)]
    with pytest.raises(SameFolderError):
        annotate(folders(data), findings, "vi", data / "2022")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("dataset: a", "a"),
        ("dataset: [a]", "a"),
        ("dataset: [a, b, a]", ("a", "b")),
        ("datasets: [a, b]", ("a", "b")),
        ("dataset:\n- a\n- 2023", ("a", "2023")),
    ],
)
def test_a_dataset_is_a_name_or_a_list_of_names(written: str, read: object, tmp_path: Path) -> None:
    (tmp_path / "p.yml").write_text(f"year: 2023\n{written}\n")

    assert read_parameters(tmp_path / "p.yml").dataset == read


@pytest.mark.parametrize("written", ["dataset: []", "dataset: {a: b}", "dataset: [a, '']", "dataset: true"])
def test_anything_else_is_refused_with_what_is_expected(written: str, tmp_path: Path) -> None:
    (tmp_path / "p.yml").write_text(f"year: 2023\n{written}\n")

    with pytest.raises(ParametersError, match=r"p\.yml:2: 'dataset' is .*a list such as"):
        read_parameters(tmp_path / "p.yml")


def test_a_list_is_set_on_the_command_line_too() -> None:
    given = read_parameters(Path("params/2018.yml"), {"dataset": "[kien-giang-2018, ../data/2019]"})

    assert given.datasets == ("kien-giang-2018", "../data/2019")
    assert Parameters(year=2018, dataset=["a", "b"]).datasets == ("a", "b")


def test_a_folder_whose_name_no_report_can_print_is_told(data: Path) -> None:
    (data / "2022").rename(data / "số 📊")
    with pytest.raises(DatasetError) as caught:
        read_dataset(Folders((data / "số 📊", data / "2023")), YEARS)
    assert [(one.kind, one.place.say("en"), one.advice.say("en")) for one in caught.value.findings] == [
        ("letters", "số 📊/", "rename the folder")
    ]
    assert "U+1F4CA" in str(caught.value)
