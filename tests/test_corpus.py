"""Faulty inputs, each told at its place and each mended: the cases lie in ``tests/corpus``, one file each."""

from __future__ import annotations

import ast
import unicodedata
from collections.abc import Callable, Iterator, Set
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from kgreport.data.figures.layout import TABLES
from kgreport.data.records.checks import RULES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import UNITS
from kgreport.data.workbooks.writing import annotating
from kgreport.stats.remediation import _DOUBTS
from kgreport.terms.findings import Finding
from kgreport.terms.phrases import LANGUAGES
from kgreport.terms.places import Place, parse_place
from kgreport.terms.vocabulary import SOURCE_NAMES
from tests.corpus.cases import Expected, Told, case_of, mended_case_of, names_of_cases, tell

PACKAGE = Path(__file__).parents[1] / "kgreport"
NAMES = names_of_cases()
WITH_CELLS = [name for name in NAMES if any(told.cells for told in case_of(name).expect)]

Tell = Callable[[str], Told]


@pytest.fixture(scope="session")
def told_of(tmp_path_factory: pytest.TempPathFactory) -> Tell:
    """Give what is told of a case by its name, each read once."""

    @cache
    def told(name: str) -> Told:
        return tell(case_of(name), tmp_path_factory.mktemp("faulty"))

    return told


def as_expected(finding: Finding, folder: Path) -> Expected:
    """Give what is told, with paths from the folder of the case."""
    return Expected(
        id=finding.id,
        severity=finding.severity,
        place=finding.place.say("en"),
        found=finding.found.say("en").replace(f"{folder}/", ""),
        vi=finding.found.say("vi").replace(f"{folder}/", ""),
        cells=finding.cells,
    )


@pytest.mark.parametrize("name", NAMES)
def test_a_faulty_input_is_told_at_its_place_and_nothing_else_is(name: str, told_of: Tell) -> None:
    case, told = case_of(name), told_of(name)

    found = sorted((as_expected(one, told.folder.parent) for one in told.findings), key=lambda one: one.id)
    assert found == sorted(case.expect, key=lambda one: one.id)
    assert sorted(told.problems) == sorted(case.refused)
    assert case.expect or case.refused


@pytest.mark.parametrize("name", NAMES)
def test_once_it_is_mended_nothing_is_told(name: str, tmp_path: Path) -> None:
    case = mended_case_of(name)

    told = tell(case, tmp_path)

    assert sorted(finding.id for finding in told.findings) == sorted(case.left)
    assert told.problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_told_is_told_in_both_languages(name: str, told_of: Tell) -> None:
    for finding in told_of(name).findings:
        said = (finding.place, finding.found, finding.expected, finding.advice)
        for language in LANGUAGES:
            texts = [message.say(language) for message in said]
            assert all(text.strip() and unicodedata.is_normalized("NFC", text) for text in texts), texts
        for message in (finding.expected, finding.advice):
            assert message.say("vi") != message.say("en")


@pytest.mark.parametrize("name", WITH_CELLS)
def test_a_form_goes_back_with_every_faulty_cell_marked(
    name: str, told_of: Tell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at before it is saved; that the file says the same is shown in ``test_annotating``."""
    told = told_of(name)
    books: dict[str, Workbook] = {}
    monkeypatch.setattr(annotating, "packed", lambda book: book)
    monkeypatch.setattr(annotating, "write_whole", lambda path, book: books.update({path.name: book}))

    annotating.annotate(told.folder, told.findings, "vi", tmp_path)

    for finding in told.findings:
        for place in filter(None, map(parse_place, finding.cells)):
            assert finding.found.say("vi") in comment_at(place, books[place.file]), place


def comment_at(place: Place, book: Workbook) -> str:
    """Give what is said at a cell; of a sheet that is not there, on the first after what was found."""
    sheets = {unicodedata.normalize("NFC", one.title): one for one in book.worksheets}
    comment = sheets.get(place.sheet, book.worksheets[1])[place.ref].comment
    return str(comment.text) if comment else ""


def test_there_are_cases_enough() -> None:
    assert len(NAMES) >= 40


def test_every_kind_of_finding_has_a_case() -> None:
    kinds = kinds_of_findings()
    ids = [expected.id for name in NAMES for expected in case_of(name).expect]

    assert sorted(kinds - WITHOUT_CASE - {kind_of(told, kinds) for told in ids}) == []


WITHOUT_CASE = {"changing"}
"""Kinds that no files show which stay as they are."""


def test_every_kind_of_finding_is_documented() -> None:
    text = (PACKAGE.parent / "docs/reference/checks.md").read_text("utf-8")

    assert sorted(kind for kind in kinds_of_findings() if f"`{kind}-" not in text) == []


def kind_of(told: str, kinds: Set[str]) -> str:
    """Tell of which kind an id is: of those it begins with, the longest."""
    return max((kind for kind in kinds if f"{told}-".startswith(f"{kind}-")), key=len)


MAKERS = {
    **dict.fromkeys(("make_finding", "finding", "award_finding", "fault_of", "Fault", "Rule", "_Unusual"), 0),
    **dict.fromkeys(
        (
            "finding_at",
            "cell_finding",
            "sheet_finding",
            "folder_finding",
            "_workbook_finding",
            "_of_plan",
            "_finding",
        ),
        0,
    ),
    "_by_word": 3,
    "wrong": 0,
}
"""What makes a finding, and which of its arguments begins the id."""

MADE_OTHERWISE = {
    *("sum", "tiers", "bound", "cap", "stale"),
    *(name.replace("_", "-") for name in SOURCE_NAMES),
    *(rule.kind for rule in RULES),
    *_DOUBTS,
    *(
        column.fault or column.kind
        for layout in (*TABLES, UNITS, *REGISTERS)
        for column in layout.columns
        if column.kind != "text" or column.expected
    ),
}
"""Kinds of findings whose first word is not written where the finding is made."""


@cache
def kinds_of_findings() -> Set[str]:
    """Name every kind of finding, as the modules that make findings write it."""
    paths = (path for part in ("data", "stats", "report") for path in (PACKAGE / part).rglob("*.py"))
    nodes = (node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    return MADE_OTHERWISE.union(*(kind_made_by(node) for node in nodes if isinstance(node, ast.Call)))


def kind_made_by(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = MAKERS.get(name, len(call.args))
    kind = call.args[at] if at < len(call.args) else None
    if isinstance(kind, ast.Constant) and isinstance(kind.value, str):
        yield kind.value
