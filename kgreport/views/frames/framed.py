"""What can be had as data: a frame, several frames, a CSV file, a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.errors import InvalidValueError
from kgreport.views.frames.layout import Facts, Field
from kgreport.whole_files import write_whole

if TYPE_CHECKING:
    import pandas as pd

    from kgreport.data.workbooks.writing.frames import FrameSheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that Excel takes for a formula when it opens a CSV file."""


INTERNAL = {"about", "attachments", "counted_as", "facts", "metadata", "notebook_mark", "told"}
"""What Tab does not list: names that the library itself needs."""


class Framed:
    """Something that can be had as data."""

    __slots__ = ()

    @property
    def facts(self) -> Sequence[Facts]:
        """What it says, as rows; the first are its main ones."""
        raise NotImplementedError

    def about(self) -> dict[str, object]:
        """Say what the data are of; each frame has it as its ``attrs``."""
        return {}

    @property
    def frame(self) -> pd.DataFrame:
        """Its data as a tidy DataFrame of raw values: a share is a fraction of one, a date a date.

        The columns are always the same, also where there is no row. The page of frames in the documents and
        the last sheet of `to_excel` have their meaning.
        """
        return self._frame(self.facts[0])

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """All its frames by name, where it says more than one kind of thing; the first is `frame`."""
        return {one.layout.name: self._frame(one) for one in self.facts}

    def __dir__(self) -> list[str]:
        """List what is public, without what only the library needs."""
        return [name for name in super().__dir__() if not name.startswith("_") and name not in INTERNAL]

    def _frame(self, facts: Facts) -> pd.DataFrame:
        frame = facts.frame
        frame.attrs.update(self.about())
        return frame

    def to_csv(self, path: Path | str | None = None, *, for_excel: bool = False) -> str | None:
        """Write `frame` as CSV in UTF-8.

        Parameters
        ----------
        path
            The file, which ends in ``.csv``; without one, the text is given back.
        for_excel
            Begin the file with the mark by which Excel knows UTF-8, and set an apostrophe before a text that
            Excel would take for a formula.

        Raises
        ------
        InvalidValueError
            The file ends otherwise.
        OSError
            The file cannot be written; an earlier one is unchanged.
        """
        if path is not None:
            _check_suffix(Path(path), ".csv", "to_csv", "to_excel")
        frame = self.frame
        if for_excel:
            for name in frame.columns[frame.dtypes == "str"]:
                frame[name] = frame[name].map(_no_formula, na_action="ignore")
        text: str = frame.to_csv(index=False, lineterminator="\n")
        text = "\ufeff" + text if for_excel else text
        if path is None:
            return text
        write_whole(Path(path), text)
        return None

    def to_excel(self, path: Path | str) -> None:
        """Write `frames` to a workbook, a sheet each, and a sheet that explains their columns.

        Numbers, shares and dates are real ones; a text is never a formula, whatever it begins with.

        Parameters
        ----------
        path
            The file, which ends in ``.xlsx``.

        Raises
        ------
        InvalidValueError
            The file ends otherwise.
        OSError
            The file cannot be written; an earlier one is unchanged.
        """
        from kgreport.data.workbooks.writing.frames import write_frames  # noqa: PLC0415

        _check_suffix(Path(path), ".xlsx", "to_excel", "to_csv")
        write_frames(Path(path), [*map(_sheet, self.facts), self._columns_sheet()])

    def _columns_sheet(self) -> FrameSheet:
        from kgreport.data.workbooks.writing.frames import FrameSheet  # noqa: PLC0415

        texts = [(name, "text") for name in ("sheet", "column", "kind", "vi", "en")]
        about = [[name, None, None, str(value), str(value)] for name, value in self.about().items() if value]
        return FrameSheet("columns", texts, [*about, *(row for one in self.facts for row in _meanings(one))])


def _check_suffix(path: Path, suffix: str, method: str, other: str) -> None:
    """A file is named as what is written to it."""
    if path.suffix.lower() != suffix:
        given = path.name
        raise InvalidValueError(
            f"{method}() ghi tệp '{suffix}', không phải '{given}'; đổi đuôi tệp, hoặc dùng {other}()",
            f"{method}() writes a file '{suffix}', not '{given}'; change its ending, or use {other}()",
        )


def _no_formula(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def _sheet(facts: Facts) -> FrameSheet:
    from kgreport.data.workbooks.writing.frames import FrameSheet  # noqa: PLC0415

    fields, frame = facts.layout.fields, facts.frame
    columns = [_plain_values(frame[field.name], field) for field in fields]
    named = [(field.name, field.kind) for field in fields]
    return FrameSheet(facts.layout.name, named, zip(*columns, strict=True))


def _plain_values(column: pd.Series, field: Field) -> list[object]:
    """Give the values of a column as Python has them, None where one is missing."""
    missing = column.isna().tolist()
    values = [
        value.to_pydatetime().date() if field.kind == "date" and not gone else value
        for value, gone in zip(column, missing, strict=True)
    ]
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]


def _meanings(facts: Facts) -> Iterator[list[object]]:
    for field in facts.layout.fields:
        yield [facts.layout.name, field.name, field.kind, field.meaning.vi, field.meaning.en]
