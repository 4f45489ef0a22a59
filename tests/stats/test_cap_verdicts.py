"""One verdict says whether a subject keeps the cap: by its groups and those in none, or all together."""

from __future__ import annotations

from kgreport.data.figures.layout import Scope
from kgreport.data.figures.lookup import Figure, Known
from kgreport.data.rules.model import Cap
from kgreport.stats.caps import cap_rows, group_rows
from kgreport.stats.verdicts.caps import CapVerdict, judge_cap, told_once
from kgreport.stats.verdicts.signals import cap_signals

CAP = Cap(limit=0.2)
SCOPE = Scope(year=2018, subject="organization", tier="grassroots")
COLUMNS = ["group", "excellent", "good", "fulfilled", "unfulfilled"]
Group = tuple[str, int, int, int, int]


def verdict(excellent: int, good: int, *groups: Group, scope: Scope = SCOPE, rated: int = 0) -> CapVerdict:
    counts = {"excellent": excellent, "good": good, "good_or_better": excellent + good}
    counts["rated"] = rated or excellent + good
    known: Known = {measure: Figure(value, "s", "") for measure, value in counts.items()}
    counted = [dict(zip(COLUMNS, group, strict=True)) for group in groups]
    return judge_cap(scope, known, cap_rows(known, CAP), group_rows(counted, CAP), CAP)


def test_without_groups_all_together_decide() -> None:
    assert (verdict(2, 8).standing, verdict(2, 8).excess) == ("kept", 0)
    assert (verdict(3, 7).standing, verdict(3, 7).excess) == ("exceeded", 1)


def test_those_in_no_group_are_judged_as_one_group() -> None:
    """All groups keep the cap; those left over do not, and with them the cap is exceeded."""
    found = verdict(162, 596, ("xã", 113, 527, 50, 18), rated=840)

    assert found.ungrouped is not None
    assert [found.ungrouped[name] for name in ("rated", "excellent", "base_count", "allowed", "excess")] == [
        132, 49, 118, 24, 25
    ]  # fmt: skip
    assert (found.standing, found.excess) == ("exceeded", 10)
    assert [row["group"] for row in found.above] == [""]


def test_a_group_above_the_cap_exceeds_it_where_all_together_keep_it() -> None:
    found = verdict(3, 17, ("a", 3, 7, 0, 0), ("b", 0, 10, 0, 0))

    assert (found.standing, found.excess) == ("exceeded", 1)
    assert found.ungrouped is None


def test_rounding_within_groups_may_explain_an_excess_of_all_together() -> None:
    found = verdict(2, 4, ("a", 1, 2, 0, 0), ("b", 1, 2, 0, 0))

    assert found.applied is not None
    assert found.applied["excess"] == 0
    many = verdict(3, 6, ("a", 1, 2, 0, 0), ("b", 1, 2, 0, 0), ("c", 1, 2, 0, 0))
    assert many.applied is not None
    assert many.applied["excess"] == 1
    assert (many.standing, many.excess) == ("kept", 0)


def test_without_the_base_nothing_is_concluded() -> None:
    known: Known = {"excellent": Figure(3, "s", ""), "rated": Figure(10, "s", "")}
    found = judge_cap(SCOPE, known, cap_rows(known, CAP), [], CAP)

    assert (found.standing, found.excess) == ("unknown", 0)


def test_a_subject_with_the_figures_of_its_tier_is_told_once() -> None:
    whole = Scope(year=2018, subject="organization")
    both = [verdict(3, 7, scope=whole), verdict(3, 7)]

    assert [one.scope for one in told_once(both)] == [SCOPE]
    assert len(told_once([verdict(4, 7, scope=whole), verdict(3, 7)])) == 2


def test_a_unit_in_a_group_above_the_cap_is_told_by_its_own_count() -> None:
    whole = verdict(5, 15, ("a", 4, 6, 0, 0), ("b", 1, 9, 0, 0))
    guilty, other = (Scope(year=2018, unit=unit, subject="organization", tier="grassroots") for unit in "xy")
    parts = [
        verdict(4, 5, ("a", 4, 1, 0, 0), scope=guilty),
        verdict(2, 9, ("a", 0, 5, 0, 0), ("b", 2, 2, 0, 0), scope=other),
    ]

    assert [(one.unit, one.size) for one in cap_signals(whole, parts)] == [("x", 2)]
