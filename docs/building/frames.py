"""The page of frames, from the code: which call gives which, and what each column means; both languages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache

import kgreport
from docs.building.markdown import FROM_THE_CODE, code, table
from kgreport.report.trend.trend import trend_of
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.frames import ratings, work
from kgreport.views.frames.layout import Field, FrameLayout
from kgreport.views.view import View

LAYOUTS: Mapping[str, FrameLayout] = {
    layout.name: layout
    for module in (ratings, work)
    for layout in vars(module).values()
    if isinstance(layout, FrameLayout)
}
"""Every frame that a report gives, by name."""

TITLE = Phrase("Các bảng số liệu (DataFrame)", "The frames")
ABOUT = Phrase(
    '`.frame` của mỗi phần cho một DataFrame; phần nào có nhiều bảng thì `.frames["tên"]` cho từng bảng. '
    "Kiểu cột: số nguyên là `Int64`, tỷ lệ là `Float64` (phần của 1), ngày là `datetime64`, đúng/sai là "
    "`boolean`, còn lại là chữ. Phần không có số liệu cho bảng trống, đủ cột.",
    'The `.frame` of a section is a DataFrame; a section with several has each in `.frames["name"]`. Whole '
    "numbers are `Int64`, shares are `Float64` (fractions of one), dates are `datetime64`, flags are "
    "`boolean`, all else is text. A section without figures gives an empty frame with its columns.",
)
GIVEN_BY = Phrase("Lệnh nào cho bảng nào", "Which call gives which")
CALL, FRAMES = Phrase("lệnh", "call"), Phrase("bảng", "frames")
HEADS = (Phrase("cột", "column"), Phrase("kiểu", "type"), Phrase("ý nghĩa", "meaning"))
ROW_IS = Phrase("Mỗi dòng là {row}.", "A row is {row}.")
WITH_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "narrative": ("causes",),
    "topic": ("protection",),
    "units": ("member",),
}
"""Arguments of the methods that need one; others that need one show what stands here already."""
OTHERS = {"findings": "findings", "sections": "sections"}
"""By property of a report, the frame that it is."""


def frames_page(language: Language) -> str:
    """Write every frame with its columns, and the calls that give it."""
    head = f"# {TITLE.say(language)}\n\n{FROM_THE_CODE[language]}\n{ABOUT.say(language)}\n"
    heads = [CALL.say(language), FRAMES.say(language)]
    rows = [[code(call), ", ".join(map(code, names))] for call, names in calls().items()]
    given = f"## {GIVEN_BY.say(language)}\n\n{table(heads, rows)}"
    return "\n".join([head, given, *(_layout(layout, language) for layout in LAYOUTS.values())])


@cache
def calls() -> dict[str, list[str]]:
    """By call, the names of the frames that it gives."""
    report = kgreport.build_report(year=2018, dataset="kien-giang-2018", first_year=2015)
    found: dict[str, list[str]] = {}
    for of in (report, trend_of(report)):
        name = type(of).__name__.lower()
        for call, view in _views(of):
            found[f"{name}.{call}"] = [facts.layout.name for facts in view.facts]
        found |= {f"{name}.{attribute}": [frame] for attribute, frame in OTHERS.items()}
    return found


def _views(report: object) -> Iterator[tuple[str, View]]:
    for name, method in inspect.getmembers(report, inspect.ismethod):
        given = WITH_ARGUMENTS.get(name, ())
        if name.startswith("_") or len(given) < _required(method):
            continue
        if isinstance(view := method(*given), View):
            yield f"{name}({', '.join(repr(one) for one in given)})".replace("'", '"'), view


def _required(method: Callable[..., object]) -> int:
    parameters = inspect.signature(method).parameters.values()
    return sum(one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD for one in parameters)


def _layout(layout: FrameLayout, language: Language) -> str:
    heads = [head.say(language) for head in HEADS]
    rows = [[code(field.name), code(field.dtype), _meaning(field, language)] for field in layout.fields]
    row_is = ROW_IS.say(language, row=layout.row_is.say(language))
    return f"## `{layout.name}`\n\n{row_is}\n\n{table(heads, rows)}"


def _meaning(field: Field, language: Language) -> str:
    return field.meaning.say(language).replace("|", "\\|")
