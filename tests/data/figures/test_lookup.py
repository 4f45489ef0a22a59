"""Figures laid out by scope give what a selection from their frame gives."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.layout import COLUMNS, KEY, Scope
from kgreport.data.figures.lookup import Figure, by_scope

YEARS, UNITS, SUBJECTS, TIERS = (2017, 2018), ("", "mai", "sen"), ("member", "leader"), ("", "province")
KEYS = st.tuples(*map(st.sampled_from, (YEARS, UNITS, SUBJECTS, TIERS, ("rated", "good", "total"))))
TOLD = st.tuples(st.integers(0, 10**6), st.sampled_from(("p. 1", "records")), st.sampled_from(("a:2", "b:3")))
ROWS = st.lists(st.tuples(KEYS, TOLD), unique_by=lambda row: row[0], max_size=40)
SCOPES = st.builds(
    Scope,
    year=st.sampled_from(YEARS),
    unit=st.sampled_from(UNITS),
    subject=st.sampled_from(SUBJECTS),
    tier=st.sampled_from(TIERS),
)


def framed(rows: list[tuple[tuple[Any, ...], tuple[Any, ...]]]) -> pd.DataFrame:
    return pd.DataFrame([[*key, *told] for key, told in rows], columns=list(COLUMNS))


def selected(frame: pd.DataFrame, scope: Scope) -> list[tuple[str, Figure]]:
    """Select plainly, column by column."""
    for name in KEY[:4]:
        frame = frame[frame[name] == getattr(scope, name)]
    columns = (frame[name] for name in ("measure", "value", "source", "place"))
    return [(measure, Figure(*told)) for measure, *told in zip(*columns, strict=True)]


@given(rows=ROWS, scope=SCOPES)
def test_looking_up_gives_what_selecting_gives(
    rows: list[tuple[tuple[Any, ...], tuple[Any, ...]]], scope: Scope
) -> None:
    frame = framed(rows)

    assert list(by_scope(frame).of(scope).items()) == selected(frame, scope)


@given(rows=ROWS)
def test_every_figure_has_its_place_and_no_other_is_there(
    rows: list[tuple[tuple[Any, ...], tuple[Any, ...]]],
) -> None:
    known = by_scope(framed(rows)).known

    found = [((*scope, code), tuple(figure)) for scope, of in known.items() for code, figure in of.items()]
    assert sorted(found) == sorted(rows)


def test_values_are_plain_numbers_whatever_the_frame_holds_them_in() -> None:
    """A number of numpy would print, hash and divide in ways of its own."""
    rows = framed([((2018, "", "member", "", "rated"), (7, "s", "f:2"))])
    scope = Scope(year=2018, unit="", subject="member", tier="")

    for dtype in ("int64", "Int64", "int64[pyarrow]"):
        figure = by_scope(rows.astype({"value": dtype})).of(scope)["rated"]
        assert (type(figure.value), figure.value) == (int, 7)


def test_of_what_nobody_has_spoken_nothing_is_known() -> None:
    nothing = by_scope(framed([])).of(Scope(year=2018, unit="", subject="member", tier=""))

    assert dict(nothing) == {}


def test_an_index_is_returned_as_it_is() -> None:
    index = by_scope(framed([]))

    assert by_scope(index) is index
