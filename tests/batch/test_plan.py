"""A report is built when, and only when, something it is made from has changed; and it is said what."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kgreport.batch.plan import Plan, PlannedReport, Planner
from kgreport.batch.request import Request, make_request
from kgreport.batch.run import build_all
from kgreport.builder.installation import package_versions
from kgreport.builder.manifest import parse_manifest, with_own_hash
from kgreport.errors import OutputError
from kgreport.left_behind import Owner
from kgreport.whole_files import hash_file
from tests.builds import set_installation

CELL: dict[str, object] = {
    "cell_type": "code",
    "id": "a",
    "metadata": {"tags": ["parameters"]},
    "source": "params = ''",
    "outputs": [],
    "execution_count": None,
}
NOTEBOOK = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


class Project:
    """A folder with a parameters file, a notebook and a dataset of two units."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.parameters = folder / "params/x.yml"
        self.notebook = folder / "notebooks/own.ipynb"
        self.data = folder / "data"
        for place in (self.parameters.parent, self.notebook.parent, self.data):
            place.mkdir(parents=True)
        self.parameters.write_text("year: 2018\ndataset: ../data\n", "utf-8")
        self.notebook.write_text(json.dumps(NOTEBOOK), "utf-8")
        (self.data / "units.csv").write_text("id,name,parent,order\na,A,,1\nb,B,,2\n", "utf-8")
        self.write_members("10")

    def write_members(self, value: str) -> None:
        rows = f"2018,a,member,,rated,{value},s\n2018,b,member,,rated,5,s\n"
        header = "year,unit,subject,tier,measure,value,source\n"
        (self.data / "figures.csv").write_text(header + rows, "utf-8")

    def request(self, **asked: Any) -> Request:
        return make_request(
            asked.pop("params", self.parameters),
            output=self.folder / "outputs",
            notebooks=self.notebook,
            **asked,
        )

    def plan(self, units: str = "", **settings: object) -> Plan:
        return Planner(self.request(units=units, overrides=settings)).plan()

    def build(self, units: str = "", **settings: object) -> None:
        for planned in self.plan(units, **settings).reports:
            pretend(planned)


def pretend(planned: PlannedReport) -> None:
    """Leave what a build would leave."""
    job = planned.job
    job.folder.mkdir(parents=True, exist_ok=True)
    files = [job.folder / job.file(f".{ending}") for ending in job.formats]
    for file in files:
        file.write_text(job.title, "utf-8")
    manifest = {
        "report": job.name,
        "origin": dict(planned.recipe.origin),
        "key": planned.recipe.key,
        "made_from": planned.recipe.as_dict(),
        "outputs": {file.name: hash_file(file) for file in files},
    }
    (job.folder / job.manifest).write_bytes(with_own_hash(manifest))


def reasons(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {planned.job.name: planned.reasons for planned in plan.reports}


@pytest.fixture
def given(tmp_path: Path) -> Project:
    return Project(tmp_path / "one")


def test_what_was_never_built_is_to_be_built(given: Project) -> None:
    assert reasons(given.plan()) == {"x": ("not built yet",)}


def test_what_did_not_change_is_current(given: Project) -> None:
    given.build("all")

    assert reasons(given.plan("all")) == {"x": (), "x/a": (), "x/b": ()}


def touch(project: Project) -> None:
    for path in project.folder.rglob("*"):
        os.utime(path, (10**9, 10**9))


def say_it_otherwise(project: Project) -> None:
    project.parameters.write_text("# the same\ndataset: ../data\nyear: 2018\n", "utf-8")


def run_in_an_editor(project: Project) -> None:
    ran = json.loads(project.notebook.read_text("utf-8"))
    ran["cells"][0] |= {"execution_count": 3, "id": "b", "outputs": [{"output_type": "stream", "text": "1"}]}
    ran["metadata"]["kernelspec"] = {"name": "python3"}
    project.notebook.write_text(json.dumps(ran, indent=4), "utf-8")


@pytest.mark.parametrize("change", [touch, say_it_otherwise, run_in_an_editor])
def test_nothing_is_built_for_what_makes_no_difference(
    given: Project, change: Callable[[Project], None]
) -> None:
    given.build()

    change(given)

    assert reasons(given.plan()) == {"x": ()}


def test_a_project_may_be_moved(given: Project, tmp_path: Path) -> None:
    given.build("all")
    shutil.copytree(given.folder, tmp_path / "two/deep")
    moved = Project.__new__(Project)
    moved.folder = tmp_path / "two/deep"
    moved.parameters, moved.notebook = moved.folder / "params/x.yml", moved.folder / "notebooks/own.ipynb"

    assert set(reasons(moved.plan("all")).values()) == {()}


def change_a_table(project: Project) -> None:
    project.write_members("11")


def change_a_cell(project: Project) -> None:
    text = project.notebook.read_text("utf-8")
    project.notebook.write_text(text.replace("params = ''", "params = None"), "utf-8")


def add_a_table(project: Project) -> None:
    (project.data / "targets.csv").write_text("year,unit\n", "utf-8")


def remove_a_table(project: Project) -> None:
    (project.data / "units.csv").unlink()


def set_a_parameter(project: Project) -> None:
    project.parameters.write_text("year: 2018\ndataset: ../data\nplace: Rạch Giá\n", "utf-8")


def write_own_rules(project: Project) -> None:
    project.parameters.write_text("year: 2018\ndataset: ../data\nrules: own.yml\n", "utf-8")
    (project.folder / "params/own.yml").write_text("id: own\n", "utf-8")


def set_a_status(project: Project) -> None:
    """The final report has files of its own."""
    project.parameters.write_text("year: 2018\ndataset: ../data\nstatus: final\n", "utf-8")


def change_a_page(project: Project) -> None:
    next(project.folder.glob("outputs/x/*.html")).write_text("other", "utf-8")


def remove_a_page(project: Project) -> None:
    next(project.folder.glob("outputs/x/*.html")).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_a_table, ("figures.csv changed",)),
        (add_a_table, ("targets.csv is new",)),
        (remove_a_table, ("units.csv is gone",)),
        (change_a_cell, ("the notebook changed",)),
        (set_a_parameter, ("parameter place changed",)),
        (set_a_status, ("not built yet",)),
        (write_own_rules, ("parameter rules changed", "the project's rules changed")),
        (change_a_page, ("own-x.html was changed",)),
        (remove_a_page, ("own-x.html is missing",)),
    ],
)
def test_a_report_is_built_for_what_changed(
    given: Project, change: Callable[[Project], None], told: tuple[str, ...]
) -> None:
    given.build()

    change(given)

    assert reasons(given.plan()) == {"x": told}


def test_a_new_library_is_named_by_its_version(given: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    given.build()
    versions = package_versions()
    set_installation(monkeypatch, library="other", versions={**versions, "kgreport": "9", "pandas": "8"})

    ((told_first, told_second),) = reasons(given.plan()).values()

    assert told_first == f"kgreport {versions['kgreport']} → 9"
    assert told_second == f"pandas {versions['pandas']} → 8"


def test_changed_code_of_the_same_version_is_told(given: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    given.build()
    set_installation(monkeypatch, library="other")

    assert reasons(given.plan()) == {"x": ("the code of kgreport changed",)}


def test_a_format_that_is_not_there_yet_is_made_with_the_others(given: Project) -> None:
    given.build()

    (planned,) = Planner(given.request(formats="brief")).plan().reports

    assert planned.reasons == ("own-x.brief.pdf is not made yet",)
    assert planned.job.formats == ("html", "pdf", "brief")


def test_a_report_that_has_more_formats_than_are_asked_for_is_current(given: Project) -> None:
    given.build()

    (planned,) = Planner(given.request(formats="html")).plan().reports

    assert planned.reasons == ()


def test_no_format_keeps_the_figures_of_yesterday(given: Project) -> None:
    """A page that lies beside is made again when only the PDF is asked for."""
    given.build()
    given.write_members("11")

    (planned,) = Planner(given.request(formats="pdf")).plan().reports

    assert planned.job.formats == ("html", "pdf")
    assert planned.reasons == ("figures.csv changed",)


def test_a_page_of_unknown_origin_is_made_again(given: Project) -> None:
    """Its manifest is damaged, or of an earlier kgreport that left the page behind."""
    given.build()
    manifest = given.folder / "outputs/x/manifest-own.json"
    known = parse_manifest(manifest.read_bytes())
    assert known
    del known["outputs"]["own-x.html"]

    manifest.write_bytes(with_own_hash(known))
    (behind,) = Planner(given.request(formats="pdf")).plan().reports
    manifest.write_text("{", "utf-8")
    (damaged,) = Planner(given.request(formats="pdf")).plan().reports

    assert (behind.job.formats, behind.reasons) == (("html", "pdf"), ("own-x.html is not made yet",))
    assert damaged.job.formats == ("html", "pdf")
    assert damaged.reasons == ("manifest-own.json was changed or damaged",)


def test_a_format_that_somebody_deleted_stays_away_unless_it_is_asked_for(given: Project) -> None:
    given.build()
    (given.folder / "outputs/x/own-x.html").unlink()

    (printed,) = Planner(given.request(formats="pdf")).plan().reports
    (both,) = Planner(given.request()).plan().reports

    assert (printed.job.formats, printed.reasons) == (("pdf",), ())
    assert both.reasons == ("own-x.html is missing",)


def test_no_file_of_a_format_of_many_files_is_missed_when_all_are_deleted(given: Project) -> None:
    given.build()
    folder, manifest = given.folder / "outputs/x", given.folder / "outputs/x/manifest-own.json"
    known = parse_manifest(manifest.read_bytes())
    assert known
    gone = dict.fromkeys(("own-x.csv-metadata.json", "own-x.table-a.csv", "own-x.sources.csv"), "")
    manifest.write_bytes(with_own_hash({**known, "outputs": {**known["outputs"], **gone}}))

    (printed,) = Planner(given.request(formats="pdf")).plan().reports
    (folder / "own-x.csv-metadata.json").write_text("{}", "utf-8")
    (asked,) = Planner(given.request(formats="pdf")).plan().reports

    assert printed.reasons == ("own-x.sources.csv is missing",)
    assert asked.job.formats == ("html", "pdf", "csv")
    assert "own-x.table-a.csv is missing" in asked.reasons


def test_formats_and_the_brief_may_stand_in_the_file(given: Project) -> None:
    given.parameters.write_text("year: 2018\ndataset: ../data\nformats: [pdf]\n", "utf-8")

    asked: list[dict[str, Any]] = [
        {},
        {"brief": True},
        {"formats": "html"},
        {"formats": "html", "brief": True},
    ]
    planned = [Planner(given.request(**one)).plan().reports[0].job.formats for one in asked]

    assert planned == [("pdf",), ("pdf", "brief"), ("html",), ("html", "brief")]


@pytest.mark.parametrize(
    "broken",
    [
        "", "[]", "null", '{"key": 1, "outputs": {}, "made_from": {}}', '{"key": "a", "outputs": []}',
        '{"key": "a", "outputs": {}, "made_from": {"tables": [1]}}',
        '{"key": "a", "outputs": {"../x": "1"}, "made_from": {}}',
    ],
)  # fmt: skip
def test_a_damaged_manifest_is_no_manifest(given: Project, broken: str) -> None:
    given.build()
    (given.folder / "outputs/x/manifest-own.json").write_text(broken, "utf-8")

    assert reasons(given.plan()) == {"x": ("manifest-own.json was changed or damaged",)}


def test_what_is_current_can_be_forced(given: Project) -> None:
    given.build()

    (planned,) = Planner(given.request(force=True)).plan().reports

    assert planned.reasons == ("--force",)


def test_one_bad_file_does_not_hide_the_others(given: Project) -> None:
    bad = given.parameters.with_name("bad.yml")
    bad.write_text("yaer: 2018\n", "utf-8")

    plan = Planner(given.request(params=[bad, given.parameters])).plan()

    assert [planned.job.name for planned in plan.reports] == ["x"]
    (refused,) = plan.refused
    assert (refused.report, refused.code) == ("bad (own)", 2)
    assert "có phải 'year'" in refused.message


def test_a_dataset_that_is_not_there_is_named(given: Project) -> None:
    given.parameters.write_text("year: 2018\ndataset: ../dota\n", "utf-8")

    (refused,) = given.plan().refused

    assert refused.code == 2
    assert "../dota" in refused.message


def test_reports_that_read_the_same_share_a_dataset(given: Project) -> None:
    keys = {planned.recipe.data_key for planned in given.plan("all").reports}

    assert len(keys) == 1
    assert keys != {planned.recipe.data_key for planned in given.plan(first_year="2010").reports}


def test_a_batch_removes_what_one_left_that_was_killed(
    given: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where nothing is to be built, and what cells have told of persons."""
    monkeypatch.setattr("kgreport.batch.run.temporary_folder", lambda: tmp_path)
    given.build()
    with subprocess.Popen(["true"]) as ended:
        pass
    mark = replace(Owner.here(), process=ended.pid).mark + "abcd1234"
    outputs = given.folder / "outputs"
    left = [
        outputs / "x" / f".building-{mark}",
        outputs / ".kgreport/data" / f".kg-{mark}",
        tmp_path / f"kg-{mark}",
    ]
    for path in left:
        path.mkdir(parents=True)
        (path / "record.json").touch()

    (result,) = build_all(given.request())

    assert (result.status, [path for path in left if path.exists()]) == ("current", [])


def test_all_units_of_a_dataset_that_names_none_are_told_to_be_none(given: Project) -> None:
    """Figures of units are there, but no table of units says which units there are."""
    (given.data / "units.csv").unlink()

    plan = given.plan("all")

    assert reasons(plan).keys() == {"x"}
    (note,) = plan.notes
    assert "../data không có units.csv" in note
    assert given.plan("a,b").notes == ()


class CannotBeWritten:
    """A lock in a folder that can only be read."""

    def __init__(self, folder: Path, *_: object) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        raise OutputError(f"{self.folder} cannot be written")

    def __exit__(self, *_: object) -> None:
        """Release nothing."""


def test_nothing_needs_to_be_written_where_everything_is_current(
    given: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.build()
    monkeypatch.setattr("kgreport.batch.run.locked", CannotBeWritten)

    assert [one.status for one in build_all(given.request())] == ["current"]
    given.write_members("11")
    with pytest.raises(OutputError, match="outputs cannot be written"):
        build_all(given.request())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(
            ("bad.yml", f"place: {value}\n")
            for value in ("!!timestamp foo", "!!bool x", "!!int ''", "[" * 9000)
        ),
        ("bad.yml", f"unit: {'a' * 300}\n"),
        ("bad.yml", f"dataset: {'a' * 300}\n"),
        ("bad.yml", f"data_from: make\ndataset: {'a' * 300}\n"),
        ("bad.yml", f"rules: {'a' * 300}\n"),
        ("bad.yml", f"matrix: {{notebooks: [{'a' * 300}]}}\n"),
        ("bad.yml", "matrix: {units: [con]}\n"),
        ("...yml", ""),
        ("con.yml", ""),
        ("bad.yml", None),
    ],
)
def test_what_is_wrong_with_one_parameters_file_costs_its_reports_alone(
    tmp_path: Path, name: str, text: str | None
) -> None:
    here = Project(tmp_path)
    bad = here.parameters.with_name(name)
    if text is None:
        bad.symlink_to("nowhere.yml")
    else:
        bad.write_text(("" if "dataset" in text else "dataset: ../data\n") + "year: 2018\n" + text, "utf-8")

    plan = Planner(make_request([bad, here.parameters], output=tmp_path / "outputs")).plan()

    assert [report.job.name for report in plan.reports] == ["x"]
    [refused] = plan.refused
    assert (refused.code, refused.log) == (2, "")
    assert name in refused.message
    assert len(refused.message) < 500


def test_a_hidden_file_is_no_parameters_file(tmp_path: Path) -> None:
    here = Project(tmp_path)
    here.parameters.with_name("._x.yml").write_bytes(b"\0\5\26\7")

    plan = Planner(make_request(here.parameters.parent, output=tmp_path / "outputs")).plan()

    assert [report.job.name for report in plan.reports] == ["x"]
    assert plan.refused == ()
