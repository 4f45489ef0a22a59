"""Write tables without a row, whose comments say what each column holds and name its codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kgreport.data.tables.layout import CellKind, ColumnLayout, TableLayout
from kgreport.terms.phrases import Language, Phrase

_OF_ALL: Mapping[str, Mapping[str, Phrase]] = MappingProxyType({})

_BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel does not read the letters of a ``.csv`` file as UTF-8."""

_SEPARATOR = ";"
"""Excel writes it where numbers have a decimal comma, and opens such a file in columns."""

_TITLE = Phrase("Bảng {name}, năm {year}", "Table {name}, {year}")
_HOW = Phrase(
    "Mỗi {row_is} một dòng, ghi dưới dòng tiêu đề. Số chưa biết thì không ghi dòng nào, không ghi 0.",
    "One row for each {row_is}, below the header. What is not known has no row: never write 0 for it.",
)
_COMMENTS = Phrase(
    "Các dòng bắt đầu bằng # là chú thích, để lại hay xóa đi đều được.",
    "Lines that begin with # are comments; keep them or remove them.",
)
_EXAMPLE = Phrase("Ví dụ: ", "Example: ")
_OPTIONAL = Phrase("để trống được", "may be blank")
_BLANK = Phrase("trống", "blank")
_SUBJECT = Phrase("đối tượng trong một năm", "subject and year")
"""What a row of records is."""

_MEANINGS: Mapping[str, Phrase] = {
    "year": Phrase("năm của số liệu", "year of the figure"),
    "unit": Phrase(
        "mã đơn vị như rach-gia, để trống là toàn Đảng bộ", "code of a unit as rach-gia, blank for the whole"
    ),
    "id": Phrase("mã, mỗi dòng một mã", "id, of its own in every row"),
    "name": Phrase("tên", "name"),
    "parent": Phrase(
        "mã đơn vị cấp trên, để trống nếu trực thuộc tỉnh", "code of the unit above, blank if there is none"
    ),
    "order": Phrase("thứ tự trong danh sách", "place in lists"),
    "subject": Phrase("ai được đếm", "who is counted"),
    "tier": Phrase("cấp, để trống là tất cả", "which part of them, blank for all"),
    "item": Phrase("đếm gì", "what is counted"),
    "sector": Phrase(
        "khối, để trống là hành chính và sự nghiệp", "sector, blank for administrative and public"
    ),
    "measure": Phrase("chỉ tiêu", "what is counted of them"),
    "value": Phrase("số đếm, như 1977 hoặc 1.977", "the count, as 1977 or 1.977"),
    "source": Phrase("nguồn: văn bản, trang", "where it comes from: document, page"),
    "status": Phrase("tình trạng xếp loại", "whether it is rated"),
    "level": Phrase("mức xếp loại", "level"),
    "reason": Phrase("lý do không hoàn thành nhiệm vụ", "reason of unfulfilled"),
}
"""What columns hold whose layout has no heading, or a short one."""

_KINDS: Mapping[CellKind, Phrase] = {
    "date": Phrase("ngày, như 2019-04-01", "a date, as 2019-04-01"),
    "truth": Phrase("có hoặc không", "yes or no"),
    "decimal": Phrase("số, phần thập phân sau dấu phẩy", "a number, with a decimal comma"),
}

_EXAMPLES: Mapping[str, str] = {
    "figures": "{year};;member;;reviewed;53.812;Báo cáo số 15-BC/TU",
    "apparatus": "{year};;staff;administrative;assigned;2.838;Báo cáo số 15-BC/TU",
    "shares": "{year};;organization;grassroots;excellent;rated;19,29%;Báo cáo số 12, tr. 3",
    "units": "rach-gia;Thành ủy Rạch Giá;;1",
}


def empty_table(layout: TableLayout, year: int, language: Language) -> bytes:
    """Write the header of a table below comments, as a ``.csv`` file that Excel opens in columns."""
    lines = [
        _TITLE.say(language, name=layout.name, year=str(year)),
        _HOW.say(language, row_is=(layout.row_is if layout.row_is.vi != "dòng" else _SUBJECT).say(language)),
        _COMMENTS.say(language),
        *(line for column in layout.columns for line in _described(column, language)),
    ]
    if layout.name in _EXAMPLES:
        lines.append(_EXAMPLE.say(language) + _EXAMPLES[layout.name].format(year=year))
    comments = "".join(f"# {line}\n" for line in lines)
    return f"{_BYTE_ORDER_MARK}{comments}{_SEPARATOR.join(layout.names)}\n".encode()


def _described(column: ColumnLayout, language: Language) -> Iterator[str]:
    """Say what a column holds and whether it may be blank; then its codes."""
    label = column.label if column.label.vi and column.name not in _MEANINGS else _MEANINGS.get(column.name)
    parts = [one.say(language) for one in (label, _KINDS.get(column.kind)) if one]
    may_be_blank = column.blank and not any(_BLANK.say(language) in part for part in parts)
    said = ", ".join([*parts, *([_OPTIONAL.say(language)] if may_be_blank else [])])
    yield f"{column.name}: {said}" if said else column.name
    by = column.codes_by[1] if column.codes_by else {}
    if column.codes:
        yield from _listed(column.codes, language, by)
        return
    for codes, holders in _shared(by):
        yield f"   {' · '.join(holders)}:"
        yield from _listed(codes, language)


def _listed(
    codes: Mapping[str, Phrase], language: Language, by: Mapping[str, Mapping[str, Phrase]] = _OF_ALL
) -> Iterator[str]:
    """List codes, a line each; after a code that only some may have, who they are."""
    width = max(map(len, codes), default=0)
    for code, label in codes.items():
        holders = [holder for holder, of in by.items() if code in of]
        only = f" [{', '.join(holders)}]" if len(holders) < len(by) else ""
        yield f"     {code:<{width}}  {label.say(language)}{only}"


def _shared(by: Mapping[str, Mapping[str, Phrase]]) -> list[tuple[Mapping[str, Phrase], list[str]]]:
    """Name together the codes of another column that allow the same codes."""
    found: list[tuple[Mapping[str, Phrase], list[str]]] = []
    for holder, codes in by.items():
        same = next((holders for known, holders in found if known == codes), None)
        if same is not None:
            same.append(holder)
        elif codes:
            found.append((codes, [holder]))
    return found
