"""What can be had as data: a frame, several frames, a CSV file, a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kgreport.errors import InvalidValueError
from kgreport.views.frames.layout import Facts
from kgreport.whole_files import write_whole

if TYPE_CHECKING:
    import pandas as pd

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
                frame[name] = frame[name].map(no_formula, na_action="ignore")
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
        from kgreport.views.frames.sheets import write_sheets  # noqa: PLC0415 - openpyxl is slow

        _check_suffix(Path(path), ".xlsx", "to_excel", "to_csv")
        write_sheets(Path(path), self.facts, self.about())


def _check_suffix(path: Path, suffix: str, method: str, other: str) -> None:
    """A file is named as what is written to it."""
    if path.suffix.lower() != suffix:
        given = path.name
        raise InvalidValueError(
            f"{method}() ghi tệp '{suffix}', không phải '{given}'; đổi đuôi tệp, hoặc dùng {other}()",
            f"{method}() writes a file '{suffix}', not '{given}'; change its ending, or use {other}()",
        )


def no_formula(text: str) -> str:
    """Set an apostrophe before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
