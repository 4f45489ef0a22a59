"""`kgreport verify` says what each file is; the worst of them is the exit status."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.builder.job import Job
from kgreport.builder.result import Result as Built
from kgreport.cli.app import app
from tests.builds import build_alone
from tests.published_files import by_suffix

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def verify(*arguments: object) -> Result:
        return CliRunner().invoke(app, ["verify", *map(str, arguments)], prog_name="kgreport")

    return verify


@pytest.fixture
def page(published_2018_files: Path, tmp_path: Path) -> Path:
    """Copy the page of the report of 2018 as it may come by mail."""
    return Path(shutil.copyfile(by_suffix(published_2018_files)[".html"], tmp_path / "mailed.html"))


def test_the_four_answers_have_a_status_each(run: Run, page: Path, published_2018_files: Path) -> None:
    content = page.read_text("utf-8")
    Path("look.html").write_text(content.replace("<main", "<main class='x'", 1), "utf-8")
    Path("tampered.html").write_text(content.replace(">53.340<", ">53.341<", 1), "utf-8")
    csv = shutil.copy(by_suffix(published_2018_files)[".table-levels.csv"], ".")
    Path(csv).write_text(Path(csv).read_text("utf-8").replace("53340", "53341"), "utf-8")

    codes = [run(file, "-o", published_2018_files).exit_code for file in ("mailed.html", "look.html", csv)]
    worst = run("mailed.html", "tampered.html", "look.html", "none.html", "-o", published_2018_files)

    assert codes == [0, 4, 5]
    assert worst.exit_code == 6
    assert [line.split(":")[1].split(",")[0].strip() for line in worst.stdout.splitlines()[:2]] == [
        "identical",
        "tampered",
    ]
    assert "“Số liệu chính, năm 2018”, Đảng viên được xếp loại, Năm 2018: 53.340 → 53.341" in worst.stdout
    assert worst.stderr == "none.html: there is no such file; check its name\n"


def test_json_has_a_line_for_each_file(run: Run, page: Path) -> None:
    Path("foreign.html").write_text("<!DOCTYPE html><p>5</html>", "utf-8")
    result = run("mailed.html", "foreign.html", "--json")
    one, other = map(json.loads, result.stdout.splitlines())

    assert (one["answer"], one["code"], one["seal"], one["compared_with"]) == ("identical", 0, "intact", None)
    assert one["signatures"] == []
    assert (other["answer"], other["code"], result.exit_code) == (None, 2, 2)
    assert "carries no manifest" in other["reasons"][0]


def test_a_file_of_no_known_report_cannot_be_built_again(run: Run) -> None:
    Path("table.csv").write_text("a,b\n1,2\n", "utf-8")

    assert "table.csv: carries no manifest" in run("table.csv", "--rebuild").stderr


def test_the_manifest_of_a_build_is_no_file_to_verify(run: Run, published_2018_files: Path) -> None:
    result = run(published_2018_files / "2018/manifest.json")

    assert (result.exit_code, result.output) == (0, "")


def test_a_file_is_compared_with_the_report_built_again(
    run: Run, built_2018: Built, project: Path, monkeypatch: pytest.MonkeyPatch, warm: str | None
) -> None:
    """The file only says which report it is: parameters, data and notebook are the project's own."""

    def build(job: Job, *_: object, **__: object) -> Built:
        return build_alone(job, warm=warm)

    monkeypatch.setattr("kgreport.verification.rebuilding.build_planned", lambda one: build(one.job))
    page = next(path for path in built_2018.files if path.suffix == ".html")
    params = Path(shutil.copyfile(project / "params/2018.yml", "2018.yml"))
    same = run(page, "--rebuild", "--params", params)
    params.write_text(params.read_text("utf-8").replace("place: Kiên Giang", "place: Rạch Giá"), "utf-8")
    other = run(page, "--rebuild", "--params", params)
    of_another = run(page, "--rebuild", "--params", shutil.copyfile(params, "2019.yml"))
    not_there = run(page, "--rebuild", "--params", "2020.yml")

    assert same.stdout.endswith("identical: byte for byte as the report built again\n")
    assert [one.exit_code for one in (same, other, of_another, not_there)] == [0, 4, 2, 2]
    assert "made from something else: parameter place changed\n" in other.stdout
    assert "asks for the report 2018" in of_another.stderr
    assert "no parameters file 2020.yml" in not_there.stderr
