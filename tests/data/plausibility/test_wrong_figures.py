"""Where sums break, the fewest figures that explain all of them are found, and the likeliest is named."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgreport.data.figures.comparison import as_figures
from kgreport.data.figures.layout import COLUMNS
from kgreport.data.figures.least import KnownFigures
from kgreport.data.figures.lookup import by_scope
from kgreport.data.figures.unit_sums import complete_with_units
from kgreport.data.plausibility.advice import explained_contradictions
from kgreport.data.plausibility.sums import sums_of
from kgreport.data.plausibility.wrong_figures import WrongFigure, find_breaks
from kgreport.data.rules.model import NO_RULES
from kgreport.data.tables.units import Unit
from kgreport.data.workbooks.figure_cells import FigureCell, FigureSheet
from kgreport.data.workbooks.figure_sheets import FIGURE_SHEETS
from kgreport.terms.findings import Finding

UNITS = tuple(Unit(one, one, "", "", 0) for one in ("lan", "mai", "sen"))
CONSISTENT = {
    "total": 150, "rated": 142, "exempt": 3, "pending": 5, "excellent": 29, "good": 99, "fulfilled": 12,
    "unfulfilled": 2,
}  # fmt: skip
"""Figures that agree: 29 + 99 + 12 + 2 = 142, and 142 + 3 + 5 = 150."""

REASONS = {
    "unfulfilled_targets": 2, "unfulfilled_below_level": 0, "unfulfilled_degradation": 0,
    "unfulfilled_official": 0, "unfulfilled_disciplined": 0,
}  # fmt: skip

RATED = {"rated": 20, "exempt": 0, "pending": 0}

Row = tuple[str, str, str, int]
"""Unit, tier, measure and value."""


def frame(rows: Sequence[Row], subject: str = "member", place: str = "figures.csv:{n}") -> pd.DataFrame:
    lines = [
        (2018, unit, subject, tier, measure, value, "p. 1", place.format(n=n))
        for n, (unit, tier, measure, value) in enumerate(rows, 2)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


def whole(**counts: int) -> list[Row]:
    return of_unit("", counts)


def of_unit(unit: str, counts: Mapping[str, int]) -> list[Row]:
    return [(unit, "", measure, value) for measure, value in counts.items()]


def explanations(figures: pd.DataFrame, subject: str = "member") -> list[list[list[WrongFigure]]]:
    known = KnownFigures(by_scope(complete_with_units(figures, UNITS)), UNITS, NO_RULES)
    breaks = find_breaks(sums_of(known, 2018, subject, {}))
    return [[list(one) for one in broken.explanations] for broken in breaks]


def advice(rows: Sequence[Row], subject: str = "member") -> list[str]:
    """Give what the findings advise, without what they always say."""
    return [said.partition("; compare with")[0] for said in map(say_advice, found(rows, subject))]


def found(rows: Sequence[Row], subject: str = "member") -> list[Finding]:
    completed = complete_with_units(frame(rows, subject), UNITS)
    return explained_contradictions(KnownFigures(by_scope(completed), UNITS, NO_RULES), as_figures([]))


def say_advice(finding: Finding) -> str:
    return finding.advice.say("en")


def test_figures_that_agree_have_no_break() -> None:
    assert explanations(frame(whole(**CONSISTENT))) == []


def test_one_figure_in_two_sums_explains_both() -> None:
    [one] = explanations(frame(whole(**{**CONSISTENT, "unfulfilled": 22}, **REASONS)))

    assert [[wrong.key, wrong.right] for [wrong] in one] == [[("", "", "unfulfilled"), 2]]


def test_the_likelier_typing_error_is_named_with_the_value_that_mends_it() -> None:
    [said] = advice(whole(rated=142, excellent=29, good=99, fulfilled=12, unfulfilled=22))

    assert said == "probably wrong: Tasks not completed (figures.csv:6): 22 → 2; that mends this sum"


def test_a_contradiction_says_it_in_vietnamese_too() -> None:
    [finding] = found(whole(rated=142, excellent=29, good=99, fulfilled=12, unfulfilled=22))

    said = finding.advice.say("vi")
    assert said.startswith(
        "có lẽ sai: Không hoàn thành nhiệm vụ (figures.csv:6): 22 → 2; sửa thì phép cộng khớp; "
    )


def test_all_contradictions_of_one_wrong_figure_name_it() -> None:
    said = advice([*whole(**{**CONSISTENT, "rated": 124})])

    assert len(said) >= 1
    assert {one.partition(";")[0] for one in said} == {"probably wrong: Rated (figures.csv:3): 124 → 142"}


def test_figures_as_likely_are_all_named() -> None:
    """1200 is 2 more than 1198: only 6 and 4 are one typing error away from what would mend that."""
    [said] = advice(whole(rated=1198, excellent=6, good=1080, fulfilled=110, unfulfilled=4))

    assert said == (
        "probably wrong, one of: Excellent (figures.csv:3): 6 → 4, or Tasks not completed (figures.csv:6): "
        "4 → 2; that mends this sum"
    )


def test_where_nothing_points_at_a_few_figures_none_is_named() -> None:
    """Any of the seven may be wrong by 400, and none of them is a typing error."""
    rows = whole(
        total=9000, excellent=1111, good=2222, fulfilled=3333, unfulfilled=1444, exempt=555, pending=735
    )

    assert all(not one.startswith("probably") for one in advice(rows))


@pytest.mark.parametrize(
    ("figures", "wrong"),
    [
        ({"total": 53812, "fulfilled_or_better": 53561, "unfulfilled": 60251}, "Tasks not completed"),
        ({"total": 900, "good_or_better": 60251, "fulfilled": 200, "unfulfilled": 3}, "Good or better"),
        ({"total": 14, "good_or_better": 128, "fulfilled": 12}, "Total"),
    ],
)
def test_a_part_larger_than_its_whole_is_suspected_before_it(figures: dict[str, int], wrong: str) -> None:
    """A missing digit would make any whole large enough: it counts where it gives what the parts need."""
    said = advice(whole(**figures))

    assert [one.partition(" (")[0] for one in said] == [f"probably wrong: {wrong}"] * len(said) != []


def test_derived_figures_are_no_candidates() -> None:
    [one] = explanations(frame(whole(rated=142, excellent=29, good=99, fulfilled=12, unfulfilled=22)))

    assert {wrong.key[2] for [wrong] in one}.isdisjoint({"good_or_better", "fulfilled_or_better"})


def test_a_figure_of_a_unit_explains_its_own_sum_and_that_of_the_whole() -> None:
    rows = [
        *whole(total=60),
        *of_unit("lan", {"total": 20, **RATED}),
        *of_unit("mai", {"total": 200, **RATED}),
        *of_unit("sen", {"total": 20, **RATED}),
    ]

    findings = found(rows)

    assert {finding.id for finding in findings} == {"units-2018-member-total", "sum-2018-mai-member-total"}
    assert all("200 → 20; that mends both sums" in say_advice(finding) for finding in findings)
    [of_whole] = [finding for finding in findings if finding.kind == "units"]
    assert "(mai; figures.csv:7)" in say_advice(of_whole)


def test_two_wrong_figures_are_found_where_no_single_one_explains_all() -> None:
    wrong = {**CONSISTENT, "unfulfilled": 22, "pending": 55}

    [one] = explanations(frame(whole(**wrong, **REASONS)))

    pairs = [sorted((wrong.key[2], wrong.right or 0) for wrong in pair) for pair in one]
    assert [("pending", 5), ("unfulfilled", 2)] in pairs


def test_two_faults_that_share_no_figure_are_explained_apart() -> None:
    rows = [
        *of_unit("lan", {**CONSISTENT, "unfulfilled": 22}),
        *of_unit("mai", {**CONSISTENT, "rated": 1422}),
    ]

    breaks = explanations(frame(rows))

    assert [len(one[0]) for one in breaks] == [1, 1]


def test_a_sum_that_a_workbook_calculated_is_no_candidate() -> None:
    """The cell of those rated follows the wrong level, so the level and not two figures is wrong."""
    counts = {**CONSISTENT, "excellent": 92, "rated": 142 - 29 + 92}

    [one] = explanations(frame(of_unit("sen", counts), place="sen-2018.xlsx!Kiểm điểm!B{n}"))

    keys = [wrong.key[2] for [wrong] in one]
    assert "excellent" in keys
    assert "rated" not in keys


CALCULATED = [
    (sheet, cell)
    for sheet in FIGURE_SHEETS
    for cell in sheet.cells.values()
    if cell.parts and not cell.repeats
]


@pytest.mark.parametrize(("sheet", "cell"), CALCULATED[:: max(1, len(CALCULATED) // 20)])
def test_every_formula_of_a_workbook_is_known_as_a_sum(sheet: FigureSheet, cell: FigureCell) -> None:
    parts = [sheet.cells[ref].key for ref in cell.parts]
    rows = [("sen", key.tier, key.measure, 3) for key in parts]
    rows.append(("sen", cell.key.tier, cell.key.measure, 3 * len(parts)))
    figures = frame(rows, cell.key.subject, "sen-2018.xlsx!Kiểm điểm!B{n}")

    known = KnownFigures(by_scope(complete_with_units(figures, UNITS)), UNITS, NO_RULES)
    sums = sums_of(known, 2018, cell.key.subject, {})

    named = {sums.keys[number][1:] for number in sums.written}
    assert (cell.key.tier, cell.key.measure) not in named


COUNTS = st.integers(0, 10**4)


@settings(max_examples=15)
@given(
    levels=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS),
    wrong=st.sampled_from(sorted(CONSISTENT)),
    by=st.integers(1, 10**4),
)
def test_the_wrong_figure_is_always_among_the_explanations(
    levels: tuple[int, ...], wrong: str, by: int
) -> None:
    excellent, good, fulfilled, unfulfilled, exempt, pending = levels
    rated = excellent + good + fulfilled + unfulfilled
    truth = {
        "total": rated + exempt + pending, "rated": rated, "exempt": exempt, "pending": pending,
        "excellent": excellent, "good": good, "fulfilled": fulfilled, "unfulfilled": unfulfilled,
    }  # fmt: skip

    [one] = explanations(frame(whole(**{**truth, wrong: truth[wrong] + by})))

    assert (wrong, truth[wrong]) in [(figure.key[2], figure.right) for [figure] in one]


def test_nine_of_ten_mistyped_figures_of_units_are_named_first() -> None:
    chance = random.Random(11)
    named = [_is_named_first(chance) for _ in range(10)]

    assert sum(named) >= 9


def _is_named_first(chance: random.Random) -> bool:
    """Mistype a figure of one of six units by swapping, doubling or leaving out a digit."""
    units = [f"unit-{n}" for n in range(6)]
    rows: dict[tuple[str, str], int] = {}
    for unit in units:
        size = chance.randint(800, 3000)
        counts = {
            "excellent": size * 15 // 100, "good": size * 70 // 100, "fulfilled": size * 13 // 100,
            "unfulfilled": size // 150, "exempt": size // 100, "pending": size // 60,
        }  # fmt: skip
        rows |= {(unit, measure): n + chance.randint(0, n // 10) for measure, n in counts.items()}
        rows[unit, "total"] = sum(rows[unit, measure] for measure in counts)
    key = chance.choice(sorted(rows))
    text = str(rows[key])
    typed = int(chance.choice([text + text[-1], text[1::-1] + text[2:], text[:-1] or "0"]))
    if typed == rows[key]:
        return True
    tree = tuple(Unit(one, one, "", "", 0) for one in units)
    figures = frame([(unit, "", measure, value) for (unit, measure), value in {**rows, key: typed}.items()])
    findings = explained_contradictions(
        KnownFigures(by_scope(complete_with_units(figures, tree)), tree, NO_RULES), as_figures([])
    )
    clues = [say_advice(one) for one in findings]
    return bool(clues) and all(f"{typed} → {rows[key]};" in clue.partition(" or ")[0] for clue in clues)
