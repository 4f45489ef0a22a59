"""A later edition lists what changed since the one before, and marks it where it stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kgreport import Report, build_report, build_trend
from kgreport.builder.manifest import with_own_hash
from kgreport.environment import EARLIER, NO_EARLIER
from kgreport.report.basis import Basis
from kgreport.report.editions.earlier import Earlier, NotFound, find_earlier
from kgreport.terms.findings import DatasetError
from kgreport.views.tables import Table
from kgreport.views.view import Section
from kgreport.whole_files import hash_bytes

FIRST = {"rated": 100, "excellent": 20, "unfulfilled": 3}
FINAL: dict[str, Any] = {
    "status": "final",
    "number": "Số 1-BC/TU",
    "issued": "2019-04-01",
    "signer": "Lê Văn Tám",
}
AGAIN: dict[str, Any] = {"edition": 2, "reason": "Bổ sung số liệu nộp muộn."}


class Project:
    """A folder with parameters, figures of members, and what was issued."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.outputs = folder, folder / "outputs"

    def write(self, **counts: int) -> None:
        rows = "".join(f"2018,,member,,{measure},{count},s\n" for measure, count in counts.items())
        header = "year,unit,subject,tier,measure,value,source\n"
        (self.folder / "data/figures.csv").write_text(header + rows, "utf-8")

    def report(self, **given: Any) -> Report:
        values = {"year": 2018, "dataset": "../data", "narrative": {"causes": "Còn 12 đơn vị chậm."}, **given}
        return build_report(values, base=self.folder / "params")

    def issue(
        self, report: Basis, manifest: str = "manifest-final.json", notebook: str = "annual_report"
    ) -> Path:
        """Leave what a build of a final report leaves: its notebook, and its manifest."""
        folder = self.outputs / "2018"
        folder.mkdir(parents=True, exist_ok=True)
        outputs = [output(one) for one in shown(report)]
        content = json.dumps({"cells": [{"cell_type": "code", "outputs": outputs}]}).encode()
        name = manifest.replace("manifest", notebook).replace(".json", ".ipynb")
        (folder / name).write_bytes(content)
        known = {
            "report": "2018",
            "key": "k",
            "origin": {"notebook": notebook},
            "made_from": {"parameters": report.parameters.content()},
            "outputs": {name: hash_bytes(content)},
        }
        (folder / manifest).write_bytes(with_own_hash(known))
        return folder / name


def shown(report: Basis) -> Iterator[Section]:
    for chapter in report.contents:
        yield from (make(report, *args) for make, args in chapter.sections)


def output(view: Section) -> dict[str, Any]:
    data, metadata = view._repr_mimebundle_()
    return {"output_type": "display_data", "data": data, "metadata": metadata}


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a project whose first edition was issued, with twenty members excellent."""
    made = Project(tmp_path_factory.mktemp("issued"))
    (made.folder / "params").mkdir()
    (made.folder / "data").mkdir()
    made.write(**FIRST)
    made.issue(made.report(**FINAL))
    return made.folder


@pytest.fixture
def project(issued: Path, tmp_path: Path) -> Project:
    """Give a copy of that project."""
    return Project(shutil.copytree(issued, tmp_path / "copy"))


def table(section: Section, name: str) -> Table:
    return next(view for view in section.views if isinstance(view, Table) and view.id == name)


def test_a_first_edition_lists_no_changes(project: Project) -> None:
    report = project.report(**FINAL)

    assert (report.earlier, report.edition_changes().views) == (None, [])
    assert "Ban hành lần" not in report.head().plain()


def test_the_head_says_the_edition_what_it_replaces_and_why(project: Project) -> None:
    told = project.report(**AGAIN).head().plain().splitlines()

    assert "Ban hành lần 2" in told
    assert told[-1] == (
        "Thay thế lần ban hành 1 (Số 1-BC/TU, ngày 01/4/2019). Lý do: Bổ sung số liệu nộp muộn. "
        "Những thay đổi: Phụ lục 1."
    )


def test_each_changed_figure_is_listed_with_where_it_stands(project: Project) -> None:
    project.write(**{**FIRST, "excellent": 22, "reviewed": 100})

    listed = table(project.report(**AGAIN).edition_changes(), "table-edition-figures")

    assert listed.cells() == [
        ["Đảng viên: đã kiểm điểm", "–", "100", "–", "mục I"],
        ["Đảng viên: hoàn thành xuất sắc nhiệm vụ", "20", "22", "+2", "Những điểm chính; mục II.1; mục II.2"],
    ]


def test_a_figure_that_is_gone_is_listed_too(project: Project) -> None:
    project.write(rated=100, unfulfilled=3)

    frame = project.report(**AGAIN).edition_changes().frames["edition_figures"].set_index("measure_label")

    gone = frame.loc["Hoàn thành xuất sắc nhiệm vụ"]
    assert gone["old"] == "20"
    assert pd.isna(gone["new"])


def test_changed_cells_of_a_table_are_marked_and_explained_below(project: Project) -> None:
    project.write(**{**FIRST, "excellent": 22})

    levels = table(project.report(**AGAIN).levels(), "table-levels")

    assert [cell for cell in levels.cells()[0] if "‡" in cell] == ["22‡", "22,00%‡"]
    assert levels.notes[-1].startswith("‡ Khác lần ban hành 1. Lần đó: Đảng viên: ")
    assert "Xuất sắc 20," in levels.notes[-1]
    assert all("22‡" in text for text in (levels.html(), levels.typst()))


def test_of_many_changed_cells_the_note_says_where_they_are_listed(project: Project) -> None:
    project.write(rated=200, excellent=22, good=90, unfulfilled=5)

    levels = table(project.report(**AGAIN).levels(), "table-levels")

    assert levels.notes[-1].endswith("chỗ; từng chỗ ghi ở Phụ lục 1.")


def test_what_is_printed_otherwise_is_listed_by_table_and_sentence(project: Project) -> None:
    project.write(**{**FIRST, "excellent": 22})
    report = project.report(**AGAIN, narrative={"causes": "Còn 13 đơn vị chậm."})

    listed = {
        (place, row): change
        for place, row, change in table(report.edition_changes(), "table-edition-places").cells()
    }

    assert "20 → 22" in listed["Bảng 1", "Đảng viên được xếp loại › Hoàn thành xuất sắc nhiệm vụ"]
    assert listed["Mục II", "lời văn"] == "12 → 13"
    assert all(" → " in change for change in listed.values())


def test_where_nothing_differs_it_is_said(project: Project) -> None:
    section = project.report(**AGAIN).edition_changes()

    assert "Không số liệu nào thay đổi." in section.plain()
    assert [view for view in section.views if view.counted_as] == []


def test_a_third_edition_is_compared_with_the_second(project: Project) -> None:
    project.write(**{**FIRST, "excellent": 22})
    project.issue(project.report(**FINAL, **AGAIN), "manifest-final-edition-2.json")
    project.write(**{**FIRST, "excellent": 23})

    section = project.report(edition=3, reason="Sửa lại.").edition_changes()

    assert table(section, "table-edition-figures").cells()[0][1:4] == ["22", "23", "+1"]
    assert "20" not in table(section, "table-edition-places").plain().replace("2018", "")


def test_an_edition_that_is_not_there_is_told_and_warned_of(project: Project) -> None:
    (project.outputs / "2018/manifest-final.json").unlink()

    report = project.report(**AGAIN)

    assert (
        "Không so được với lần ban hành 1: không có trong thư mục báo cáo đã lập."
        in report.edition_changes().plain()
    )
    assert [one.id for one in report.all_findings()] == ["edition-1"]


def test_a_final_edition_without_the_one_before_is_refused_until_that_is_accepted(project: Project) -> None:
    (project.outputs / "2018/manifest-final.json").unlink()
    accepted = [{"id": "edition-1", "reason": "Bản trước lập bằng cách khác."}]

    with pytest.raises(DatasetError, match="edition-1"):
        project.report(**FINAL, **AGAIN)

    assert project.report(**FINAL, **AGAIN, accepted_findings=accepted).stopping_findings() == []


def test_an_edition_that_was_changed_after_it_was_issued_is_not_compared_with(project: Project) -> None:
    issued = project.outputs / "2018/annual_report-final.ipynb"
    issued.write_bytes(issued.read_bytes().replace(b"20,00%", b"21,00%"))

    found = project.report(**AGAIN).earlier

    assert isinstance(found, NotFound)
    assert found.why.en == "annual_report-final.ipynb is missing, or was changed after it was issued"


def test_a_build_names_the_edition_before_or_says_that_there_is_none(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    parameters = project.report(**AGAIN).parameters

    monkeypatch.setenv(EARLIER, NO_EARLIER)
    assert isinstance(find_earlier(parameters, project.folder / "params"), NotFound)
    monkeypatch.setenv(EARLIER, str(project.outputs / "2018/manifest-final.json"))
    assert isinstance(find_earlier(parameters, Path("/")), Earlier)


@pytest.mark.parametrize(
    "other", [{"language": "en"}, {"year": 2017}, {"unit": "x"}, {"period": "quarter_4"}]
)
def test_a_report_of_another_unit_year_or_language_is_no_edition_before(
    project: Project, other: dict[str, Any]
) -> None:
    given = project.report(**AGAIN).parameters.model_copy(update=other)

    assert isinstance(find_earlier(given, project.folder / "params"), NotFound)


def test_a_trend_report_is_compared_with_a_trend_report(project: Project) -> None:
    project.write(**{**FIRST, "excellent": 22})
    values = {"year": 2018, "dataset": "../data", "first_year": 2018}
    base = project.folder / "params"
    project.issue(
        build_trend({**values, **FINAL}, base=base), "manifest-trend-report-final.json", "trend_report"
    )

    trend, annual = (make({**values, **AGAIN}, base=base) for make in (build_trend, build_report))

    assert "Không số liệu nào thay đổi." in trend.edition_changes().plain()
    assert "Không số liệu nào thay đổi." not in annual.edition_changes().plain()


def test_of_several_that_it_may_be_none_is_taken(project: Project) -> None:
    issued = project.outputs / "2018/manifest-final.json"
    shutil.copyfile(issued, issued.with_name("manifest-final-show-ids.json"))

    found = project.report(**AGAIN).earlier

    assert isinstance(found, NotFound)
    assert found.why.en == "there are several: 2018/manifest-final-show-ids.json, 2018/manifest-final.json"


def test_editions_without_blocks_are_read_from_their_page(project: Project) -> None:
    """An earlier kgreport kept no blocks in its notebooks."""
    path, kept = project.outputs / "2018/annual_report-final.ipynb", "application/vnd.kgreport.content+json"
    content = path.read_bytes()
    notebook = json.loads(content)
    for one in notebook["cells"][0]["outputs"]:
        del one["data"][kept]
    path.write_bytes(json.dumps(notebook).encode())
    manifest = path.with_name("manifest-final.json")
    manifest.write_text(
        manifest.read_text("utf-8").replace(hash_bytes(content), hash_bytes(path.read_bytes()))
    )
    project.write(**{**FIRST, "excellent": 22})

    levels = table(project.report(**AGAIN).levels(), "table-levels")

    assert [cell for cell in levels.cells()[0] if "‡" in cell] == ["22‡", "22,00%‡"]
