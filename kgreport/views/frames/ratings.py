"""The frames of ratings, counts, awards, findings and sentences: what each of their columns means."""

from __future__ import annotations

from collections.abc import Sequence

from kgreport.views.frames.fields import (
    BASE,
    BEFORE,
    COUNT,
    COUNTED,
    ID,
    IS_WHOLE,
    LEVEL,
    MEASURE,
    NAME,
    ORIGIN,
    POSITION,
    PRINTED,
    SCOPE,
    SHARE,
    SUBJECT,
    SUBJECT_ID,
    TEXT,
    UNIT,
    YEAR,
    field,
    labelled,
    layout,
)
from kgreport.views.frames.layout import Facts, facts_of

LEVELS = layout(
    "levels", "một mức của một đối tượng", "a level of a subject", *SCOPE, *LEVEL, *COUNTED, *BEFORE
)
LEVELS_BY_YEAR = layout(
    "levels_by_year",
    "một mức của một đối tượng trong một năm",
    "a level of a subject in a year",
    *SCOPE,
    *LEVEL,
    *COUNTED,
)
UNITS = layout(
    "units",
    *("một mức của một đơn vị", "a level of a unit"),
    *(*SCOPE, IS_WHOLE, *LEVEL, COUNT, *BASE, SHARE, *PRINTED),
)
UNITS_BY_YEAR = layout(
    "units_by_year",
    *("một mức của một đơn vị trong một năm", "a level of a unit in a year"),
    *(*SCOPE, IS_WHOLE, *LEVEL, *BASE, SHARE),
)
BENCHMARK = layout(
    "benchmark",
    *("một mức của đơn vị", "a level of the unit"),
    *(*SCOPE, *LEVEL, COUNT, *BASE, SHARE),
    field("share_of_whole", "share", "Tỷ lệ của toàn tỉnh", "The share of the whole"),
    field("rank", "count", "Thứ hạng, 1 là tỷ lệ cao nhất", "The rank, 1 for the largest share"),
    field("units", "count", "Số đơn vị được xếp hạng", "How many units have a share"),
    PRINTED[1],
)
COUNTS = layout(
    "counts", "một chỉ tiêu của một đối tượng", "a measure of a subject", *SCOPE, *MEASURE, *COUNTED
)
REASONS = layout(
    "reasons",
    *("một lý do không hoàn thành nhiệm vụ", "a reason for the lowest level"),
    *(*SCOPE, *labelled("reason", "Lý do", "The reason"), *COUNTED),
)
CAP = layout(
    "cap",
    *("một cách tính, hoặc một nhóm", "a reading of the base, or a group"),
    *SCOPE,
    field(
        "group",
        "text",
        "Nhóm tương đồng; trống: cộng chung",
        "Group of similar position; empty: all together",
    ),
    *BASE[:2],
    field(
        "applied",
        "flag",
        "Là cách tính mà báo cáo áp dụng",
        "Whether it is the reading that the report applies",
    ),
    BASE[2],
    field("excellent", "count", "Số được xếp loại xuất sắc", "How many were rated excellent"),
    SHARE,
    field("limit", "share", "Mức trần, phần của 1", "The cap, a fraction of one"),
    field("allowed", "count", "Số tối đa", "How many may be"),
    field("excess", "count", "Vượt; số âm là còn", "How many too many; below zero: left"),
)
STREAKS = layout(
    "streaks",
    *("một tổ chức, tập thể hoặc cá nhân", "an organisation, collective or person"),
    *(*SCOPE, SUBJECT_ID, NAME),
    *LEVEL,
    field("years", "count", "Số năm liền ở mức đó", "Years running at that level"),
    field(
        "eligible",
        "flag",
        "Đủ số năm liền; trống: chưa rõ",
        "Whether these are enough for the flag; missing: unknown",
    ),
    field(
        "given", "flag", "Đã được tặng cờ; trống: chưa rõ", "Whether it was given the flag; missing: unknown"
    ),
)
AWARD = labelled("award", "Hình thức khen", "The award")
AWARDS = layout(
    "awards",
    *("một hình thức khen của một đối tượng", "an award of a subject"),
    *(*SCOPE, *AWARD, COUNT, COUNTED[5], *ORIGIN),
)
RECIPIENTS = layout("recipients", "một lần tặng", "an award given", *SCOPE, *AWARD, SUBJECT_ID, NAME, *ORIGIN)
KEY_FIGURES = layout(
    "key_figures",
    *("một số liệu chính", "a key figure"),
    *(*SCOPE, *MEASURE, COUNT, *BASE[:2], SHARE, BEFORE[0], BEFORE[2]),
)
POINTS = layout(
    "points",
    *("một câu", "a sentence"),
    *(POSITION, TEXT),
    field("section", "code", "Mã mục mà câu nói tới", "The id of the section that it is about"),
)
TEXTS = layout("texts", "một đoạn", "a paragraph", POSITION, TEXT)
PARTS = layout("parts", "một phần", "a part", field("part", "code", "Phần", "The part"), POSITION, TEXT)
ATTENTION = layout(
    "attention",
    *("một loại dấu hiệu của một đơn vị hoặc tổ chức", "a kind of sign of a unit or organisation"),
    field("rank", "count", "Thứ tự cần chú ý, từ 1", "Whose turn it is, from 1"),
    *(ID, NAME),
    *labelled("sign", "Loại dấu hiệu", "The kind of sign"),
    field("size", "decimal", "Số trường hợp, hoặc số lần độ lệch", "How many cases, or standard deviations"),
    field("reason", "text", "Lý do, bằng lời", "The reason, in words"),
)
FINDINGS = layout(
    "findings",
    *("một phát hiện", "a finding"),
    ID,
    field("kind", "code", "Quy tắc bị vi phạm", "Which rule was broken"),
    *labelled("severity", "Mức độ (error, warning)", "How grave it is (error, warning)"),
    *(YEAR, *UNIT, *SUBJECT, MEASURE[0]),
    field("place", "text", "Ở đâu", "Where"),
    field("found", "text", "Thực tế", "What is there"),
    field("expected", "text", "Cần có", "What should be there"),
    field("advice", "text", "Cần làm gì", "What to do"),
    field("message", "text", "Thực tế, cần có, cần làm gì, trong một câu", "All three in one line"),
    field("accepted", "flag", "Tham số đã chấp nhận", "Whether the parameters accept it"),
    field("reason", "text", "Lý do chấp nhận", "Why they accept it"),
)
LACKING = layout(
    "lacking",
    *("một mục không có số liệu", "a section without figures"),
    field("chapter", "text", "Phần", "The chapter"),
    field("title", "text", "Tên mục", "The title of the section"),
)
QUALITY_LOG = layout(
    "quality_log",
    *("một lần kiểm tra số liệu", "a check of the figures"),
    field("date", "date", "Ngày kiểm tra", "The day of the check"),
    field("role", "text", "Cơ quan hoặc chức vụ đã kiểm tra", "The office that checked"),
    field("checked", "text", "Đã kiểm tra gì", "What was checked"),
    field("accepted", "text", "Đã chấp nhận gì", "What was accepted"),
    field("reason", "text", "Lý do chấp nhận", "Why it was accepted"),
)
EDITION_FIGURES = layout(
    "edition_figures",
    *("một số liệu khác lần ban hành trước", "a figure that differs from the edition before"),
    YEAR,
    *(UNIT[1], SUBJECT[1]),
    field("measure_label", "text", "Chỉ tiêu: tên gọi", "What is counted: its name"),
    field("old", "text", "Lần trước; trống: chưa có", "In the edition before; missing: not known"),
    field("new", "text", "Lần này; trống: không còn", "In this edition; missing: not known any more"),
    field("difference", "count", "Lần này trừ lần trước", "This less the one before"),
    field("places", "text", "Nêu ở những mục nào", "The sections in which it stands"),
)
EDITION_PLACES = layout(
    "edition_places",
    *("một chỗ in khác lần ban hành trước", "what is printed otherwise than in the edition before"),
    ID,
    field("place", "text", "Bảng hoặc mục", "The table or section"),
    field(
        "in_table", "flag", "Ở trong bảng, không phải lời văn", "Whether it stands in a table, not in a text"
    ),
    field("row", "text", "Dòng", "The row"),
    field("column", "text", "Cột", "The column"),
    *EDITION_FIGURES.fields[4:6],
)
SECTIONS = layout(
    "sections",
    *("một mục của báo cáo", "a section of the report"),
    field("number", "text", "Số mục; trống: không đánh số", "Its number; empty: it has none"),
    ID,
    LACKING.fields[1],
    LACKING.fields[0],
    field("call", "code", "Lệnh cho mục này", "The call that gives it"),
    field("has_figures", "flag", "Có gì để hiện", "Whether it has anything to show"),
)
AS_PRINTED = field(
    "printed",
    "text",
    "Số như đã in, khi chưa rõ số lượng",
    "The number as printed, if no count is known",
)
VALUE = field("value", "count", "Số liệu", "The figure")
TRACE = layout("trace", "một số liệu", "a figure", *SCOPE, *MEASURE, VALUE, *ORIGIN, AS_PRINTED)
PROVENANCE = layout(
    "provenance",
    *("một yếu tố", "a thing that the report was made of"),
    field("what", "text", "Yếu tố", "What it is"),
    field("value", "text", "Giá trị", "Its value"),
)


def texts_as_facts(texts: Sequence[str]) -> Facts:
    """Give sentences as rows, each with its position."""
    return facts_of(TEXTS, [{"position": n, "text": text} for n, text in enumerate(texts, start=1)])
