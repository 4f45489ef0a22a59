"""One parameters file stands for a report of every unit and year it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kgreport.batch.jobs import jobs_of, refused_names
from kgreport.batch.request import Request
from kgreport.builder.job import Job
from kgreport.data.params.matrix import Matrix
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.errors import ParametersError

PLAIN = "year: 2018\ndataset: some\n"


def units_of(base: Path, dataset: str | tuple[str, ...]) -> Sequence[str]:
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
        ("matrix: {unitz: all}", "province.yml:3: 'unitz' is no part of matrix; did you mean 'units'?"),
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

    why = refused_names([*one, *jobs(tmp_path / "b", PLAIN)])["province"].say("en")

    assert why.startswith("two parameters files are named province: ")
    assert refused_names(one) == {}


def test_two_notebooks_of_one_name_would_overwrite_each_other(tmp_path: Path) -> None:
    for name in ("my_own", "my-own"):
        (tmp_path / f"{name}.ipynb").write_text('{"cells": []}', "utf-8")
    both = jobs(tmp_path, PLAIN, notebooks=(f"{tmp_path}/my_own.ipynb", f"{tmp_path}/my-own.ipynb"))

    assert (
        refused_names(both)["province (my-own)"]
        .say("en")
        .startswith("two notebooks are named province (my-own): ")
    )


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
        (
            {"language": "en", "status": "final", "edition": 2, "reason": "Corrected."},
            "province (en, final, edition-2)",
            "annual-report-province-en-final-edition-2.pdf",
            "manifest-en-final-edition-2.json",
        ),
        (
            {"edition": 2, "reason": "Corrected."},
            "province (edition-2)",
            "annual-report-province-edition-2.pdf",
            "manifest-edition-2.json",
        ),
        (
            {"language": "vi", "status": "draft", "edition": 1},
            "province",
            "annual-report-province.pdf",
            "manifest.json",
        ),
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


def test_an_edition_is_of_the_report_of_its_file_and_of_no_other_unit(tmp_path: Path) -> None:
    again = PLAIN + "status: final\nedition: 2\nreason: Corrected.\nmatrix: {units: [whole, rach-gia]}\n"

    whole, unit = jobs(tmp_path, again)

    assert (whole.marks, unit.marks) == (("final", "edition-2"), ("final",))


@pytest.mark.parametrize(
    ("setting", "earlier"),
    [
        ({"edition": 1}, None),
        ({"edition": 2}, "manifest-final.json"),
        ({"edition": 2, "status": "final"}, "manifest-final.json"),
        ({"edition": 2.0}, "manifest-final.json"),
        ({"edition": 3, "status": "final", "language": "en"}, "manifest-en-final-edition-2.json"),
    ],
)
def test_an_edition_follows_the_final_report_before_it(
    tmp_path: Path, setting: dict[str, object], earlier: str | None
) -> None:
    (job,) = jobs(tmp_path, PLAIN, overrides={"reason": "Corrected.", **setting})

    assert (job.earlier.manifest if job.earlier else None) == earlier


def test_another_year_or_unit_has_a_folder_of_its_own_also_if_it_is_set(tmp_path: Path) -> None:
    settings = [{"year": "2016"}, {"unit": "ha-tien"}, {"year": 2016, "unit": "ha-tien"}, {"year": "2018"}]

    names = [jobs(tmp_path, PLAIN, overrides=one)[0].name for one in settings]

    assert names == ["province/2016", "province/ha-tien", "province/2016/ha-tien", "province"]


def test_the_whole_has_a_folder_of_its_own_where_the_file_is_of_a_unit(tmp_path: Path) -> None:
    whole, own = jobs(tmp_path, PLAIN + "unit: ha-tien\nmatrix: {units: [whole, ha-tien]}\n")

    assert (whole.name, own.name) == ("province/whole", "province/ha-tien")


def test_a_matrix_that_asks_twice_for_a_report_says_so(tmp_path: Path) -> None:
    twice = jobs(tmp_path, PLAIN + "matrix: {status: [draft, '']}\n")

    assert (
        refused_names(twice)["province"]
        .say("en")
        .endswith("the matrix asks for province twice; leave one out")
    )


@pytest.mark.parametrize("unit", ["../x", "con", "a:b", "x" * 201, "a\u200bb", ".x", "x.", "a\udcff"])
def test_a_report_whose_files_could_not_be_named_so_is_refused_alone(tmp_path: Path, unit: str) -> None:
    found = jobs(tmp_path, PLAIN, units=[unit, "rach-gia"])

    [(title, why)] = refused_names(found).items()

    assert title == f"province/{unit}"
    assert "province.yml: no report can be named" in why.say("en")


@pytest.mark.parametrize(
    "name", ["...yml", ".yml", ".2018.yml", "nul.yml", "a?.yml", "2018 .yml", f"{'a' * 215}.yml"]
)
def test_a_report_is_not_named_after_every_parameters_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PLAIN, "utf-8")
    request = Request(params=(tmp_path / name,), outputs=Path("out"))

    found = jobs_of(ParametersFile(tmp_path / name), request, units_of)

    assert list(refused_names(found)) == [found[0].title]


def test_a_long_name_that_file_systems_take_is_fine(tmp_path: Path) -> None:
    path = tmp_path / f"{'bao-cao-' * 18}2018.yml"
    path.write_text(PLAIN, "utf-8")

    assert (
        refused_names(jobs_of(ParametersFile(path), Request(params=(path,), outputs=Path("out")), units_of))
        == {}
    )


def test_names_that_differ_in_capitals_alone_would_overwrite_each_other(tmp_path: Path) -> None:
    found = jobs(tmp_path, PLAIN, units=["Rach-Gia", "rach-gia", "ha-tien"])

    why = refused_names(found)

    assert list(why) == ["province/Rach-Gia", "province/rach-gia"]
    assert (
        why["province/rach-gia"]
        .say("en")
        .endswith("asks for province/Rach-Gia / province/rach-gia twice; leave one out")
    )


def test_a_matrix_of_more_reports_than_can_be_built_is_refused_before_they_are_counted_out(
    tmp_path: Path,
) -> None:
    units = ", ".join(f"u-{n}" for n in range(1000))

    with pytest.raises(ParametersError, match="the matrix asks for 156000 reports; at most 100000"):
        jobs(tmp_path, PLAIN + f"matrix: {{units: [{units}], years: 1945-2100}}\n")


def test_both_languages_and_both_statuses_come_from_one_file(tmp_path: Path) -> None:
    found = jobs(tmp_path, PLAIN + "matrix: {language: [vi, en], status: [draft, final]}\n")

    assert [job.overrides for job in found] == [
        {"language": language, "status": status} for language in ("vi", "en") for status in ("draft", "final")
    ]
    assert [job.file(".pdf") for job in found] == [
        "annual-report-province.pdf",
        "annual-report-province-final.pdf",
        "annual-report-province-en.pdf",
        "annual-report-province-en-final.pdf",
    ]


def test_languages_multiply_units_years_and_notebooks(tmp_path: Path) -> None:
    text = (
        "dataset: some\nmatrix:\n  units: all\n  years: 2017-2018\n  language: [vi, en]\n"
        "  notebooks: [annual_report, trend_report]\n"
    )

    found = jobs(tmp_path, text)

    assert len(found) == 2 * 2 * 3 * 2
    assert "annual-report-2017-rach-gia-en.pdf" in {job.file(".pdf") for job in found}
    assert refused_names(found) == {}
    assert len({(job.folder, job.file(".pdf")) for job in found}) == len(found)
    assert len({(job.folder, job.manifest) for job in found}) == len(found)


@pytest.mark.parametrize(
    ("axis", "files"),
    [
        ("include_code: [false, true]", ["province.pdf", "province-include-code.pdf"]),
        ("secrecy: ['', mật]", ["province.pdf", "province-secrecy-mật.pdf"]),
        ("cap_limit: [0.2, 0.25]", ["province-cap-limit-0.2.pdf", "province-cap-limit-0.25.pdf"]),
        ("period: [quarter_1, year]", ["province-quarter-1.pdf", "province.pdf"]),
        (
            "circulation: [lưu hành / nội bộ, '']",
            ["province-circulation-lưu-hành-nội-bộ.pdf", "province.pdf"],
        ),
        ("language: vi, en", ["province.pdf", "province-en.pdf"]),
    ],
)
def test_any_parameter_of_one_value_may_differ_and_names_the_files(
    axis: str, files: list[str], tmp_path: Path
) -> None:
    found = jobs(
        tmp_path, f"{PLAIN}matrix: {{{axis}}}\n" if ", en" not in axis else f"{PLAIN}matrix:\n  {axis}\n"
    )

    assert [job.file(".pdf") for job in found] == [f"annual-report-{file}" for file in files]


def test_one_unit_or_year_may_be_named_in_the_singular(tmp_path: Path) -> None:
    found = jobs(tmp_path, "dataset: some\nmatrix: {unit: all, year: 2018, notebook: trend_report}\n")

    assert [job.name for job in found] == ["province/2018", "province/2018/rach-gia", "province/2018/ha-tien"]


def test_other_values_are_set_for_a_language_and_for_more(tmp_path: Path) -> None:
    text = (
        PLAIN + "matrix:\n  units: [whole, rach-gia]\n  language: [vi, en]\n  each:\n"
        "    en: {place: Kien Giang, signer: A}\n"
        "    rach-gia: {place: Rạch Giá}\n"
        "    rach-gia/en: {place: Rach Gia}\n"
    )

    places = [job.overrides.get("place") for job in jobs(tmp_path, text)]
    signers = [job.overrides.get("signer") for job in jobs(tmp_path, text)]

    assert places == [None, "Kien Giang", "Rạch Giá", "Rach Gia"]
    assert signers == [None, "A", None, "A"]


def test_what_is_set_for_all_reports_goes_before_the_languages_of_the_matrix(tmp_path: Path) -> None:
    text = (
        PLAIN + "matrix:\n  language: [vi, en]\n  each: {en: {place: Kien Giang}, vi: {place: Kiên Giang}}\n"
    )

    (job,) = jobs(tmp_path, text, overrides={"language": "en"})

    assert job.overrides == {"language": "en", "place": "Kien Giang"}


@pytest.mark.parametrize(
    ("axis", "said"),
    [
        ("langauge: [vi, en]", "province.yml:4: 'langauge' is no part of matrix; did you mean 'language'?"),
        (
            "issuer: [A, B]",
            "province.yml:4: 'issuer' cannot have a list of values in matrix; set it for single",
        ),
        ("language: [{vi: en}]", "'language' is [{'vi': 'en'}]; expected a list of values"),
        ("each: {fr: {place: Paris}}\n  language: [vi, en]", "matrix.each.fr is of no report of the matrix"),
    ],
)
def test_a_part_that_a_matrix_cannot_have_is_refused(axis: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ParametersError) as raised:
        jobs(tmp_path, f"{PLAIN}matrix:\n  {axis}\n")

    assert said in str(raised.value)


def test_a_notebook_reads_what_the_matrix_sets_for_its_language(tmp_path: Path) -> None:
    path = tmp_path / "p.yml"
    path.write_text(PLAIN + "matrix: {language: [vi, en], each: {en: {place: Kien Giang}}}\n", "utf-8")

    assert ParametersFile(path).settings_of({"language": "en"}) == {"language": "en", "place": "Kien Giang"}


def test_of_many_settings_under_each_those_of_a_report_are_found_by_their_words(tmp_path: Path) -> None:
    units = [f"u-{n}" for n in range(500)]
    each = "".join(f"    {unit}: {{place: '{unit}'}}\n" for unit in units)
    matrix = f"matrix:\n  years: 2017-2018\n  units: [{', '.join(units)}]\n  each:\n{each}"
    text = f"{PLAIN}{matrix}    2017/u-7: {{place: x}}\n"

    found = {job.name: job.overrides["place"] for job in jobs(tmp_path, text)}

    assert (found["province/2017/u-7"], found["province/2018/u-7"]) == ("x", "u-7")
    assert len(found) == 1000
