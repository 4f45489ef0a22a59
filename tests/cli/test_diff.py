"""`kgreport diff` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli.app import app

PAGE = (
    '<html lang="vi"><head><title>Báo cáo năm 2018</title></head><body><main><h2 id="a">Kết quả</h2>'
    "<p>Có {n} mục.</p></main></body></html>"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with two published pages."""
    monkeypatch.chdir(tmp_path)
    for name, number in (("a", "841"), ("b", "840")):
        (tmp_path / f"{name}.html").write_text(PAGE.format(n=number), "utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["diff", *arguments])


def test_what_differs_is_printed_in_the_language_of_the_report() -> None:
    ended = run("a.html", "b.html")
    assert (ended.exit_code, "841 → 840 (−1; −0,12%)" in ended.stdout) == (0, True)
    assert "Changed: 1" in run("a.html", "b.html", "--language", "en").stdout


def test_scripts_are_told_by_the_exit_status_on_demand() -> None:
    assert run("a.html", "b.html", "--exit-code").exit_code == 1
    assert run("a.html", "a.html", "--exit-code").exit_code == 0


def test_json_and_a_page_are_written(here: Path) -> None:
    ended = run("a.html", "b.html", "--json", "--html", "out/diff.html")

    found = json.loads(ended.stdout)
    assert (found["changed"], found["before"]["file"]) == (1, "a.html")
    assert found["parts"][0]["differences"][0]["sentence"] == "Có 840 mục."
    assert str(here) not in (here / "out/diff.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a.html", "c.html"), "c.html"),
        (("a.html", "b.html", "--html", "./b.html"), "b.html: "),
        (("a.html", "b.html", "--language", "de"), "'de' is not one of 'vi', 'en'"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], told: str) -> None:
    ended = run(*arguments)
    assert (ended.exit_code, told in ended.stderr) == (2, True)


def test_what_is_compared_is_never_written_over(here: Path) -> None:
    before = (here / "b.html").read_bytes()
    run("a.html", "b.html", "--html", "b.html")
    assert (here / "b.html").read_bytes() == before
