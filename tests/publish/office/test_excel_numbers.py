"""A number in a workbook is shown exactly as the report prints it; what cannot be is a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgreport.publish.office.excel.numbers import FIRST_DAY, cell_of
from kgreport.terms.phrases import LANGUAGES, Language
from kgreport.views.columns import Column
from tests.publish.office.shown import shown

NUMBERS = {
    "count": st.integers(0, 10**12),
    "change": st.integers(-(10**9), 10**9),
    "decimal": st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    "percent": st.floats(0, 30),
    "year": st.integers(1900, 2100),
}


@given(st.data(), st.sampled_from(sorted(NUMBERS)), st.sampled_from(LANGUAGES))
def test_numbers_are_numbers_and_shown_as_printed(data: st.DataObject, kind: str, language: Language) -> None:
    raw = data.draw(NUMBERS[kind])
    printed = Column("", kind).print(raw, language)  # type: ignore[arg-type]
    cell = cell_of(printed, raw, kind, language)
    assert isinstance(cell.value, int | float)
    assert shown(cell.value, cell.code) == printed


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["points", "rounded_points"]))
def test_points_have_the_sign_and_the_decimals_that_are_printed(before: float, now: float, kind: str) -> None:
    printed = Column("", kind).print((before, now), "vi")  # type: ignore[arg-type]
    raw = float(printed.replace(".", "").replace(",", ".").replace("−", "-"))
    cell = cell_of(printed, raw, kind, "vi")
    assert cell.value == raw
    assert shown(cell.value, cell.code) == printed


@given(st.dates(FIRST_DAY, date(2100, 1, 1)), st.sampled_from(LANGUAGES))
def test_days_are_days(day: date, language: Language) -> None:
    printed = Column("", "date").print(day, language)
    cell = cell_of(printed, day.isoformat(), "date", language)
    assert cell.value == day
    assert shown(cell.value, cell.code) == printed


@pytest.mark.parametrize(
    ("printed", "raw", "kind"),
    [
        ("–", None, "count"),
        ("", "", "percent"),
        ("132-QĐ/TW", "132-QĐ/TW", "count"),
        ("01/01/1899", "1899-01-01", "date"),
        ("1234567890123456", 1234567890123456, "count"),
        ("2018", "2018", "text"),
        ("=1+1", "=1+1", "count"),
    ],
)
def test_what_is_no_number_that_excel_keeps_is_text(printed: str, raw: object, kind: str) -> None:
    assert cell_of(printed, raw, kind, "vi").value == printed


@pytest.mark.parametrize(
    ("printed", "raw", "value"),
    [
        ("53.340*", 53340, 53340),
        ("1.440†", "1.440†", 1440),
        ("12 (4,50%)", 12, 12),
        ("4,88%", "4,88%", 0.0488),
    ],
)
def test_marks_and_shares_after_a_number_are_part_of_its_format(
    printed: str, raw: int | str, value: float
) -> None:
    """A register or a source may hold a figure as it was printed: it is a number all the same."""
    cell = cell_of(printed, raw, "count", "vi")
    assert cell.value == value
    assert shown(cell.value, cell.code) == printed


def test_what_rounds_to_nothing_has_no_sign() -> None:
    """A program would show −0,00% of a share that is not printed as negative."""
    assert cell_of("0,00%", -0.000001, "percent", "vi").value == 0


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1234.5", 1234.5),
        ("-12", -12),
        ("0.125", 0.125),
        ("12%", 0.12),
        ("1.234", "1.234"),
        ("007", "007"),
        ("1,5", "1,5"),
    ],
)
def test_numbers_of_an_analyst_are_numbers_only_where_nobody_reads_them_otherwise(
    printed: str, value: float | str
) -> None:
    cell = cell_of(printed, None, "number", "vi")
    assert cell.value == value
    assert shown(cell.value, cell.code) == printed
