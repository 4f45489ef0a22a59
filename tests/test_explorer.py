"""The explorer shows sections of the report for what an analyst chose, and reads the figures once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kgreport
from kgreport import Panel, build_report, explore
from kgreport.errors import UnknownCodeError
from kgreport.explorer import Choice, Explorer
from kgreport.explorer import panel as panels
from kgreport.report import Report
from kgreport.terms.findings import DatasetError
from kgreport.views.view import Section
from tests.conftest import FIGURES_HEADER

MakeDataset = Callable[..., Path]

ROWS = (
    "2017,rach-gia,member,,rated,10,s",
    "2018,rach-gia,member,,rated,20,s",
    "2018,rach-gia,member,,excellent,5,s",
    "2018,rach-gia,organization,grassroots,rated,3,s",
    "2018,ha-tien,member,,rated,30,s",
    "2018,ha-tien,organization,grassroots,rated,4,s",
)
UNITS = "id,name,parent,order\nrach-gia,Thành ủy Rạch Giá,,1\nha-tien,Thành ủy Hà Tiên,,2\n"


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Path:
    return make_dataset(*ROWS, units=UNITS)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    """Open one panel for all tests that change nothing but what is chosen in it."""
    folder = tmp_path_factory.mktemp("explored") / "d"
    folder.mkdir()
    (folder / "figures.csv").write_text("\n".join((FIGURES_HEADER.strip(), *ROWS, "")), "utf-8")
    (folder / "units.csv").write_text(UNITS, "utf-8")
    return explore(base=folder.parent, year=2018, dataset=folder.name)


@pytest.fixture
def panel(opened: Panel, without_numbers: None) -> Panel:
    """Give the panel as it was opened."""
    opened.choose(subject="organization", unit="", year=2018, tier="", kind="section")
    opened.choose(section="levels")
    return opened


def dropdowns(panel: Panel) -> dict[str, Any]:
    rows = panel.widget.children[:2]
    return {child.description: child for row in rows for child in row.children if hasattr(child, "options")}


def shown(panel: Panel) -> str:
    return str(panel.widget.children[-1].value)


def test_the_choices_are_those_with_figures(panel: Panel) -> None:
    choices = dropdowns(panel)

    assert [name for name, _ in choices["Đơn vị"].options] == [
        "Toàn Đảng bộ",
        "Thành ủy Rạch Giá",
        "Thành ủy Hà Tiên",
    ]
    assert list(choices["Năm"].options) == [2018, 2017]
    assert [name for name, _ in choices["Đối tượng"].options] == ["Tổ chức đảng", "Đảng viên"]


@pytest.mark.usefixtures("without_numbers")
def test_beginning_with_a_unit_leaves_all_others_to_choose(dataset: Path) -> None:
    panel = explore(base=dataset.parent, year=2018, dataset=dataset.name, unit="rach-gia")
    choices = dropdowns(panel)
    choices["Đối tượng"].value = "member"

    assert [code for _, code in choices["Đơn vị"].options] == ["", "rach-gia", "ha-tien"]
    assert "20 đảng viên" in shown(panel)
    choices["Đơn vị"].value = ""
    assert "50 đảng viên" in shown(panel)


def test_what_is_chosen_is_shown(panel: Panel) -> None:
    choices = dropdowns(panel)
    choices["Đối tượng"].value = "member"
    assert "50 đảng viên" in shown(panel)

    choices["Đơn vị"].value = "rach-gia"
    assert "20 đảng viên" in shown(panel)

    choices["Năm"].value = 2017
    assert "10 đảng viên" in shown(panel)


def test_another_subject_has_tiers_of_its_own(panel: Panel) -> None:
    choices = dropdowns(panel)
    choices["Cấp"].value = "grassroots"
    assert "7 tổ chức cơ sở đảng" in shown(panel)

    choices["Đối tượng"].value = "member"

    assert choices["Cấp"].value == ""
    assert [name for name, _ in choices["Cấp"].options] == ["tất cả"]


def test_a_choice_without_ratings_says_so(panel: Panel) -> None:
    choices = dropdowns(panel)

    choices["Đơn vị"].value = "ha-tien"
    choices["Năm"].value = 2017

    assert "Không có số liệu xếp loại cho lựa chọn này" in shown(panel)


def test_the_sections_are_those_of_the_report(dataset: Path) -> None:
    given: dict[str, Any] = {"base": dataset.parent, "year": 2018, "dataset": dataset.name}
    report = build_report(**given)

    first, *_ = Explorer(report, dataset.parent).shown(Choice("rach-gia", 2018, "member"))

    assert first.section == build_report(**given, unit="rach-gia").levels("member")


def test_the_report_of_a_choice_has_the_sections_that_were_added(dataset: Path) -> None:
    works = kgreport.own_section()(lambda report: Section("works", report.parameters.unit, []))
    start = build_report(base=dataset.parent, year=2018, dataset=dataset.name).with_sections(works)

    report = Explorer(start, dataset.parent).report(Choice("rach-gia", 2018, "member"))

    assert report.added_section(works.name).title == "rach-gia"


@pytest.mark.usefixtures("without_numbers")
def test_a_tier_that_the_dataset_adds_can_be_chosen(make_dataset: MakeDataset) -> None:
    folder = make_dataset(*ROWS, "2018,ha-tien,member,retired,rated,12,s", units=UNITS)
    tier = "{vi: đảng viên hưu trí, en: retired members, subject: member}"
    (folder / "terms.yml").write_text(f"tiers:\n  retired: {tier}\n", "utf-8")
    panel = explore(base=folder.parent, year=2018, dataset=folder.name)

    panel.choose(subject="member", unit="ha-tien")
    panel.choose(tier="retired")

    assert ("đảng viên hưu trí", "retired") in dropdowns(panel)["Cấp"].options
    assert panel.frame.set_index("level")["count"].to_dict() == {"rated": 12}


@pytest.mark.usefixtures("without_numbers")
def test_the_figures_are_read_once(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = Explorer(
        build_report(base=dataset.parent, year=2018, dataset=dataset.name),
        dataset.parent,
    )

    def refuse(*_: object) -> None:
        msg = "read again"
        raise AssertionError(msg)

    monkeypatch.setattr("kgreport.report.reading.read_dataset", refuse)

    assert explorer.shown(Choice("", 2018, "member")) == explorer.shown(Choice("", 2018, "member"))


@pytest.mark.usefixtures("without_numbers")
def test_simulated_figures_say_so(dataset: Path) -> None:
    def html(report: Report) -> str:
        return Explorer(report, dataset.parent).page("")

    given: dict[str, Any] = {"base": dataset.parent, "year": 2018, "dataset": dataset.name}
    assert "mô phỏng" not in html(build_report(**given))

    (dataset / "dataset.yml").write_text("simulated: true\n", "utf-8")
    assert "số liệu mô phỏng" in html(build_report(**given))


def test_without_widgets_it_says_what_to_install(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)

    with pytest.raises(ImportError, match=r"pip install 'kgreport\[lab\]'"):
        explore(base=dataset.parent, year=2018, dataset=dataset.name)


def test_wrong_figures_stop_it(make_dataset: MakeDataset) -> None:
    folder = make_dataset("2018,,member,,reviewed,11,s", "2018,,member,,total,10,s")

    with pytest.raises(DatasetError):
        explore(base=folder.parent, year=2018, dataset=folder.name)


def test_the_frame_is_that_of_the_section_chosen(panel: Panel) -> None:
    panel.choose(subject="member", unit="rach-gia")
    levels = panel.frame.set_index("level")["count"]
    panel.choose(section="levels_over_time")

    assert levels.to_dict() == {"excellent": 5, "rated": 20}
    assert panel.frame.query("level == 'rated'").set_index("year")["count"].to_dict() == {2017: 10, 2018: 20}


def test_the_section_chosen_stays_where_it_is_there(panel: Panel) -> None:
    panel.choose(subject="organization", tier="grassroots")
    panel.choose(section="units")
    panel.choose(subject="member")
    assert dropdowns(panel)["Mục"].value == "units"

    panel.choose(unit="rach-gia")
    assert dropdowns(panel)["Mục"].value == "levels"


def test_a_frame_is_shown_where_it_is_chosen(panel: Panel) -> None:
    panel.choose(subject="member", kind="frame")

    assert "<th>base_count</th>" in shown(panel)


@pytest.mark.usefixtures("without_numbers")
@pytest.mark.parametrize("section", ["levels", "levels_over_time"])
def test_the_code_gives_what_is_chosen(dataset: Path, section: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dataset.parent)
    panel = explore(year=2018, dataset=dataset.name, language="en")
    panel.choose(subject="member", unit="rach-gia")
    panel.choose(section=section)
    names: dict[str, Any] = {}
    *lines, last = panel.code("frame").splitlines()
    exec("\n".join(lines), names)

    given = eval(last, names)
    assert given.equals(panel.frame)
    assert last.startswith("trend." if section == "levels_over_time" else "report.")


@pytest.mark.usefixtures("without_numbers")
def test_the_code_writes_the_files(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(dataset.parent)
    panel = explore(year=2018, dataset=dataset.name)
    panel.choose(subject="member", unit="rach-gia")
    for kind in ("csv", "excel", "report"):
        exec(panel.code(kind), {})

    assert (dataset.parent / "levels-member-rach-gia-2018.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (dataset.parent / "levels-member-rach-gia-2018.xlsx").stat().st_size > 1000


@pytest.mark.usefixtures("without_numbers")
def test_files_of_a_report_are_built_of_a_parameters_file(
    dataset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (dataset.parent / "params").mkdir()
    (dataset.parent / "params/2018.yml").write_text(f"year: 2018\ndataset: ../{dataset.name}\n", "utf-8")
    (dataset.parent / "notebooks").mkdir()
    monkeypatch.chdir(dataset.parent / "notebooks")
    panel = explore("2018.yml", language="en")
    panel.choose(unit="ha-tien")
    built: dict[str, Any] = {}
    monkeypatch.setattr(kgreport, "build", lambda params, **given: built.update(params=params, **given))
    exec(panel.code("files"), {})

    assert built == {
        "params": "../params/2018.yml",
        "set": {"language": "en", "year": 2018, "unit": "ha-tien"},
        "output": "../outputs",
    }


@pytest.mark.usefixtures("without_numbers")
def test_from_another_folder_no_files_are_offered(dataset: Path) -> None:
    (dataset.parent / "2018.yml").write_text(f"year: 2018\ndataset: {dataset.name}\n", "utf-8")
    panel = explore(dataset.parent / "2018.yml", base=dataset.parent)

    assert "files" not in [kind for _, kind in dropdowns(panel)["Lấy ra"].options]


def test_without_a_parameters_file_no_files_are_offered(panel: Panel) -> None:
    assert "files" not in [kind for _, kind in dropdowns(panel)["Lấy ra"].options]
    with pytest.raises(UnknownCodeError):
        panel.code("files")


def test_a_cell_is_added_in_jupyter_and_printed_elsewhere(
    panel: Panel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    panel.add_cell("frame")
    assert capsys.readouterr().out == panel.code("frame") + "\n"

    class Shell:
        added: tuple[str, bool]

        def set_next_input(self, text: str, *, replace: bool) -> None:
            self.added = (text, replace)

    shell = Shell()
    monkeypatch.setattr(panels, "_shell", lambda: shell)
    panel.add_cell("csv")
    assert shell.added == (panel.code("csv"), False)


def test_an_unknown_choice_names_those_there_are(panel: Panel) -> None:
    with pytest.raises(UnknownCodeError, match="'rach-gia'"):
        panel.choose(unit="rach-gi")
    with pytest.raises(UnknownCodeError, match="'subject'"):
        panel.choose(subjekt="member")


def test_a_choice_without_ratings_gives_an_empty_frame(panel: Panel) -> None:
    panel.choose(unit="ha-tien", year=2017)

    assert panel.section is None
    assert panel.frame.empty
    assert "level" in panel.frame
