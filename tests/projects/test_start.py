"""A new project is whole, builds at once, and never costs a user a file."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app
from kgreport.data.datasets.folder import tables_of
from kgreport.data.params.parameters_file import read_parameters
from kgreport.data.tables.files import open_table
from kgreport.errors import ProjectError
from kgreport.projects.empty_tables import empty_table
from kgreport.projects.files import write_new
from kgreport.projects.parameters import Issuer
from kgreport.projects.start import NewProject, files_of_project
from kgreport.report import Report, read_report

ARTICLE = """Năm 2021, toàn tỉnh có 840 tổ chức cơ sở đảng được xếp loại, trong đó 162 tổ chức cơ sở đảng
hoàn thành xuất sắc nhiệm vụ và 24 tổ chức cơ sở đảng không hoàn thành nhiệm vụ.
Khoảng mấy trăm đồng chí chưa xếp loại.
"""
UNITS = "id,name\nu-minh,Huyện ủy U Minh\nnam-can,Huyện ủy Năm Căn\n"


def new(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["new", str(folder), *options])


def report_of(folder: Path, year: int) -> Report:
    return read_report(read_parameters(folder / f"params/{year}.yml"), folder / "params")


def test_a_new_project_reports_on_the_packaged_figures_at_once(tmp_path: Path) -> None:
    result = new(tmp_path / "p")

    assert result.exit_code == 0, result.output
    assert report_of(tmp_path / "p", 2018).stopping_findings() == []
    assert {path.name for path in (tmp_path / "p").iterdir()} == {
        "params", "data", "notebooks", "outputs", "README.md", ".gitignore",
    }  # fmt: skip


def test_the_notebooks_are_copies_of_those_that_come_with_kgreport(tmp_path: Path, project: Path) -> None:
    new(tmp_path / "p")

    for path in (project / "notebooks").glob("*.ipynb"):
        nbformat.read(tmp_path / "p/notebooks" / path.name, as_version=4)
        assert (tmp_path / "p/notebooks" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_parameters_have_the_language_and_the_issuer_asked_for(tmp_path: Path, language: str) -> None:
    new(tmp_path / "p", "--language", language, "--province", "Thành phố Cần Thơ")

    given = read_parameters(tmp_path / "p/params/2018.yml")

    assert (given.language, given.place) == (language, "Cần Thơ")
    assert (given.superior, given.issuer) == ("ĐẢNG BỘ THÀNH PHỐ CẦN THƠ", "BAN THƯỜNG VỤ THÀNH ỦY")
    assert "Kiên Giang" not in str(given.model_dump(exclude={"dataset"}))


@pytest.mark.parametrize("name", ["TP. Cần Thơ", "TP.Cần Thơ", "tp Cần Thơ", "Thành phố\u00a0Cần Thơ"])
def test_a_city_may_be_abbreviated(name: str) -> None:
    assert Issuer(province=name).lines["superior"] == "ĐẢNG BỘ THÀNH PHỐ CẦN THƠ"


@pytest.mark.parametrize("name", ["Đắk Lắk", 'A: "B" #1', "Bà Rịa - Vũng Tàu", "- x", "null", "no"])
def test_any_name_of_a_province_is_read_back_as_it_was_given(tmp_path: Path, name: str) -> None:
    write_new(tmp_path / "p", files_of_project(NewProject(issuer=Issuer(province=name))))

    assert read_parameters(tmp_path / "p/params/2018.yml").place == name


def test_a_file_that_is_there_is_kept_and_nothing_is_added(tmp_path: Path) -> None:
    mine = tmp_path / "p/params/2018.yml"
    mine.parent.mkdir(parents=True)
    mine.write_text("year: 2018\n")

    result = new(tmp_path / "p")

    assert result.exit_code == 2
    assert "params/2018.yml" in result.stderr
    assert [path for path in (tmp_path / "p").rglob("*") if path.is_file()] == [mine]
    assert mine.read_text() == "year: 2018\n"


def test_the_same_command_again_adds_what_is_asked_for_besides(tmp_path: Path) -> None:
    new(tmp_path / "p")
    (tmp_path / "p/outputs/mine.txt").write_text("x")

    result = new(tmp_path / "p", "--makefile", "--schedule", "cron")

    assert result.exit_code == 0, result.output
    assert (tmp_path / "p/Makefile").is_file()
    assert str(tmp_path / "p") in (tmp_path / "p/schedule/kgreport.crontab").read_text("utf-8")
    assert (tmp_path / "p/outputs/mine.txt").is_file()


def test_an_article_becomes_the_dataset_of_its_year(tmp_path: Path) -> None:
    article = tmp_path / "bai-bao.txt"
    article.write_text(ARTICLE, "utf-8")

    result = new(tmp_path / "p", "--from-article", str(article))

    assert result.exit_code == 0, result.output
    known = report_of(tmp_path / "p", 2021).figures.set_index(["subject", "tier", "measure"])
    assert known.loc[("organization", "grassroots", "excellent"), "value"] == 162
    assert "bai-bao.txt" in str(known.loc[("organization", "grassroots", "excellent"), "source"])
    assert sorted(path.name for path in (tmp_path / "p/params").iterdir()) == ["2021.yml"]


def test_notebooks_read_the_parameters_that_the_project_has(tmp_path: Path) -> None:
    article = tmp_path / "bai-bao.txt"
    article.write_text(ARTICLE, "utf-8")
    new(tmp_path / "p", "--from-article", str(article))

    for path in (tmp_path / "p/notebooks").glob("*.ipynb"):
        [cell] = [
            cell
            for cell in nbformat.read(path, as_version=4).cells
            if "parameters" in cell.metadata.get("tags", ())
        ]
        assert 'params: str = "2021.yml"' in cell.source


def test_an_article_without_a_certain_figure_asks_for_the_year(tmp_path: Path) -> None:
    article = tmp_path / "bai-bao.txt"
    article.write_text("Hội nghị đã thành công tốt đẹp.\n", "utf-8")

    result = new(tmp_path / "p", "--from-article", str(article))

    assert result.exit_code == 2
    assert "--year" in result.stderr
    assert not (tmp_path / "p").exists()


def test_units_of_a_year_get_a_place_for_their_figures(tmp_path: Path) -> None:
    (tmp_path / "don-vi.csv").write_text(UNITS, "utf-8")

    result = new(tmp_path / "p", "--units", str(tmp_path / "don-vi.csv"), "--year", "2024")
    table = tmp_path / "p/data/2024/figures.csv"
    with table.open("a", encoding="utf-8") as file:
        file.write("2024;u-minh;member;;reviewed;1.977;Báo cáo\n")

    assert result.exit_code == 0, result.output
    report = report_of(tmp_path / "p", 2024)
    assert report.dataset.units == {"u-minh": "Huyện ủy U Minh", "nam-can": "Huyện ủy Năm Căn"}
    assert report.figures["place"].tolist() == [f"figures.csv:{len(table.read_text('utf-8').splitlines())}"]


def test_a_wrong_table_of_units_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "don-vi.csv").write_text("id,name\nU Minh,Huyện ủy U Minh\n", "utf-8")

    result = new(tmp_path / "p", "--units", str(tmp_path / "don-vi.csv"))

    assert result.exit_code == 1
    assert "don-vi.csv" in result.stderr
    assert not (tmp_path / "p").exists()


@pytest.mark.parametrize("layout", tables_of(Path()), ids=lambda layout: layout.name)
def test_an_empty_table_names_every_column_and_code_and_is_read_as_one_without_rows(
    layout: object, tmp_path: Path
) -> None:
    path = tmp_path / f"{layout.name}.csv"  # type: ignore[attr-defined]
    path.write_bytes(empty_table(layout, 2024, "vi"))  # type: ignore[arg-type]

    opened = open_table(path, strict=True)
    comments = path.read_text("utf-8-sig").rpartition("\n#")[0]

    assert opened.header == layout.names  # type: ignore[attr-defined]
    assert [len(block().rows) for block in opened.blocks] == [0]
    assert (opened.faults, opened.problems) == ((), ())
    assert all(code in comments for column in layout.columns for code in column.codes)  # type: ignore[attr-defined]


def test_rows_below_comments_keep_the_numbers_they_have_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "figures.csv"
    path.write_text('# a, b\n\n"# c";;\nyear;unit;value\n2018;a;1\n\n2019;b;2;3\n2020;c;4\n')

    opened = open_table(path, strict=True)

    assert opened.blocks[0]().numbers.tolist() == [5, 8]
    assert opened.faults[0].rows[0][0] == 7


def test_a_name_that_cannot_be_printed_begins_no_project() -> None:
    with pytest.raises(ProjectError, match=r"province: 'Cà Mau\\u202e', with .* U\+202E"):
        Issuer(province="Cà Mau\u202e")
    assert Issuer(committee="Huye\u0323\u0302n u\u0309y").committee == "Huyện ủy"
