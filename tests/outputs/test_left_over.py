"""`kgreport prune` removes what no parameters file stands for, and nothing that kgreport did not write."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from typer.testing import CliRunner

from kgreport.batch.plan import Planner
from kgreport.builder.failures import keep_failure
from kgreport.builder.result import failed
from kgreport.cli.app import app
from kgreport.outputs.left_over import left_over
from tests.batch.test_plan import Project
from tests.outputs.pretended import build, request


def found() -> dict[str, str]:
    return {one.stored.folder.as_posix(): one.why for one in left_over(request())}


def prune(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["prune", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def write(project: Project, text: str, name: str = "x.yml") -> None:
    project.parameters.with_name(name).write_text("year: 2018\ndataset: ../data\n" + text, "utf-8")


def test_what_a_parameters_file_stands_for_stays(given: Project) -> None:
    build()
    build(units="all", years="2018")
    build(overrides={"language": "en", "status": "final"}, notebooks="trend_report")

    assert found() == {}
    assert prune("--delete") == "báo cáo nào cũng có tệp tham số yêu cầu\n"


def test_a_renamed_parameters_file_leaves_its_old_report_over(given: Project) -> None:
    build()
    given.parameters.rename(given.parameters.with_name("y.yml"))
    build()

    assert found() == {"outputs/x": "there is no parameters file params/x.yml"}


def test_nothing_is_removed_before_it_is_asked_for(given: Project) -> None:
    build()
    given.parameters.rename(given.parameters.with_name("y.yml"))

    assert prune().splitlines() == [
        "outputs/x: không có tệp tham số params/x.yml",
        "  annual-report-x.html", "  annual-report-x.pdf", "  manifest.json",
        "3 tệp; chưa xóa gì, thêm --delete để xóa",
    ]  # fmt: skip
    assert len(list(Path("outputs/x").iterdir())) == 3

    assert prune("--delete").splitlines()[-1] == "đã xóa 3 tệp"
    assert not Path("outputs/x").exists()
    assert Path("outputs").is_dir()


def test_nothing_that_kgreport_did_not_write_or_that_was_changed_is_removed(given: Project) -> None:
    build()
    Path("outputs/x/notes.txt").write_text("mine", "utf-8")
    Path("outputs/x/annual-report-x.html").write_text("corrected by hand", "utf-8")
    Path("outputs/other").mkdir()
    Path("outputs/other/manifest.json").write_text('{"name": "an app", "outputs": {}}', "utf-8")
    shutil.copytree("outputs/x", "outputs/x of last week")
    given.parameters.rename(given.parameters.with_name("y.yml"))

    told = prune("--delete")

    assert "annual-report-x.html đã bị sửa sau khi lập: giữ nguyên" in told
    assert sorted(path.name for path in Path("outputs/x").iterdir()) == ["annual-report-x.html", "notes.txt"]
    assert Path("outputs/other/manifest.json").exists()
    assert len(list(Path("outputs/x of last week").iterdir())) == 4


def test_the_draft_is_left_over_once_the_file_says_final(given: Project) -> None:
    build()
    write(given, "status: final\n")
    build()

    assert found() == {"outputs/x": "params/x.yml does not ask for it any more"}
    prune("--delete")
    assert sorted(path.name for path in Path("outputs/x").iterdir()) == [
        "annual-report-x-final.html", "annual-report-x-final.pdf", "manifest-final.json",
    ]  # fmt: skip


def test_a_unit_that_left_the_matrix_or_the_dataset_is_left_over(given: Project) -> None:
    write(given, "matrix: {units: all}\n")
    build()
    assert found() == {}

    (given.data / "units.csv").write_text("id,name,parent,order\na,A,,1\n", "utf-8")

    assert list(found()) == ["outputs/x/b"]


def test_while_units_are_unknown_nothing_of_the_file_is_left_over(given: Project) -> None:
    write(given, "matrix: {units: all}\n")
    build()

    shutil.rmtree(given.data)
    assert found() == {}
    write(given, "units: [\n")
    assert found() == {}


def test_two_files_of_one_name_leave_nothing_over(given: Project) -> None:
    build()
    write(given, "", name="x.yaml")
    build_again = left_over(request(params=["params/x.yml", "params/x.yaml"]))

    assert list(build_again) == []


def test_what_options_asked_for_is_left_over_once_its_notebook_is_gone(given: Project) -> None:
    build(notebooks=str(given.notebook.relative_to(given.folder)))
    assert found() == {}

    given.notebook.unlink()

    assert found() == {"outputs/x": "there is no notebook notebooks/own.ipynb"}


def test_a_file_elsewhere_stands_for_its_report(given: Project, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere/z.yml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(f"year: 2018\ndataset: {given.data.as_posix()}\n", "utf-8")
    build(params=elsewhere)
    assert found() == {}

    elsewhere.unlink()

    assert found() == {"outputs/z": "there is no parameters file elsewhere/z.yml"}


def test_a_failure_is_left_over_too(given: Project) -> None:
    (planned,) = Planner(request()).plan().reports
    (planned.job.folder / "failed").mkdir(parents=True)
    (planned.job.folder / "failed/annual-report-x.ipynb").write_text("{}", "utf-8")
    keep_failure(planned.job, planned.recipe, failed("x", "cell 3"))
    assert found() == {}
    given.parameters.rename(given.parameters.with_name("y.yml"))

    prune("--delete")

    assert not Path("outputs/x").exists()


def test_programs_get_the_same_shape(given: Project) -> None:
    build()
    given.parameters.rename(given.parameters.with_name("y.yml"))

    (told,) = json.loads(prune("--json"))

    assert (told["report"], told["state"], told["year"], told["status"]) == ("x", "left over", 2018, "draft")
    assert told["files"] == [
        "outputs/x/annual-report-x.html", "outputs/x/annual-report-x.pdf", "outputs/x/manifest.json",
    ]  # fmt: skip


def test_the_last_good_draft_stays_while_the_final_version_is_not_built(given: Project) -> None:
    build()
    write(given, "status: final\n")
    (final,) = Planner(request()).plan().reports
    keep_failure(final.job, final.recipe, failed("x (final)", "cell 3"))

    assert found() == {}


def test_what_is_kept_of_a_failure_goes_with_it_and_is_not_offered(given: Project) -> None:
    (planned,) = Planner(request()).plan().reports
    keep_failure(planned.job, planned.recipe, failed("x", "cell 3"))
    write(given, "language: en\n")
    build()

    assert prune("--delete") == "báo cáo nào cũng có tệp tham số yêu cầu\n"
    assert list(Path("outputs/.kgreport/failures").rglob("*.json")) == []


def test_a_run_with_an_english_report_speaks_english(given: Project) -> None:
    write(given, "language: en\n")
    build()
    given.parameters.rename(given.parameters.with_name("y.yml"))

    assert prune().splitlines()[0] == "outputs/x: there is no parameters file params/x.yml"


def test_what_was_issued_stays_whatever_is_asked_for_later(given: Project) -> None:
    write(given, "status: final\n")
    build()
    for later in ("status: final\nedition: 2\nreason: A\n", "edition: 2\nreason: A\n"):
        write(given, later)
        assert found() == {}
    given.parameters.unlink()
    write(given, "", name="y.yml")

    assert found() == {}
