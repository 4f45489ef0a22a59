"""Nothing of one report comes into the next, and a forked kernel gives the bytes of an ordinary one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgreport.builder.job import handed_to
from kgreport.builder.result import Result
from kgreport.data.params.parameters_file import read_parameters
from kgreport.execute.kernels.fork import CAN_FORK, warm_server
from kgreport.execute.kernels.start import environment_of, running_kernel
from kgreport.execute.run import execute_notebook
from kgreport.publish.publishing import publish
from kgreport.seals.notebooks import KEYS
from tests.differences import without_manifest
from tests.execute.kernels.warm_kernels import printed, run_report, write_notebook

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="nothing is forked here")

PROJECT = Path(__file__).parents[3]
LIBRARIES = ("pandas", "matplotlib.figure", "multiprocessing.process")

INNOCENT = (
    "import builtins, gc, locale, multiprocessing, os, random, signal, sys, threading, time, warnings",
    "import decimal, json, logging, matplotlib, numpy, pandas",
    "dict(matplotlib.rcParams)",
    "{name: value for name, value in os.environ.items() if name not in ('JPY_PARENT_PID', 'IPYTHONDIR')}",
    "os.getcwd(), os.umask(0o22), multiprocessing.process.ORIGINAL_DIR == os.getcwd()",
    "random.random(), numpy.random.rand(), numpy.random.default_rng(1).random()",
    "sorted(name for name in sys.modules if name in ('wave', 'pandas', 'turtle', 'json')), pandas.__name__",
    "sorted(dir(builtins)), pow(2, 3), pandas.Series([1, 2]).sum(), json.load.__name__",
    "sys.path, sys.argv[0], sys.getrecursionlimit(), sys.flags",
    "[one[:3] for one in warnings.filters], numpy.geterr(), decimal.getcontext(), gc.isenabled()",
    "locale.setlocale(locale.LC_ALL), time.tzname, time.strftime('%H:%M', time.localtime(0))",
    "pandas.get_option('display.max_rows'), logging.getLogger().level, threading.active_count()",
    "signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGCHLD), signal.pthread_sigmask(0, ())",
    "links = [f'/proc/self/fd/{n}' for n in os.listdir('/proc/self/fd')]",
    "files = [os.readlink(link) for link in links if os.path.exists(link)]",
    "sorted(os.path.basename(path) for path in files if path.startswith('/') and 'fd' not in path)",
    "__name__, sorted(name for name in globals() if not name.startswith('_'))",
)
"""What a notebook can see of the process it runs in."""

SPOILER = (
    "import builtins, decimal, gc, locale, logging, os, random, signal, sys, time, warnings",
    "import matplotlib, numpy, pandas, json, spoilt; sys.modules['wave'] = spoilt",
    "matplotlib.rcParams['font.size'] = 99; matplotlib.rcParams['svg.hashsalt'] = 'spoilt'",
    "os.environ['SPOILT'] = '1'; os.environ['TZ'] = 'Asia/Ho_Chi_Minh'; time.tzset()",
    "os.chdir('/'); os.umask(0)",
    "random.seed(7); numpy.random.seed(7); numpy.seterr(all='ignore')",
    "builtins.pow = lambda *_: 7; builtins.spoilt = True",
    "sys.path.append('/spoilt'); sys.setrecursionlimit(2000)",
    "warnings.filterwarnings('error', 'spoilt'); decimal.getcontext().prec = 3; gc.disable()",
    "locale.setlocale(locale.LC_ALL, 'C'); pandas.set_option('display.max_rows', 3)",
    "logging.getLogger().setLevel(1); signal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "kept = open('/etc/hostname'); json.load = None; pandas.Series.sum = None",
)
"""What a notebook can do to the process it runs in."""


@pytest.fixture(scope="module")
def warm_libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with warm_server(environment_of(tmp_path_factory.mktemp("server")), LIBRARIES) as address:
        yield address


@pytest.fixture
def innocent(tmp_path: Path) -> Path:
    return write_notebook(tmp_path / "innocent.ipynb", *INNOCENT)


@pytest.fixture
def spoiler(tmp_path: Path) -> Path:
    (tmp_path / "spoilt.py").write_text("", "utf-8")
    return write_notebook(tmp_path / "spoiler.ipynb", *SPOILER)


def test_a_report_leaves_no_trace_in_the_next(warm_libraries: str, innocent: Path, spoiler: Path) -> None:
    before = run_report(innocent, warm_libraries)
    run_report(spoiler, warm_libraries)

    assert run_report(innocent, warm_libraries) == before


def test_a_forked_kernel_gives_what_an_ordinary_one_gives(warm_libraries: str, tmp_path: Path) -> None:
    """Neither reads settings and modules beside the notebook, whenever its libraries are loaded."""
    (tmp_path / "matplotlibrc").write_text("font.size: 77\n", "utf-8")
    (tmp_path / "pandas.py").write_text("raise SystemExit\n", "utf-8")
    size = "print('font', matplotlib.rcParams['font.size'])"
    path = write_notebook(tmp_path / "own.ipynb", *INNOCENT, size)
    forked = run_report(path, warm_libraries)

    assert forked == run_report(path, None, preload=LIBRARIES)
    assert printed(forked).endswith("font 10.0\n")


def test_the_order_of_reports_does_not_matter(warm_libraries: str, tmp_path: Path) -> None:
    cells = "import random, pandas", "random.random(), pandas.Series([1, 2]).sample(1), id"
    one = write_notebook(tmp_path / "one.ipynb", *cells)
    other = write_notebook(tmp_path / "other.ipynb", cells[0], "random.seed(3)", *cells[1:])
    first = [run_report(path, warm_libraries) for path in (one, other)]
    then = [run_report(path, warm_libraries) for path in (other, one)]

    assert first == then[::-1]
    assert printed(first[0]) != printed(first[1])


def test_two_kernels_at_once_do_not_meet(warm_libraries: str, tmp_path: Path) -> None:
    setting, seeing = (write_notebook(tmp_path / f"{name}.ipynb", cell) for name, cell in MEETING.items())
    with (
        running_kernel(tmp_path, warm=warm_libraries) as early,
        running_kernel(tmp_path, warm=warm_libraries) as late,
    ):
        for notebook, kernel in ((setting, early), (seeing, late)):
            execute_notebook(notebook, notebook.with_suffix(".out"), {}, cwd=tmp_path, kernel=kernel)

    assert printed(seeing.with_suffix(".out").read_bytes()) == "False\n"


MEETING = {
    "setting": "import sys, os; sys.met = os.environ['MET'] = 'yes'",
    "seeing": "import sys, os; print(hasattr(sys, 'met') or 'MET' in os.environ)",
}


def test_each_kernel_takes_its_environment_from_who_asks(
    warm_libraries: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "x" * 300_000  # more than a socket takes at once
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("LONG", long)
    cell = "import os, time; print(len(os.environ['LONG']), time.strftime('%H', time.localtime(0)))"

    assert (
        printed(run_report(write_notebook(tmp_path / "own.ipynb", cell), warm_libraries))
        == f"{len(long)} 08\n"
    )


def readable(file: Path) -> object:
    """Give a file without the manifest that a build puts into it."""
    if file.suffix != ".ipynb":
        return without_manifest(file.read_bytes())
    notebook = json.loads(file.read_text("utf-8"))
    for name in KEYS:
        notebook["metadata"].get("kgreport", {}).pop(name, None)
    return notebook["cells"], notebook["metadata"].get("kgreport", {})


def test_the_report_of_2018_is_the_same_warm_in_every_format(
    built_2018: Result, warm: str, tmp_path: Path
) -> None:
    notebook, output = PROJECT / "notebooks/annual_report.ipynb", tmp_path / "annual-report-2018.ipynb"
    parameters = handed_to(notebook, read_parameters(PROJECT / "params/2018.yml"))
    cwd = PROJECT / "params"
    with running_kernel(cwd, warm=warm) as kernel:
        execute_notebook(notebook, output, parameters, cwd=cwd, kernel=kernel)
    made = [output, *publish(output).files]
    usual = {path.suffix: path for path in built_2018.files}

    assert {path.suffix for path in made} == {".ipynb", ".html", ".pdf", ".csv"}
    for path in made:
        one, other = (readable(file) for file in (path, usual[path.suffix]))
        assert one == other, path.suffix
