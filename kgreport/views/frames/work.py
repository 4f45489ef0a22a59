"""The frames of the work beside the rating: targets, plans, reviews, the apparatus; and those of charts."""

from __future__ import annotations

from kgreport.views.frames.fields import (
    LEVEL,
    NAME,
    ORIGIN,
    POSITION,
    SCOPE,
    SHARE,
    SUBJECT,
    SUBJECT_ID,
    UNIT,
    YEAR,
    field,
    labelled,
    layout,
)

TARGETS = layout(
    "targets",
    *("một chỉ tiêu", "a target"),
    *(YEAR, *UNIT),
    *labelled("period", "Loại chỉ tiêu: của năm hay của nhiệm kỳ", "Of the year, or of the term"),
    NAME,
    field("main", "flag", "Chỉ tiêu chủ yếu", "Whether it is a main target"),
    field("measured_in", "text", "Đơn vị tính", "What it is measured in"),
    *labelled("direction", "Ít nhất hay nhiều nhất", "At least, or at most"),
    field("planned", "decimal", "Kế hoạch", "What was planned"),
    field("actual", "decimal", "Thực hiện", "What was reached"),
    field("share", "share", "Tỷ lệ đạt, phần của 1", "The share reached, a fraction of one"),
    *labelled("verdict", "Kết quả; trống: chưa có", "What that makes of it; empty: not yet known"),
    *ORIGIN,
)
PLANS = layout(
    "plans",
    *("một nội dung khắc phục", "a plan of remediation"),
    *(YEAR, *UNIT),
    field("organization", "code", "Mã tổ chức đảng", "Id of the organisation"),
    field("owner", "text", "Đơn vị chịu trách nhiệm", "Who is to do it"),
    field("shortcoming", "text", "Hạn chế, khuyết điểm", "The shortcoming"),
    field("measure", "text", "Biện pháp khắc phục", "What is to be done"),
    field("due", "date", "Thời hạn", "Until when"),
    *labelled("state", "Tình trạng như đơn vị ghi", "Its state, as its unit says"),
    field("done_on", "date", "Ngày hoàn thành", "When it was done"),
    *labelled("standing", "Tình trạng vào ngày báo cáo", "How it stands on the day of the report"),
    field("days_overdue", "count", "Số ngày quá hạn", "By how many days it is overdue"),
    *ORIGIN,
)
TASKS = layout(
    "tasks",
    *("một nhiệm vụ", "a task"),
    *(YEAR, *UNIT),
    field("task", "text", "Nhiệm vụ", "What is to be done"),
    field("owner", "text", "Đơn vị chịu trách nhiệm", "Who is to do it"),
    field("due", "date", "Thời hạn", "Until when"),
    *labelled("state", "Tình trạng như đơn vị ghi; trống: chưa rõ", "Its state as written; empty: unknown"),
    field("done_on", "date", "Ngày hoàn thành", "When it was done"),
    field("result", "text", "Kết quả", "What came of it"),
    *labelled("standing", "Tình trạng vào ngày báo cáo", "How it stands on the day of the report"),
    field("days_overdue", "count", "Số ngày quá hạn", "By how many days it is overdue"),
    *ORIGIN,
)
REVIEWS = layout(
    "reviews",
    *("một trường hợp được gợi ý kiểm điểm", "a suggested review"),
    *(YEAR, *UNIT, *SUBJECT[:2], SUBJECT_ID, NAME),
    field("content", "text", "Nội dung gợi ý", "What is to be reviewed"),
    field("cause", "text", "Nguyên nhân", "Its cause"),
    field("explained", "flag", "Đã giải trình", "Whether it was explained"),
    field("remedy", "text", "Biện pháp khắc phục", "What is done about it"),
    field("result", "text", "Kết quả", "What came of it"),
    *ORIGIN,
)
ITEM = labelled("item", "Nội dung: biên chế, đầu mối…", "What is counted: staff, units, …")
SECTOR = labelled("sector", "Khối; trống: tổng số", "The sector; empty: all")
APPARATUS = layout(
    "apparatus",
    *("một khối của một nội dung", "a sector of an item"),
    *(*ITEM, *SECTOR),
    field("base_year", "year", "Năm của assigned", "The year of assigned"),
    field("assigned", "count", "Được giao", "How many were assigned"),
    field("year", "year", "Năm của cut_to_date", "The year of cut_to_date"),
    field("cut_to_date", "count", "Đã giảm lũy kế", "How many were cut to date"),
    field("cut_share", "share", "Tỷ lệ giảm, trên assigned", "Their share of assigned"),
    field("remaining", "count", "Còn lại", "How many remain"),
    field("goal_year", "year", "Năm của goal", "The year of goal"),
    field("goal", "count", "Mục tiêu giảm", "How many are to be cut"),
    field("goal_share", "share", "Tỷ lệ đạt mục tiêu", "The share of the goal that is reached"),
    field("due", "count", "Số cần giảm theo tiến độ", "How many an even pace asks for"),
    field("due_share", "share", "Phần của mục tiêu cần đạt theo tiến độ", "The same as a share of the goal"),
    field("difference", "count", "cut_to_date trừ due", "cut_to_date less due"),
    field(
        "pace",
        "code",
        "So với tiến độ: reached, ahead, on, behind, missed",
        "How it keeps pace: reached, ahead, on, behind, missed",
    ),
)
CUTS = layout(
    "cuts",
    *("một khối trong một năm", "a sector in a year"),
    *(*ITEM, *SECTOR, YEAR),
    field("cut", "count", "Số giảm trong năm", "How many were cut in the year"),
)
MOVEMENTS = layout(
    "movements",
    *("một cặp mức của hai năm", "a pair of levels in two years"),
    *SCOPE,
    field("year_before", "year", "Năm trước", "The earlier year"),
    *labelled("level_before", "Mức năm trước; none: không có xếp loại", "The level then; none: not rated"),
    *LEVEL,
    field("count", "count", "Số chuyển từ mức trước sang mức sau", "How many went from the one to the other"),
    field("base_count", "count", "Số ở mức trước", "How many were at the level before"),
    field("share", "share", "Tỷ lệ trên base_count", "The share of base_count"),
)
BARS = layout(
    "bars",
    *("một thanh", "a bar"),
    *(POSITION, NAME),
    field("value", "decimal", "Độ dài của thanh", "The length of the bar"),
    field("label", "text", "Chữ ở cuối thanh", "What is written at its end"),
)
SEGMENTS = layout(
    "segments",
    *("một đoạn của một thanh", "a segment of a bar"),
    *(POSITION, NAME),
    field("is_part", "flag", "Là phần của thanh phía trên", "Whether the bar is a part of the one above"),
    field("code", "code", "Mã mức", "The code of the level"),
    field("mark", "text", "Chữ viết tắt", "The letters that stand for it"),
    SHARE,
)
LINES = layout(
    "lines",
    *("một điểm của một đường", "a point of a line"),
    *(POSITION, NAME),
    field("step", "text", "Nấc trên trục ngang, như năm", "The step from left to right, such as a year"),
    field("value", "decimal", "Giá trị; trống: chưa rõ", "Its value; missing: unknown"),
)
