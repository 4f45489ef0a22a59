"""What was issued is never overwritten: a change after it needs another edition."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgreport.batch.plan import Planner
from kgreport.batch.request import make_request
from kgreport.batch.worker import _unpacked, files_of
from kgreport.builder import build
from kgreport.builder.manifest import keep_what_was_issued, parse_manifest, with_own_hash
from kgreport.cli.app import app
from kgreport.data.params.checks.editions import ChangesNotShownError, check_changes_shown
from kgreport.environment import EARLIER, NO_EARLIER
from kgreport.errors import IssuedError
from kgreport.exit_statuses import MISUSED
from kgreport.seals.notebooks import notebook_with_manifest
from kgreport.whole_files import hash_file
from tests.batch.test_plan import (
    Project,
    add_a_table,
    change_a_cell,
    change_a_page,
    change_a_table,
    pretend,
    reasons,
    remove_a_page,
    remove_a_table,
)
from tests.builds import set_installation

FINAL = "year: 2018\ndataset: ../data\nstatus: final\nlanguage: en\n"
SECOND = FINAL + "edition: 2\nreason: Corrected.\n"
MANIFEST = "outputs/x/manifest-own-en-final.json"


def write(project: Project, text: str) -> None:
    project.parameters.write_text(text, "utf-8")


@pytest.fixture
def issued(tmp_path: Path) -> Project:
    """Give a project whose report was issued."""
    project = Project(tmp_path / "one")
    write(project, FINAL)
    project.build()
    return project


def set_a_place(project: Project) -> None:
    write(project, FINAL + "place: Rạch Giá\n")


def write_own_rules(project: Project) -> None:
    write(project, FINAL + "rules: own.yml\n")
    (project.folder / "params/own.yml").write_text("id: own\n", "utf-8")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (change_a_table, "figures.csv changed"),
        (add_a_table, "targets.csv is new"),
        (remove_a_table, "units.csv is gone"),
        (change_a_cell, "the notebook changed"),
        (set_a_place, "parameter place changed"),
        (write_own_rules, "parameter rules changed; the project's rules changed"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_a_change_is_refused_with_what_changed_and_how_to_issue_it_again(
    issued: Project, change: Callable[[Project], None], told: str, force: bool
) -> None:
    change(issued)

    plan = Planner(issued.request(force=force)).plan()

    (refused,) = plan.refused
    assert (plan.reports, refused.code, refused.report) == ((), MISUSED, "x (own, en, final)")
    assert refused.message.splitlines() == [
        f"the report was issued and is not overwritten; since then: {told}",
        "To keep it: undo these changes",
        f"To issue it again: write edition: 2 and a reason into {issued.parameters.as_posix()}; "
        "what was issued stays",
    ]


def test_the_report_of_a_unit_takes_its_edition_from_the_matrix(issued: Project) -> None:
    write(issued, FINAL + "matrix: {units: [a], notebooks: [notebooks/own.ipynb]}\n")
    request = make_request(issued.parameters, output=issued.folder / "outputs")
    for planned in Planner(request).plan().reports:
        pretend(planned)
    issued.write_members("11")

    told = {one.report: one.message.splitlines()[-1] for one in Planner(request).plan().refused}

    assert told["x/a (own, en, final)"].endswith("x.yml, under a in matrix.each; what was issued stays")


def test_the_report_of_a_unit_that_options_ask_for_takes_it_from_options(issued: Project) -> None:
    issued.build("a")
    issued.write_members("11")

    (refused,) = issued.plan("a").refused

    assert "again: add --set edition=2 --set reason='why';" in refused.message


def another_library(monkeypatch: pytest.MonkeyPatch) -> None:
    set_installation(monkeypatch, library="other", versions={"kgreport": "9"})


def test_another_library_leaves_it_current(issued: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    another_library(monkeypatch)

    assert (reasons(issued.plan()), issued.plan().refused) == ({"x": ()}, ())


def test_parameters_that_an_earlier_library_did_not_know_are_no_change(
    issued: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    another_library(monkeypatch)
    manifest = issued.folder / MANIFEST
    known = dict(parse_manifest(manifest.read_bytes()) or {})
    del known["made_from"]["parameters"]["quality_log"], known["made_from"]["parameters"]["margins"]["top"]
    manifest.write_bytes(with_own_hash(known))

    assert reasons(issued.plan()) == {"x": ()}
    write(issued, FINAL + "margins: {top: 30}\n")
    assert "parameter margins changed" in issued.plan().refused[0].message


@pytest.mark.parametrize("change", [change_a_page, remove_a_page])
def test_a_damaged_file_is_made_again_where_that_gives_the_same_bytes(
    issued: Project, change: Callable[[Project], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    change(issued)
    assert len(reasons(issued.plan())["x"]) == 1

    another_library(monkeypatch)
    (refused,) = issued.plan().refused

    assert "The software is another one, and might make other files: restore the files" in refused.message


def test_a_damaged_manifest_says_nothing_of_what_was_issued(issued: Project) -> None:
    (issued.folder / MANIFEST).write_text("{", "utf-8")

    (refused,) = issued.plan().refused

    assert "is not known: restore manifest-own-en-final.json from a copy" in refused.message


def lose_manifest(project: Project) -> None:
    """Remove the manifest of the issued report; its notebook stays, with the manifest that it carries."""
    manifest = project.folder / MANIFEST
    notebook = notebook_with_manifest('{"metadata": {}}', manifest.read_text("utf-8"))
    (project.folder / "outputs/x/own-x-en-final.ipynb").write_bytes(notebook)
    manifest.unlink()


@pytest.mark.parametrize("force", [False, True])
def test_what_was_issued_is_not_overwritten_where_its_manifest_is_lost(issued: Project, force: bool) -> None:
    lose_manifest(issued)
    issued.write_members("11")

    plan = Planner(issued.request(force=force)).plan()

    (refused,) = plan.refused
    assert plan.reports == ()
    assert "since then: manifest-own-en-final.json is missing" in refused.message
    assert "is not known: restore manifest-own-en-final.json from a copy" in refused.message


def test_a_notebook_that_cannot_be_read_may_have_been_issued(issued: Project) -> None:
    lose_manifest(issued)
    (issued.folder / "outputs/x/own-x-en-final.ipynb").write_text("{", "utf-8")

    assert len(issued.plan().refused) == 1


def test_a_build_that_was_ended_before_its_manifest_was_in_place_is_made_again(issued: Project) -> None:
    lose_manifest(issued)

    assert (reasons(issued.plan()), issued.plan().refused) == ({"x": ("not built yet",)}, ())


def test_force_leaves_it_and_says_so(issued: Project) -> None:
    plan = Planner(issued.request(force=True)).plan()

    assert (reasons(plan), plan.notes) == (
        {"x": ()},
        ("x (own, en, final): was issued, so --force leaves it as it is",),
    )


def test_another_edition_has_files_of_its_own_and_leaves_those_before(issued: Project) -> None:
    before = {path.name: path.read_bytes() for path in (issued.folder / "outputs/x").iterdir()}
    issued.write_members("11")
    write(issued, SECOND)

    assert reasons(issued.plan()) == {"x": ("not built yet",)}
    issued.build()

    now = {path.name: path.read_bytes() for path in (issued.folder / "outputs/x").iterdir()}
    assert before.items() <= now.items()
    assert now.keys() - before.keys() == {
        "own-x-en-final-edition-2.html", "own-x-en-final-edition-2.pdf",
        "manifest-own-en-final-edition-2.json",
    }  # fmt: skip
    assert (reasons(issued.plan()), issued.plan().refused) == ({"x": ()}, ())


def test_a_draft_changes_as_before(issued: Project) -> None:
    write(issued, FINAL.replace("final", "draft"))
    issued.build()
    issued.write_members("11")

    assert reasons(issued.plan()) == {"x": ("figures.csv changed",)}


def keep_notebook(project: Project, text: str) -> Path:
    """Leave the notebook of the issued report, as its manifest says."""
    notebook, manifest = (project.folder / "outputs/x/own-x-en-final.ipynb", project.folder / MANIFEST)
    notebook.write_text(text, "utf-8")
    known = dict(parse_manifest(manifest.read_bytes()) or {})
    known["outputs"] |= {notebook.name: hash_file(notebook)}
    manifest.write_bytes(with_own_hash(known))
    return notebook


def test_the_edition_before_is_part_of_what_an_edition_is_made_from(issued: Project) -> None:
    write(issued, SECOND.replace("final", "draft"))
    issued.build()
    assert reasons(issued.plan()) == {"x": ()}

    keep_notebook(issued, "{}")

    (planned,) = issued.plan().reports
    assert planned.reasons == ("the edition before it changed",)
    assert planned.earlier == issued.folder / MANIFEST


def test_a_worker_elsewhere_is_sent_the_edition_before(issued: Project, tmp_path: Path) -> None:
    keep_notebook(issued, "the notebook")
    write(issued, SECOND)
    (planned,) = issued.plan().reports

    there = _unpacked(planned, files_of(planned), "", tmp_path / "there")

    assert there.earlier == tmp_path / "there/earlier/manifest-own-en-final.json"
    assert there.earlier.with_name("own-x-en-final.ipynb").read_text("utf-8") == "the notebook"


def test_the_edition_before_is_fetched_from_a_store(issued: Project, tmp_path: Path) -> None:
    keep_notebook(issued, "the notebook")
    (tmp_path / "store").mkdir()
    shutil.copytree(issued.folder / "outputs/x", tmp_path / "store/x")
    write(issued, SECOND)

    (planned,) = Planner(issued.request(store=f"file://{tmp_path}/store")).plan().reports

    assert planned.earlier
    assert planned.earlier.is_relative_to(issued.folder / "outputs/.kgreport/earlier")
    assert planned.earlier.with_name("own-x-en-final.ipynb").read_text("utf-8") == "the notebook"


@pytest.mark.parametrize("named", [True, False])
def test_a_kernel_is_told_of_the_edition_before(
    issued: Project, monkeypatch: pytest.MonkeyPatch, named: bool
) -> None:
    write(issued, SECOND)
    (planned,) = issued.plan().reports
    told: list[str] = []

    def running(*_: object) -> nullcontext[None]:
        told.append(os.environ[EARLIER])
        return nullcontext()

    monkeypatch.setattr(build, "running_kernel", running)
    monkeypatch.setattr(build, "_build", lambda *_: None)

    build.build_job(planned.job, recipe=planned.recipe, earlier=Path("m.json") if named else None)

    assert told == [str(Path("m.json").absolute()) if named else NO_EARLIER]
    assert EARLIER not in os.environ


def test_no_edition_is_issued_after_a_later_one(issued: Project) -> None:
    """Nor does a refusal advise an edition that is there already."""
    write(issued, SECOND)
    issued.build()
    write(issued, FINAL)
    issued.write_members("11")
    (changed,) = issued.plan().refused

    (issued.folder / MANIFEST).unlink()
    (gone,) = issued.plan().refused

    assert "write edition: 3 and a reason" in changed.message
    assert gone.message.splitlines()[:2] == [
        "the report was issued and is not overwritten; since then: edition 2 was issued",
        "To have this one again: restore it from a copy",
    ]


@pytest.mark.parametrize(
    ("shown", "refused"),
    [
        ("kg-replaces", True),
        ('kg-replaces aria-labelledby=\\"edition-changes\\"', False),
        ("own head", False),
    ],
)
def test_a_notebook_that_replaces_a_report_shows_what_has_changed(
    issued: Project, tmp_path: Path, shown: str, refused: bool
) -> None:
    write(issued, SECOND)
    (planned,) = issued.plan().reports
    executed = tmp_path / "executed.ipynb"
    executed.write_text(shown, "utf-8")

    with pytest.raises(ChangesNotShownError, match="add a cell with") if refused else nullcontext():
        check_changes_shown(executed, planned.job.notebook, planned.recipe.parameters)


def test_impact_says_which_reports_were_issued(issued: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(issued.folder)
    write(issued, FINAL + "matrix: {notebooks: [notebooks/own.ipynb]}\n")
    for planned in Planner(make_request("params/x.yml")).plan().reports:
        pretend(planned)
    asked = ["impact", "data/figures.csv", "--params", "params/x.yml"]

    before = CliRunner().invoke(app, asked)
    issued.write_members("11")
    changed = CliRunner().invoke(app, asked)

    for done in (before, changed):
        assert (done.exit_code, done.stdout.splitlines()[1]) == (
            0,
            "  x (own, en, final): issued; only another edition can take a change",
        )


def test_a_format_that_is_added_later_leaves_what_was_issued(issued: Project, tmp_path: Path) -> None:
    """A page links to the tables beside it, once they are made."""
    job = issued.plan().reports[0].job
    made = [tmp_path / job.file(suffix) for suffix in (".html", ".csv")]
    for file in made:
        file.write_text("with links", "utf-8")

    keep_what_was_issued(job, made)

    assert [file.read_text("utf-8") for file in made] == [job.title, "with links"]
    (job.folder / job.file(".html")).write_text("changed", "utf-8")
    made[0].write_text("with links", "utf-8")
    with pytest.raises(IssuedError, match="is made otherwise now"):
        keep_what_was_issued(job, made)
