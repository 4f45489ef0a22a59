"""What code and notebooks give for the parameters: a file or its values, and values by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgreport.data.params.given import given_parameters
from kgreport.data.params.parameters_file import read_parameters
from kgreport.errors import ParametersError

FILE = "year: 2018\ndataset: ../data/2018\nlanguage: en\nissuer: TỈNH ỦY\nfirst_year: 2015\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a project with a parameters file and a folder for notebooks, and work in it."""
    for name in ("params", "notebooks"):
        (tmp_path / name).mkdir()
    (tmp_path / "params/2018.yml").write_text(FILE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("", "2018.yml"),
        ("", "params/2018.yml"),
        ("params", "2018.yml"),
        ("notebooks", "2018.yml"),
        ("notebooks", "../params/2018.yml"),
    ],
)
def test_a_file_is_found_from_the_project_and_from_its_folders(
    project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, name: str
) -> None:
    """A relative dataset is looked for in the folder of the file."""
    monkeypatch.chdir(project / folder)

    parameters, base = given_parameters(name, {})

    assert parameters == read_parameters(project / "params/2018.yml")
    assert base.resolve() == project / "params"


def test_a_file_is_found_by_its_whole_path(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")

    assert given_parameters(project / "params/2018.yml", {})[1] == project / "params"


def test_a_file_that_is_not_there_is_told_with_the_places_and_the_nearest(project: Path) -> None:
    with pytest.raises(ParametersError) as caught:
        given_parameters("2108.yml", {})

    assert str(caught.value) == (
        "there is no parameters file 2108.yml; looked for 2108.yml, params/2108.yml, ../params/2108.yml "
        f"from the folder {project}; did you mean '2018.yml'?"
    )
    assert caught.value.say("vi").startswith("không có tệp tham số 2108.yml; đã tìm 2108.yml, params/")


def test_where_no_file_is_near_all_are_named(project: Path) -> None:
    with pytest.raises(ParametersError, match=r"known are 2018\.yml$"):
        given_parameters("quy-i", {})
    (project / "params/2018.yml").unlink()
    with pytest.raises(ParametersError, match=r"name a file such as params/2018\.yml$"):
        given_parameters("quy-i", {})


@pytest.mark.parametrize("given", [2018, ["2018.yml"], True])
def test_what_is_neither_a_file_nor_values_is_refused(given: object) -> None:
    with pytest.raises(ParametersError, match=r"^params is .*; expected a parameters file such as '2018"):
        given_parameters(given, {})  # type: ignore[arg-type]


def test_a_value_by_name_wins_unless_it_is_none(project: Path) -> None:
    given, _ = given_parameters("2018.yml", {"language": "vi", "unit": None, "place": "Rạch Giá"})

    assert (given.language, given.unit, given.place, given.issuer) == ("vi", "", "Rạch Giá", "TỈNH ỦY")


@pytest.mark.parametrize("other", [{"year": 2017}, {"unit": "a"}], ids=str)
def test_what_speaks_for_the_file_is_not_taken_for_another_unit_or_year(
    project: Path, other: dict[str, object]
) -> None:
    values = given_parameters("2018.yml", {})[0].model_dump(mode="json")

    from_file, _ = given_parameters("2018.yml", other)
    from_values, _ = given_parameters(values, other)

    assert (from_file.issuer, from_values.issuer) == ("", "")
    assert from_file.model_copy(update={"last_year": None}) == from_values.model_copy(
        update={"last_year": None}
    )


def test_the_values_of_a_file_give_the_same_parameters_as_the_file(project: Path) -> None:
    parameters, _ = given_parameters("2018.yml", {"status": "final"})
    values = parameters.model_dump(mode="json")

    same, base = given_parameters(values, {"year": 2018, "unit": "", "language": "en"})

    assert same == parameters
    assert base == Path()


def test_values_are_checked_like_those_of_a_file() -> None:
    with pytest.raises(ParametersError, match=r"^params: unknown parameter 'yaer'; did you mean 'year'\?"):
        given_parameters({"year": 2018, "dataset": "x", "yaer": 2018}, {})
    with pytest.raises(ParametersError, match=r"^parameters: 'language' is 'de'"):
        given_parameters({"year": 2018, "dataset": "x"}, {"language": "de"})


def test_the_report_of_a_matrix_has_what_is_set_for_it(project: Path) -> None:
    """As `kgreport build` builds it: `each`, and the years of all its reports."""
    matrix = (
        "matrix:\n  years: 2016-2018\n  units: [whole, a]\n  each:\n    2017/a: {number: 12-BC/TU}\n"
        "    2016: {issued: 2017-03-30}\n"
    )
    (project / "params/many.yml").write_text("dataset: x\n" + matrix, "utf-8")

    of_unit, _ = given_parameters("many.yml", {"year": 2017, "unit": "a"})
    of_whole, _ = given_parameters("many.yml", {"year": 2016, "unit": ""})

    assert (of_unit.number, of_unit.issued) == ("12-BC/TU", None)
    assert str(of_whole.issued) == "2017-03-30"
    assert of_unit.years == of_whole.years == range(2012, 2019)


def test_nothing_at_all_is_told_what_to_name() -> None:
    with pytest.raises(ParametersError, match=r"^there are no parameters; name a parameters file"):
        given_parameters(None, {"language": "en"})


def test_without_a_file_the_values_by_name_are_all_there_are() -> None:
    given, base = given_parameters(None, {"year": 2018, "dataset": "x", "unit": None}, "there")

    assert (given.year, given.unit, base) == (2018, "", Path("there"))
