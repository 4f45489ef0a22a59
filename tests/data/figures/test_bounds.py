"""No part exceeds its whole, whatever lies between them: over all measures, tiers and subjects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.identities import IDENTITIES, bounds_of
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.rules.choosing import rules_for
from kgreport.terms.findings import Finding
from kgreport.terms.vocabulary import COLLECTIVE_REASONS, GRASSROOTS, LEVELS, MEASURES, REASONS, TIERS
from tests.contradictions import contradictions_in

MakeFigures = Callable[..., pd.DataFrame]
Node = tuple[str, str]
"""Tier and measure."""

RULES = {year: rules_for(year) for year in (2015, 2018)}
COUNT = st.integers(0, 9)
BOUNDS = (*IDENTITIES, *bounds_of(RULES[2018]))
LEAVES = {
    "member": [""],
    "organization": ["superior", *GRASSROOTS, "sub"],
    "collective": list(TIERS["collective"]),
    "leader": list(TIERS["leader"]),
}
REASONS_OF = {"member": REASONS, "leader": REASONS, "collective": COLLECTIVE_REASONS, "organization": ()}


@st.composite
def one_tier(draw: st.DrawFn, subject: str) -> dict[str, int]:
    """Draw the true figures of a tier without tiers of its own."""

    def up_to(most: int) -> int:
        return draw(st.integers(0, most))

    of = {level: draw(COUNT) for level in ("excellent", "good", "fulfilled")}
    of |= {reason: draw(COUNT) for reason in REASONS_OF[subject]}
    of["unfulfilled"] = sum(of[reason] for reason in REASONS_OF[subject])
    of["unfulfilled"] += 0 if subject == "member" else draw(COUNT)
    of["good_or_better"] = of["excellent"] + of["good"]
    of["fulfilled_or_better"] = of["good_or_better"] + of["fulfilled"]
    of["rated"] = of["fulfilled_or_better"] + of["unfulfilled"]
    of |= {"exempt": draw(COUNT) if subject == "member" else 0, "pending": draw(COUNT)}
    of["total"] = of["rated"] + of["exempt"] + of["pending"]
    of["reviewed"] = of["rated"] + up_to(of["total"] - of["rated"])
    of |= {"on_time": up_to(of["reviewed"]), "suggested": up_to(of["total"])}
    of |= {"explained": up_to(of["suggested"]), "opinions_asked": draw(COUNT)}
    of["opinions_given"] = up_to(of["opinions_asked"])
    of |= {code: up_to(of["excellent"]) for code in ("flag", "merit_certificate")}
    return of | {
        code: up_to(of["total"]) for code in ("studied", "committed", "trained", "rotated", "planned")
    }


@st.composite
def truths(draw: st.DrawFn) -> tuple[str, dict[Node, int]]:
    """Draw true figures of a subject in all its tiers."""
    subject = draw(st.sampled_from(list(LEAVES)))
    found: dict[Node, int] = {}
    for leaf in LEAVES[subject]:
        for measure, count in draw(one_tier(subject)).items():
            for tier in dict.fromkeys(("", "grassroots" if leaf in GRASSROOTS else "", leaf)):
                found[tier, measure] = found.get((tier, measure), 0) + count
    return subject, found


def frame_of(subject: str, values: Mapping[Node, int], year: int = 2018) -> pd.DataFrame:
    rows = [
        (year, "", subject, tier, measure, count, "tr. 1", f"row-{tier}-{measure}.")
        for (tier, measure), count in values.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def findings_of(figures: pd.DataFrame) -> list[Finding]:
    return contradictions_in(complete_figures(figures), rules=RULES)


def reaches(axis: str, whole: str, subject: str) -> set[str]:
    """Name the codes that count some of a whole, and the whole itself."""
    parts = {
        part
        for one in BOUNDS
        if one.axis == axis and one.whole == whole and (not one.subjects or subject in one.subjects)
        for part in one.parts
    }
    return {whole}.union(*(reaches(axis, part, subject) for part in parts))


@settings(max_examples=40)
@given(truth=truths(), data=st.data())
def test_whatever_part_of_true_figures_is_stated_nothing_is_found(
    truth: tuple[str, dict[Node, int]], data: st.DataObject
) -> None:
    subject, figures = truth
    stated = data.draw(st.sets(st.sampled_from(sorted(figures)), min_size=1))

    completed = complete_figures(frame_of(subject, {node: figures[node] for node in stated}))

    assert contradictions_in(completed, rules=RULES) == []
    keys = zip(completed["tier"], completed["measure"], completed["value"], strict=True)
    assert [key for key in keys if figures[key[0], key[1]] != key[2]] == []


@settings(max_examples=40)
@given(truth=truths(), data=st.data())
def test_one_figure_above_a_whole_is_found_and_every_finding_names_it(
    truth: tuple[str, dict[Node, int]], data: st.DataObject
) -> None:
    subject, figures = truth
    tier, measure = whole = data.draw(st.sampled_from(sorted(figures)))
    parts = [
        (part_tier, code)
        for part_tier in reaches("tier", tier, subject)
        for code in reaches("measure", measure, subject)
        if (part_tier, code) != whole and (part_tier, code) in figures
    ]
    if not parts:
        return
    part = data.draw(st.sampled_from(sorted(parts)))
    stated = data.draw(st.sets(st.sampled_from(sorted(figures)), max_size=12))
    values = {node: figures[node] for node in sorted({*stated, whole, part})}

    found = findings_of(frame_of(subject, {**values, part: figures[whole] + data.draw(st.integers(1, 20))}))

    assert found
    assert all(f"row-{part[0]}-{part[1]}." in finding.place.say("en") for finding in found)


NO_PARTS = {"opinions_asked", "opinions_given"}


def test_every_measure_has_a_bound() -> None:
    """Nothing is counted of a subject that is not counted in its total, but opinions, which are not of it."""
    of_any = set().union(*(reaches("measure", "total", subject) for subject in LEAVES))

    assert set(MEASURES) - of_any == NO_PARTS


SUB = ("organization", "sub")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(*SUB, "total", 50), (*SUB, "good_or_better", 60)], "bound-2018-organization-sub-good_or_better"),
        (
            [(*SUB, "total", 50), (*SUB, "fulfilled_or_better", 60)],
            "bound-2018-organization-sub-fulfilled_or_better",
        ),
        (
            [(*SUB, "total", 100), (*SUB, "good_or_better", 90), (*SUB, "fulfilled", 20)],
            "bound-2018-organization-sub-total",
        ),
        ([("member", "", "reviewed", 100), ("member", "", "rated", 120)], "bound-2018-member-rated"),
        ([("member", "", "reviewed", 10), ("member", "", "excellent", 20)], "bound-2018-member-excellent"),
        (
            [("collective", "", "excellent", 5), ("collective", "", "merit_certificate", 9)],
            "bound-2018-collective-merit_certificate",
        ),
        (
            [("organization", "", "total", 100), ("organization", "grassroots", "excellent", 120)],
            "bound-2018-organization-grassroots-excellent",
        ),
        ([("leader", "", "total", 12), ("leader", "", "trained", 13)], "bound-2018-leader-trained"),
        (
            [("organization", "", "good", 1), ("organization", "grassroots_branch", "good", 2)],
            "bound-2018-organization-grassroots_branch-good",
        ),
        (
            [("leader", "", "unfulfilled", 1), ("leader", "", "unfulfilled_disciplined", 2)],
            "bound-2018-leader-unfulfilled_disciplined",
        ),
    ],
)
def test_what_exceeds_its_whole_is_one_finding(
    rows: list[tuple[str, str, str, int]], found: str, make_figures: MakeFigures
) -> None:
    assert [finding.id for finding in findings_of(make_figures(*rows))] == [found]


def test_a_review_comes_before_a_rating_only_where_the_rules_say_so(make_figures: MakeFigures) -> None:
    rows = make_figures(("member", "", "reviewed", 100), ("member", "", "rated", 120), year=2015)

    assert findings_of(rows) == []


def test_a_figure_that_breaks_the_nearest_bound_is_not_told_of_the_wider_ones(
    make_figures: MakeFigures,
) -> None:
    rows = make_figures(*((*SUB, code, n) for code, n in (("total", 50), ("rated", 40), ("excellent", 60))))

    assert [finding.id for finding in findings_of(rows)] == ["bound-2018-organization-sub-excellent"]


def test_every_row_concerned_is_named_and_no_derived_figure(make_figures: MakeFigures) -> None:
    levels = zip(LEVELS, (29, 99, 13, 0), strict=True)
    rows = make_figures(*((*SUB, level, n) for level, n in levels), (*SUB, "rated", 142))

    [finding] = findings_of(rows)

    assert finding.id == "sum-2018-organization-sub-rated"
    assert (
        finding.found.say("en")
        == "Excellent 29 + Good 99 + Tasks completed 13 + Tasks not completed 0 = 141, off by 1"
    )
    assert all(f"figures.csv:{row}" in finding.place.say("en") for row in range(2, 7))


def test_one_fault_is_told_once(make_figures: MakeFigures) -> None:
    values = {"rated": 12, "good_or_better": 10, "unfulfilled": 3}
    rows = make_figures(*(("member", "", code, n) for code, n in values.items()))

    [finding] = findings_of(rows)

    assert finding.id == "bound-2018-member-rated"
    assert finding.found.say("en") == "Good or better 10 + Tasks not completed 3 = 13, off by 1"
    assert finding.expected.say("en") == "Rated: 12"


def test_findings_name_levels_as_the_rules_of_the_year_do(make_figures: MakeFigures) -> None:
    rows = make_figures(
        ("organization", "", "excellent", 5), ("organization", "", "good_or_better", 3), year=2015
    )

    [finding] = findings_of(rows)

    assert finding.found.say("vi") == "Trong sạch, vững mạnh 5, nhiều hơn 2"
    assert finding.expected.say("vi") == "Hoàn thành tốt nhiệm vụ trở lên: 3"


def test_a_figure_that_follows_by_subtraction_is_traced_to_what_was_stated(make_figures: MakeFigures) -> None:
    """All are 100 and the other tiers 65, so 35 were rated; but there are only 30."""
    rows = make_figures(
        ("organization", "", "rated", 100),
        ("organization", "superior", "rated", 5),
        ("organization", "grassroots", "rated", 60),
        (*SUB, "total", 30),
    )

    [finding] = findings_of(rows)

    assert finding.found.say("en") == "Rated (Party organisations) 100, 5 more"
    assert finding.expected.say("en").endswith("= 95")
    assert all(f"figures.csv:{row}" in finding.place.say("en") for row in range(2, 6))


def test_no_unit_has_a_level_above_all_of_the_whole(make_figures: MakeFigures) -> None:
    whole = make_figures(("member", "", "total", 100))
    unit = make_figures(("member", "", "excellent", 120), unit="hoa-sen")

    [finding] = findings_of(pd.concat([whole, unit]))

    assert finding.id == "unit-2018-hoa-sen-member-total"
    assert finding.found.say("en") == "Excellent (hoa-sen) 120, 20 more"
