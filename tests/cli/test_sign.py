"""`kgreport sign` and `kgreport new-key` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app
from kgreport.signing.checking import signatures_of


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with two files to sign."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    for name in ("a.html", "b.csv"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def run(*arguments: str, password: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, env={"KGREPORT_KEY_PASSWORD": password})


def test_files_are_signed_by_a_key_made_here(here: Path) -> None:
    assert run("new-key", "keys/signing.key", password="một hai").exit_code == 0
    signed = run("sign", "a.html", "b.csv", "--key", "keys/signing.key", password="một hai")

    assert (signed.exit_code, signed.stdout) == (0, "wrote a.html.minisig\nwrote b.csv.minisig\n")
    [found] = signatures_of(here / "b.csv")
    assert found.state == "valid"


def test_the_password_is_read_from_the_first_line_of_a_file(here: Path) -> None:
    (here / "password").write_text("một hai\n", "utf-8")
    made = run("new-key", "signing.key", "--password-file", "password")
    assert "signing.key is the secret key" in made.stdout
    assert run("sign", "a.html", "--key", "signing.key", "--password-file", "password").exit_code == 0


def test_a_key_without_a_password_needs_none() -> None:
    assert run("new-key", "signing.key", "--no-password").exit_code == 0
    assert run("sign", "a.html", "--key", "signing.key").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("sign", "a.html", "c.html", "--key", "signing.key"), "c.html: there is no such file"),
        (("sign", "a.html", "--key", "none.key"), "none.key: cannot be read"),
        (("sign", "a.html", "--key", "b.csv"), "b.csv: is no secret key"),
        (("sign", "a.html", "--key", "a.p12"), "a.p12: the password is needed: set KGREPORT_KEY_PASSWORD"),
        (("new-key", "a.html", "--no-password"), "a.html: is there already"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    arguments: tuple[str, ...], told: str, here: Path
) -> None:
    ended = run(*arguments)

    assert (ended.exit_code, told in ended.stderr) == (2, True), ended.stderr
    assert sorted(path.name for path in here.iterdir()) == ["a.html", "b.csv"]


def test_a_missing_library_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "minisign", None)
    ended = run("new-key", "signing.key", "--no-password")
    assert (ended.exit_code, 'pip install "kgreport[sign]"' in ended.stderr) == (2, True)
