"""A fault is told once: what only repeats the cause of another finding is left out, and nothing else is."""

from __future__ import annotations

import pandas as pd

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.figures.unit_sums import sum_units
from kgreport.data.tables.units import Unit
from tests.contradictions import contradictions_in

TREE = (Unit("sen", "Huyện Sen", "", "1", 2), Unit("sen-1", "Xã Sen 1", "sen", "2", 3))

Row = tuple[str, str, int]
Tree = tuple[Unit, ...]


def frame(*rows: Row, source: str = "p. 1") -> pd.DataFrame:
    told = [(2018, unit, "member", "", measure, value, source, "") for unit, measure, value in rows]
    return pd.DataFrame(told, columns=list(COLUMNS))


def ids(figures: pd.DataFrame, counted: pd.DataFrame | None = None, units: Tree = ()) -> list[str]:
    completed = complete_figures(sum_units(complete_figures(figures), units))
    found = contradictions_in(completed, units, frame() if counted is None else counted)
    return [finding.id for finding in found]


def test_a_contradiction_of_figures_counted_from_records_is_told_there() -> None:
    given = frame(("", "total", 3), ("", "reviewed", 4))
    counted = frame(("", "total", 5), ("", "reviewed", 4), source="records")

    assert ids(given) == ["bound-2018-member-reviewed"]
    assert ids(given, counted) == []


def test_a_contradiction_with_a_figure_that_records_do_not_count_stays() -> None:
    given = frame(("", "total", 3), ("", "studied", 4))
    counted = frame(("", "total", 3), source="records")

    assert ids(given, counted) == ["bound-2018-member-studied"]


def test_a_contradiction_of_another_unit_than_that_of_the_records_stays() -> None:
    given = frame(("", "total", 9), ("sen", "total", 3), ("sen", "reviewed", 4))
    counted = frame(("", "total", 9), ("", "reviewed", 4), source="records")

    assert ids(given, counted) == ["bound-2018-sen-member-reviewed"]


def test_a_whole_summed_from_a_unit_repeats_none_of_its_contradictions() -> None:
    given = frame(("sen-1", "total", 3), ("sen-1", "reviewed", 4))

    assert ids(given, units=TREE) == ["bound-2018-sen-1-member-reviewed"]


def test_a_whole_that_is_written_down_has_contradictions_of_its_own() -> None:
    given = frame(("sen-1", "total", 3), ("sen-1", "reviewed", 4), ("", "total", 3), ("", "reviewed", 4))

    assert ids(given, units=TREE) == ["bound-2018-member-reviewed", "bound-2018-sen-1-member-reviewed"]


def test_a_unit_above_the_whole_is_told_as_a_sum_where_there_is_a_tree() -> None:
    given = frame(("", "total", 3), ("sen", "total", 4), ("sen-1", "total", 4))

    assert ids(given) == ["unit-2018-sen-member-total", "unit-2018-sen-1-member-total"]
    assert ids(given, units=TREE) == ["units-2018-member-total"]


def test_a_unit_that_is_not_in_the_tree_is_still_told() -> None:
    given = frame(("", "total", 3), ("sen", "total", 4), ("sen-1", "total", 4), ("mai", "total", 5))

    assert "unit-2018-mai-member-total" in ids(given, units=TREE)


def test_a_whole_that_records_count_repeats_no_contradiction_of_a_unit() -> None:
    """The 40 of one unit make the sum of all exceed the 13 counted; the unit's own contradiction says why."""
    units = tuple(Unit(unit, unit, "", "", 2) for unit in ("lan", "sen"))
    counted = frame(("", "total", 13), ("sen", "total", 4), ("lan", "total", 9), source="records")
    studied = frame(("sen", "studied", 40), ("lan", "studied", 9))

    assert ids(pd.concat([counted, studied]), counted, units) == ["bound-2018-sen-member-studied"]
