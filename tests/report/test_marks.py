"""What a report shows says that it is a draft, and that its figures are simulated."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kgreport import build_report, build_trend, read_dataset
from kgreport.terms.findings import DatasetError
from kgreport.terms.marks import MARKS

MakeDataset = Callable[..., Path]
BOTH = {"draft_mark": "DỰ THẢO", "simulated_mark": "SỐ LIỆU MÔ PHỎNG"}
FINAL: dict[str, Any] = {
    "status": "final",
    "number": "Số 1-BC/TU",
    "issued": "2019-04-01",
    "signer": "Nguyễn Văn Anh",
    "issuer": "Tỉnh ủy A",
    "signature": ["T/M TỈNH ỦY"],
}


@pytest.fixture
def simulated(make_dataset: MakeDataset) -> dict[str, Any]:
    """Give the parameters of a draft with simulated figures."""
    folder = make_dataset("2018,,member,,rated,20,s", "2018,,member,,excellent,5,s")
    (folder / "dataset.yml").write_text("simulated: true\n", "utf-8")
    return {"year": 2018, "dataset": folder.name, "base": folder.parent}


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Run as in the cell of a notebook, and give what is left in its output."""
    found: list[Any] = []
    shell = SimpleNamespace(display_pub=SimpleNamespace(publish=found.append))
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    return found


def carried(view: Any) -> dict[str, str]:
    metadata = view._repr_mimebundle_()[1]["kgreport"]
    return {name: metadata[name] for name in BOTH if name in metadata}


def test_every_section_carries_both_marks(simulated: dict[str, Any]) -> None:
    report = build_report(**simulated)

    assert carried(report.levels("member")) == BOTH
    assert carried(report.quality()) == BOTH


@pytest.mark.parametrize("read", [build_report, build_trend])
def test_the_cell_that_reads_the_figures_carries_both_marks(
    read: Callable[..., Any], simulated: dict[str, Any], left: list[Any]
) -> None:
    """So whatever is made of them has them: a frame, Markdown, a picture."""
    read(**simulated)

    assert left == [{MARKS: BOTH}]


def test_the_marks_are_in_the_language_of_the_report(simulated: dict[str, Any], left: list[Any]) -> None:
    build_report(**simulated, language="en")

    assert left == [{MARKS: {"draft_mark": "DRAFT", "simulated_mark": "SIMULATED DATA"}}]


def test_a_dataset_read_alone_carries_the_mark_of_simulated_figures(
    simulated: dict[str, Any], left: list[Any]
) -> None:
    read_dataset(simulated["dataset"], base=simulated["base"], language="vi")

    assert left == [{MARKS: {"simulated_mark": "SỐ LIỆU MÔ PHỎNG"}}]


def test_a_final_report_of_real_figures_has_none(make_dataset: MakeDataset, left: list[Any]) -> None:
    folder = make_dataset("2018,,member,,rated,20,s", "2018,,member,,excellent,5,s")
    report = build_report(year=2018, dataset=folder.name, base=folder.parent, **FINAL)

    assert left == []
    assert "draft_mark" not in report.levels("member").metadata()
    assert "draft_mark" not in report.head().metadata()["document"]  # type: ignore[operator]


def test_outside_a_notebook_nothing_is_left(
    simulated: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = SimpleNamespace(get_ipython=lambda: None)
    monkeypatch.setitem(sys.modules, "IPython", nobody)

    build_report(**simulated)


def test_figures_of_another_place_are_marked_as_a_sample(make_dataset: MakeDataset, left: list[Any]) -> None:
    """The mark says whose they are, beside every other mark, and the head explains it."""
    folder = make_dataset("2018,,member,,rated,20,s", "2018,,member,,excellent,5,s")
    (folder / "dataset.yml").write_text("place: Kiên Giang\nsimulated: true\n", "utf-8")
    asked: dict[str, Any] = {"year": 2018, "dataset": folder.name, "base": folder.parent}

    others = build_report(**asked, superior="ĐẢNG BỘ TỈNH CÀ MAU")
    own = build_report(**asked, place="Rạch Giá", superior="TỈNH ỦY KIÊN GIANG")

    mark = "SỐ LIỆU MÔ PHỎNG · SỐ LIỆU MẪU: Kiên Giang"
    assert carried(others.levels("member"))["simulated_mark"] == mark
    assert left[0][MARKS]["simulated_mark"] == mark
    assert (others.head().simulated, "của Kiên Giang" in others.head().caution) == (mark, True)
    assert carried(own.levels("member")) == BOTH


def test_the_packaged_figures_are_no_final_report_of_another_province() -> None:
    final = {**FINAL, "year": 2018, "dataset": "kien-giang-2018", "first_year": 2015, "place": "Cà Mau"}

    with pytest.raises(DatasetError) as error:
        build_report(final)

    assert "final-dataset" in [one.id for one in error.value.findings]
    assert "số liệu là của Kiên Giang" in str(error.value)
    assert carried(build_report(final, status="draft").levels()) == {
        "draft_mark": "DỰ THẢO", "simulated_mark": "SỐ LIỆU MẪU: Kiên Giang",
    }  # fmt: skip
