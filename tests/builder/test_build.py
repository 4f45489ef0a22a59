"""A build leaves whole files that say what they were made from, or leaves everything as it was."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from kgreport.builder.job import Job, find_notebook
from kgreport.builder.manifest import manifest_to_carry, stale_files, with_own_hash
from kgreport.builder.report_key import Recipe
from kgreport.builder.result import Result
from kgreport.data.params.model import Parameters
from kgreport.errors import OutputError, PublishError
from kgreport.execute.run import ExecutionError
from kgreport.seals.digests import seal_state
from kgreport.seals.notebooks import manifest_of_notebook, seal_state_of_notebook
from kgreport.seals.pages import manifest_of_page, seal_state_of_page
from kgreport.terms.findings import DatasetError
from kgreport.whole_files import move_into_place, staging
from tests.builds import build_alone

NAMES = [
    *(f"annual-report-2018.{ending}" for ending in ("ipynb", "html", "pdf", "sources.csv")),
    "manifest.json",
]
SIGNED = "number: Số 12-BC/TU\nissued: 2019-04-01\nsigner: Trần Văn Bình\n"
MakeDataset = Callable[..., Path]


def file_of(built: Result, suffix: str) -> Path:
    return next(path for path in built.files if path.suffix == suffix)


def job(project: Path, outputs: Path, **given: object) -> Job:
    return Job(
        **{  # type: ignore[arg-type]
            "parameters": project / "params/2018.yml",
            "outputs": outputs,
            "notebook": project / "notebooks/annual_report.ipynb",
            **given,
        }
    )


def broken_notebook(project: Path, folder: Path, source: str) -> Path:
    """Plant a line in the cell that shows the ratings."""
    notebook = json.loads((project / "notebooks/annual_report.ipynb").read_text("utf-8"))
    cell = next(cell for cell in notebook["cells"] if "".join(cell["source"]).startswith("report.chapter"))
    cell["source"] = source
    path = folder / "annual_report.ipynb"
    path.write_text(json.dumps(notebook), "utf-8")
    return path


def test_a_report_is_four_files_and_a_manifest(built_2018: Result) -> None:
    assert [path.name for path in built_2018.files] == NAMES
    assert sorted(path.name for path in built_2018.files[0].parent.iterdir()) == sorted(NAMES)


def test_two_notebooks_of_one_report_leave_each_other_be(
    make_dataset: MakeDataset, project: Path, tmp_path: Path, warm: str | None
) -> None:
    """Each has files and a manifest of its own, and a failure of one is not forgotten by the other."""
    make_dataset("2017,,member,,rated,10,s", "2018,,member,,rated,20,s")
    parameters = tmp_path / "x.yml"
    parameters.write_text("year: 2018\ndataset: figures-of-a-test\n")
    annual = build_alone(job(project, tmp_path / "outputs", parameters=parameters), warm=warm)
    hashes = [file.read_bytes() for file in annual.files]
    failed = annual.files[0].parent / "failed/annual-report-x.ipynb"
    failed.parent.mkdir()
    failed.touch()

    trend = build_alone(
        job(
            project,
            tmp_path / "outputs",
            parameters=parameters,
            notebook=project / "notebooks/trend_report.ipynb",
        ),
        warm=warm,
    )

    assert [path.name for path in trend.files] == [
        "trend-report-x.ipynb", "trend-report-x.html", "trend-report-x.pdf", "trend-report-x.sources.csv",
        "manifest-trend-report.json",
    ]  # fmt: skip
    assert [file.read_bytes() for file in annual.files] == hashes
    assert failed.exists()
    manifest = json.loads(trend.files[-1].read_text("utf-8"))
    assert list(manifest["outputs"]) == [path.name for path in trend.files[:-1]]


def test_a_notebook_is_found_by_path_or_by_name(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "notebooks/trend_report.ipynb"
    own.parent.mkdir()
    own.touch()

    assert find_notebook().resolve() == project / "notebooks/annual_report.ipynb"
    assert find_notebook("trend-report").resolve() == project / "notebooks/trend_report.ipynb"
    assert find_notebook(own) == own
    monkeypatch.chdir(tmp_path)
    assert find_notebook("trend_report").resolve() == own


def test_a_notebook_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(PublishError, match="no notebook trend_raport; did you mean 'trend_report'"):
        find_notebook("trend_raport")
    with pytest.raises(PublishError, match="annual_report, explore, trend_report"):
        find_notebook("x/y.ipynb")


def test_simulated_figures_are_marked_in_every_file(
    make_dataset: MakeDataset, project: Path, tmp_path: Path, warm: str | None
) -> None:
    folder = make_dataset("2018,,member,,rated,20,s")
    (folder / "dataset.yml").write_text("simulated: true\n", "utf-8")
    parameters = tmp_path / "x.yml"
    parameters.write_text("year: 2018\ndataset: figures-of-a-test\nstatus: final\n" + SIGNED)

    built = build_alone(job(project, tmp_path / "outputs", parameters=parameters), warm=warm)

    notebook, page, printed, _, manifest = built.files
    for file in (notebook, page):
        assert "SỐ LIỆU MÔ PHỎNG" in file.read_text("utf-8")
        assert "không phải kết quả thật" in file.read_text("utf-8")
    sheets = [sheet.extract_text() for sheet in PdfReader(printed).pages]
    assert all("SỐ LIỆU MÔ PHỎNG" in sheet for sheet in sheets)
    assert json.loads(manifest.read_text("utf-8"))["dataset"]["simulated"] is True


def test_the_page_is_small(built_2018: Result) -> None:
    assert file_of(built_2018, ".html").stat().st_size <= 120 * 1024


def test_the_manifest_hashes_what_went_in_and_came_out(built_2018: Result, project: Path) -> None:
    manifest = json.loads(file_of(built_2018, ".json").read_text("utf-8"))

    for name, sha256 in manifest["outputs"].items():
        content = (built_2018.files[0].parent / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
    made_from = manifest["made_from"]
    table = project / "kgreport/data/datasets/packaged/kien-giang-2018/figures.csv"
    assert made_from["tables"]["figures.csv"] == hashlib.sha256(table.read_bytes()).hexdigest()
    assert made_from["parameters"]["year"] == 2018
    assert [finding["id"] for finding in manifest["findings"]] == ["cap-2018-organization-grassroots"]
    assert {"kgreport", "Python", "typst"} <= set(made_from["versions"])


def test_each_file_carries_the_same_manifest_and_an_intact_seal(built_2018: Result) -> None:
    notebook, page, printed = (
        file_of(built_2018, ending).read_bytes() for ending in (".ipynb", ".html", ".pdf")
    )
    carried = manifest_of_notebook(json.loads(notebook))
    beside = json.loads(file_of(built_2018, ".json").read_text("utf-8"))

    assert carried
    assert manifest_of_page(page) == carried
    assert json.loads(PdfReader(io.BytesIO(printed)).attachments["manifest.json"][0]) == carried
    assert [seal_state_of_notebook(notebook), seal_state_of_page(page), seal_state(printed)] == ["intact"] * 3
    assert carried["made_from"] == beside["made_from"]
    assert (carried["key"], carried["dataset"]) == (beside["key"], beside["dataset"])
    assert (carried["report"], carried["files"], carried["year"]) == ("2018", "annual-report-2018", 2018)


def test_the_manifest_in_a_file_names_no_folder_and_no_finding_of_other_reports(tmp_path: Path) -> None:
    of_others = {"id": "sum-2018-rach-gia", "reason": "Rạch Giá đã xác nhận"}
    own = {**of_others, "id": "sum-2018"}
    parameters = Parameters(
        year=2018, dataset=str(tmp_path / "data/2018"), accepted_findings=[own, of_others]
    )
    recipe = Recipe(
        parameters=parameters,
        notebook="n",
        library="l",
        tables={},
        rules="",
        versions={},
        origin={},
        files=(),
    )
    asked = Job(parameters=tmp_path / "params/x.yml", outputs=tmp_path, notebook=tmp_path / "own.ipynb")

    carried = manifest_to_carry(asked, recipe, {"findings": [{"id": "sum-2018"}], "dataset": {}})

    assert str(tmp_path) not in json.dumps(carried)
    assert carried["made_from"]["parameters"]["dataset"] == "2018"
    assert carried["made_from"]["parameters"]["accepted_findings"] == [own]


def test_nothing_made_names_a_path_or_person_of_this_machine(built_2018: Result, project: Path) -> None:
    for path in built_2018.files:
        content = path.read_bytes()
        assert str(project).encode() not in content
        assert str(Path.home()).encode() + b"/" not in content


def test_the_same_inputs_give_the_same_bytes(
    built_2018: Result, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another folder, from a copy of the project elsewhere, under another hash seed and time zone."""
    copy = tmp_path / "elsewhere"
    for folder in ("params", "notebooks"):
        shutil.copytree(project / folder, copy / folder)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")

    again = build_alone(job(copy, tmp_path / "outputs"))

    for first, second in zip(built_2018.files, again.files, strict=True):
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_code_is_in_the_page_only_if_it_is_asked_for(
    project: Path, tmp_path: Path, built_2018: Result, warm: str | None
) -> None:
    asked = job(project, tmp_path, overrides={"include_code": True}, formats=("html",))
    built = build_alone(asked, warm=warm)

    assert "build_report" not in file_of(built_2018, ".html").read_text("utf-8")
    assert "build_report" in file_of(built, ".html").read_text("utf-8")


def test_a_failed_cell_is_named_and_the_last_good_report_stays(
    project: Path, tmp_path: Path, warm: str | None
) -> None:
    good = tmp_path / "outputs/2018/annual-report-2018.html"
    good.parent.mkdir(parents=True)
    good.write_text("the last good one")
    notebook = broken_notebook(project, tmp_path, "report.raesons()")

    with pytest.raises(ExecutionError, match=r"raesons") as caught:
        build_alone(job(project, tmp_path / "outputs", notebook=notebook), warm=warm)

    assert good.read_text() == "the last good one"
    kept = good.parent / "failed/annual-report-2018.ipynb"
    assert caught.value.executed == kept
    assert "raesons" in kept.read_text("utf-8")
    assert sorted(path.name for path in good.parent.iterdir()) == ["annual-report-2018.html", "failed"]


def test_a_notebook_that_ends_early_is_no_report(project: Path, tmp_path: Path, warm: str | None) -> None:
    notebook = broken_notebook(project, tmp_path, "import sys; sys.exit(0)")

    with pytest.raises(ExecutionError):
        build_alone(job(project, tmp_path / "outputs", notebook=notebook), warm=warm)

    assert not (tmp_path / "outputs/2018/annual-report-2018.html").exists()


def test_a_contradiction_stops_before_anything_is_made(
    make_dataset: MakeDataset, project: Path, tmp_path: Path, warm: str | None
) -> None:
    make_dataset("2018,,member,,reviewed,11,s", "2018,,member,,total,10,s")
    parameters = tmp_path / "x.yml"
    parameters.write_text("year: 2018\ndataset: figures-of-a-test\n")

    with pytest.raises(DatasetError, match="bound-2018-member-reviewed"):
        build_alone(job(project, tmp_path / "outputs", parameters=parameters), warm=warm)

    assert not (tmp_path / "outputs").exists()


def test_a_page_that_cannot_be_made_leaves_what_was_there(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, warm: str | None
) -> None:
    def fail(*_: object, **__: object) -> list[Path]:
        msg = "figure 'chart-x' has no alt text"
        raise PublishError(msg)

    good = tmp_path / "2018/annual-report-2018.pdf"
    good.parent.mkdir()
    good.write_text("the last good one")
    monkeypatch.setattr(
        "kgreport.builder.build.execute_notebook", lambda _, output, *__, **___: output.touch()
    )
    monkeypatch.setattr("kgreport.builder.build.publish", fail)

    with pytest.raises(PublishError, match=r"chart-x(.|\n)*kept in"):
        build_alone(job(project, tmp_path), warm=warm)

    assert good.read_text() == "the last good one"
    assert (good.parent / "failed/annual-report-2018.ipynb").exists()


def test_a_picture_nobody_described_is_named(project: Path, tmp_path: Path, warm: str | None) -> None:
    """It is published all the same, and the build says where an alt text is missing."""
    drawing = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"

    notebook = broken_notebook(project, tmp_path, drawing)
    asked = job(project, tmp_path / "outputs", notebook=notebook, formats=("html",))
    built = build_alone(asked, warm=warm)

    [told] = built.undescribed
    assert "(import matplotlib.pyplot as plt)" in told


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "outputs"
    file.touch()

    with pytest.raises(OutputError, match="outputs/2018 cannot be written"), staging(file / "2018"):
        pass
    with pytest.raises(OutputError, match="cannot be written: no such file"):
        move_into_place([tmp_path / "missing.html"], tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent differently there")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM], ids=lambda end: end.name)
def test_a_killed_build_leaves_the_last_good_files_whole(
    project: Path, tmp_path: Path, end: signal.Signals
) -> None:
    """Killed while the cells run; the next build finds nothing in its way."""
    good = tmp_path / "2018/annual-report-2018.html"
    good.parent.mkdir()
    good.write_text("the last good one")
    command = [
        sys.executable,
        "-m",
        "kgreport",
        "build",
        str(project / "params/2018.yml"),
        "-o",
        str(tmp_path),
    ]

    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        wait_for(lambda: any(good.parent.glob(".building-*")))
        running.send_signal(end)

    assert good.read_text() == "the last good one"
    assert [path.name for path in good.parent.iterdir() if not path.name.startswith(".")] == [good.name]
    if end is signal.SIGTERM:
        assert running.returncode == 143
        assert list(good.parent.glob(".*")) == []
    with staging(good.parent) as made:
        assert list(good.parent.glob(".building-*")) == [made]


def wait_for(come_true: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not come_true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def test_a_file_that_the_report_no_longer_brings_is_removed_and_nothing_outside_its_folder(
    tmp_path: Path,
) -> None:
    made = Job(parameters=tmp_path / "2018.yml", outputs=tmp_path, notebook=tmp_path / "annual_report.ipynb")
    made.folder.mkdir()
    names = {f"annual-report-2018.{ending}": "" for ending in ("html", "sources.csv", "other.csv")}
    manifest = {"key": "a", "made_from": {}, "outputs": names}
    (made.folder / "manifest.json").write_bytes(with_own_hash(manifest))

    now = [tmp_path / "annual-report-2018.html", tmp_path / "annual-report-2018.sources.csv"]

    assert stale_files(made, now) == [made.folder / "annual-report-2018.other.csv"]
    (made.folder / "manifest.json").write_bytes(with_own_hash({**manifest, "outputs": {"../x.csv": ""}}))
    assert stale_files(made, []) == []
