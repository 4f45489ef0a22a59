"""Two texts that tell the whole of 2018 give back every figure of the packaged dataset, and none else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from kgreport.data.datasets.dataset import read_dataset
from kgreport.data.datasets.folder import PACKAGED
from kgreport.data.figures.layout import KEY
from kgreport.fact_check.checked_text import CheckedText, check_text
from kgreport.fact_check.dataset_checks import dataset_figures
from kgreport.fact_check.documents.html import html_to_text
from kgreport.fact_check.documents.reading import read_text
from kgreport.fact_check.to_figures import figures_of, write_figures
from kgreport.report import build_report
from kgreport.views.tables import Table
from kgreport.views.texts import Note

TEXTS = sorted((Path(__file__).parent / "kien-giang-2018").glob("*.txt"))
YEARS = range(2015, 2022)


def checked(path: Path) -> CheckedText:
    return check_text(path.name, read_text(path))


def sidecar(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))
    return read


def key_of(one: Mapping[Any, Any]) -> tuple[object, ...]:
    """Name a figure; the flag may be of all organisations or of the grassroots, as the text says."""
    tier = "" if one["measure"] == "flag" else one.get("tier", one.get("sector"))
    return one["year"], one.get("subject", one.get("item")), tier, one["measure"], one["value"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_gives_back_every_figure_that_it_holds_and_none_else(path: Path, tmp_path: Path) -> None:
    told = sidecar(path)
    write_figures(figures_of([checked(path)]), tmp_path / "new", "vi")

    dataset = read_dataset(tmp_path / "new", YEARS)

    rows = dataset.figures[[*KEY, "value"]].to_dict("records")
    expected = [*told["figures"], *told["apparatus"], *told["beyond_the_packaged_dataset"]]
    assert sorted(map(key_of, rows)) == sorted(map(key_of, expected))
    assert {row["unit"] for row in rows} == {""}
    assert [one.severity for one in dataset.findings] == []


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_sidecar_holds_the_packaged_dataset(path: Path) -> None:
    packaged = read_dataset(PACKAGED / "kien-giang-2018", YEARS).figures[[*KEY, "value"]]
    told = sidecar(path)
    assert sorted(map(key_of, packaged.to_dict("records"))) == sorted(
        map(key_of, [*told["figures"], *told["apparatus"]])
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_is_wrong_in_a_text_that_is_right(path: Path) -> None:
    dataset = read_dataset(PACKAGED / "kien-giang-2018", YEARS)
    found = check_text(path.name, read_text(path), dataset_figures(dataset, "", 2018))
    assert [(one.severity, one.found) for one in found.mistakes] == []


def test_nothing_is_wrong_in_the_report_that_kgreport_writes() -> None:
    dataset = read_dataset(PACKAGED / "kien-giang-2018", YEARS)
    report = build_report(year=2018, dataset="kien-giang-2018", first_year=2015)
    sections = [
        report.reviews(),
        report.levels("organization", tier="grassroots"),
        report.levels("member"),
        report.reasons("member"),
        report.cap("organization", tier="grassroots"),
        report.awards(),
        report.apparatus(),
        report.sources(),
    ]

    views = [view for section in sections for view in section.views if isinstance(view, Note | Table)]
    text = html_to_text("".join(view.html() for view in views))
    found = check_text("report", text, dataset_figures(dataset, "", 2018))

    assert [(one.severity, one.kind, one.found) for one in found.mistakes] == []
    assert len(found.claims) > 50
