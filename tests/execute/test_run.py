"""What a run of a notebook gives, and what it refuses."""

from __future__ import annotations

import datetime
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from nbformat import from_dict

from kgreport.errors import PublishError
from kgreport.execute.failures import NEVER_RUN, Failure, failure_in
from kgreport.execute.kernels import managers, start
from kgreport.execute.kernels.start import Kernel, running_kernel
from kgreport.execute.notebook_file import NotebookFileError
from kgreport.execute.parameters_cell import ParameterValueError, declared_parameters
from kgreport.execute.run import (
    ExecutionError,
    Progress,
    TooLongError,
    UnknownParameterError,
    execute_notebook,
)

type_of_cell = dict[str, Any]


def code(*lines: str, tags: tuple[str, ...] = ()) -> type_of_cell:
    """Make a code cell that still holds an output of an earlier day."""
    old = {"output_type": "stream", "name": "stdout", "text": "last year's output"}
    source = "\n".join(lines)
    return {
        "cell_type": "code",
        "metadata": {"tags": list(tags)},
        "source": source,
        "outputs": [old],
        "execution_count": 7,
    }


def markdown(text: str) -> type_of_cell:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


PARAMETERS = code("year = 2018", "name: str = 'x'", tags=("parameters",))


def write(folder: Path, *cells: type_of_cell, **metadata: object) -> Path:
    path = folder / "report.ipynb"
    content = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}
    path.write_text(json.dumps(content), "utf-8")
    return path


def run(folder: Path, *cells: type_of_cell, timeout: int = 60, **parameters: object) -> list[type_of_cell]:
    """Run cells in a folder, in a kernel that starts the ordinary way; return them as they were written."""
    return _run(folder, cells, parameters, timeout, None)


def run_warm(
    folder: Path, warm: str | None, *cells: type_of_cell, timeout: int = 60, **parameters: object
) -> list[type_of_cell]:
    """Run cells where it does not matter how the kernel starts; return them as they were written."""
    with running_kernel(folder, warm=warm) as kernel:
        return _run(folder, cells, parameters, timeout, kernel)


def _run(
    folder: Path, cells: Sequence[type_of_cell], given: dict[str, object], timeout: int, kernel: Kernel | None
) -> list[type_of_cell]:
    output = folder / "out" / "executed.ipynb"
    execute_notebook(write(folder, *cells), output, given, cwd=folder, timeout=timeout, kernel=kernel)
    return executed_cells(output)


def executed_cells(path: Path) -> list[type_of_cell]:
    cells: list[type_of_cell] = json.loads(path.read_text("utf-8"))["cells"]
    return cells


def shown(cells: list[type_of_cell]) -> str:
    """Join what the cells have printed or displayed as text."""
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return "".join("".join(one.get("text") or one.get("data", {}).get("text/plain", "")) for one in outputs)


@pytest.fixture(autouse=True)
def nothing_left_behind(warm: str | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No run leaves a temporary file or a process, here or at the server of warm kernels."""
    short = tempfile.mkdtemp(prefix="t-", dir="/tmp" if os.name == "posix" else None)
    monkeypatch.setattr(tempfile, "tempdir", short)
    before, folders = processes(), folders_of(warm)
    yield
    assert list(Path(short).iterdir()) == []
    assert folders_of(warm) == folders
    assert processes() <= before
    Path(short).rmdir()


def processes() -> set[int]:
    """Give the processes that this one has started, and those that they have started."""
    return {one.pid for one in psutil.Process().children(recursive=True)}


def folders_of(warm: str | None) -> set[Path]:
    """Give what lies beside the address of a server: the folders of its kernels."""
    return {path for path in Path(warm).parent.iterdir() if path.is_dir()} if warm else set()


def test_cells_get_the_parameters_given(warm: str | None, tmp_path: Path) -> None:
    name = "Tỉnh ủy \"Kiên Giang\" \\n 'x' # $"
    cells = run_warm(tmp_path, warm, PARAMETERS, code("print(year, name)"), year=2019, name=name)
    assert shown(cells) == f"2019 {name}\n"
    assert "Tỉnh ủy" in "".join(cells[1]["source"])


def test_a_long_mapping_is_written_in_lines(warm: str | None, tmp_path: Path) -> None:
    values = {"short": {"a": 1}, "long": {"text": "x" * 60, "list": [1, None], "inner": {"b": "y" * 90}}}
    cells = run_warm(tmp_path, warm, PARAMETERS, code("print(name == year)"), name=values, year=values)
    assert shown(cells) == "True\n"
    assert "".join(cells[1]["source"]).splitlines()[1:5] == [
        "name = {",
        "    'short': {'a': 1},",
        "    'long': {",
        f"        'text': '{'x' * 60}',",
    ]


def test_defaults_hold_where_nothing_is_given(warm: str | None, tmp_path: Path) -> None:
    assert shown(run_warm(tmp_path, warm, markdown("# Title"), PARAMETERS, code("print(year)"))) == "2018\n"


def test_nothing_that_is_written_is_lost_or_late(warm: str | None, tmp_path: Path) -> None:
    """The streams of a kernel wait only where something was written; each stands where it began."""
    [cell] = run_warm(
        tmp_path,
        warm,
        code(
            "import sys; from IPython.display import display",
            "for n in range(3):",
            "    print(n, end='')",
            "    display(n)",
            "    print('told', n, file=sys.stderr)",
            "print(('x' * 999 + '\\n') * 100, end='')",
        ),
    )

    told = [one.get("name") or "".join(one["data"]["text/plain"]) for one in cell["outputs"]]
    texts = ["".join(one["text"]) for one in cell["outputs"] if "text" in one]
    assert told == ["stdout", "0", "stderr", "1", "2"]
    assert texts == ["012" + ("x" * 999 + "\n") * 100, "told 0\ntold 1\ntold 2\n"]


def test_two_runs_in_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    cells = (
        PARAMETERS,
        code("import sys, warnings", "print('a'); print('b', file=sys.stderr); object()"),
        code("warnings.warn('rounded')", "{'b', 'a', 'c'}, hash('x')"),
        code("from IPython.display import display, HTML", "display(HTML('<b>x</b>'), display_id=True)"),
    )
    written = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        run(folder, *cells, year=2019)
        written.append((folder / "out" / "executed.ipynb").read_bytes())
    assert written[0] == written[1]
    text = written[0].decode("utf-8")
    assert "papermill" not in text
    assert str(tmp_path) not in text
    assert "ipykernel" not in text.replace("ipykernel_launcher", "")


def test_ids_count_the_cells(warm: str | None, tmp_path: Path) -> None:
    cells = run_warm(tmp_path, warm, markdown("# Title"), PARAMETERS, code("1"), year=2019)
    assert [cell["id"] for cell in cells] == ["cell-1", "cell-2", "cell-3", "cell-4"]


def test_only_metadata_that_readers_use_is_kept(warm: str | None, tmp_path: Path) -> None:
    cell = code("1", tags=("guide",))
    cell["metadata"] |= {"alt": "a chart", "execution": {"iopub.status.idle": "2020-01-01"}, "ExecuteTime": 1}
    notebook = write(tmp_path, cell, title="T", widgets={"state": {}}, toc={"base": 1})
    with running_kernel(tmp_path, warm=warm) as kernel:
        execute_notebook(notebook, tmp_path / "executed.ipynb", {}, cwd=tmp_path, kernel=kernel)
    written = json.loads((tmp_path / "executed.ipynb").read_text("utf-8"))
    assert written["cells"][0]["metadata"] == {"tags": ["guide"], "alt": "a chart"}
    assert set(written["metadata"]) == {"title", "kernelspec", "language_info"}


def test_a_misspelt_parameter_is_refused_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(UnknownParameterError, match=r"unknown parameter 'yaer'.*did you mean 'year'"):
        run(tmp_path, PARAMETERS, code("open('ran', 'w')"), yaer=2019)
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out").exists()


def test_parameters_need_a_parameters_cell(tmp_path: Path) -> None:
    with pytest.raises(UnknownParameterError, match=r"'year'.*has no parameters; tag the cell"):
        run(tmp_path, code("print(1)"), year=2019)


def test_a_notebook_without_parameters_runs_without_any(warm: str | None, tmp_path: Path) -> None:
    assert shown(run_warm(tmp_path, warm, code("print(1)"))) == "1\n"


@pytest.mark.parametrize("value", [datetime.date(2019, 4, 1), Path("x"), float("nan"), {1, 2}, b"x"])
def test_values_that_are_not_json_are_refused_by_name(tmp_path: Path, value: object) -> None:
    with pytest.raises(ParameterValueError, match=r"parameter 'year' is .*expected text"):
        run(tmp_path, PARAMETERS, year=value)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("# comment\nyear = 2018\ntags: list[str] = ['a']\nnone = None", ["year", "tags", "none"]),
        ("import os\nhome = os.getcwd()\nyear: int", ["home", "year"]),
        ("year, unit = 2018, ''\na = b = 1\nyear = 2019", ["year", "unit", "a", "b"]),
        ("", []),
    ],
)
def test_the_parameters_are_what_their_cell_assigns(tmp_path: Path, source: str, names: list[str]) -> None:
    """They are read, and nothing is run; in their order, each once."""
    assert declared_parameters(write(tmp_path, code(source, tags=("parameters",)))) == names


def test_a_missing_notebook_or_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotebookFileError, match=r"cannot read the notebook .*absent.ipynb"):
        execute_notebook(tmp_path / "absent.ipynb", tmp_path / "x.ipynb", {}, cwd=tmp_path)
    with pytest.raises(PublishError, match="no such folder"):
        execute_notebook(write(tmp_path, code("1")), tmp_path / "x.ipynb", {}, cwd=tmp_path / "absent")


def failing(
    folder: Path, warm: str | None, *cells: type_of_cell, timeout: int = 60, **parameters: object
) -> ExecutionError:
    with pytest.raises(ExecutionError) as caught:
        run_warm(folder, warm, *cells, timeout=timeout, **parameters)
    error = caught.value
    assert error.executed == folder / "out" / "executed.ipynb"
    assert str(error.executed) in str(error)
    assert "\x1b" not in str(error)
    return error


def test_a_cell_that_raises_is_named_with_its_line(warm: str | None, tmp_path: Path) -> None:
    cells = (
        markdown("# Title"),
        PARAMETERS,
        code("print('before')"),
        code("def half(x):", "    return x / 0", "", "half(1)"),
        code("print('after')"),
    )
    error = failing(tmp_path, warm, *cells, year=2019)
    assert error.cell_index == 4
    assert error.cell_source_first_line == "def half(x):"
    assert error.reason == "ZeroDivisionError: division by zero; in line 4: half(1)"
    assert error.executed is not None
    assert "before" in shown(executed_cells(error.executed))
    assert "after" not in shown(executed_cells(error.executed))
    assert "An Exception was encountered" not in error.executed.read_text("utf-8")


def test_a_cell_that_is_not_python_is_named_with_its_line(warm: str | None, tmp_path: Path) -> None:
    assert failing(tmp_path, warm, code("a = 1", "b = = 2")).reason.startswith("SyntaxError: invalid syntax")


def test_an_error_cannot_be_allowed_by_a_tag(warm: str | None, tmp_path: Path) -> None:
    error = failing(tmp_path, warm, code("1 / 0", tags=("raises-exception",)), code("open('ran', 'w')"))
    assert error.cell_index == 1
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("leave", ["import sys; sys.exit(0)", "raise SystemExit", "exit()", "quit()"])
def test_a_notebook_that_stops_early_is_no_report(warm: str | None, tmp_path: Path, leave: str) -> None:
    error = failing(tmp_path, warm, code("print(1)"), code(leave), code("print('the rest')"))
    assert error.cell_index == 2
    assert "stopped the notebook early" in error.reason


def test_a_cell_that_was_passed_over_is_found() -> None:
    cells = [code("1"), code(""), code("2", tags=("skip-execution",)), code("3")]
    for cell, count in zip(cells, (1, None, None, None), strict=True):
        cell |= {"execution_count": count}
    content = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    executed = from_dict(content)
    assert failure_in(executed, None, 0) == Failure(position=3, reason=NEVER_RUN)
    executed.cells[3].execution_count = 2
    assert failure_in(executed, None, 0) is None


def test_a_cell_that_hangs_is_named_with_the_limit(warm: str | None, tmp_path: Path) -> None:
    error = failing(
        tmp_path, warm, code("import time; print('waiting', flush=True); time.sleep(60)"), timeout=1
    )
    assert error.cell_index == 1
    assert error.reason == "did not finish within 1 s; if it needs longer, raise --timeout"
    assert error.executed is not None
    assert shown(executed_cells(error.executed)).startswith("waiting")


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("os._exit(3)", "exit code 3"),
        pytest.param(
            "os.abort()", "SIGABRT", marks=pytest.mark.skipif(os.name != "posix", reason="no signals")
        ),
    ],
)
def test_a_kernel_that_dies_is_named_with_its_cell(tmp_path: Path, end: str, told: str) -> None:
    error = failing(tmp_path, None, code("print(1)"), code("import os", end), code("print('the rest')"))
    assert error.cell_index == 2
    assert error.reason.startswith("the kernel died while this cell ran")
    assert told in error.reason


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for Python is a shell script")
def test_a_kernel_that_does_not_start_tells_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\necho 'No module named ipykernel' >&2\nexit 1\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(ExecutionError, match=r"no kernel answered \(exit code 1; No module named") as caught:
        run(tmp_path, code("1"))
    assert caught.value.cell_index is None
    assert caught.value.executed is None


def test_braces_in_paths_are_no_parameters(warm: str | None, tmp_path: Path) -> None:
    folder = tmp_path / "{year} {0}"
    folder.mkdir()
    assert shown(run_warm(folder, warm, PARAMETERS, code("print(year)"), year=2019)) == "2019\n"


LOOKS = {
    "folder": "import os, beside; print(os.getcwd(), beside.value)",
    "python": "import sys; print(sys.executable)",
    "startup": "print('mine' in globals())",
    "text": "open('x.txt', 'w').write('Đảng'); print('Đảng')",
    "process": "import subprocess; print(subprocess.Popen(['sleep', '60']).pid)",
    "result": "40 + 2",
    "history": "print(get_ipython().history_manager.hist_file, _)\n%history -g 40",
}
"""What a kernel that starts the ordinary way is asked."""


@dataclass(frozen=True, slots=True)
class Ordinary:
    """What such a kernel has shown, by the name of the question, and the folder in which it ran."""

    folder: Path
    shown: dict[str, str]
    counts: list[int]


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory: pytest.TempPathFactory) -> Ordinary:
    """Run cells for a user who has settings of their own, in another language than UTF-8."""
    folder, home = tmp_path_factory.mktemp("ordinary"), tmp_path_factory.mktemp("home")
    (folder / "beside.py").write_text("value = 5\n", "utf-8")
    spec, startup = home / "data/kernels/python3/kernel.json", home / "profile_default/startup/00.py"
    other = {"argv": ["/bin/false", "{connection_file}"], "display_name": "Other", "language": "python"}
    own = {spec: json.dumps(other), startup: "mine = 1\n", home / "start.py": "mine = 2\n"}
    for path, text in own.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JUPYTER_PATH", str(home / "data"))
        patch.setenv("IPYTHONDIR", str(home))
        patch.setenv("PYTHONSTARTUP", str(home / "start.py"))
        patch.setenv("LC_ALL", "C")
        before = Path.cwd()
        cells = run(folder, *(code(source) for source in LOOKS.values()))
        assert Path.cwd() == before
    told = {name: shown([cell]) for name, cell in zip(LOOKS, cells, strict=True)}
    return Ordinary(folder, told, [cell["execution_count"] for cell in cells])


def test_cells_run_in_the_folder_given(ordinary: Ordinary) -> None:
    assert ordinary.shown["folder"] == f"{ordinary.folder} 5\n"


def test_the_kernel_is_this_python(ordinary: Ordinary) -> None:
    """A kernel of Jupyter that has its name is another one."""
    assert ordinary.shown["python"] == f"{sys.executable}\n"


def test_the_users_own_startup_files_are_left_out(ordinary: Ordinary) -> None:
    assert ordinary.shown["startup"] == "False\n"


def test_the_kernel_keeps_its_history_in_memory_as_nbclient_and_counts_its_cells(ordinary: Ordinary) -> None:
    assert ordinary.shown["history"].startswith(":memory: 42\n   6: 40 + 2\n")
    assert ordinary.counts == [1, 2, 3, 4, 5, 6, 7]


def test_the_kernel_writes_utf_8(ordinary: Ordinary) -> None:
    assert ordinary.shown["text"] == "Đảng\n"
    assert (ordinary.folder / "x.txt").read_text("utf-8") == "Đảng"


def test_what_a_cell_started_ends_with_the_kernel(ordinary: Ordinary) -> None:
    pid = int(ordinary.shown["process"])
    time.sleep(0.1)
    status = Path(f"/proc/{pid}/status")
    assert not status.exists() or "State:\tZ" in status.read_text()


def test_modules_named_are_loaded_beforehand(tmp_path: Path) -> None:
    notebook = write(tmp_path, code("import sys; print('wave' in sys.modules, 'debugpy' in sys.modules)"))
    output = tmp_path / "executed.ipynb"
    with running_kernel(tmp_path, ("wave", "no_such_module")) as kernel:
        execute_notebook(notebook, output, {}, cwd=tmp_path, kernel=kernel)
    assert shown(executed_cells(output)) == "True False\n"


def test_progress_is_told_after_each_cell(warm: str | None, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    hear: Callable[[int, int], None] = lambda done, total: told.append((done, total))  # noqa: E731
    notebook = write(tmp_path, markdown("x"), code("1"), code(""), code("2"))
    output = tmp_path / "executed.ipynb"
    with running_kernel(tmp_path, warm=warm) as kernel:
        execute_notebook(notebook, output, {}, cwd=tmp_path, on_cell=hear, kernel=kernel)
    assert told == [(1, 2), (2, 2)]


def test_a_run_says_nothing_on_the_terminal(
    warm: str | None, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    failing(tmp_path, warm, PARAMETERS, code("print(1)"), code("import time; time.sleep(9)"), timeout=1)
    run(tmp_path, code("import os; print(2); os.write(1, b'3')"))

    assert capfd.readouterr() == ("", "")


def test_a_long_printed_line_takes_no_long_time(warm: str | None, tmp_path: Path) -> None:
    begin = time.process_time()
    cells = run_warm(tmp_path, warm, code("for part in range(4): print('x' * 1_000_000, end='', flush=True)"))
    assert len(shown(cells)) == 4_000_000
    assert time.process_time() - begin < 5


def test_the_timeout_counts_the_arrival_of_outputs_too() -> None:
    progress = Progress(None, timeout=5, started=time.monotonic() - 6)
    with pytest.raises(TooLongError):
        progress.finish_cell(from_dict({}), 0, {"content": {}})


def test_a_notebook_that_shows_too_much_is_stopped_before_it_fills_the_memory(
    warm: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "MOST_OUTPUT", 2**20)
    monkeypatch.setattr(managers, "MOST_OUTPUT", 2**20)
    error = failing(tmp_path, warm, code("1"), code("while True: print('x' * 1000)"))
    assert error.cell_index == 2
    assert "stopped, because the notebook shows more than 1 MB" in error.reason


def test_a_widget_that_captures_output_does_not_stop_the_notebook(warm: str | None, tmp_path: Path) -> None:
    widgets = pytest.importorskip("ipywidgets")
    assert widgets
    lines = ("import ipywidgets", "out = ipywidgets.Output()", "with out: print('inside')", "print('after')")
    assert "after" in shown(run_warm(tmp_path, warm, code(*lines)))
