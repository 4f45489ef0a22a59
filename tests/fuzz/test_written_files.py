"""Damaged parameters, terms, rules, descriptions and values of options are read or refused."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
import typer
import yaml

from kgreport.batch.jobs import jobs_of, refused_names
from kgreport.batch.request import Request
from kgreport.cli.console.options import request_of
from kgreport.data.datasets.description import read_dataset_file
from kgreport.data.own_terms.reading import read_terms
from kgreport.data.params.parameters_file import ParametersFile
from kgreport.data.rules.choosing import PACKAGED, read_rules, rules_for
from kgreport.errors import KgreportError
from kgreport.projects.years import add_year
from kgreport.schedule import entry
from kgreport.schedule.scheduled_build import Kind, ScheduledBuild, read_when
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.trying import TIMES, Attempts

MOST_SAID = 200_000
"""Letters of the longest message that may come of a file."""

PARAMETERS = """\
year: 2018
dataset: [kien-giang-2018, ../data/2017]
unit: rach-gia
status: final
first_year: 2014
issued: 2019-04-01
number: Số 012-BC/TU
recipients: &to [Ban Tổ chức Trung ương, "Lưu: VP"]
margins: &usual {top: 20, left: 30.5}
narrative:
  assessment: |
    - Một.
    - Hai…
  tasks: {vi: Khắc phục, en: Remedy}
accepted_findings:
  - {id: sum-2018-member-rated, reason: Nguồn in như vậy}
plausibility: {jump: 5, share: 3}
cap_limit: 0.20
matrix:
  units: [whole, rach-gia, 010]
  years: 2014, 2016-2018
  language: [vi, en]
  cap_limit: [0.2, 0.25]
  notebooks: [annual_report, trend-report]
  each:
    2017: {issued: 2018-03-30, margins: {<<: *usual, left: 25}}
    2017/rach-gia: {number: "2", recipients: *to}
"""

TERMS = """\
measures:
  youth: {vi: Đoàn viên, en: Youth, subject: [member], at_most: reviewed, share_of: [reviewed], section: own}
  young: {vi: Trẻ, en: Young, subject: member, sum_of: [youth, rated]}
reasons: {late: {vi: Muộn, en: Late, subject: [member, organization]}}
awards: {cup: {vi: Cúp, en: Cup, level: excellent, years: 3}}
tiers:
  ward: {vi: Phường, en: Ward, subject: organization, within: grassroots}
  quarter: &part {vi: Khu, en: Quarter, subject: organization, within: ward}
  street: *part
tier_sums: [{subject: organization, tier: ward, sum_of: [quarter, street]}]
sections: {own: {vi: Riêng, en: Own, chapter: work, after: personnel}}
registers:
  visits:
    vi: Thăm
    en: Visits
    key: [year, who]
    counts: youth
    columns:
      who: {vi: Ai, en: Who, kind: choice, choices: {a: {vi: A, en: A}}}
      day: {vi: Ngày, en: Day, kind: date}
"""

DATASET = "title: Số liệu\nsimulated: yes\nawarded_by: Ban Thường vụ\nplace: Kiên Giang\n"

ODD_VALUES: tuple[object, ...] = (
    *(
        None,
        True,
        0,
        -1,
        12,
        10**30,
        0.1,
        float("inf"),
        float("nan"),
        [],
        {},
        [[]],
        [None],
        {"a": {"b": [1]}},
    ),
    *ODD_TEXTS,
    *("!!timestamp foo", "12:30", "1_000", "0x1F", "~", "<<", "*usual", "- - - -", "2018-2014", "1000-9999"),
)
"""What stands for a value that should be another."""

ODD_LINES = (
    *("<<: *usual", "year: 2018", "? [a]", "- a", "\t", "---", "...", "%YAML 9.9", "a: &a [*a]", "&x x: *x"),
    *("a: " + "[" * 2000, "a: " + "{a: " * 100, "  " * 3000 + "a: b", "unit: !!int ''", "x: !!bool y"),
    *("a: " + "&b [" * 30, "'", '"', "|", ">", "#", "year: 0o17", "matrix: {units: all, each: {all: {}}}"),
)


def damaged(text: str, rng: random.Random) -> bytes:
    """Damage the bytes of a file, its lines or its values."""
    match rng.randrange(4):
        case 0:
            return damage_bytes(text.encode(), rng)
        case 1:
            lines = text.splitlines()
            for _ in range(rng.choice((1, 1, 3))):
                at = rng.randrange(len(lines) + 1)
                lines[at:at] = [rng.choice((*ODD_LINES, *lines)) for _ in range(rng.choice((1, 1, 2, 40)))]
            return "\n".join(lines).encode("utf-8", "surrogatepass")
        case _:
            values = yaml.safe_load(text)
            for _ in range(rng.choice((1, 1, 1, 1, 2, 5))):
                _damage_value(values, rng)
            return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=200).encode(
                "utf-8", "surrogatepass"
            )


def _damage_value(values: object, rng: random.Random) -> None:
    """Replace, rename, repeat or remove a value somewhere in a tree of values."""
    keys: list[object] = list(values) if isinstance(values, dict) else list(range(len(values)))  # type: ignore[arg-type]
    if not keys:
        return
    key = rng.choice(keys)
    inner = values[key]  # type: ignore[index]
    if isinstance(inner, dict | list) and inner and rng.random() < 0.7:
        _damage_value(inner, rng)
    elif isinstance(values, dict) and rng.random() < 0.2:
        del values[key]
    elif isinstance(values, dict) and rng.random() < 0.3:
        values[rng.choice((rng.choice(ODD_TEXTS), _misspelt(str(key), rng)))] = values.pop(key)
    else:
        values[key] = rng.choice(ODD_VALUES) if rng.random() < 0.8 else [inner] * rng.choice((0, 2, 50))  # type: ignore[index]


def _misspelt(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) + 1)
    return word[:at] + rng.choice(string.ascii_lowercase) + word[at + rng.randrange(2) :]


def units_of(*_: object) -> list[str]:
    """Give the units of every dataset."""
    return ["rach-gia", "ha-tien"]


def plan(file: ParametersFile, request: Request) -> None:
    """List the reports of a file; each has a folder of its own below that of the outputs."""
    jobs = jobs_of(file, request, units_of)
    refused = refused_names(jobs)
    for job in (one for one in jobs if one.title not in refused):
        assert request.outputs in job.folder.parents, job
        assert ".." not in job.folder.parts, job
        assert all(part.isprintable() and len(part.encode()) < 230 for part in job.folder.parts), job
        file.parameters(job.overrides)


def use_parameters(path: Path) -> None:
    """Do what commands do with a parameters file: its own report, its reports, its rules, the next year."""
    file = ParametersFile(path)
    given = file.parameters()
    assert "\u202e" not in str(given.content())
    rules_for(given.year, given.rules, path.parent)
    plan(file, Request(params=(path,), outputs=path.parent / "out"))
    for added in add_year(path.parent, given.year + 1, path).files:
        if added.parent == path.parent:
            check_copied(added)
        added.unlink()


def check_copied(path: Path) -> None:
    """What is copied from a sound file is sound."""
    try:
        ParametersFile(path).matrix  # noqa: B018
    except KgreportError as error:
        raise AssertionError(path.read_text("utf-8")) from error


def use_terms(path: Path) -> None:
    """Read the terms of a dataset."""
    read_terms(path.parent)


KINDS: Mapping[str, tuple[str, str, Callable[[Path], object]]] = {
    "parameters": ("2018.yml", PARAMETERS, use_parameters),
    "terms": ("terms.yml", TERMS, use_terms),
    "dataset": ("dataset.yml", DATASET, lambda path: read_dataset_file(path.parent)),
    "rules": ("own.yml", (PACKAGED / "124-qd-25-hd.yml").read_text("utf-8"), read_rules),
}


def use_file(folder: Path, case: tuple[str, bytes]) -> None:
    """Write a damaged file and read it."""
    kind, content = case
    name, _, use = KINDS[kind]
    path = folder / kind / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    briefly(partial(use, path))


def briefly(use: Callable[[], object]) -> None:
    """Do something; a refusal says what is wrong in some words, not in all of them."""
    try:
        use()
    except typer.Exit as error:
        raise KgreportError("the command ended") from error
    except KgreportError as error:
        if len(error.say("vi")) + len(error.say("en")) > MOST_SAID:
            raise AssertionError(error.say()[:200]) from None
        raise


@pytest.mark.parametrize("kind", list(KINDS))
def test_what_is_damaged_was_sound(tmp_path: Path, kind: str) -> None:
    use_file(tmp_path, (kind, KINDS[kind][1].encode()))


def files(number: int) -> Iterator[tuple[str, tuple[str, bytes]]]:
    """Make damaged files, most of them parameters."""
    for name, rng in seeded(number):
        kind = rng.choice(("parameters", "parameters", "terms", "terms", "dataset", "rules"))
        yield f"{name}, {kind}", (kind, damaged(KINDS[kind][1], rng))


def test_damaged_files_are_read_or_refused(tmp_path: Path) -> None:
    Attempts(partial(use_file, tmp_path)).try_all(files(45 * TIMES)).check("files that people write")


WORDS = (
    *ODD_TEXTS,
    *(
        "rach-gia",
        "whole",
        "2018",
        "2014-2018",
        "a,b",
        "params",
        "params/2018.yml",
        "..",
        "/",
        "~",
        "-x",
        "--",
        "[a]",
    ),
    *(
        "[" * 3000,
        "{a: 1",
        "annual_report",
        "html,pdf",
        "True",
        "06:15",
        "24:00",
        "monday",
        "31",
        ".".join("a" * 2000),
    ),
)
OPTIONS = (
    "units",
    "years",
    "notebook",
    "formats",
    "output",
    "unit",
    "margins.left",
    "recipients",
    "dataset",
    "x",
)


def use_options(folder: Path, case: Mapping[str, str]) -> None:
    """Ask for reports, and for a scheduled build, with some values of options."""
    (folder / "2018.yml").write_text("year: 2018\ndataset: kien-giang-2018\n", "utf-8")

    def use() -> None:
        given = {name: [case[name]] for name in ("units", "years", "formats") if name in case}
        output = folder / case.get("output", "out")
        settings = [f"{name}={value}" for name, value in case.items() if name not in given]
        notebook = [case["notebook"]] if "notebook" in case else ()
        params = [folder / case.get("x", "2018.yml")]
        request = request_of(params, settings=settings, notebook=notebook, output=output, **given)
        plan(ParametersFile(request.params[0]), request)
        request.matrix  # noqa: B018

    def schedule() -> None:
        build = ScheduledBuild(
            project="/p",
            program=("/k",),
            params=(case.get("x", "a"),),
            output=case.get("output", "out"),
            when=read_when(case.get("years", "06:15"), case.get("units", "monday")),
        )
        for kind in Kind:
            entry(kind, build)

    briefly(schedule if "schedule" in case else use)


def options(number: int) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Make odd values of options."""
    for name, rng in seeded(number):
        chosen = rng.sample(OPTIONS, rng.choice((1, 1, 2, 3)))
        scheduled = {"schedule": ""} if rng.random() < 0.3 else {}
        yield name, {**{one: rng.choice(WORDS) for one in chosen}, **scheduled}


def test_odd_values_of_options_are_taken_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Attempts(partial(use_options, tmp_path)).try_all(options(35 * TIMES)).check("values of options")
