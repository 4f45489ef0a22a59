"""What a text says with certainty becomes a dataset; the rest is listed, and nothing is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

import kgreport
from kgreport.fact_check.checked_text import CheckedText
from kgreport.fact_check.model import Claim, Mistake
from kgreport.fact_check.to_figures import TableExistsError, TextFigures, figures_of, write_figures
from tests.fact_check.examples import checked, claim, mistake

TEXT = (
    "Có 284 đảng viên, chiếm 0,53%; gần 300 đảng viên bị nhắc nhở;\n"
    "giảm 132 biên chế hành chính (4,65%). Huyện Hoa Sen có 12 đảng viên."
)


def rows(*found: Claim | Mistake) -> list[tuple[str, ...]]:
    return [(row.table.name, *row.cells.values()) for row in figures_of([checked(TEXT, *found)]).rows]


def reasons(figures: TextFigures) -> list[str]:
    return [reason.en for _, reason in figures.undecided]


def test_an_exact_count_becomes_a_figure() -> None:
    assert rows(claim(TEXT, count="284", share="0,53%")) == [
        ("figures", "2018", "", "member", "", "unfulfilled", "284")
    ]


def test_a_share_without_its_count_stays_as_printed() -> None:
    assert rows(claim(TEXT, share="0,53%", base_measure="rated")) == [
        ("shares", "2018", "", "member", "", "unfulfilled", "rated", "0,53%")
    ]


def test_an_approximate_count_stays_as_printed() -> None:
    assert rows(claim(TEXT, count="gần 300", base_measure="rated")) == [
        ("shares", "2018", "", "member", "", "unfulfilled", "", "gần 300")
    ]


def test_staff_goes_into_the_table_of_the_apparatus() -> None:
    of = {"subject": "staff", "tier": "administrative", "measure": "cut_to_date"}
    assert rows(claim(TEXT, count="132", **of)) == [
        ("apparatus", "2018", "", "staff", "administrative", "cut_to_date", "132")
    ]
    assert rows(claim(TEXT, share="4,65%", **of)) == []


def test_the_source_quotes_the_place() -> None:
    [row] = figures_of([checked(TEXT, claim(TEXT, count="132"), file="tin/bai.docx")]).rows
    assert row.source == "bai.docx, dòng 2: “giảm 132 biên chế hành chính (4,65%).”"


@pytest.mark.parametrize("missing", ["subject", "tier", "measure", "year", "unit"])
def test_what_is_not_resolved_is_left_to_the_analyst(missing: str) -> None:
    figures = figures_of([checked(TEXT, claim(TEXT, count="284", **{missing: None}))])
    assert figures.rows == ()
    assert len(figures.undecided) == 1


def test_a_figure_of_a_named_unit_is_left_to_the_analyst() -> None:
    figures = figures_of([checked(TEXT, claim(TEXT, count="12", unit="Huyện Hoa Sen"))])
    assert reasons(figures) == ["of the unit “Huyện Hoa Sen”: add its code, then put it into the table"]


@pytest.mark.parametrize(("severity", "taken"), [("error", 0), ("warning", 0), ("note", 1)])
def test_a_doubtful_number_is_left_to_the_analyst(severity: str, taken: int) -> None:
    doubt = mistake(TEXT, "0,53%", severity=severity)
    assert len(rows(claim(TEXT, count="284", share="0,53%"), doubt)) == taken


def test_a_count_whose_share_is_only_cut_off_is_certain() -> None:
    cut = mistake(TEXT, "0,53%", kind="truncated-share")
    assert len(rows(claim(TEXT, count="284", share="0,53%"), cut)) == 1


def test_a_figure_is_taken_once_and_not_where_two_texts_contradict() -> None:
    other = "Có 285 đảng viên"
    texts = [checked(TEXT, claim(TEXT, count="284"), claim(TEXT, count="284"))]
    assert len(figures_of(texts).rows) == 1

    contradicting = figures_of([*texts, checked(other, claim(other, count="285"))])

    assert contradicting.rows == ()
    assert reasons(contradicting) == ["the texts have different numbers: 284, 285"] * 2


@pytest.fixture
def texts() -> list[CheckedText]:
    """A text with a count, a share, staff, and a claim without a year."""
    return [
        checked(
            TEXT,
            claim(TEXT, count="284"),
            claim(TEXT, share="0,53%", measure="unfulfilled_degradation", base_measure="rated"),
            claim(TEXT, count="132", subject="staff", tier="administrative", measure="cut_to_date"),
            claim(TEXT, count="12", year=None),
        )
    ]


def test_kgreport_reads_what_it_wrote(texts: list[CheckedText], tmp_path: Path) -> None:
    written = write_figures(figures_of(texts), tmp_path / "moi", "vi")

    dataset = kgreport.read_dataset(tmp_path / "moi", first_year=2018, last_year=2018)
    assert [path.name for path in written] == ["figures.csv", "apparatus.csv", "shares.csv", "undecided.md"]
    assert dataset.findings == ()
    assert list(dataset.figures["value"]) == [284, 132]
    assert list(dataset.registers["shares"]["printed"]) == ["0,53%"]
    assert "- bai.txt, dòng 2: “Huyện Hoa Sen có 12 đảng viên.”: không rõ năm" in written[-1].read_text(
        "utf-8"
    )


@pytest.mark.parametrize("name", ["figures.csv", "figures.xlsx", "shares.csv", "apparatus.parquet"])
def test_a_table_that_is_there_is_never_replaced(texts: list[CheckedText], tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(TableExistsError, match=f"already has {name}.*name another folder"):
        write_figures(figures_of(texts), tmp_path, "vi")
    assert [path.name for path in tmp_path.iterdir()] == [name]
