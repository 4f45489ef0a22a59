"""What cells and file names hide is printed by its code, and Vietnamese is printed in every locale."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kgreport import environment
from kgreport.cli.app import app
from kgreport.cli.console.progress import TerminalReporter
from kgreport.cli.console.text_tables import text_table
from kgreport.errors import ParametersError
from kgreport.hidden_letters import VisibleStream, unfiltered, visible_streams

HOSTILE = "\x1b]0;x\x07\x9b31m\r\u202e84\u200b\ud800\x7f"
SHOWN = r"\u001b]0;x\u0007\u009b31m\u000d\u202e84\u200b\ud800\u007f"


def test_a_stream_shows_what_is_hidden_and_leaves_vietnamese_tabs_and_lines() -> None:
    out = io.StringIO()
    stream = VisibleStream(out)
    assert stream.write(f"Rạch Giá\t{HOSTILE}\n") == len(f"Rạch Giá\t{HOSTILE}\n")
    stream.writelines(["\x1b[1m", "2\n"])
    assert out.getvalue() == f"Rạch Giá\t{SHOWN}\n\\u001b[1m2\n"
    assert (unfiltered(stream), unfiltered(out)) == (out, out)


def test_json_that_passes_such_a_stream_says_the_same() -> None:
    out = io.StringIO()
    VisibleStream(out).write(json.dumps({"report": HOSTILE}, ensure_ascii=False))
    assert out.getvalue().isprintable()
    assert json.loads(out.getvalue()) == {"report": HOSTILE}


def test_streams_are_wrapped_once_and_given_back() -> None:
    before = sys.stdout, sys.stderr
    with visible_streams(), visible_streams():
        assert unfiltered(sys.stdout) is before[0]
        assert unfiltered(sys.stderr) is before[1]
    assert (sys.stdout, sys.stderr) == before


@pytest.mark.parametrize(
    "words", [["check", "\x1b[31m.yml"], ["list", "\x9b.yml"], ["build", "--\x1bx"], ["\x07"]]
)
def test_no_command_prints_what_acts_on_a_terminal(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, words, color=True)
    assert result.exit_code == 2
    assert re.search(r"\\(u00|x)(1b|9b|07)", result.output)
    assert "".join(result.output.split()).isprintable()


def test_no_finding_about_a_cell_or_a_file_acts_on_a_terminal(tmp_path: Path) -> None:
    params, table = tmp_path / "2018.yml", tmp_path / "figures.csv"
    params.write_text("year: 2018\ndataset: .\n", "utf-8")
    table.write_text("year;unit;subject;tier;measure;value;source\n2018;;m\x1bx;;rated;\x9b5;s\n", "utf-8")
    (tmp_path / "fig\x1b[2Jures.csv").touch()
    result = CliRunner().invoke(app, ["check", str(params)], color=True)
    assert result.exit_code == 1
    for shown in (r"m\u001bx", r"\u009b5", r"fig\u001b[2Jures.csv"):
        assert shown in result.output
    assert "".join(result.output.split()).isprintable()


def test_the_lines_beside_a_bar_act_on_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    reporter = TerminalReporter()
    reporter.line("x\x1b[2J", bad=True)
    reporter.line("y\x9b2J")
    written = capsys.readouterr()
    assert written.err == "x\\u001b[2J\n"
    assert "y\\u009b2J" in written.out


def test_a_table_is_as_wide_as_what_it_shows() -> None:
    lines = list(text_table([["Đơn vị", "Lỗi"], ["A\u200b", "2"]], to_the_right=[1], shortened=[0]))
    assert lines == ["Đơn vị   Lỗi", "A\\u200b    2"]


def test_an_error_acts_on_no_terminal() -> None:
    assert str(ParametersError(["\x1b[31m.yml: not YAML"])) == r"\u001b[31m.yml: not YAML"


def test_a_locale_that_is_not_utf8_starts_python_again_in_its_utf8_mode(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, words: started.append(words))
    monkeypatch.setattr(sys, "orig_argv", ["python", "/usr/bin/kgreport", "check", "báo cáo.yml"])
    monkeypatch.setenv("PYTHONUTF8", "0")
    environment.use_utf8()
    assert started == []
    monkeypatch.setattr(sys, "getfilesystemencoding", lambda: "ascii")
    environment.use_utf8()
    assert started == [[sys.executable, "-X", "utf8", "/usr/bin/kgreport", "check", "báo cáo.yml"]]
    assert os.environ["PYTHONUTF8"] == "1"
