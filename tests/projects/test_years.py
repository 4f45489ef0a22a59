"""A new year takes over what stays, leaves out what was said, and says what is to be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from kgreport.cli.app import app
from kgreport.data.params.parameters_file import ParametersFile, read_parameters
from kgreport.projects.years import add_year
from kgreport.report import Report, read_report

FIGURES = "year,unit,subject,tier,measure,value,source\n"
LAST_YEAR = """\
# Báo cáo năm 2023 của tỉnh
year: 2023          # năm báo cáo
dataset: ../data/2023
status: final
edition: 2
reason: Sửa số liệu của một đơn vị
issued: 2024-01-15
place: Cà Mau
number: Số 12-BC/TU
signer: Trần Văn Bình

# Lề rộng hơn cho bản đóng tập
margins: {left: 35}
compare_year: 2020
narrative:
  assessment: |
    Năm 2023 kết quả tốt.
  tasks: {vi: Một, en: One}
alt_texts: {chart-levels: Biểu đồ năm 2023}
accepted_findings:
  - id: sum-2023-member-rated
    reason: Nguồn in như vậy
quality_log:
  - {role: Ban Tổ chức, date: 2024-01-10, checked: Đối chiếu biên bản}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a project with the parameters and tables of 2023."""
    (tmp_path / "params").mkdir()
    (tmp_path / "params/2023.yml").write_text(LAST_YEAR, "utf-8")
    (tmp_path / "data/2023").mkdir(parents=True)
    (tmp_path / "data/2023/figures.csv").write_text(FIGURES + "2023,,member,,reviewed,53812,tr. 1\n")
    (tmp_path / "data/2023/targets.csv").write_text("year,period,name,planned\n2023,year,A,10\n")
    (tmp_path / "data/2023/units.csv").write_text("id,name\nu-minh,Huyện ủy U Minh\n", "utf-8")
    return tmp_path


def new_year(project: Path, year: int, *options: str) -> Result:
    return CliRunner().invoke(app, ["new-year", str(year), "--project", str(project), *options])


def report_of(project: Path, year: int) -> Report:
    return read_report(read_parameters(project / f"params/{year}.yml"), project / "params")


def test_parameters_stay_with_their_comments_and_what_was_said_of_last_year_does_not(project: Path) -> None:
    add_year(project, 2024)

    text = (project / "params/2024.yml").read_text("utf-8")
    given = read_parameters(project / "params/2024.yml")

    assert text.startswith("# Báo cáo năm 2024 của tỉnh\nyear: 2024    # năm báo cáo\n")
    assert "# Lề rộng hơn cho bản đóng tập\nmargins: {left: 35}\n" in text
    assert (given.year, given.status, given.issued, given.compare_year) == (2024, "draft", None, None)
    assert (given.place, given.signer, given.number) == ("Cà Mau", "Trần Văn Bình", "Số …-BC/TU")
    assert {given.narrative.say(part, "vi") for part in ("assessment", "tasks", "causes")} == {""}
    assert (given.alt_texts, given.accepted_findings) == ({}, ())
    assert (given.edition, given.reason, given.quality_log) == (1, "", ())


def test_what_was_accepted_is_shown_and_not_accepted(project: Path) -> None:
    add_year(project, 2024)

    text = (project / "params/2024.yml").read_text("utf-8")

    assert "#   - id: sum-2023-member-rated\n#     reason: Nguồn in như vậy\naccepted_findings: []\n" in text


def test_last_years_figures_are_read_too(project: Path) -> None:
    add_year(project, 2024)
    with (project / "data/2024/figures.csv").open("a", encoding="utf-8") as file:
        file.write("2024;;member;;reviewed;54.000;tr. 1\n")

    figures = report_of(project, 2024).figures

    assert figures.set_index("year")["value"].to_dict() == {2023: 53_812, 2024: 54_000}


def test_figures_of_an_earlier_year_are_not_taken_for_those_of_last_year(project: Path) -> None:
    added = add_year(project, 2026)

    assert added.not_compared is not None
    assert read_parameters(project / "params/2026.yml").datasets == ("../data/2026",)


def test_the_first_year_is_that_of_the_figures_that_are_read(project: Path) -> None:
    add_year(project, 2024)
    add_year(project, 2025)

    given = read_parameters(project / "params/2025.yml")

    assert given.datasets == ("../data/2023", "../data/2024", "../data/2025")
    assert given.years == range(2019, 2026)


def test_the_new_folder_has_last_years_tables_without_rows_and_its_units(project: Path) -> None:
    add_year(project, 2024, tables=["awards"])

    folder = project / "data/2024"
    assert sorted(path.name for path in folder.iterdir()) == [
        "awards.csv", "figures.csv", "targets.csv", "units.csv",
    ]  # fmt: skip
    assert (folder / "units.csv").read_bytes() == (project / "data/2023/units.csv").read_bytes()
    assert "Loại chỉ tiêu" in (folder / "targets.csv").read_text("utf-8-sig")


def test_the_check_right_after_says_which_tables_are_to_be_filled_in(project: Path) -> None:
    new_year(project, 2024)

    found = {one.id: one for one in report_of(project, 2024).stopping_findings()}
    warned = [one.id for one in report_of(project, 2024).dataset.findings]

    assert list(found) == ["no-year"]
    assert warned == ["no-rows-2024/figures.csv", "no-rows-2024/targets.csv"]


def test_the_command_says_what_to_do_next(project: Path) -> None:
    result = new_year(project, 2024)

    assert result.exit_code == 0, result.output
    assert "params/2024.yml" in result.output
    assert "kgreport check" in result.output


@pytest.mark.parametrize(
    ("packaged_place", "datasets"),
    [("Kiên Giang", ("kien-giang-2018", "../data/2019")), ("Cà Mau", ("../data/2019",))],
)
def test_the_packaged_figures_are_last_years_of_the_place_they_are_of_alone(
    packaged_place: str, datasets: tuple[str, ...], tmp_path: Path
) -> None:
    CliRunner().invoke(app, ["new", str(tmp_path / "p"), "--province", packaged_place])

    add_year(tmp_path / "p", 2019)

    assert read_parameters(tmp_path / "p/params/2019.yml").datasets == datasets


def test_it_is_said_why_last_year_is_not_read(tmp_path: Path, project: Path) -> None:
    """The packaged figures are those of another province, or a year lies between."""
    CliRunner().invoke(app, ["new", str(tmp_path / "p"), "--province", "Cà Mau"])

    other = new_year(tmp_path / "p", 2019)
    early = new_year(project, 2030)

    assert "2018: kien-giang-2018 là số liệu mẫu của Kiên Giang, không phải của Cà Mau." in other.output
    assert "2023: năm 2023 không liền trước." in early.output


def test_a_year_that_is_there_is_kept(project: Path) -> None:
    (project / "params/2024.yml").write_text("year: 2024\n")

    result = new_year(project, 2024, "--from", str(project / "params/2023.yml"))

    assert result.exit_code == 2
    assert (project / "params/2024.yml").read_text() == "year: 2024\n"
    assert not (project / "data/2024").exists()


def test_without_an_earlier_year_it_is_said_what_is_there(project: Path) -> None:
    result = new_year(project, 2020)

    assert result.exit_code == 2
    assert "2023.yml (2023)" in result.stderr


def test_of_two_files_of_last_year_one_is_to_be_named(project: Path) -> None:
    for name in ("tinh.yml", "huyen.yml"):
        (project / "params" / name).write_text(LAST_YEAR, "utf-8")
    (project / "params/2023.yml").unlink()

    result = new_year(project, 2024)
    named = new_year(project, 2024, "--from", str(project / "params/tinh.yml"))

    assert result.exit_code == 2
    assert "huyen.yml, tinh.yml" in result.stderr
    assert named.exit_code == 0, named.output
    assert (project / "params/tinh-2024.yml").is_file()


def test_a_matrix_is_of_the_new_year_and_loses_what_was_set_for_a_year(project: Path) -> None:
    matrix = {
        "units": "all",
        "years": "2022-2023",
        "each": {"u-minh": {"place": "A"}, "2023/u-minh": {"number": "1"}},
    }
    (project / "params/2023.yml").write_text(f"dataset: ../data/2023\nmatrix: {matrix}\n", "utf-8")

    add_year(project, 2024)

    written = yaml.safe_load((project / "params/2024.yml").read_text("utf-8"))["matrix"]
    assert written == {"units": "all", "years": [2024], "each": {"u-minh": {"place": "A"}}}


def test_a_file_in_one_line_is_copied_too(project: Path) -> None:
    (project / "params/2023.yml").write_text("{year: 2023, dataset: ../data/2023, place: A}\n")

    add_year(project, 2024)

    assert read_parameters(project / "params/2024.yml").place == "A"


def test_codes_with_leading_zeros_are_copied_as_they_are(project: Path) -> None:
    path = project / "params/2023.yml"
    path.write_text(LAST_YEAR + "matrix: {units: [010, whole], years: [2022, 2023]}\nunit: 010\n", "utf-8")

    assert new_year(project, 2024, "--from", str(path)).exit_code == 0
    file = ParametersFile(project / "params/2024.yml")
    assert (file.matrix.units, file.matrix.years, file.parameters().unit) == (
        ("010", "whole"),
        (2024,),
        "010",
    )


def test_a_value_that_refers_to_one_that_is_not_copied_is_told_and_nothing_is_written(project: Path) -> None:
    path = project / "params/2023.yml"
    path.write_text(LAST_YEAR.replace("signer: Trần", "signer: &a Trần") + "circulation: *a\n", "utf-8")
    shared = project / "params/2022.yml"
    shared.write_text(
        "year: &year 2022\ndataset: x\nfirst_year: &a 2020\nlast_year: *year\nplace: *a\n", "utf-8"
    )

    assert new_year(project, 2024, "--from", str(path)).exit_code == 0
    refused = new_year(project, 2025, "--from", str(shared))

    assert refused.exit_code == 2
    assert "params/2022.yml: không chép được" in refused.stderr
    assert not (project / "params/2025.yml").exists()
