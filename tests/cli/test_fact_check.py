"""`kgreport fact-check` shows what is wrong in texts, and ends with the exit status that says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kgreport.cli import fact_check
from kgreport.cli.app import app

WRONG = "Có 12/15 chi bộ (chiếm 81,00%) hoàn thành tốt nhiệm vụ."
RIGHT = "Năm 2018, có 284 đảng viên không hoàn thành nhiệm vụ."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a text that is wrong and one that is right."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wrong.txt").write_text(WRONG, "utf-8")
    (tmp_path / "right.md").write_text(RIGHT, "utf-8")
    return tmp_path


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, ["fact-check", *arguments], input=stdin)


def test_a_mistake_is_shown_with_its_sentence_and_the_words_marked() -> None:
    result = run("wrong.txt")

    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "wrong.txt:1: lỗi: tỷ lệ sai: 81,00%; cần 80,00%",
        f"    {WRONG}",
        "                           ^^^^^^",
        "    12/15 là 80,00%, không phải 81,00%; kiểm tra tỷ lệ và hai số",
        "",
        "wrong.txt: 1 lỗi",
    ]


def test_on_a_terminal_the_words_are_underlined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_check, "_has_colours", lambda: True)

    result = CliRunner().invoke(app, ["fact-check", "wrong.txt"], color=True)

    assert "\x1b[4m81,00%\x1b[0m)" in result.stdout.replace("\x1b[31m\x1b[1m", "")
    assert "^^^" not in result.stdout


def test_a_text_without_mistakes_is_said_to_be_right() -> None:
    result = run("right.md", "--language", "en")
    assert (result.exit_code, result.stdout) == (
        0,
        "right.md: nothing is wrong; statements with numbers: 1\n",
    )


def test_json_is_a_list_with_places_in_the_text() -> None:
    result = run("wrong.txt", "right.md", "--json", "--language", "en")

    [found] = json.loads(result.stdout)
    assert list(found) == [
        "file", "start", "end", "quote", "severity", "kind", "found", "expected", "message"
    ]  # fmt: skip
    assert WRONG[found["start"] : found["end"]] == found["quote"] == found["found"] == "81,00%"
    assert (found["file"], found["severity"], found["kind"]) == ("wrong.txt", "error", "wrong-share")
    assert found["expected"] == "80,00%"
    assert "80.00%" in found["message"]


def test_without_mistakes_json_is_an_empty_list() -> None:
    assert (run("right.md", "--json").stdout, run("right.md", "--json").exit_code) == ("[]\n", 0)


def test_a_text_is_read_from_standard_input() -> None:
    result = run("-", "--json", stdin=WRONG)
    assert [one["file"] for one in json.loads(result.stdout)] == ["-"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_checked(here: Path) -> None:
    (here / "empty.docx").touch()

    result = run("empty.docx", "missing.txt", "wrong.txt")

    assert result.exit_code == 2
    assert "empty.docx: is empty" in result.stderr
    assert "missing.txt: there is no such file" in result.stderr
    assert "wrong.txt: 1 lỗi" in result.stdout


def test_the_dataset_of_the_parameters_is_compared(here: Path, project: Path) -> None:
    (here / "wrong.txt").write_text(RIGHT.replace("284", "248"), "utf-8")

    result = run("wrong.txt", "right.md", "--params", str(project / "params/2018.yml"), "--json")

    assert result.exit_code == 1
    assert [(one["kind"], one["expected"]) for one in json.loads(result.stdout)] == [
        ("not-in-dataset", "284")
    ]


def test_a_page_is_written(here: Path) -> None:
    result = run("wrong.txt", "--html", "pages/marked.html")

    assert result.stdout.endswith(f"wrote {Path('pages/marked.html')}\n")
    assert 'id="place-1"' in (here / "pages/marked.html").read_text("utf-8")


def test_the_texts_become_a_dataset_and_a_table_that_is_there_stays(here: Path) -> None:
    assert run("right.md", "--to-figures", "new").exit_code == 0
    before = (here / "new/figures.csv").read_text("utf-8")
    assert "2018,,member,,unfulfilled,284" in before

    again = run("wrong.txt", "--to-figures", "new")

    assert (again.exit_code, again.stdout) == (2, "")
    assert "already has figures.csv" in again.stderr
    assert (here / "new/figures.csv").read_text("utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["right.md", "--language", "de"], "'de' is not one of 'vi', 'en'"),
        (["right.md", "--params", "2018.yml"], "không có tệp tham số 2018.yml"),
    ],
)
def test_wrong_usage_is_said(arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
