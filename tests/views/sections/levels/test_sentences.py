"""Sentences on levels: "gồm" only before what makes up the whole, and no known figure is left out."""

from __future__ import annotations

import re
from functools import cache
from itertools import combinations

import pandas as pd
import pytest

from kgreport.data.figures.completion import complete_figures
from kgreport.data.figures.layout import COLUMNS, Scope
from kgreport.data.figures.lookup import Known, by_scope
from kgreport.report.ratings import LEVEL_ROWS
from kgreport.stats.shares import rating_base, share_rows
from kgreport.terms.phrases import Language
from kgreport.views.sections.levels.one_year import levels_section
from kgreport.views.sections.levels.rated import Ratings
from kgreport.views.sections.levels.sentences import level_sentence
from kgreport.views.sections.writer import Writer

SCOPE = Scope(year=2023, subject="organization", tier="")
# No two of these counts are the same, and none is the sum of others that do not make it up.
TRUTH = {
    "excellent": 17, "good": 100, "fulfilled": 31, "unfulfilled": 7, "good_or_better": 117,
    "fulfilled_or_better": 148, "rated": 155, "total": 170,
}  # fmt: skip
SUBSETS = [subset for size in range(1, 4) for subset in combinations(TRUTH, size)]


def known_of(counts: dict[str, int]) -> Known:
    return _known_of(tuple(counts.items()))


@cache
def _known_of(counts: tuple[tuple[str, int], ...]) -> Known:
    rows = [(2023, "", SCOPE.subject, SCOPE.tier, code, count, "s", "p") for code, count in counts]
    return by_scope(complete_figures(pd.DataFrame(rows, columns=list(COLUMNS)))).of(SCOPE)


def first_sentence(counts: dict[str, int], language: Language = "vi") -> str:
    known = known_of(counts)
    rows = share_rows(known, dict.fromkeys(LEVEL_ROWS, rating_base(known)))
    writer = Writer(language=language, year=2023)
    return level_sentence({str(row["measure"]): row for row in rows}, SCOPE, writer)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            {"total": 19, "rated": 18, "good_or_better": 17, "excellent": 1},
            "Năm 2023, trong tổng số 19 tổ chức đảng, có 18 tổ chức được xếp loại (94,74%); 17 tổ chức "
            "hoàn thành tốt nhiệm vụ trở lên (94,44%), trong đó 1 tổ chức hoàn thành xuất sắc nhiệm vụ "
            "(5,56% số được xếp loại).",
        ),
        (
            {"total": 159, "good_or_better": 152},
            "Năm 2023, trong tổng số 159 tổ chức đảng có 152 tổ chức hoàn thành tốt nhiệm vụ trở "
            "lên (95,60%).",
        ),
        (
            {"rated": 709, "good_or_better": 640},
            "Năm 2023, có 709 tổ chức đảng được xếp loại, trong đó 640 tổ chức hoàn thành tốt "
            "nhiệm vụ trở lên (90,27%).",
        ),
        (
            {"rated": 280, "fulfilled_or_better": 279, "unfulfilled": 1, "excellent": 40},
            "Năm 2023, có 280 tổ chức đảng được xếp loại, gồm: 279 tổ chức hoàn thành nhiệm vụ "
            "trở lên (99,64%), trong đó 40 tổ chức hoàn thành xuất sắc nhiệm vụ (14,29% số được xếp loại); "
            "1 tổ chức không hoàn thành nhiệm vụ (0,36%).",
        ),
        ({"total": 9, "rated": 9}, "Năm 2023, tất cả 9 tổ chức đảng đều được xếp loại."),
        (
            {"excellent": 79},
            "Năm 2023, có 79 tổ chức đảng được xếp loại hoàn thành xuất sắc nhiệm vụ.",
        ),
        (
            {"excellent": 79, "unfulfilled": 8},
            "Năm 2023, có 79 tổ chức đảng được xếp loại hoàn thành xuất sắc nhiệm vụ và 8 tổ chức không "
            "hoàn thành nhiệm vụ.",
        ),
    ],
)
def test_a_sentence_says_what_is_known_and_how_it_hangs_together(
    counts: dict[str, int], expected: str
) -> None:
    assert first_sentence(counts) == expected


@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_what_follows_gom_makes_up_what_stands_before_it(subset: tuple[str, ...]) -> None:
    text = first_sentence({code: TRUTH[code] for code in subset})
    plain = re.sub(r", trong đó [^;.]*", "", re.sub(r" \([^)]*\)", "", text))

    for whole, *parts in re.findall(r"(\d+)(?:/\d+)? [^,;:\d]*, gồm(?:: ([^.]*)| ([^;.]*))", plain):
        numbers = [int(one) for one in re.findall(r"(?<![/\d])\d+", "".join(parts))]
        assert len(numbers) > 1
        assert sum(numbers) == int(whole)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("subset", SUBSETS, ids="+".join)
def test_every_given_figure_stands_in_the_sentence(subset: tuple[str, ...], language: Language) -> None:
    """A sum whose parts are all named may be left to the table; reviews name the total."""
    text = first_sentence({code: TRUTH[code] for code in subset}, language)
    said = {int(one) for one in re.findall(r"(?<![\d.,])(\d+)(?=[/ ])", text)}
    parts = {"good_or_better": ("excellent", "good"), "fulfilled_or_better": ("good_or_better", "fulfilled")}

    def is_said(code: str) -> bool:
        return TRUTH[code] in said or all(map(is_said, parts.get(code, ("",)))) if code else False

    assert [code for code in subset if not is_said(code)] == []


def test_shares_of_the_total_say_so() -> None:
    known = known_of({"total": 159, "good_or_better": 152})
    rows = share_rows(known, dict.fromkeys(LEVEL_ROWS, rating_base(known)))
    ratings = Ratings(scope=SCOPE, of={str(row["measure"]): row for row in rows})
    text = levels_section([ratings], SCOPE, Writer(language="vi", year=2023)).plain()

    assert "Chưa có số được xếp loại; tỷ lệ tính trên tổng số." in text
    assert re.search(r"^Tổng số +159 +100,00%$", text, re.MULTILINE)
    assert "Chưa có số liệu riêng của từng mức" in text
