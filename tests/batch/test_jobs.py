"""One parameters file stands for a report of every unit and year it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kgreport.batch.jobs import jobs_of, same_names
from kgreport.batch.request import Request
from kgreport.builder.job import Job
from kgreport.data.params.matrix import Matrix
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.errors import ParametersError

PLAIN = "year: 2018\ndataset: some\n"


def units_of(base: Path, dataset: str) -> Sequence[str]:
    """Give the units of every dataset."""
    return ["rach-gia", "ha-tien"]


def jobs(folder: Path, text: str, **asked: object) -> list[Job]:
    path = folder / "province.yml"
    path.write_text(text, "utf-8")
    overrides: dict[str, object] = asked.pop("overrides", {})  # type: ignore[assignment]
    matrix = Matrix.model_validate(asked)
    request = Request(params=(path,), outputs=Path("out"), matrix=matrix, overrides=overrides)
    return jobs_of(ParametersFile(path), request, units_of)


def test_a_file_without_a_matrix_is_one_report(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, PLAIN)

    assert (job.name, job.file(".pdf")) == ("province", "annual-report-province.pdf")
    assert job.overrides == {}


def test_all_units_are_the_whole_and_each(tmp_path: Path) -> None:
    found = jobs(tmp_path, PLAIN, units="all")

    assert [job.name for job in found] == ["province", "province/rach-gia", "province/ha-tien"]
    assert [job.overrides for job in found] == [{"unit": ""}, {"unit": "rach-gia"}, {"unit": "ha-tien"}]
    assert found[1].file(".pdf") == "annual-report-province-rach-gia.pdf"


def test_years_and_units_are_a_folder_each(tmp_path: Path) -> None:
    found = jobs(tmp_path, PLAIN + "matrix: {units: [whole, rach-gia], years: 2017-2018}\n")

    assert [job.name for job in found] == [
        "province/2017", "province/2017/rach-gia", "province/2018", "province/2018/rach-gia",
    ]  # fmt: skip
    assert found[1].folder == Path("out/province/2017/rach-gia")
    assert found[1].file(".pdf") == "annual-report-2017-rach-gia.pdf"


def test_every_year_may_speak_of_all_the_years(tmp_path: Path) -> None:
    """So the same dataset, with figures of all years, can be read for each."""
    first, last = jobs(tmp_path, PLAIN, years="2014, 2018")

    assert first.overrides == {"year": 2014, "first_year": 2010, "last_year": 2018}
    assert last.overrides == {"year": 2018, "first_year": 2010, "last_year": 2018}


def test_the_years_that_parameters_set_stay(tmp_path: Path) -> None:
    (job,) = jobs(tmp_path, PLAIN + "first_year: 2013\nlast_year: 2019\n", years="2014")

    assert job.overrides == {"year": 2014}


def test_what_is_asked_for_goes_before_the_matrix_of_the_file(tmp_path: Path) -> None:
    text = PLAIN + "matrix: {units: all, years: 2017-2018}\n"

    assert [job.name for job in jobs(tmp_path, text, units="ha-tien", years="2018")] == [
        "province/2018/ha-tien"
    ]


def test_notebooks_are_reports_of_their_own(tmp_path: Path) -> None:
    annual, trend = jobs(tmp_path, PLAIN, notebooks=("annual_report", "trend-report"))

    assert (annual.title, trend.title) == ("province", "province (trend-report)")
    assert annual.manifest != trend.manifest


def test_a_year_a_unit_or_both_are_set_otherwise(tmp_path: Path) -> None:
    text = PLAIN + (
        "matrix:\n  units: [rach-gia, whole]\n  years: [2017, 2018]\n  each:\n"
        "    2017: {issued: 2018-03-30, margins: {left: 25}}\n"
        "    rach-gia: {issuer: Thành ủy, number: '1'}\n"
        "    2017/rach-gia: {number: '2'}\n"
    )
    unit_2017, whole_2017, unit_2018, whole_2018 = (job.overrides for job in jobs(tmp_path, text))

    assert unit_2017 == {
        "year": 2017, "first_year": 2013, "last_year": 2018, "unit": "rach-gia",
        "issued": "2018-03-30", "margins.left": 25, "issuer": "Thành ủy", "number": "2",
    }  # fmt: skip
    assert "issuer" not in whole_2017
    assert unit_2018["number"] == "1"
    assert "issued" not in whole_2018


def test_settings_of_the_command_go_before_everything(tmp_path: Path) -> None:
    text = PLAIN + "matrix: {units: all, each: {rach-gia: {issuer: A}}}\n"

    assert {job.overrides["issuer"] for job in jobs(tmp_path, text, overrides={"issuer": "B"})} == {"B"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("matrix: [2018]", "province.yml:3: 'matrix' is [2018]; expected its parts"),
        ("matrix: {unit: all}", "province.yml:3: unknown matrix 'unit'; did you mean 'units'?"),
        ("matrix:\n  years: 2018-2014", "province.yml:4: '2018-2014' ends before it begins"),
        ("matrix:\n  years: soon", "province.yml:4: 'soon' is no year; write years as 2018, 2014-2018"),
        (
            "matrix:\n  units: all\n  each: {ha-tein: {issuer: A}}",
            "each.ha-tein is of no report of the matrix",
        ),
    ],
)
def test_a_wrong_matrix_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ParametersError) as caught:
        jobs(tmp_path, PLAIN + text + "\n")

    assert told in str(caught.value)


def test_a_year_is_set_or_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ParametersError, match="year is set, and years are asked for; leave one out"):
        jobs(tmp_path, PLAIN, years="2018", overrides={"year": "2017"})


def test_two_files_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    one = jobs(tmp_path, PLAIN)
    (tmp_path / "b").mkdir()

    why = same_names([*one, *jobs(tmp_path / "b", PLAIN)])["province"]

    assert why.startswith("two parameters files are named province: ")
    assert same_names(one) == {}


def test_two_notebooks_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("my_own", "my-own"):
        (tmp_path / f"{name}.ipynb").write_text('{"cells": []}', "utf-8")
    both = jobs(tmp_path, PLAIN, notebooks=(f"{tmp_path}/my_own.ipynb", f"{tmp_path}/my-own.ipynb"))

    assert same_names(both)["province (my-own)"].startswith("two notebooks are named province (my-own): ")


@pytest.mark.parametrize(
    ("setting", "title", "name", "manifest"),
    [
        ({"language": "en"}, "province (en)", "annual-report-province-en.pdf", "manifest-en.json"),
        (
            {"language": "en", "status": "final"},
            "province (en, final)",
            "annual-report-province-en-final.pdf",
            "manifest-en-final.json",
        ),
        (
            {"period": "quarter_1"},
            "province (quarter-1)",
            "annual-report-province-quarter-1.pdf",
            "manifest-quarter-1.json",
        ),
        ({"language": "vi", "status": "draft"}, "province", "annual-report-province.pdf", "manifest.json"),
    ],
)
def test_names_carry_what_differs(
    tmp_path: Path, setting: dict[str, object], title: str, name: str, manifest: str
) -> None:
    """Whether the file says it or the command: no report overwrites one that differs."""
    (set_,) = jobs(tmp_path, PLAIN, overrides=setting)
    (written,) = jobs(tmp_path, PLAIN + "".join(f"{key}: {value}\n" for key, value in setting.items()))

    assert (set_.title, set_.file(".pdf"), set_.manifest) == (title, name, manifest)
    assert (written.title, written.file(".pdf"), written.manifest) == (title, name, manifest)


def test_another_year_or_unit_has_a_folder_of_its_own_also_if_it_is_set(tmp_path: Path) -> None:
    settings = [{"year": "2016"}, {"unit": "ha-tien"}, {"year": 2016, "unit": "ha-tien"}, {"year": "2018"}]

    names = [jobs(tmp_path, PLAIN, overrides=one)[0].name for one in settings]

    assert names == ["province/2016", "province/ha-tien", "province/2016/ha-tien", "province"]


def test_the_whole_has_a_folder_of_its_own_where_the_file_is_of_a_unit(tmp_path: Path) -> None:
    whole, own = jobs(tmp_path, PLAIN + "unit: ha-tien\nmatrix: {units: [whole, ha-tien]}\n")

    assert (whole.name, own.name) == ("province/whole", "province/ha-tien")


def test_a_unit_is_no_path(tmp_path: Path) -> None:
    with pytest.raises(ParametersError, match=r"unit is '\.\./x'"):
        jobs(tmp_path, PLAIN, overrides={"unit": "../x"})
