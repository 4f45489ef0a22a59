"""Fixtures shared by all tests."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from filelock import FileLock
from hypothesis import settings

from kgreport.batch.plan import PlannedReport
from kgreport.batch.worker import build_planned
from kgreport.builder.job import Job
from kgreport.builder.result import Result
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.params.parameters_file import read_parameters
from kgreport.execute.kernels.fork import CAN_FORK, warm_server
from kgreport.execute.kernels.start import environment_of
from kgreport.publish.publishing import load_publishers
from kgreport.report import Report, read_report
from kgreport.sample import write_sample
from kgreport.slow_imports import FORMAT_CHECKERS, block_imports
from kgreport.views.numbering import Numbering
from tests.builds import build_alone
from tests.published_files import publish_all_formats
from tests.sample.few import keep_only, write_sample_of_few_members

with block_imports(*FORMAT_CHECKERS):
    import nbformat  # noqa: F401 - as the library loads it, which takes a second less

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROJECT = Path(__file__).parents[1]

# A slow machine is no fault of the property. More examples: make fuzz TESTS=tests/stats
settings.register_profile("kgreport", deadline=None, max_examples=30 * int(os.environ.get("FUZZ", "1")))
settings.load_profile("kgreport")


SLOWEST = (
    *("lab/test_in_jupyterlab", "tests/test_corpus", "batch/test_run", "sample/test_workbooks"),
    *("publish/test_browser", "batch/test_left_behind", "batch/test_cluster", "report/test_recognition"),
    *("tests/test_walkthrough", "report/test_trend", "sample/test_province", "verification/test_answers"),
    *("publish/test_annual_report", "cli/test_watch", "tests/test_wheel", "batch/test_full_disk"),
    *("tests/test_explorer", "portal/test_browser", "builder/test_build", "tests/test_notebook"),
)
"""Files of tests to begin with, so that no worker begins one when the others have nothing left to do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the slowest files first; where workers share them out, it is in this order."""
    places = {name: place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: places.get(f"{item.path.parent.name}/{item.path.stem}", len(places)))


def pytest_collection_finish() -> None:
    """Let Python look for garbage more rarely, and not among all that was loaded for the tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def project() -> Path:
    """Give the root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def published_2018() -> Report:
    """Give the report of the figures that were published for 2018."""
    return read_report(read_parameters(PROJECT / "params/2018.yml"), PROJECT)


@pytest.fixture
def without_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave sections, tables and charts without numbers: they need all sections of the report to be made."""
    monkeypatch.setattr(
        "kgreport.report.basis.numbering_of", lambda report: Numbering(report.parameters.language, {}, {})
    )


MakeShared = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def make_shared(tmp_path_factory: pytest.TempPathFactory) -> MakeShared:
    """Give a maker of folders that all workers share: the first that needs one fills it, the others wait.

    Tests must not change what is in them.
    """
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent

    def make(name: str, fill: Callable[[Path], None]) -> Path:
        folder, done = root / f"shared-{name}", root / f"shared-{name}.done"
        with FileLock(root / f"shared-{name}.lock"):
            if not done.exists():
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return make


@pytest.fixture(scope="session")
def publishers() -> None:
    """Load what publishes before a thread of a build does: its warnings are not those of the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        load_publishers()


@pytest.fixture(scope="session")
def built_2018(make_shared: MakeShared, publishers: None) -> Result:
    """Build the report of 2018 once for all tests that look at its files."""

    def fill(folder: Path) -> None:
        notebook = PROJECT / "notebooks/annual_report.ipynb"
        built = build_alone(Job(parameters=PROJECT / "params/2018.yml", outputs=folder, notebook=notebook))
        (folder / "built.pickle").write_bytes(pickle.dumps(built))

    built: Result = pickle.loads((make_shared("outputs", fill) / "built.pickle").read_bytes())
    return built


@pytest.fixture(scope="session")
def published_2018_files(make_shared: MakeShared, built_2018: Result) -> Path:
    """Publish the report of 2018 in every format, as a build does: the folder of the reports."""
    return make_shared("published", lambda folder: publish_all_formats(built_2018.files[0], folder))


@pytest.fixture(scope="session")
def sample_records(make_shared: MakeShared) -> Path:
    """Make up the records of the whole province, as the command does: in the folder ``made-up``."""
    return (
        make_shared("sample", lambda folder: write_sample(folder / "made-up", records_only=True)) / "made-up"
    )


@pytest.fixture(scope="session")
def sample_workbooks(make_shared: MakeShared) -> Path:
    """Make up the whole province, though with few members, and its workbooks: in the folder ``made-up``."""
    return (
        make_shared("workbooks", lambda folder: write_sample_of_few_members(folder / "made-up")) / "made-up"
    )


@pytest.fixture(scope="session")
def small_sample(sample_workbooks: Path, make_shared: MakeShared) -> Path:
    """Give the workbooks of three made-up units, with their tables: in the folder ``made-up``."""

    def fill(folder: Path) -> None:
        shutil.copytree(sample_workbooks / "workbooks", folder / "made-up/workbooks")
        keep_only(("hoa-sen", "hoa-cau", "hoa-ban"), folder / "made-up/workbooks")

    return make_shared("small-sample", fill) / "made-up"


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory, publishers: None) -> Iterator[str | None]:
    """Start one server that forks the kernels of many tests; None where nothing can be forked."""
    if not CAN_FORK:
        yield None
        return
    with warm_server(environment_of(tmp_path_factory.mktemp("server"))) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests that look at pages; without any, skip on a desk and fail in CI."""
    from tests.browsing import NAMES, find_browser, open_browser

    executable = find_browser()
    if executable is None:
        reason = f"no browser installed (looked for {', '.join(NAMES)}); Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with open_browser(executable) as started:
        yield started


class AtOnce(Executor):
    """Does in this process, at once, what other processes and threads do in a batch."""

    size = 1

    def __init__(self, warm: str | None = None) -> None:
        self._warm = warm

    def submit(self, done: Any, /, *given: Any, **named: Any) -> Future[Any]:
        """Call a function, or build a report; its kernel is forked from the server."""
        future: Future[Any] = Future()
        try:
            built = isinstance(done, PlannedReport)
            future.set_result(build_planned(done, warm=self._warm) if built else done(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future

    def restart(self) -> None:
        """Do nothing: no worker can die."""


BuildHere = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def building_here(warm: str | None) -> BuildHere:
    """Give a block in which commands and `kgreport.build` build in this process."""

    @contextmanager
    def block() -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kgreport.batch.executors.workers_for", lambda *_: AtOnce(warm))
            patch.setattr("kgreport.batch.executors.new_pool", lambda _: AtOnce())
            yield

    return block


@pytest.fixture
def build_here(building_here: BuildHere) -> Iterator[None]:
    """Let a test build in this process, whose fact is not about processes."""
    with building_here():
        yield


@pytest.fixture
def make_figures() -> Callable[..., pd.DataFrame]:
    """Give a maker of small frames: one row per (subject, tier, measure, value)."""

    def make(*rows: tuple[str, str, str, int], year: int = 2018, unit: str = "") -> pd.DataFrame:
        lines = [
            (year, unit, *key, value, "test", f"figures.csv:{n}") for n, (*key, value) in enumerate(rows, 2)
        ]
        return pd.DataFrame(lines, columns=list(COLUMNS))

    return make


FIGURES_HEADER = "year,unit,subject,tier,measure,value,source\n"


@pytest.fixture
def make_dataset(tmp_path: Path) -> Callable[..., Path]:
    """Give a maker of dataset folders: rows of figures.csv, and other tables by name."""

    def make(*rows: str, header: str = FIGURES_HEADER, **tables: str) -> Path:
        folder = tmp_path / "figures-of-a-test"
        folder.mkdir(exist_ok=True)
        (folder / "figures.csv").write_text(header + "\n".join(rows) + "\n", "utf-8")
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(text, "utf-8")
        return folder

    return make
