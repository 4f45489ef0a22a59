"""`kgreport share` says what it wrote, what it left out, and by its exit status whether all is there."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app
from tests.portal.made_up import make_report


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for unit in ("", "an-bien"):
        make_report(tmp_path / "outputs", 2018, unit)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["share", *arguments])


def test_all_reports_are_shared_by_default(here: Path) -> None:
    result = run()

    assert result.exit_code == 0
    assert result.output.startswith("đã ghi share.zip: 2 báo cáo, 9 tệp, ")
    assert "index.html" in zipfile.ZipFile(here / "share.zip").namelist()


def test_what_is_left_out_is_told_and_changes_the_exit_status(here: Path) -> None:
    (here / "outputs/tinh/2018/an-bien/annual-report-2018-an-bien.pdf").write_text("%PDF 2", "utf-8")
    result = run("--units", "an-bien", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["files"] == 4
    assert "bỏ lại tinh/2018/an-bien/annual-report-2018-an-bien.pdf: đã bị sửa sau khi lập" in result.stderr


def test_wrong_rows_of_recipients_are_told_by_their_number(here: Path) -> None:
    (here / "to.csv").write_text("unit,email\nan-bien,a@b.vn\nwhole,a@b\n", "utf-8")
    result = run("--mail", "to.csv")

    assert result.exit_code == 1
    assert result.stdout.startswith("đã ghi mail/2018-an-bien.eml, không có bản tóm tắt")
    assert "to.csv, dòng 3, cột email: 'a@b'" in result.stderr
    assert [path.name for path in (here / "mail").iterdir()] == ["2018-an-bien.eml"]


@pytest.mark.parametrize(
    "wrong", [["--units", "xyz"], ["--years", "20x8"], ["--output", "none"], ["outputs"]]
)
def test_what_cannot_be_shared_is_misuse(here: Path, wrong: list[str]) -> None:
    assert run(*wrong).exit_code == 2
    assert not (here / "share.zip").exists()
