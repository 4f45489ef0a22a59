"""A file terms.yml is checked, with the line of every problem, and adds to the terms of one dataset only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kgreport.data.datasets.description import read_dataset_file
from kgreport.data.datasets.folder import find_folders
from kgreport.data.own_terms.checks import problems_of
from kgreport.data.own_terms.files import terms_files
from kgreport.data.own_terms.model import TermsFile
from kgreport.data.own_terms.reading import _PACKAGED, packaged_terms, read_terms
from kgreport.data.params.yaml_files import read_yaml
from kgreport.errors import ParametersError
from kgreport.terms.own_terms import NO_TERMS

Make = Callable[..., Path]

YOUTH = "measures:\n  youth: {vi: Đoàn viên, en: Youth, subject: member, at_most: total}\n"
WORKS = "registers:\n  works:\n    vi: a\n    en: b\n    columns:\n"
OLD = "  old: {vi: Cao tuổi, en: Old, subject: member}\n"


def problems(folder: Path, text: str) -> list[str]:
    folder.mkdir(exist_ok=True)
    (folder / "terms.yml").write_text(text, "utf-8")
    with pytest.raises(ParametersError) as caught:
        read_terms(folder)
    return [problem.replace(f"{folder}/", "") for problem in caught.value.problems]


def test_the_packaged_terms_pass_the_checks() -> None:
    file = TermsFile.model_validate(read_yaml(_PACKAGED, "").values)

    assert list(problems_of(file, NO_TERMS)) == []


def test_terms_are_added_to_those_of_the_library(tmp_path: Path) -> None:
    (tmp_path / "terms.yml").write_text(YOUTH, "utf-8")

    assert read_terms(tmp_path).names["youth"].vi == "Đoàn viên"
    assert set(packaged_terms().names) == set(read_terms(tmp_path).names) - {"youth"}


def test_terms_of_one_dataset_are_unknown_to_another(tmp_path: Path) -> None:
    for name in ("own", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "own" / "terms.yml").write_text(YOUTH, "utf-8")

    assert "youth" in read_terms(tmp_path / "own").names
    assert read_terms(tmp_path / "other") == packaged_terms()


def test_the_terms_of_a_project_hold_in_each_of_its_datasets(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "2018"
    for needed in (folder, tmp_path / "params"):
        needed.mkdir(parents=True)
    (tmp_path / "terms.yml").write_text(YOUTH, "utf-8")
    (folder / "terms.yml").write_text("measures:\n" + OLD, "utf-8")

    assert {"youth", "old"} <= set(read_terms(folder).names)
    assert len(terms_files(folder)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            YOUTH.replace("at_most", "atmost"),
            "terms.yml:2: unknown key 'measures.youth.atmost'; did you mean",
        ),
        (YOUTH.replace(", en: Youth", ""), "terms.yml:2: missing key 'measures.youth.en'"),
        (YOUTH.replace("total", "totall"), "terms.yml:2: unknown measure 'totall'; did you mean 'total'?"),
        (YOUTH.replace("member", "memberr"), "terms.yml:2: unknown subject 'memberr'"),
        (YOUTH.replace("youth:", "excellent:"), "terms.yml:2: the code 'excellent' is taken by kgreport"),
        (YOUTH.replace("youth:", "grassroots:"), "terms.yml:2: the code 'grassroots' is taken by kgreport"),
        (
            YOUTH.replace("youth:", "congress_due:"),
            "terms.yml:2: the code 'congress_due' is taken by kgreport",
        ),
        (YOUTH.replace("youth:", "Youth-1:"), "terms.yml:2: the code 'Youth-1'; expected small letters"),
        (YOUTH + YOUTH.partition("\n")[2], "terms.yml:3: 'youth' stands twice"),
        (
            YOUTH + "reasons:\n  youth: {vi: a, en: b, subject: member}\n",
            "terms.yml:4: the code 'youth' is taken by the part measures",
        ),
        (
            YOUTH.replace("at_most: total", "at_most: old") + OLD.replace("}", ", at_most: youth}"),
            "terms.yml:3: the definitions are circular: old → youth → old",
        ),
        (
            YOUTH.replace("at_most: total", "sum_of: [total, old], at_most: total") + OLD,
            "the definitions are circular",
        ),
        (
            YOUTH.replace("at_most: total", "sum_of: [old]") + OLD,
            "terms.yml:2: 'youth' should be the sum of at least two different parts",
        ),
        (
            YOUTH.replace("at_most: total", "share_of: old") + OLD.replace("member", "leader"),
            "terms.yml:2: 'old' is not counted of member, as 'youth' is",
        ),
        (YOUTH.replace("}", ", section: yuoth}"), "terms.yml:2: unknown section 'yuoth'"),
        (
            "sections:\n  one: {vi: a, en: b, after: two}\n  two: {vi: a, en: b, after: one}\n",
            "the definitions are circular",
        ),
        ("sections:\n  one: {vi: a, en: b, after: levels}\n", "terms.yml:2: unknown section 'levels'"),
        (
            "tier_sums:\n  - {subject: organization, sum_of: [superior, sub]}\n",
            "organization is a sum of other tiers already",
        ),
        ("tiers:\n  retired: {vi: a, en: b, subject: member, within: workers}\n", "unknown tier 'workers'"),
        (
            WORKS + "      kind: {vi: a, en: b, kind: choice}\n",
            "terms.yml:6: the column 'kind': choices and kind: choice belong together",
        ),
        (
            WORKS + "      year: {vi: a, en: b}\n",
            "terms.yml:6: the column 'year'; expected small letters, and none of year",
        ),
        (
            "registers:\n  works: {vi: a, en: b, counts: youht, columns: {name: {vi: a, en: b}}}\n" + YOUTH,
            "terms.yml:2: unknown measure 'youht'; did you mean 'youth'?",
        ),
        (
            "registers:\n  targets: {vi: a, en: b, columns: {name: {vi: a, en: b}}}\n",
            "terms.yml:2: the code 'targets' is taken by kgreport",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    found = problems(tmp_path, text)

    assert len(found) == 1
    assert said in found[0]


def test_a_list_of_lists_is_refused_and_not_looked_at_for_ever(tmp_path: Path) -> None:
    found = problems(tmp_path, "tier_sums:\n- &a [{subject: leader}]\n- *a\n- *a\nregisters: {visits: all}\n")

    assert "'tier_sums.0' is [{'subject': 'leader'}]; expected its parts" in found[0]
    assert "'registers.visits' is 'all'" in found[-1]


def test_of_very_many_mistakes_the_first_hundred_are_told(tmp_path: Path) -> None:
    found = problems(tmp_path, "reasons:\n" + "".join(f"  r{n}: {{vi: a}}\n" for n in range(300)))

    assert (len(found), found[-1]) == (101, "and more like these")


@pytest.mark.parametrize("name", ["terms.yml", "dataset.yml"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "link to nothing", "not UTF-8"])
def test_a_file_that_is_there_and_cannot_be_read_is_not_passed_over(
    tmp_path: Path, name: str, kind: str
) -> None:
    path = tmp_path / name
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "link to nothing":
            path.symlink_to("nowhere")
        case _:
            path.write_bytes(b"title: \xff")

    with pytest.raises(ParametersError, match=f"{name}: (is not a file|cannot be read|is no UTF-8 text)"):
        read_terms(tmp_path) if name == "terms.yml" else read_dataset_file(tmp_path)


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    text = YOUTH.replace("total", "totall") + OLD.replace("member", "membre")

    assert len(problems(tmp_path, text)) == 2


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    """What cannot be read does not hide what the checks find; what only follows from it is not told."""
    text = (
        "measures:\n  Đoàn viên: {vi: Đoàn viên, subject: member}\n"
        "  youth: {vi: Đoàn viên, en: Youth, subject: member, at_most: totl}\n"
        + WORKS
        + "      day: {vi: Ngày, en: Day, kind: ngay, choices: {a: {vi: A, en: A}}}\n"
    )

    told = problems(tmp_path, text)

    assert [one.partition(": ")[0] for one in told] == [
        "terms.yml:2", "terms.yml:9", "terms.yml:2", "terms.yml:3",
    ]  # fmt: skip
    for part, one in zip(
        ("'measures.Đoàn viên.en'", "'ngay'", "the code 'Đoàn viên'", "'totl'"), told, strict=True
    ):
        assert part in one


def test_every_file_is_told_of_by_its_plain_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of the project, and that of a dataset that is named from the folder params."""
    for needed in ("params", "data/2019"):
        (tmp_path / needed).mkdir(parents=True)
    (tmp_path / "terms.yml").write_text("measures:\n  A: {vi: a, en: b}\n", "utf-8")
    (tmp_path / "data/2019/terms.yml").write_text("measures: [\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ParametersError) as caught:
        read_terms(find_folders("../data/2019", Path("params")))

    first, second = caught.value.problems
    assert first.startswith("terms.yml:2: the code 'A'")
    assert second.startswith("data/2019/terms.yml")
