"""The page of tables and columns, from the layouts by which kgreport reads them; in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docs.building.markdown import FROM_THE_CODE, code, table
from kgreport.data.figures.layout import TABLES
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.layout import REGISTERS
from kgreport.data.tables.layout import UNITS, ColumnLayout, TableLayout
from kgreport.terms.phrases import Language, Phrase

HOLDS: Mapping[str, Phrase] = {
    "year": Phrase("năm", "a year"),
    "unit": Phrase("mã đơn vị", "the code of a unit"),
    "code": Phrase("mã trong danh sách", "a code of a list"),
    "text": Phrase("chữ", "text"),
    "count": Phrase("số đếm", "a count"),
    "decimal": Phrase("số", "a number"),
    "date": Phrase("ngày", "a date"),
    "truth": Phrase("có hoặc không", "yes or no"),
    "order": Phrase("số thứ tự", "a place in a list"),
}
LABEL = Phrase("tên trong biểu Excel", "heading in workbooks")
HEADS = (
    Phrase("cột", "column"),
    LABEL,
    Phrase("ghi", "holds"),
    Phrase("bắt buộc", "required"),
    Phrase("mã dùng được", "codes"),
)
TITLE = Phrase("Các bảng và cột", "Tables and columns")
ABOUT = Phrase(
    "Mỗi bảng là một tệp `.csv`, `.xlsx` hoặc `.parquet` mang tên của bảng. Ý nghĩa của từng mã: "
    "[thuật ngữ](thuat-ngu.md). Cách ghi: [data-format.md](../../reference/data-format.md).",
    "Each table is one `.csv`, `.xlsx` or `.parquet` file with the name of the table. What the codes mean: "
    "[terms](vi/thuat-ngu.md). How cells are written: [data-format.md](../reference/data-format.md).",
)
REQUIRED = Phrase("có", "yes")
MAY_BE_BLANK = Phrase("có cột, ô được để trống", "the column; a cell may be blank")
OPTIONAL = Phrase("không", "no")
KEY = Phrase("Không có hai dòng nào giống nhau ở: {key}.", "No two rows are alike in: {key}.")


def columns_page(language: Language) -> str:
    """Write every table of a dataset with its columns."""
    head = f"# {TITLE.say(language)}\n\n{FROM_THE_CODE[language]}\n{ABOUT.say(language)}\n"
    layouts: tuple[TableLayout, ...] = (UNITS, *TABLES, *RECORD_TABLES, *REGISTERS)
    return "\n".join([head, *(_table(layout, language) for layout in layouts)])


def _table(layout: TableLayout, language: Language) -> str:
    labelled = any(column.label.vi for column in layout.columns)
    heads = [head.say(language) for head in HEADS if labelled or head != LABEL]
    key = KEY.say(language, key=", ".join(map(code, layout.key))) if layout.key else ""
    rows = [list(_row(column, language, labelled=labelled)) for column in layout.columns]
    return f"## `{layout.name}`\n\n{key}\n\n{table(heads, rows)}"


def _row(column: ColumnLayout, language: Language, *, labelled: bool) -> Iterator[str]:
    yield code(column.name)
    if labelled:
        yield column.label.say(language)
    yield HOLDS[column.kind].say(language)
    yield _required(column).say(language)
    yield ", ".join(map(code, _codes(column)))


def _required(column: ColumnLayout) -> Phrase:
    if column.optional:
        return OPTIONAL
    return MAY_BE_BLANK if column.blank else REQUIRED


def _codes(column: ColumnLayout) -> tuple[str, ...]:
    if column.codes_by:
        return tuple(dict.fromkeys(code for codes in column.codes_by[1].values() for code in codes))
    return tuple(column.codes)
