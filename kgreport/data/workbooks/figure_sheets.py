"""List the sheets that have a fixed cell for every figure: reviews, study, reasons, apparatus."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kgreport.data.workbooks.figure_cells import FIRST_ROW, FigureCell, FigureSheet, Heading, Key, sum_formula
from kgreport.data.workbooks.words import upper_first
from kgreport.terms.phrases import Phrase
from kgreport.terms.places import ref_of
from kgreport.terms.vocabulary import (
    APPARATUS_MEASURES,
    COLLECTIVE_REASONS,
    ITEMS,
    LEVELS,
    MEASURES,
    REASONS,
    SECTORS,
    TIERS,
    label_of,
)


class _RatedRow(NamedTuple):
    """A row of a subject that is rated, with the rows below it that it is the sum of."""

    subject: str
    tier: str
    depth: int
    parts: tuple[int, ...] = ()


def _rated_rows() -> Iterator[_RatedRow]:
    """List everyone who is rated, each subject before its tiers."""
    yield _RatedRow("organization", "", 0, (1, 2, 5))
    yield _RatedRow("organization", "superior", 1)
    yield _RatedRow("organization", "grassroots", 1, (3, 4))
    yield _RatedRow("organization", "grassroots_committee", 2)
    yield _RatedRow("organization", "grassroots_branch", 2)
    yield _RatedRow("organization", "sub", 1)
    yield _RatedRow("member", "", 0)
    for start, subject in ((7, "collective"), (11, "leader")):
        yield _RatedRow(subject, "", 0, (start + 1, start + 2, start + 3))
        for tier in TIERS[subject]:
            yield _RatedRow(subject, tier, 1)


RATED_ROWS = tuple(_rated_rows())


def _row_label(rated: _RatedRow) -> str:
    if rated.subject in ("collective", "leader") and rated.tier:
        return upper_first(TIERS[rated.subject][rated.tier].vi)
    return upper_first(label_of(rated.subject, rated.tier).vi)


_GROUPS: Mapping[str, str] = {
    "total": "",
    **dict.fromkeys(("suggested", "explained"), "Gợi ý kiểm điểm"),
    **dict.fromkeys(("reviewed", "on_time"), "Kiểm điểm"),
    **dict.fromkeys(("opinions_asked", "opinions_given"), "Lấy ý kiến góp ý"),
    **dict.fromkeys(("rated", *LEVELS), "Xếp loại chất lượng"),
    **dict.fromkeys(("exempt", "pending"), "Không xếp loại"),
    **dict.fromkeys(("studied", "committed"), "Học tập, cam kết"),
    **dict.fromkeys(("trained", "rotated", "planned"), "Công tác cán bộ"),
}

_ONLY_LEADERS = ("trained", "rotated", "planned")


def _of_rated(sheet: str, title: str, note: str, measures: Sequence[str]) -> FigureSheet:
    """Lay out measures of all who are rated."""
    cells: dict[str, FigureCell] = {}
    for n, rated in enumerate(RATED_ROWS):
        for m, measure in enumerate(measures, start=2):
            if rated.subject == "leader" or measure not in _ONLY_LEADERS:
                cells[ref_of(FIRST_ROW + n, m)] = _counted(rated, measure, n, m, measures)
    columns = tuple(Heading(MEASURES[name].vi, group=_GROUPS[name]) for name in measures)
    rows = tuple(Heading(_row_label(rated), rated.depth) for rated in RATED_ROWS)
    return FigureSheet(sheet, title, note, rows, columns, cells)


def _counted(rated: _RatedRow, measure: str, n: int, m: int, measures: Sequence[str]) -> FigureCell:
    key = Key(rated.subject, rated.tier, measure)
    if measure == "rated":
        parts = [ref_of(FIRST_ROW + n, measures.index(level) + 2) for level in LEVELS]
        return FigureCell(key, sum_formula(parts, span=True), tuple(parts))
    if rated.parts:
        parts = [ref_of(FIRST_ROW + part, m) for part in rated.parts]
        return FigureCell(key, sum_formula(parts), tuple(parts))
    return FigureCell(key)


_HOW = (
    "Điền các ô nền vàng: không có thì ghi 0, chưa có số liệu thì để trống. "
    "Ô nền xám tự cộng khi đã điền đủ các phần."
)

REVIEWS = _of_rated(
    "Kiểm điểm",
    "Kết quả kiểm điểm, đánh giá, xếp loại chất lượng",
    f"{_HOW} Tổng số = Được xếp loại + Được miễn + Chưa xếp loại; lệch thì ô Tổng số đổi sang màu đỏ.",
    (
        "total", "suggested", "explained", "reviewed", "on_time", "opinions_asked", "opinions_given",
        *LEVELS, "rated", "exempt", "pending",
    ),
)  # fmt: skip

STUDY = _of_rated(
    "Học tập và cán bộ",
    "Học tập, cam kết tu dưỡng, rèn luyện và công tác cán bộ",
    f"{_HOW} Ô xám đậm không phải điền.",
    ("studied", "committed", *_ONLY_LEADERS),
)

_COLLECTIVE = ("unfulfilled_below_level", *COLLECTIVE_REASONS)
_REASONS: Mapping[str, Phrase] = {**REASONS, **COLLECTIVE_REASONS}
_UNFULFILLED = "unfulfilled"


def _reasons() -> FigureSheet:
    """Lay out why some were rated unfulfilled: a reason a row, members and collectives side by side."""
    columns = [("member", ""), *(("collective", tier) for tier in ("", *TIERS["collective"]))]
    cells: dict[str, FigureCell] = {}
    for m, (subject, tier) in enumerate(columns, start=2):
        allowed = tuple(REASONS) if subject == "member" else _COLLECTIVE
        at = {code: ref_of(FIRST_ROW + n, m) for n, code in enumerate(_REASONS) if code in allowed}
        for code, ref in at.items():
            row = FIRST_ROW + list(_REASONS).index(code)
            parts = [ref_of(row, m + 1 + n) for n in range(3)] if columns[m - 2] == ("collective", "") else []
            formula = sum_formula(parts, span=True) if parts else ""
            cells[ref] = FigureCell(Key(subject, tier, code), formula, tuple(parts))
        end, key = FIRST_ROW + len(_REASONS), Key(subject, tier, _UNFULFILLED)
        parts = list(at.values())
        cells[ref_of(end, m)] = FigureCell(key, sum_formula(parts), tuple(parts), repeats=True)
        other = _cell_of(REVIEWS, key)
        cells[ref_of(end + 1, m)] = FigureCell(key, f'=IF({other}="","",{other})', (), repeats=True)
    rows = [Heading(phrase.vi, 1) for phrase in _REASONS.values()]
    rows += [Heading("Tổng số các lý do"), Heading("Không hoàn thành nhiệm vụ (theo trang Kiểm điểm)")]
    heads = [Heading("Đảng viên"), Heading("Tổng số", group="Tập thể lãnh đạo, quản lý")]
    heads += [Heading(upper_first(tier.vi), group=heads[1].group) for tier in TIERS["collective"].values()]
    return FigureSheet(
        "Lý do",
        "Lý do không hoàn thành nhiệm vụ",
        f"{_HOW} Mỗi đảng viên, tập thể chỉ tính một lần. Đối với đảng viên, hai dòng cuối phải bằng nhau.",
        tuple(rows),
        tuple(heads),
        cells,
    )


def _cell_of(layout: FigureSheet, key: Key) -> str:
    ref = next(ref for ref, cell in layout.cells.items() if cell.key == key)
    return f"'{layout.name}'!{ref}"


REASON_COUNTS = _reasons()


def _apparatus() -> FigureSheet:
    """Lay out the apparatus: each item with its sectors; the associations lie outside the total."""
    rows: list[Heading] = []
    cells: dict[str, FigureCell] = {}
    for item, name in ITEMS.items():
        first = FIRST_ROW + len(rows)
        sectors = ["", *SECTORS]
        rows += [
            Heading(upper_first(name.vi)),
            *(Heading(upper_first(SECTORS[code].vi), 1) for code in SECTORS),
        ]
        for m, measure in enumerate(APPARATUS_MEASURES, start=2):
            parts = (ref_of(first + 1, m), ref_of(first + 2, m))
            for n, sector in enumerate(sectors):
                key = Key(item, sector, measure)
                whole = FigureCell(key, sum_formula(parts, span=True), parts)
                cells[ref_of(first + n, m)] = FigureCell(key) if sector else whole
    return FigureSheet(
        "Bộ máy",
        "Tổ chức bộ máy và biên chế",
        f"{_HOW} Mục tiêu giảm là đến hết năm ghi ở ô B6.",
        tuple(rows),
        tuple(Heading(phrase.vi) for phrase in APPARATUS_MEASURES.values()),
        cells,
    )


APPARATUS = _apparatus()

FIGURE_SHEETS = (REVIEWS, STUDY, REASON_COUNTS, APPARATUS)
"""The sheets with a fixed place for every figure."""
