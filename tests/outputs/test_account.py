"""The mail of a failed batch says in sentences what failed, why, what was built, and what to do."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kgreport.batch.journal import Journal
from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.builder.result import Result, failed
from kgreport.outputs.account import account
from tests.batch.test_plan import Project, pretend

FINDING = {"id": "bound-2018-a-member-reviewed"}


def told(project: Project, *results: Result, language: str = "vi") -> list[str]:
    """Give the account of a batch of all units of the project that ended with these results."""
    project.parameters.write_text(f"year: 2018\ndataset: ../data\nlanguage: {language}\n", "utf-8")
    request = make_request("params/x.yml", output="outputs", units="all")
    plan = Planner(request).plan()
    journal = Journal(Path("outputs/batch.json"))
    journal.begin(plan)
    for result in results:
        journal.add(result)
    when = datetime(2019, 3, 28, 6, 17)
    return account(plan, journal, when=when, command=["kgreport", "build", "params/năm 1.yml"]).splitlines()


@pytest.fixture
def given(given: Project) -> Project:
    (given.folder / "outputs").mkdir()
    return given


def test_it_says_what_failed_why_what_was_built_and_what_to_do(given: Project) -> None:
    bad = failed("x/a", "không dùng được số liệu này\nlỗi: Đã kiểm điểm 11, nhiều hơn 1")
    findings = Result(**{**{name: getattr(bad, name) for name in bad.__slots__}, "findings": (FINDING,)})

    lines = told(given, Result(report="x", status="built"), findings, Result(report="x/b", status="built"))

    assert lines == [
        "1 trong 3 báo cáo không lập được, ngày 28/03/2019 lúc 06:17, thư mục outputs.",
        "",
        "KHÔNG LẬP ĐƯỢC",
        "- x/a (params/x.yml, năm 2018, A)",
        "    không dùng được số liệu này",
        "    lỗi: Đã kiểm điểm 11, nhiều hơn 1",
        "    Chưa có bản nào lập trước đó.",
        "",
        "ĐÃ LẬP: 2 báo cáo: x, x/b",
        "",
        "CẦN LÀM",
        "1. Sửa số liệu ở những chỗ nêu trên; nếu nguồn in đúng như vậy, ghi mã phát hiện và lý do vào "
        "accepted_findings của tệp tham số.",
        f"2. Chạy lại trong {given.folder.as_posix()}: kgreport build 'params/năm 1.yml'. Báo cáo đã lập và "
        "không thay đổi thì không lập lại.",
        "3. Xem tình trạng từng báo cáo: kgreport list",
    ]


def test_the_same_reason_stands_once(given: Project) -> None:
    lines = told(given, *(failed(f"x/{unit}", f"x/{unit}: figures.csv: x") for unit in "ab"))

    start = lines.index("KHÔNG LẬP ĐƯỢC")
    assert lines[start + 1 : start + 4] == [
        "- x/a (params/x.yml, năm 2018, A)", "- x/b (params/x.yml, năm 2018, B)", "    figures.csv: x",
    ]  # fmt: skip


def test_it_is_in_the_language_of_the_report_and_names_what_is_still_there(given: Project) -> None:
    given.parameters.write_text("year: 2018\ndataset: ../data\nlanguage: en\n", "utf-8")
    request = make_request("params/x.yml", output="outputs")
    pretend(Planner(request).plan().reports[0])
    given.write_members("11")

    lines = told(given, failed("x (en)", "cell 3 failed"), language="en")

    assert lines[0] == "1 of 3 reports could not be built, on 2019-03-28 at 06:17, in the folder outputs."
    assert any(line.startswith("    The report built on 20") and "outputs/x" in line for line in lines)
    assert "BUILT: 0 reports: –" in lines
    assert lines[-3].startswith("1. Look at the cell that failed")
