"""`kgreport list` tells how each report stands, and tells of a build what the build would do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgreport.batch.plan import Planner
from kgreport.builder.failures import failure_file, forget_failure, keep_failure
from kgreport.builder.installation import package_versions
from kgreport.builder.result import failed
from kgreport.cli.app import app
from kgreport.outputs.states import ReportState, states_of
from tests.batch.test_plan import Project, pretend
from tests.builds import set_installation
from tests.outputs.pretended import build, request


def fail(message: str = "cell 3 failed", **asked: object) -> None:
    for planned in Planner(request(**asked)).plan().reports:
        keep_failure(planned.job, planned.recipe, failed(planned.job.title, message))


def states(**asked: object) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {str(one.identity["report"]): (one.state, one.reasons) for one in states_of(request(**asked))}


def state() -> ReportState:
    (only,) = states_of(request())
    return only


def test_what_was_never_built_is_not_built(given: Project) -> None:
    assert (state().state, state().built, state().files) == ("not built", None, ())


def test_what_was_built_and_did_not_change_is_current_since_then(given: Project) -> None:
    build()

    assert state().state == "current"
    assert state().built is not None
    assert [path.name for path in state().files] == ["annual-report-x.html", "annual-report-x.pdf"]


def change_a_table(project: Project) -> None:
    project.write_members("11")


def set_a_parameter(project: Project) -> None:
    project.parameters.write_text("year: 2018\ndataset: ../data\nplace: Rạch Giá\n", "utf-8")


def remove_the_page(project: Project) -> None:
    (project.folder / "outputs/x/annual-report-x.html").unlink()


def write_half_a_page(project: Project) -> None:
    """A build was killed while it put its files in place."""
    (project.folder / "outputs/x/annual-report-x.html").write_text("new", "utf-8")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (change_a_table, "figures.csv changed"),
        (set_a_parameter, "parameter place changed"),
        (remove_the_page, "annual-report-x.html is missing"),
        (write_half_a_page, "annual-report-x.html was changed"),
    ],
)
def test_what_is_out_of_date_says_what_changed_as_a_build_would(
    given: Project, change: Callable[[Project], None], why: str
) -> None:
    build()

    change(given)

    assert (state().state, state().reasons) == ("out of date", (why,))
    (planned,) = Planner(request(), save=False).plan().reports
    assert planned.reasons == state().reasons
    assert state().built is not None


def test_another_version_of_a_library_is_named(given: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    versions = package_versions()
    set_installation(monkeypatch, versions={**versions, "pandas": "8"})

    assert state().reasons == (f"pandas {versions['pandas']} → 8",)


def test_a_failure_is_told_until_something_changes_or_the_report_is_built(given: Project) -> None:
    build()
    change_a_table(given)
    fail("cell 3 failed\nValueError")
    assert (state().state, state().reasons) == ("failed", ("cell 3 failed", "ValueError"))
    assert None not in (state().built, state().tried)

    given.write_members("12")
    assert (state().state, state().reasons) == ("out of date", ("figures.csv changed",))

    fail()
    (planned,) = Planner(request(), save=False).plan().reports
    forget_failure(planned.job)
    pretend(planned)
    assert (state().state, state().tried) == ("current", None)
    assert not failure_file(planned.job).exists()


def test_a_failure_of_figures_that_were_put_back_is_history(given: Project) -> None:
    build()
    change_a_table(given)
    fail()

    given.write_members("10")

    assert state().state == "current"


def test_a_dataset_that_is_gone_is_data_missing_and_what_was_built_stays_told(given: Project) -> None:
    build()
    shutil.rmtree(given.data)

    gone = state()

    assert (gone.state, gone.reasons) == ("data missing", ("there is no ../data",))
    assert gone.built is not None
    assert gone.identity["year"] == 2018
    given.data.mkdir()
    assert (state().state, state().reasons) == ("data missing", ("../data has no tables",))


def test_where_units_come_from_a_dataset_that_is_gone_the_file_is_told(given: Project) -> None:
    given.parameters.write_text("year: 2018\ndataset: ../data\nmatrix: {units: all}\n", "utf-8")
    shutil.rmtree(given.data)

    assert [one.state for one in states_of(request())] == ["data missing"]


def test_a_final_in_english_is_no_draft_in_vietnamese(given: Project) -> None:
    build(overrides={"language": "en", "status": "final"})

    draft, final = states_of(request())

    assert (draft.identity["report"], draft.state) == ("x", "not built")
    assert (final.identity["report"], final.state) == ("x (en, final)", "current")
    assert (final.identity["language"], final.identity["status"]) == ("en", "final")


def test_what_options_asked_for_is_told_and_is_out_of_date_like_all_others(given: Project) -> None:
    build(units="all", notebooks="trend_report")
    change_a_table(given)

    told = states()

    assert told["x"] == ("not built", ())
    assert told["x/a (trend-report)"] == ("out of date", ("figures.csv changed",))
    assert len(told) == 4
    assert list(states(units="a")) == ["x/a"]


def test_units_have_their_names_and_notebooks_say_whose_they_are(given: Project) -> None:
    (given.folder / "notebooks/trend_report.ipynb").write_bytes(given.notebook.read_bytes())

    annual, trend = states_of(request(units="b", notebooks="annual_report,trend_report"))

    assert (annual.identity["unit"], annual.identity["unit_name"]) == ("b", "B")
    assert (annual.identity["notebook"], annual.identity["own_notebook"]) == ("annual_report", None)
    assert Path(str(trend.identity["own_notebook"])).parts[-2:] == ("notebooks", "trend_report.ipynb")


DAMAGED = (
    "",
    "{",
    "[]",
    '{"key": 7}',
    "\x00\x01",
    '{"report": "x", "key": "k", "made_from": {}, "outputs": []}',
)


@pytest.mark.parametrize("text", DAMAGED)
@pytest.mark.parametrize(
    "file",
    [
        "x/manifest.json", "x/manifest-en.json", ".kgreport/failures/x/annual-report-x.json",
        ".kgreport/hashes.json",
        ".kgreport/catalogs.json", "batch.json",
    ],
)  # fmt: skip
def test_no_damaged_file_stops_the_list(given: Project, file: str, text: str) -> None:
    build()
    (given.folder / "outputs/.kgreport/failures/x").mkdir(parents=True)

    (given.folder / "outputs" / file).write_text(text, "utf-8")

    expected = "out of date" if file == "x/manifest.json" else "current"
    assert {name: how for name, (how, _) in states().items()} == {"x": expected}


def listed(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["list", *arguments])
    return done.exit_code, done.stdout


def test_the_table_is_for_people_and_the_list_for_programs(given: Project) -> None:
    build()
    given.parameters.with_name("y.yml").write_text("year: 2018\ndataset: ../gone\nlanguage: en\n", "utf-8")

    code, table = listed()
    lines = [line.split("  ") for line in table.splitlines()]
    assert code == 0
    assert [line[0] for line in lines] == ["Report", "x", "y (en)"]
    assert "data missing: there is no ../gone" in table

    _, text = listed("--json")
    x, y = json.loads(text)
    assert (x["report"], x["parameters"], x["state"], x["code"]) == ("x", "params/x.yml", "current", 0)
    assert x["built"].startswith("20")
    assert (y["report"], y["year"], y["language"], y["status"]) == ("y (en)", 2018, "en", "draft")
    assert (y["state"], y["reasons"], y["built"]) == ("data missing", ["there is no ../gone"], None)
    assert x.keys() == y.keys()


def test_parameters_that_cannot_be_used_are_listed_and_are_wrong_usage(given: Project) -> None:
    given.parameters.with_name("y.yml").write_text("yaer: 2018\n", "utf-8")

    code, table = listed()

    assert code == 2
    assert "không lập được: params/y.yml: thiếu tham số 'year'; bổ sung; …" in table
    assert "yaer" not in table
    assert "chưa lập" in table
    assert max(map(len, table.splitlines())) < 220


def test_an_earlier_edition_is_listed_as_issued(given: Project) -> None:
    given.parameters.write_text("year: 2018\ndataset: ../data\nstatus: final\n", "utf-8")
    build()
    given.write_members("11")
    (changed,) = states_of(request())
    with given.parameters.open("a", encoding="utf-8") as file:
        file.write("edition: 2\nreason: A\n")
    build()

    now, before = states_of(request())

    assert (changed.state, changed.code, changed.reasons[0].split(":")[0]) == (
        "failed", 2, "báo cáo đã ban hành, không ghi đè; từ đó đến nay",
    )  # fmt: skip
    assert (now.identity["report"], now.state, now.identity["edition"]) == (
        "x (final, edition-2)", "current", 2,
    )  # fmt: skip
    assert (before.identity["report"], before.state, before.identity["edition"]) == ("x (final)", "issued", 1)
    assert [path.name for path in before.files] == ["annual-report-x-final.html", "annual-report-x-final.pdf"]
