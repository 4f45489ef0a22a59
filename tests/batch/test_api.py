"""`kgreport.build` and `kgreport.check` return results, raise what is wrong, and print nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgreport
from kgreport.batch.request import make_request
from kgreport.errors import BuildError, BusyError, ParametersError
from tests.batch.little import little_project


@pytest.fixture
def here(project: Path, tmp_path: Path) -> Path:
    """Make a project of one unit with a little notebook."""
    return little_project(project, tmp_path, units=1)


def test_every_wrong_argument_is_named(here: Path) -> None:
    with pytest.raises(ParametersError) as caught:
        make_request(here / "missing.yml", years="soon", formats=["html", "pfd"])

    assert caught.value.problems == (
        f"params: there is no parameters file {here}/missing.yml; looked for {here}/missing.yml "
        f"from the folder {Path.cwd().as_posix()}; name a file such as params/2018.yml",
        "years: 'soon' is no year; write years as 2018, 2014-2018 or 2014,2016-2018",
        "formats: unknown format 'pfd'; did you mean 'pdf'?",
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"output": "a" * 300}, "output: a path of 300 bytes is too long"),
        ({"output": "a\u202eb"}, "output: it has the character U+202E, which is not printed"),
        ({"years": "1000-9999"}, "years: '1000-9999' is not within 1945–2100"),
        ({"years": [1900]}, "years: '1900' is not within 1945–2100"),
        ({"units": ["a", " "]}, "units: there is a blank in ['a', ' ']"),
    ],
)
def test_what_no_report_can_have_is_refused_in_a_few_words(
    here: Path, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(ParametersError) as caught:
        make_request(here / "params/x.yml", **asked)  # type: ignore[arg-type]

    [problem] = caught.value.problems
    assert problem.startswith(told)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (2018, (2018,)),
        ("2017-2018", (2017, 2018)),
        ([2016, "2018"], (2016, 2018)),
        (range(2017, 2019), (2017, 2018)),
    ],
)
def test_years_are_a_number_a_text_or_a_list(here: Path, years: object, expected: tuple[int, ...]) -> None:
    request = make_request(here / "params/x.yml", years=years)  # type: ignore[arg-type]

    assert request.matrix.years == expected


def test_a_report_that_fails_raises_and_the_others_are_built(
    here: Path, build_here: None, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = here / "params/bad.yml"
    bad.write_text("yaer: 2018\n", "utf-8")

    with pytest.raises(BuildError, match="có phải 'year'") as caught:
        kgreport.build(
            [bad, here / "params/x.yml"],
            notebook=here / "notebooks/little.ipynb",
            output=here / "outputs",
            formats="html",
        )

    assert [(one.report, one.status) for one in caught.value.results] == [
        ("bad (little)", "failed"), ("x (little)", "built"),
    ]  # fmt: skip
    assert {file.suffix for file in caught.value.results[1].files if file.is_file()} >= {".html", ".ipynb"}
    assert capsys.readouterr() == ("", "")


def test_a_check_says_what_is_wrong_with_each_report(here: Path) -> None:
    with (here / "data/figures.csv").open("a", encoding="utf-8") as table:
        table.write("2018,u00,member,,reviewed,5,s\n2018,u00,member,,total,4,s\n")
    bad = here / "params/bad.yml"
    bad.write_text("yaer: 2018\n", "utf-8")

    unit, other = kgreport.check([here / "params/x.yml", bad], set={"unit": "u00"})

    assert (unit.code, other.code) == (1, 2)
    assert "bound-2018-u00-member-reviewed" in {finding.id for finding in unit.open_findings}
    assert "có phải 'year'" in "".join(other.problems)
    assert not (here / "outputs").exists()


def test_a_folder_that_another_build_holds_is_refused(here: Path) -> None:
    from kgreport.batch.locks import locked

    with locked(here / "outputs"), pytest.raises(BusyError):
        kgreport.build(here / "params/x.yml", output=here / "outputs")


@pytest.mark.parametrize("name", ["2018.yml", "params/2018.yml", "../params/2018.yml"])
def test_a_parameters_file_is_found_from_the_folder_of_the_notebooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for folder in ("params", "notebooks"):
        (tmp_path / folder).mkdir()
    (tmp_path / "params/2018.yml").touch()
    monkeypatch.chdir(tmp_path / "notebooks")

    assert make_request(name).params == (Path("../params/2018.yml"),)


def test_a_parameters_file_that_is_not_there_is_told_with_its_places_in_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "params").mkdir()
    (tmp_path / "params/2018.yml").touch()
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ParametersError) as caught:
        make_request("params/2081.yml")

    assert caught.value.say("vi") == (
        "params: không có tệp tham số params/2081.yml; đã tìm params/2081.yml, ../params/2081.yml "
        f"từ thư mục {tmp_path.as_posix()}; có phải '2018.yml'?"
    )
