"""What a scheduler reads is what was meant: each word, folder and time, whatever letters they have."""

from __future__ import annotations

import configparser
import getpass
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from kgreport import __version__
from kgreport.cli.app import app
from kgreport.errors import ScheduleError
from kgreport.schedule import cron, entry, systemd, windows
from kgreport.schedule.scheduled_build import Kind, ScheduledBuild, read_when

AWKWARD = 'báo cáo 100% "của" chi bộ\'s $HOME'
ASKED = ["build", "params/năm 50%.yml", "--output", "out put", "--quiet", "--wait", "3600", "--retries", "1"]
STUB = '#!/bin/sh\npwd >ran\nprintf "%s\\n" "$@" >>ran\ncat account >&2\nexit $(cat status)\n'
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
LETTERS = st.text(st.characters(blacklist_categories=("C", "Z"), whitelist_characters=" "), min_size=1)
PUBLISHED = ScheduledBuild(
    project="/srv/reports",
    program=("/srv/reports/.venv/bin/kgreport",),
    params=("params/2018.yml",),
    user="reports",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["schedule", *arguments])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project whose name is hard to quote, with a kgreport that writes down what it was told."""
    folder = tmp_path / AWKWARD
    (folder / "params").mkdir(parents=True)
    (folder / "params/năm 50%.yml").write_text("year: 2018\n", "utf-8")
    (folder / "status").write_text("0")
    (folder / "account").touch()
    stub = folder / ".venv/bin/kgreport"
    stub.parent.mkdir(parents=True)
    stub.write_text(STUB)
    stub.chmod(0o755)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "executable", str(stub.with_name("python")))
    return folder


def cron_reads(line: str) -> tuple[list[str], str]:
    """Read a line as cron does: five fields, then a command up to a percent sign without a backslash."""
    *fields, command = line.split(" ", 5)
    assert not re.search(r"(?<!\\)%", command)
    return fields, command.replace("\\%", "%")


def filled(text: str) -> str:
    """Fill in specifiers as systemd does; there is none but the one for a percent sign."""
    assert "%" not in text.replace("%%", "")
    return text.replace("%%", "%")


def systemd_reads(words: str) -> Iterator[str]:
    """Read words as systemd does: quoted or not, backslashes and percent signs doubled."""
    for quoted, plain in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', words):
        yield filled(re.sub(r"\\(.)", r"\1", quoted) or plain)


def windows_reads(arguments: str) -> list[str]:
    """Read the command that cmd.exe starts, without what makes the folder and takes down what it says."""
    started = re.fullmatch(r'/d /s /c "mkdir .+? 2>nul & (.*) >\S.* 2>&1"', arguments)
    assert started
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', started[1])]


def write_units(script: str, folder: Path) -> list[str]:
    """Run the commands that systemd's entry consists of, in a folder instead of /etc; give the other ones."""
    sudo = folder / "bin/sudo"
    sudo.parent.mkdir()
    sudo.write_text(f'#!/bin/sh\ncase $1 in\ntee) cat >"{folder}/${{2##*/}}";;\n*) echo "$@";;\nesac\n')
    sudo.chmod(0o755)
    shell = ["/bin/sh", "-euc", f"PATH={shlex.quote(str(sudo.parent))}:$PATH\n{script}"]
    return subprocess.run(shell, check=True, capture_output=True, text=True).stdout.splitlines()


def unit(path: Path) -> configparser.ConfigParser:
    read = configparser.ConfigParser(interpolation=None, delimiters="=", comment_prefixes="#")
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(path, "utf-8")
    return read


def task(text: str) -> dict[str, str]:
    root = ElementTree.fromstring(text)
    return {one.tag.removeprefix(TASK): one.text or "" for one in root.iter()}


def test_cron_builds_in_the_project_and_says_nothing_when_all_went_well(project: Path) -> None:
    result = run("cron", "params/năm 50%.yml", "--output", "out put", "--mail", "office@example.vn")
    *_, mailto, line = result.output.splitlines()
    fields, command = cron_reads(line)

    done = subprocess.run(["/bin/sh", "-c", command], cwd="/", capture_output=True, text=True, check=False)

    assert mailto == "MAILTO=office@example.vn"
    assert fields == ["15", "6", "*", "*", "1"]
    assert (project / "ran").read_text("utf-8").splitlines() == [str(project), *ASKED]
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_cron_mails_what_was_said_when_a_report_failed(project: Path) -> None:
    (project / "status").write_text("1")
    (project / "account").write_text("1 trong 2 báo cáo không lập được\n", "utf-8")
    _, command = cron_reads(run("cron").output.splitlines()[-1])

    done = subprocess.run(["/bin/sh", "-c", command], cwd="/", capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "1 trong 2 báo cáo không lập được\n")


def test_systemd_reads_the_units_as_they_were_meant(project: Path, tmp_path: Path) -> None:
    arguments = ["params/năm 50%.yml", "--output", "out put", "--name", "bao-cao", "--mail", "a@example.vn"]

    commands = write_units(run("systemd", *arguments).output, tmp_path)

    service, timer = unit(tmp_path / "bao-cao.service"), unit(tmp_path / "bao-cao.timer")
    started = service["Service"]["ExecStart"]
    assert started.startswith(":")  # no variable is filled in
    kgreport = str(project / ".venv/bin/kgreport")
    assert list(systemd_reads(started[1:])) == ["/usr/bin/env", kgreport, *ASKED]
    assert filled(service["Service"]["WorkingDirectory"]) == str(project)
    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["User"] == getpass.getuser()
    assert service["Unit"]["OnFailure"] == "bao-cao-failed.service"
    assert dict(timer["Timer"]) == {"OnCalendar": "Mon *-*-* 06:15:00", "Persistent": "true"}
    assert "a@example.vn" in unit(tmp_path / "bao-cao-failed.service")["Service"]["ExecStart"]
    assert commands == ["systemctl daemon-reload", "systemctl enable --now bao-cao.timer"]


def test_systemd_mails_what_was_said_in_the_run_that_failed(project: Path, tmp_path: Path) -> None:
    """Run its mail with a journal, a manager and a mailer that write down what they are asked."""
    write_units(run("systemd", "params/năm 50%.yml", "--mail", "a@example.vn").output, tmp_path)
    [_, *shell] = systemd_reads(unit(tmp_path / "kgreport-failed.service")["Service"]["ExecStart"])
    for name, script in {
        "systemctl": 'test "$*" = "show --property=InvocationID --value kgreport.service" && echo 7f',
        "journalctl": 'echo "$*"; echo "1 trong 2 báo cáo không lập được"',
        "mail": f'echo "$*" >{tmp_path}/mailed; cat >>{tmp_path}/mailed',
    }.items():
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / "bin" / name).chmod(0o755)

    command = ["/bin/sh", *shell]
    command[-1] = command[-1].replace("$$", "$")
    subprocess.run(command, check=True, env={"PATH": f"{tmp_path}/bin:/usr/bin:/bin"})

    assert (tmp_path / "mailed").read_text("utf-8").splitlines() == [
        "-s kgreport: reports failed a@example.vn",
        "--output=cat _TRANSPORT=stdout _SYSTEMD_INVOCATION_ID=7f",
        "1 trong 2 báo cáo không lập được",
        "",
        "journalctl --unit=kgreport.service",
    ]


def test_systemd_itself_finds_nothing_wrong(project: Path, tmp_path: Path) -> None:
    verify = shutil.which("systemd-analyze")
    if not verify:
        pytest.skip("systemd is not here; its units are read by the test above")
    write_units(run("systemd", "params/năm 50%.yml", "--mail", "a@example.vn").output, tmp_path)

    units = sorted(map(str, tmp_path.glob("kgreport*.*")))
    done = subprocess.run([verify, "verify", *units], capture_output=True, text=True, check=False)

    assert len(units) == 3
    assert [line for line in done.stderr.splitlines() if "kgreport" in line] == []


def test_github_gets_a_workflow_of_paths_in_the_repository(project: Path) -> None:
    whole = str(project / "params/năm 50%.yml")
    (project / "requirements-pip.lock").touch()

    workflow: dict[Any, Any] = yaml.safe_load(run("github", whole, "--output", "out put").output)

    steps = workflow["jobs"]["build"]["steps"]
    [install, build] = [step["run"] for step in steps if "run" in step]
    used = [step["uses"].split("@")[0] for step in steps if "uses" in step]
    assert workflow[True] == {"schedule": [{"cron": "15 23 * * 0"}], "workflow_dispatch": None}
    assert shlex.split(build) == [".venv/bin/kgreport", *ASKED]
    assert install == "make .venv/ready PYTHON=python"
    assert used == [f"actions/{name}" for name in GITHUB_STEPS]
    assert [step["with"]["path"] for step in steps if "path" in step.get("with", {})] == ["out put"] * 3
    restored, saved = (step["with"] for step in steps if "key" in step.get("with", {}))
    assert restored["key"] == saved["key"]
    assert saved["key"].startswith(restored["restore-keys"])


GITHUB_STEPS = ["checkout", "setup-python", "cache/restore", "cache/save", "upload-artifact"]


def test_github_installs_by_what_the_project_has() -> None:
    root = Path(__file__).parents[2]

    assert "\n$(VENV)/ready: requirements-pip.lock requirements.lock " in (root / "Makefile").read_text(
        "utf-8"
    )
    assert (root / "requirements-pip.lock").is_file()


def test_github_installs_the_version_that_wrote_the_workflow_in_any_other_project(
    project: Path,
) -> None:
    (project / "requirements.lock").write_text("pandas==3.0.0\n")  # the project's own

    workflow: dict[Any, Any] = yaml.safe_load(run("github").output)

    steps = workflow["jobs"]["build"]["steps"]
    [install, build] = [step["run"] for step in steps if "run" in step]
    assert install.splitlines()[-1] == f'.venv/bin/python -m pip install "kgreport=={__version__}"'
    assert build.startswith(".venv/bin/kgreport build")
    assert "requirements" not in str(workflow)


def test_windows_reads_the_task_as_it_was_meant_however_it_is_saved(tmp_path: Path) -> None:
    program = "D:\\báo cáo & 100%\\.venv\\Scripts\\kgreport.exe"
    plan = ScheduledBuild(
        project="D:\\báo cáo & 100%",
        program=(program,),
        params=("params\\năm 50%.yml",),
        output="out put",
    )

    text = entry(Kind.WINDOWS, plan)

    assert text.isascii()
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert ElementTree.tostring(ElementTree.fromstring(text.encode(encoding))) == ElementTree.tostring(
            ElementTree.fromstring(text)
        )
    read = task(text)
    expected = [program, "build", "params\\năm 50%.yml", *ASKED[2:]]
    assert (read["Command"], read["WorkingDirectory"]) == ("cmd.exe", "D:\\báo cáo & 100%")
    assert windows_reads(read["Arguments"]) == expected
    assert read["StartBoundary"].endswith("T06:15:00")


@pytest.mark.parametrize(
    ("day_and_time", "cron_says", "utc", "systemd_says", "windows_says"),
    [
        (("daily", "18:00"), "0 18 * * *", "0 11 * * *", "*-*-* 18:00:00", {"ScheduleByDay"}),
        (("Sunday", "0:30"), "30 0 * * 0", "30 17 * * 6", "Sun *-*-* 00:30:00", {"ScheduleByWeek", "Sunday"}),
        (("monday", "07:00"), "0 7 * * 1", "0 0 * * 1", "Mon *-*-* 07:00:00", {"ScheduleByWeek", "Monday"}),
        (("2", "06:59"), "59 6 2 * *", "59 23 1 * *", "*-*-02 06:59:00", {"ScheduleByMonth", "December"}),
        (("28", "23:59"), "59 23 28 * *", "59 16 28 * *", "*-*-28 23:59:00", {"ScheduleByMonth", "Day"}),
    ],
)
def test_each_scheduler_is_told_the_same_time(
    day_and_time: tuple[str, str], cron_says: str, utc: str, systemd_says: str, windows_says: set[str]
) -> None:
    on, at = day_and_time
    plan = ScheduledBuild(project="/p", program=("/k",), when=read_when(at, on))

    assert cron.fields(plan.when) == cron_says
    assert yaml.safe_load(entry(Kind.GITHUB, plan))[True]["schedule"] == [{"cron": utc}]
    assert systemd.on_calendar(plan.when) == systemd_says
    assert windows_says <= set(task(windows.entry(plan)))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["cron", "--at", "24:00"], "--at 24:00: there is no such time; expected .* as 06:15"),
        (["cron", "--at", "6h15"], "--at 6h15: there is no such time"),
        (["cron", "--on", "31"], "--on 31: not every month has that day; .* from 1 to 28"),
        (["cron", "--on", "0"], "--on 0: there is no such day; expected daily, a weekday"),
        (["cron", "--on", "mondy"], "--on mondy: there is no such day; .* from monday to sunday"),
        (["cron", "--name", "../x"], "--name ../x: expected letters"),
        (["cron", "--mail", "a@b;rm"], "--mail a@b;rm: expected one address"),
        (["cron", "params/2019.yml"], "không có tệp tham số params/2019.yml; .*'2018.yml'"),
        (["cron", "--output", "a\\b"], "has a backslash"),
        (["cron", "--output", "a\nb"], "cannot be printed"),
        (["cron", "--output", "a" * 990], "the line has .* bytes, and cron reads 998"),
        (["github", "--output", "../outputs"], "../outputs is not inside the project"),
        (["github", "--output", "/outputs"], "/outputs is not inside the project"),
        (["github", "--output", "${{ x }}"], "GitHub would take it for"),
        (["github", "--on", "1"], "the last day of the month before.*07:00 or later"),
        (["github", "--mail", "a@b.vn"], "--mail: GitHub itself writes"),
        (["windows", "--output", "%TEMP%"], "%TEMP%: Windows would take"),
        (["windows", "--mail", "a@b.vn"], "--mail: the Task Scheduler of Windows sends no mail"),
        (["at"], "'at' is not one of 'cron', 'systemd', 'github', 'windows'"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_what_cannot_be_is_refused_and_says_what_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params/2018.yml").touch()
    monkeypatch.chdir(tmp_path)

    result = run(*arguments)

    assert result.exit_code == 2
    assert re.search(message, " ".join(re.sub("[│╭╰─]", "", result.stderr).split()))
    assert result.stdout == ""


def test_a_folder_without_reports_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("cron").exit_code == 2


def test_a_folder_of_parameters_files_can_be_named(project: Path) -> None:
    _, command = cron_reads(run("cron", "params").output.splitlines()[-1])

    assert " build params --output outputs " in command


def test_python_runs_kgreport_where_its_script_is_not_beside_it(project: Path) -> None:
    (project / ".venv/bin/kgreport").unlink()

    _, command = cron_reads(run("cron").output.splitlines()[-1])

    assert f"{shlex.quote(str(project / '.venv/bin/python'))} -m kgreport build" in command


def test_nothing_is_written(project: Path) -> None:
    before = sorted(project.rglob("*"))

    assert [run(kind).exit_code for kind in ("cron", "systemd", "github")] == [0, 0, 0]
    assert sorted(project.rglob("*")) == before


@given(words=st.lists(LETTERS, min_size=1))
def test_systemd_reads_back_any_word(words: list[str]) -> None:
    assert list(systemd_reads(" ".join(map(systemd.quote, words)))) == words


@given(word=LETTERS.filter(lambda word: "\\" not in word))
def test_cron_reads_back_any_word(word: str) -> None:
    plan = ScheduledBuild(project=f"/{word}", program=("/k",))
    _, command = cron_reads(entry(Kind.CRON, plan).splitlines()[-1])

    assert shlex.split(command)[1] == f"/{word}"


@pytest.mark.parametrize("kind", [Kind.CRON, Kind.SYSTEMD, Kind.GITHUB])
def test_the_document_shows_what_is_printed(kind: Kind) -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/scheduling.md").read_text("utf-8")

    assert f"\n{entry(kind, PUBLISHED)}```\n" in text


def test_the_document_shows_the_task_of_windows() -> None:
    text = (Path(__file__).parents[2] / "docs/how-to/scheduling.md").read_text("utf-8")
    plan = ScheduledBuild(
        project="D:\\reports",
        program=("D:\\reports\\.venv\\Scripts\\kgreport.exe",),
        params=("params\\2018.yml",),
    )

    assert f"\n{entry(Kind.WINDOWS, plan)}```\n" in text


@pytest.mark.parametrize("kind", list(Kind))
def test_a_folder_or_file_whose_name_begins_with_a_dash_is_no_option(kind: Kind) -> None:
    text = entry(kind, ScheduledBuild(project="/p", program=("/k",), params=("-a.yml",), output="-x"))

    assert re.search(r'build "?\./-a\.yml"? --output "?\./-x"? --quiet', text)


def test_a_plan_that_breaks_a_line_is_refused() -> None:
    with pytest.raises(ScheduleError, match="cannot be printed"):
        ScheduledBuild(project="/srv/re\nports", program=("/k",))
