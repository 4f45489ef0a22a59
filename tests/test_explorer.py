"""The explorer shows sections of the report for what an analyst chose, and reads the figures once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kgreport import build_report, explore
from kgreport.explorer import Choice, Explorer
from kgreport.report import Report
from kgreport.terms.findings import DatasetError

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


@pytest.fixture
def panel(dataset: Path) -> Any:
    return explore(base=dataset.parent, year=2018, dataset=dataset.name)


def dropdowns(panel: Any) -> dict[str, Any]:
    return {child.description: child for child in panel.children[0].children}


def shown(panel: Any) -> str:
    return str(panel.children[1].value)


def test_the_choices_are_those_with_figures(panel: Any) -> None:
    choices = dropdowns(panel)

    assert [name for name, _ in choices["Đơn vị"].options] == [
        "Toàn Đảng bộ",
        "Thành ủy Rạch Giá",
        "Thành ủy Hà Tiên",
    ]
    assert list(choices["Năm"].options) == [2018, 2017]
    assert [name for name, _ in choices["Đối tượng"].options] == ["Tổ chức đảng", "Đảng viên"]


def test_beginning_with_a_unit_leaves_all_others_to_choose(dataset: Path) -> None:
    panel = explore(base=dataset.parent, year=2018, dataset=dataset.name, unit="rach-gia")
    choices = dropdowns(panel)
    choices["Đối tượng"].value = "member"

    assert [code for _, code in choices["Đơn vị"].options] == ["", "rach-gia", "ha-tien"]
    assert "20 đảng viên" in shown(panel)
    choices["Đơn vị"].value = ""
    assert "50 đảng viên" in shown(panel)


def test_what_is_chosen_is_shown(panel: Any) -> None:
    choices = dropdowns(panel)
    choices["Đối tượng"].value = "member"
    assert "50 đảng viên" in shown(panel)

    choices["Đơn vị"].value = "rach-gia"
    assert "20 đảng viên" in shown(panel)

    choices["Năm"].value = 2017
    assert "10 đảng viên" in shown(panel)


def test_another_subject_has_tiers_of_its_own(panel: Any) -> None:
    choices = dropdowns(panel)
    choices["Cấp"].value = "grassroots"
    assert "7 tổ chức cơ sở đảng" in shown(panel)

    choices["Đối tượng"].value = "member"

    assert choices["Cấp"].value == ""
    assert [name for name, _ in choices["Cấp"].options] == ["tất cả"]


def test_a_choice_without_ratings_says_so(panel: Any) -> None:
    choices = dropdowns(panel)

    choices["Đơn vị"].value = "ha-tien"
    choices["Năm"].value = 2017

    assert "Không có số liệu xếp loại cho lựa chọn này" in shown(panel)


def test_the_sections_are_those_of_the_report(dataset: Path) -> None:
    given: dict[str, Any] = {"base": dataset.parent, "year": 2018, "dataset": dataset.name}
    report = build_report(**given)

    views = Explorer(report, dataset.parent).views(Choice("rach-gia", 2018, "member"))

    assert views[0] == build_report(**given, unit="rach-gia").levels("member")


def test_the_figures_are_read_once(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer = Explorer(
        build_report(base=dataset.parent, year=2018, dataset=dataset.name),
        dataset.parent,
    )

    def refuse(*_: object) -> None:
        msg = "read again"
        raise AssertionError(msg)

    monkeypatch.setattr("kgreport.report.reading.read_dataset", refuse)

    assert explorer.html(Choice("", 2018, "member")) == explorer.html(Choice("", 2018, "member"))


def test_simulated_figures_say_so(dataset: Path) -> None:
    def html(report: Report) -> str:
        return Explorer(report, dataset.parent).html(Choice("", 2018, "member"))

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
