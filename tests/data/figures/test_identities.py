"""Figures are completed by the identities of rating, and contradictions found."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.cuts_to_date import add_cuts_to_date
from kgreport.data.figures.identities import IDENTITIES
from kgreport.data.figures.layout import COLUMNS, DERIVED, KEY
from tests.contradictions import contradictions_in

MakeFigures = Callable[..., pd.DataFrame]
GRASSROOTS = ("organization", "grassroots")


def value(
    figures: pd.DataFrame, measure: str, subject: str = "organization", tier: str = "grassroots"
) -> int | None:
    chosen = figures["measure"].eq(measure) & figures["subject"].eq(subject) & figures["tier"].eq(tier)
    found = figures.loc[chosen, "value"]
    return None if found.empty else int(found.iloc[0])


def source(figures: pd.DataFrame, measure: str) -> str:
    return str(figures.loc[figures["measure"] == measure, "source"].iloc[0])


def test_levels_give_their_sums(make_figures: MakeFigures) -> None:
    levels = {"excellent": 162, "good": 596, "fulfilled": 58, "unfulfilled": 24}
    figures = complete_figures(make_figures(*((*GRASSROOTS, code, n) for code, n in levels.items())))

    assert value(figures, "good_or_better") == 758
    assert value(figures, "fulfilled_or_better") == 816
    assert value(figures, "rated") == 840
    assert value(figures, "total") is None


def test_a_whole_and_all_but_one_part_give_the_last(make_figures: MakeFigures) -> None:
    figures = complete_figures(
        make_figures((*GRASSROOTS, "rated", 840), (*GRASSROOTS, "fulfilled_or_better", 816))
    )

    assert value(figures, "unfulfilled") == 24
    assert source(figures, "unfulfilled") == f"{DERIVED}rated − fulfilled_or_better"


def test_a_derived_figure_says_from_what(make_figures: MakeFigures) -> None:
    figures = complete_figures(make_figures((*GRASSROOTS, "excellent", 162), (*GRASSROOTS, "good", 596)))

    assert source(figures, "good_or_better") == f"{DERIVED}excellent + good"


def test_what_does_not_follow_stays_unknown(make_figures: MakeFigures) -> None:
    figures = complete_figures(make_figures((*GRASSROOTS, "rated", 840), (*GRASSROOTS, "excellent", 162)))

    assert set(figures["measure"]) == {"rated", "excellent"}


def test_sectors_give_the_total_but_associations_lie_outside_it(make_figures: MakeFigures) -> None:
    figures = complete_figures(
        make_figures(
            ("staff", "administrative", "assigned", 2838),
            ("staff", "public_service", "assigned", 32742),
            ("staff", "association", "assigned", 149),
        )
    )

    assert value(figures, "assigned", "staff", "") == 35580


def test_the_reasons_of_one_year_say_nothing_of_another(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            make_figures((*GRASSROOTS, "excellent", 162), year=2017),
            make_figures((*GRASSROOTS, "good", 596), year=2018),
        ]
    )

    assert len(complete_figures(figures)) == 2


def test_parts_that_do_not_make_up_the_whole_are_found(make_figures: MakeFigures) -> None:
    """Both sides and the difference are named."""
    figures = complete_figures(
        make_figures(
            (*GRASSROOTS, "fulfilled_or_better", 816),
            (*GRASSROOTS, "unfulfilled", 24),
            (*GRASSROOTS, "rated", 841),
        )
    )

    [finding] = contradictions_in(figures)

    assert finding.id == "sum-2018-organization-grassroots-rated"
    assert finding.expected.say("en") == "Rated: 841"
    assert finding.found.say("en") == "Tasks completed or better 816 + Tasks not completed 24 = 840, off by 1"
    assert all(f"figures.csv:{row}" in finding.place.say("vi") for row in (2, 3, 4))


def test_known_parts_never_exceed_the_whole(make_figures: MakeFigures) -> None:
    """Even where another part is unknown; and no figure below zero is derived."""
    figures = complete_figures(make_figures((*GRASSROOTS, "unfulfilled", 25), (*GRASSROOTS, "rated", 24)))

    assert [finding.id for finding in contradictions_in(figures)] == [
        "sum-2018-organization-grassroots-rated"
    ]
    assert (figures["value"] >= 0).all()


def test_no_more_are_reviewed_than_there_are(make_figures: MakeFigures) -> None:
    figures = complete_figures(make_figures(("member", "", "reviewed", 11), ("member", "", "total", 10)))

    assert [finding.id for finding in contradictions_in(figures)] == ["bound-2018-member-reviewed"]


def test_tiers_make_up_the_whole(make_figures: MakeFigures) -> None:
    figures = complete_figures(
        make_figures(
            ("leader", "province", "reviewed", 1),
            ("leader", "district", "reviewed", 2),
            ("leader", "grassroots", "reviewed", 3),
            ("leader", "", "reviewed", 7),
        )
    )

    [finding] = contradictions_in(figures)

    assert finding.id == "tiers-2018-leader-reviewed"


def test_levels_never_exceed_those_rated_though_one_between_is_unknown(make_figures: MakeFigures) -> None:
    known = (("excellent", 60), ("unfulfilled", 50), ("rated", 100))
    figures = complete_figures(make_figures(*(("member", "", code, n) for code, n in known)))

    assert "bound-2018-member-rated" in [finding.id for finding in contradictions_in(figures)]


def test_no_unit_counts_more_than_the_whole(make_figures: MakeFigures) -> None:
    whole = make_figures(("member", "", "reviewed", 10))
    unit = make_figures(("member", "", "reviewed", 11), unit="rach-gia")

    [finding] = contradictions_in(complete_figures(pd.concat([whole, unit])))

    assert finding.id == "unit-2018-rach-gia-member-reviewed"
    assert finding.found.say("en") == "unit rach-gia alone: 11, 1 more"
    assert contradictions_in(complete_figures(pd.concat([whole, unit.assign(value=10)]))) == []


def test_the_cuts_of_all_years_give_the_cut_to_date(make_figures: MakeFigures) -> None:
    figures = pd.concat(
        [
            make_figures(("staff", "administrative", "assigned", 100), year=2015),
            make_figures(("staff", "administrative", "cut", 4), year=2016),
            make_figures(("staff", "administrative", "cut", 6), year=2017),
        ]
    )

    found = add_cuts_to_date(figures, 2017).set_index("measure").loc["cut_to_date"]

    assert (found["value"], found["source"]) == (10, f"{DERIVED}2016 + 2017")
    assert "cut_to_date" not in set(add_cuts_to_date(figures[figures["year"] != 2016], 2017)["measure"])


COUNTS = st.integers(0, 10**6)
PARTS = ("excellent", "good", "fulfilled", "unfulfilled", "exempt", "pending")
ALL = (*PARTS, "good_or_better", "fulfilled_or_better", "rated", "total")


def whole_truth(parts: tuple[int, ...]) -> dict[str, int]:
    excellent, good, fulfilled, unfulfilled, exempt, pending = parts
    rated = excellent + good + fulfilled + unfulfilled
    return {
        **dict(zip(PARTS, parts, strict=True)),
        "good_or_better": excellent + good,
        "fulfilled_or_better": excellent + good + fulfilled,
        "rated": rated,
        "total": rated + exempt + pending,
    }


def frame_of(values: dict[str, int], subject: str = "collective") -> pd.DataFrame:
    rows = [(2018, "", subject, "", measure, count, "test", "t:1") for measure, count in values.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


@given(parts=st.tuples(*[COUNTS] * 6), known=st.sets(st.sampled_from(ALL), min_size=1))
def test_whatever_is_completed_is_true(parts: tuple[int, ...], known: set[str]) -> None:
    """From any part of a true whole, only true figures follow, and no contradiction."""
    truth = whole_truth(parts)
    figures = complete_figures(frame_of({measure: truth[measure] for measure in known}))

    assert {
        m: int(v) for m, v in zip(figures["measure"], figures["value"], strict=True)
    }.items() <= truth.items()
    assert contradictions_in(figures) == []


@given(parts=st.tuples(*[COUNTS] * 6))
def test_the_parts_give_everything(parts: tuple[int, ...]) -> None:
    truth = whole_truth(parts)
    figures = complete_figures(frame_of({measure: truth[measure] for measure in PARTS}))

    assert dict(zip(figures["measure"], figures["value"], strict=True)) == truth


@given(parts=st.tuples(*[COUNTS] * 6), known=st.permutations(ALL), size=st.integers(1, len(ALL)))
def test_the_order_of_rows_does_not_matter(parts: tuple[int, ...], known: list[str], size: int) -> None:
    truth = whole_truth(parts)
    chosen = {measure: truth[measure] for measure in known[:size]}

    forwards = complete_figures(frame_of(chosen))
    backwards = complete_figures(frame_of(dict(reversed(chosen.items()))))

    pd.testing.assert_frame_equal(forwards, backwards)


@given(parts=st.tuples(*[COUNTS] * 6), wrong=st.sampled_from(ALL), by=st.integers(1, 1000))
def test_one_wrong_figure_among_all_is_always_found(parts: tuple[int, ...], wrong: str, by: int) -> None:
    truth = whole_truth(parts)

    figures = complete_figures(frame_of({**truth, wrong: truth[wrong] + by}))

    assert contradictions_in(figures)


@given(parts=st.tuples(*[COUNTS] * 6), known=st.sets(st.sampled_from(ALL), min_size=1))
def test_completing_twice_is_completing_once(parts: tuple[int, ...], known: set[str]) -> None:
    truth = whole_truth(parts)
    once = complete_figures(frame_of({measure: truth[measure] for measure in known}))

    pd.testing.assert_frame_equal(complete_figures(once), once)


def test_no_key_stands_twice(make_figures: MakeFigures) -> None:
    figures = complete_figures(make_figures((*GRASSROOTS, "excellent", 1), (*GRASSROOTS, "good", 2)))

    assert not figures.duplicated(KEY).any()


def test_every_identity_has_parts_of_its_own() -> None:
    assert all(identity.parts and identity.whole not in identity.parts for identity in IDENTITIES)
