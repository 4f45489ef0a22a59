"""Every figure there can be has its place among the sources."""

from __future__ import annotations

import pandas as pd
import pytest

from kgreport.data.figures.layout import COLUMNS
from kgreport.terms.vocabulary import APPARATUS_MEASURES, ITEMS, MEASURES, SUBJECTS, tiers_of
from kgreport.views.sections.edition import Edition
from kgreport.views.sections.sources import sources_section
from kgreport.views.tables import Table

EDITION = Edition(language="vi", year=2018)


def sources_of(frame: pd.DataFrame) -> Table:
    [table] = sources_section(frame, EDITION).views
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("subject", [*SUBJECTS, *ITEMS])
def test_every_measure_of_every_tier_is_listed(subject: str) -> None:
    measures = list(APPARATUS_MEASURES if subject in ITEMS else MEASURES)
    keys = [(tier, measure) for tier in ("", *tiers_of(subject)) for measure in measures]
    rows = [(2018, "", subject, tier, measure, 1, "s", "figures.csv:2") for tier, measure in keys]
    shuffled = pd.DataFrame(rows[::-1], columns=list(COLUMNS))

    assert sources_of(shuffled).cells() == sources_of(pd.DataFrame(rows, columns=list(COLUMNS))).cells()


def test_what_the_library_says_of_a_source_begins_with_a_capital() -> None:
    """A document is named as it is written."""
    rows = [
        (2018, "", "member", "", "rated", 1, "records", "members.csv"),
        (2018, "", "member", "", "exempt", 1, "công văn 12", "figures.csv:3"),
    ]

    cells = sources_of(pd.DataFrame(rows, columns=list(COLUMNS))).cells()

    assert [row[4] for row in cells] == [
        "Tổng hợp từ hồ sơ từng đối tượng (members.csv)",
        "công văn 12 (figures.csv:3)",
    ]


def test_many_figures_are_gathered_and_none_is_lost() -> None:
    """By year and file where they were counted, by measure where they follow in one way in every year."""
    rows = [
        (year, "", "member", "", measure, 1000 * n + year, "records", "members.parquet")
        for year in range(2014, 2019)
        for n, measure in enumerate(list(MEASURES)[:12], start=1)
    ]
    rows += [
        (2018, "", "leader", tier, measure, 7000 + n, "a.xlsx", f"a.xlsx!Kiểm điểm!C{n}")
        for tier in ("", "province", "district", "grassroots")
        for n, measure in enumerate(list(MEASURES)[:28])
    ]
    rows += [
        (year, "", "member", "", "rated", year, "derived: fulfilled_or_better + unfulfilled", "")
        for year in range(2010, 2014)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))

    cells = sources_of(frame).cells()

    text = "\n".join(" | ".join(line) for line in cells)
    assert len(cells) == 5 + 4 + 1
    assert all(f"{value:,}".replace(",", ".") in text for value in frame["value"])
    assert "Tổng số: 7.000 (C0)" in text
    assert "Được xếp loại – 2010: 2.010; 2011: 2.011; 2012: 2.012; 2013: 2.013" in text
    assert "Tổng hợp từ hồ sơ từng đối tượng (members.parquet)" in text
