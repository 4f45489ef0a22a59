"""The columns that several frames share, and how columns and frames are written down.

The names here are a public interface, described in the page of frames of the documents.
"""

from __future__ import annotations

from kgreport.terms.phrases import Phrase
from kgreport.views.frames.layout import Field, FieldKind, FrameLayout


def field(name: str, kind: FieldKind, vi: str, en: str) -> Field:
    """Write down a column: its name, its kind, and its meaning in both languages."""
    return Field(name, kind, Phrase(vi, en))


def labelled(code: str, vi: str, en: str) -> tuple[Field, Field]:
    """Write down the columns of a code, and of its name in the language of the report."""
    return (
        field(code, "code", f"{vi}: mã", f"{en}: its code"),
        field(f"{code}_label", "text", f"{vi}: tên gọi", f"{en}: its name"),
    )


def layout(name: str, vi: str, en: str, *fields: Field) -> FrameLayout:
    """Write down a frame: its name, what a row of it is, and its columns."""
    return FrameLayout(name, Phrase(vi, en), fields)


YEAR = field("year", "year", "Năm", "Year")
UNIT = (
    field("unit", "code", "Mã đơn vị; trống: toàn Đảng bộ", "Code of the unit; empty: the whole"),
    field("unit_name", "text", "Tên đơn vị", "Name of the unit"),
)
SUBJECT = (
    *labelled("subject", "Đối tượng", "Who is counted"),
    *labelled("tier", "Cấp; trống: tất cả các cấp", "The tier; empty: all tiers"),
)
SCOPE = (YEAR, *UNIT, *SUBJECT)
LEVEL = labelled(
    "level",
    "Mức, tổng các mức, hoặc số được xếp loại (rated), tổng số (total)",
    "The level, a sum of levels, or those rated (rated), or all (total)",
)
MEASURE = labelled("measure", "Chỉ tiêu", "What is counted")
COUNT = field("count", "count", "Số lượng", "The count")
SHARE = field("share", "share", "Tỷ lệ trên base, phần của 1", "Its share of the base, a fraction of one")
BASE = (
    *labelled("base", "Số mà tỷ lệ được tính trên đó", "What the share is of"),
    field("base_count", "count", "Số lượng của base", "The count of the base"),
)
ORIGIN = (
    field(
        "source",
        "text",
        "Nguồn; sau “derived:” là mã của các số mà số này suy ra từ đó",
        "The source; after “derived:”, the codes of the figures that it follows from",
    ),
    field("place", "text", "Tệp và dòng hoặc ô", "The file, and its row or cell"),
)
PRINTED = (
    field("printed_count", "text", "Số gần đúng, như đã in", "The approximate count, as it was printed"),
    field("printed_share", "text", "Tỷ lệ, như đã in", "The share, as it was printed"),
)
COUNTED = (
    *(COUNT, *BASE, SHARE),
    field("derived", "flag", "Suy ra từ các số khác", "Whether it follows from other figures"),
    *ORIGIN,
    *PRINTED,
)
BEFORE = (
    field("year_before", "year", "Năm so sánh", "The year compared with"),
    field("count_before", "count", "Số lượng năm đó", "The count in that year"),
    field("share_before", "share", "Tỷ lệ năm đó", "The share in that year"),
    field("difference", "count", "count trừ count_before", "count less count_before"),
    field("points", "points", "share trừ share_before", "share less share_before"),
)
IS_WHOLE = field(
    "is_whole", "flag", "Là đơn vị cấp trên của các đơn vị", "Whether it is the whole above the units"
)
NAME = field("name", "text", "Tên", "Its name")
ID = field("id", "code", "Mã", "Its id")
SUBJECT_ID = field(
    "id",
    "code",
    "Mã; của cá nhân là số thứ tự, trừ khi đặt show_ids",
    "Its id; of a person a running number, unless show_ids is set",
)
TEXT = field("text", "text", "Câu văn", "The sentence")
POSITION = field("position", "count", "Thứ tự, từ 1", "Its position, from 1")
