"""`import kgreport` is the manual: a public name says what it does, takes and refuses, with an example."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kgreport
from kgreport.data.params.model import Parameters
from kgreport.errors import ArgumentsError
from kgreport.report import Report
from kgreport.report.trend import Trend
from kgreport.terms.vocabulary import ITEMS, SUBJECTS, TARGET_PERIODS, TIERS

MakeDataset = Callable[..., Path]
NAMES = [name for name in kgreport.__all__ if not name.startswith("_")]
METHODS = {
    f"{of.__name__}.{name}": method
    for of in (Report, Trend)
    for name, method in inspect.getmembers(of, inspect.isfunction)
    if not name.startswith("_")
}
TIER_CODES = {tier for tiers in TIERS.values() for tier in tiers}
CODES: dict[str, set[str]] = {
    "subject": set(SUBJECTS),
    "tier": TIER_CODES,
    "item": set(ITEMS),
    "period": set(TARGET_PERIODS),
    "part": {"assessment", "causes", "tasks"},
    "measure": {
        "excellent", "good", "fulfilled", "unfulfilled", "good_or_better", "fulfilled_or_better"
    },
}  # fmt: skip
"""By name of an argument, the codes it takes."""


def arguments_of(method: Callable[..., object]) -> list[str]:
    return [name for name in inspect.signature(method).parameters if name in CODES]


TAKING_CODES = {name: method for name, method in METHODS.items() if arguments_of(method)}


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_says_what_it_is_with_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(kgreport, name)) or "")


@pytest.mark.parametrize("name", METHODS)
def test_a_method_says_what_it_shows_with_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(METHODS[name]) or "")


@pytest.mark.parametrize("name", TAKING_CODES)
def test_a_method_lists_the_codes_it_takes(name: str) -> None:
    arguments = arguments_of(METHODS[name])
    documented = set(re.findall(r"``(\w+)``", inspect.getdoc(METHODS[name]) or ""))

    assert {code for argument in arguments for code in CODES[argument]} <= documented


def test_tab_shows_the_public_names_and_nothing_else() -> None:
    assert dir(kgreport) == sorted(kgreport.__all__)
    assert {"levels", "findings", "sections"} <= set(dir(Report))


def test_the_summary_of_the_package_names_what_it_has() -> None:
    summary = (kgreport.__doc__ or "").partition("Examples")[0]

    errors = {name for name in NAMES if name.endswith("Error")} - {"KgreportError"}
    assert [name for name in NAMES if name not in errors and name not in summary] == []


def test_every_error_is_caught_as_one() -> None:
    for name in NAMES:
        if name.endswith("Error"):
            assert issubclass(getattr(kgreport, name), kgreport.KgreportError), name
    assert issubclass(kgreport.UnknownCodeError, ValueError)


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, kgreport\ndir(kgreport)\n"
        "loaded = {'pandas', 'numpy', 'pydantic', 'matplotlib', 'papermill'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )

    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, timeout=60)


FUNCTIONS = [kgreport.build_report, kgreport.build_trend, kgreport.explore]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_a_signature_names_every_parameter_with_its_type(function: Callable[..., Any]) -> None:
    """None is for what the parameters file says, or else the default, which the docstring says."""
    signature = inspect.signature(function)

    assert list(signature.parameters) == ["params", *Parameters.model_fields, "base"]
    for name, parameter in signature.parameters.items():
        assert parameter.annotation is function.__annotations__[name]
        assert "Annotated" not in str(parameter.annotation)
        assert parameter.default is None
        assert f"\n    {name}\n" in (function.__doc__ or "")


NUMPYDOC = inspect.getdoc(kgreport.build_report) or ""


def test_the_docstring_says_the_default_of_a_parameter() -> None:
    assert "\nlanguage\n    Language of the report: `vi` or `en`. Default: ``vi``.\n" in NUMPYDOC


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report | Trend]:
    given: dict[str, Any] = {"year": 2018, "dataset": "kien-giang-2018", "first_year": 2015, "language": "en"}
    report = kgreport.build_report(**given)
    return {"Report": report, "Trend": kgreport.build_trend(**given)}


def wrong_calls() -> Iterator[tuple[str, dict[str, object], str]]:
    """Go through every method that takes codes, and every argument of it, with what it does not know."""
    for name, method in TAKING_CODES.items():
        arguments = arguments_of(method)
        right: dict[str, object] = {"subject": "organization"} if "subject" in arguments else {}
        for argument in arguments:
            for wrong in (f"{min(CODES[argument])}s", "", None, 3, ["member"]):
                # A tier may be left out, and a subject of which all are shown by default.
                left_out = argument == "tier" or not inspect.signature(method).parameters[argument].default
                if wrong != "" or not left_out:
                    yield name, {**right, argument: wrong}, argument
        if "tier" in arguments:
            yield name, {"subject": "member", "tier": "grassroots"}, "tier"
            yield name, {"subject": "organization", "tier": "province"}, "tier"
        if "subject" in arguments:
            yield name, {"subject": "staff"}, "subject"


@pytest.mark.parametrize(("name", "given", "argument"), list(wrong_calls()))
def test_a_wrong_code_is_refused_by_name(
    shown: dict[str, Report | Trend], name: str, given: dict[str, object], argument: str
) -> None:
    of, _, method = name.partition(".")

    with pytest.raises((kgreport.UnknownCodeError, ArgumentsError)) as caught:
        getattr(shown[of], method)(**given)

    said = str(caught.value)
    if isinstance(caught.value, ArgumentsError):
        assert given["subject"] == ""
        assert re.search(r"subject is missing; known: |needs subject: .*; known: ", said)
    else:
        assert said.startswith(f"unknown {argument} {given[argument]!r}; ") or (
            said == "unknown tier 'grassroots': 'member' has no tiers; leave tier out"
        )


def test_the_error_names_the_nearest_code_and_all_codes(shown: dict[str, Report | Trend]) -> None:
    report = shown["Report"]
    assert isinstance(report, Report)

    with pytest.raises(ValueError, match="unknown tier") as caught:
        report.levels("organization", "grasroots")

    assert str(caught.value) == (
        "unknown tier 'grasroots'; did you mean 'grassroots'? "
        "known: superior, grassroots, grassroots_committee, grassroots_branch, sub"
    )


def test_the_error_speaks_the_language_of_the_report(published_2018: Report) -> None:
    with pytest.raises(kgreport.UnknownCodeError, match=r"^không có subject 'members'; có phải 'member'\? "):
        published_2018.levels("members")


def test_a_section_is_made_once_however_it_is_asked_for(published_2018: Report) -> None:
    assert published_2018.levels("member") is published_2018.levels("member")


def test_a_dataset_is_read_from_a_folder_as_figures(make_dataset: MakeDataset) -> None:
    folder = make_dataset("2018,,member,,rated,100,s")

    dataset = kgreport.read_dataset(folder.name, first_year=2018, last_year=2018, base=folder.parent)

    assert dataset.figures[["year", "subject", "measure", "value"]].to_numpy().tolist() == [
        [2018, "member", "rated", 100]
    ]
    assert kgreport.read_dataset(folder, first_year=2018, last_year=2018).sha256 == dataset.sha256


def test_an_unknown_dataset_is_refused_with_the_nearest() -> None:
    with pytest.raises(kgreport.DatasetError, match="did you mean 'kien-giang-2018'"):
        kgreport.read_dataset("kien-giang", first_year=2018, last_year=2018)
