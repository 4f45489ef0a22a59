"""What may be written for the value of a parameter: a year, a date, a share, one dataset or several."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from kgreport.data.params.matrix import FIRST_YEAR, LAST_YEAR
from kgreport.data.params.problems import shown
from kgreport.errors import InvalidValueError
from kgreport.file_names import fault_of_path, fault_of_unit
from kgreport.terms.phrases import Phrase

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _blank_is_none(value: object) -> object:
    """Take a blank for a value that is not set."""
    return None if value in ("", "null") else value


def _written_date(value: object, info: ValidationInfo) -> object:
    """Accept a date only as 2019-04-01, and guess nothing."""
    given = _blank_is_none(value)
    if given is None or (isinstance(given, date) and not isinstance(given, datetime)):
        return given
    if not (isinstance(given, str) and _DATE.fullmatch(given)):
        raise InvalidValueError(
            f"'{info.field_name}' là {shown(given)}; ghi ngày như 2019-04-01",
            f"'{info.field_name}' is {shown(given)}; write the date as 2019-04-01",
        )
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise InvalidValueError(
            f"'{info.field_name}' là {shown(given)}; không có ngày này",
            f"'{info.field_name}' is {shown(given)}; there is no such day",
        ) from None


def _needed_date(value: object, info: ValidationInfo) -> object:
    """Accept a date as above, and no blank."""
    given = _written_date(value, info)
    if given is None:
        raise InvalidValueError(
            f"'{info.field_name}' để trống; ghi ngày như 2019-04-01",
            f"'{info.field_name}' is blank; write the date as 2019-04-01",
        )
    return given


def _names_of_datasets(value: object) -> object:
    """Take the name of a dataset, or a list of names; a list of one is that one."""
    names = value if isinstance(value, list | tuple) else [value]
    texts = [str(one).strip() for one in names if isinstance(one, str | int) and not isinstance(one, bool)]
    if not texts or len(texts) < len(names) or not all(texts):
        raise InvalidValueError(
            f"'dataset' là {shown(value)}; cần tên một bộ số liệu hoặc một thư mục, hoặc danh sách như "
            "[../data/2022, ../data/2023]",
            f"'dataset' is {shown(value)}; expected the name of a dataset or a folder, or a list such as "
            "[../data/2022, ../data/2023]",
        )
    for text in texts:
        _check("dataset", text, fault_of_path(text))
    return texts[0] if len(texts) == 1 else tuple(dict.fromkeys(texts))


def _check(name: str, text: str, fault: Phrase | None) -> str:
    if fault:
        raise InvalidValueError(
            f"'{name}' là {shown(text)}: {fault.vi}", f"'{name}' is {shown(text)}: {fault.en}"
        )
    return text


def _rules(path: str) -> str:
    return _check("rules", path, fault_of_path(path)) if path else path


RulesName = Annotated[str, AfterValidator(_rules)]
"""Packaged rules, or a file of one's own; empty for those of the year."""


def _code_of_unit(code: str) -> str:
    """Refuse the code of a unit that cannot be one, because no file could be named after it."""
    return _check("unit", code, fault_of_unit(code)) if code else code


UnitCode = Annotated[str, AfterValidator(_code_of_unit)]
"""The unit of a report; empty for the whole."""

DatasetNames = Annotated[str | tuple[str, ...], BeforeValidator(_names_of_datasets)]
"""The dataset of a report, as its parameters name it: one, or several."""

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
OptionalYear = Annotated[Year | None, BeforeValidator(_blank_is_none)]
OptionalDate = Annotated[date | None, BeforeValidator(_written_date)]
NeededDate = Annotated[date, BeforeValidator(_needed_date)]
EditionNumber = Annotated[int, Field(ge=1, le=99)]
Millimetres = Annotated[float, Field(ge=5, le=60)]
CapBase = Literal["good_or_better", "good", "rated"]
CapRounding = Literal["floor", "ceil", "nearest"]
Period = Literal["year", "quarter_1", "quarter_2", "quarter_3", "quarter_4", "term"]
OptionalShare = Annotated[Annotated[float, Field(gt=0, le=1)] | None, BeforeValidator(_blank_is_none)]
OptionalCapBase = Annotated[CapBase | None, BeforeValidator(_blank_is_none)]
OptionalCapRounding = Annotated[CapRounding | None, BeforeValidator(_blank_is_none)]


def edition_number(value: object) -> str:
    """Give the number of an edition as names of files have it; an unknown value as it is.

    >>> edition_number(2.0), edition_number(None)
    ('2', '1')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value or "1")


def one_name_of_dataset(values: object) -> object:
    """Take ``datasets`` for ``dataset``: both are said of a list."""
    if not isinstance(values, dict) or "datasets" not in values:
        return values
    if values.get("dataset") is not None:
        raise InvalidValueError(
            "'dataset' và 'datasets' là một tham số; giữ một", "'dataset' and 'datasets' are one; keep one"
        )
    return {"dataset" if name == "datasets" else name: value for name, value in values.items()}


_NOT_SHOWN = re.compile(
    r"(?<!\\)!\[[^\]\n]{0,300}\][(\[]|^ {0,3}\[[^\]\n]{1,300}\]: *(?!\S*:)\S+ *$", re.MULTILINE
)
"""A picture, or the words of a note (``[^1]: …``) that Markdown takes for the address of a link."""


def check_shown_whole(text: object) -> None:
    """Refuse a text of Markdown with something in it that the report would not show."""
    if isinstance(text, str) and (lost := _NOT_SHOWN.search(text)):
        raise InvalidValueError(
            f"phần nhận định có {shown(lost[0])}; hình và chú thích […]: không vào báo cáo từ đây; "
            "ghi chú thích trong ngoặc đơn, đưa hình vào sổ tay của mình",
            f"a text of narrative has {shown(lost[0])}; pictures and notes […]: do not get from here "
            "into the report; write notes in brackets, and put pictures into a notebook of your own",
        )
