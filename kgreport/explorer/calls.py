"""The code that gives what was chosen, ready for a cell of a notebook of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path
from typing import Literal

from kgreport.data.params.given import find_parameters_file
from kgreport.explorer.choices import Choice, Shown

Kind = Literal["section", "frame", "csv", "excel", "report", "files"]
KINDS: tuple[Kind, ...] = ("section", "frame", "csv", "excel", "report", "files")
"""What can be taken along: a section to read, its DataFrame, its files; the whole report, and its files."""

_ENDS: Mapping[Kind, str] = {
    "section": "",
    "frame": ".frame",
    "csv": '.to_csv("{file}.csv", for_excel=True)',
    "excel": '.to_excel("{file}.xlsx")',
}


@dataclass(frozen=True, slots=True)
class Given:
    """How the explorer was called.

    Attributes
    ----------
    params
        The parameters file, or the mapping of its values; None for values by name alone.
    named
        The other values; unit and year are those that are chosen.
    """

    params: str | PathLike[str] | Mapping[str, object] | None = None
    named: Mapping[str, object] = field(default_factory=dict)

    @property
    def file(self) -> Path | None:
        """The parameters file; None where there is none."""
        return find_parameters_file(self.params) if isinstance(self.params, str | PathLike) else None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What can be taken along: files are built of a parameters file, and from its own folder."""
        return KINDS if self.file and "base" not in self.named else KINDS[:-1]

    def code(self, kind: Kind, chosen: Choice, shown: Shown | None) -> str:
        """Write the code that gives a section of a choice, or its report where no section is given.

        >>> print(Given({"year": 2018}).code("report", Choice("rach-gia", 2018, "member"), None))
        import kgreport
        <BLANKLINE>
        report = kgreport.build_report({'year': 2018}, year=2018, unit="rach-gia")
        report
        """
        if kind == "files" and self.file:
            return self._build(self.file, chosen)
        of = shown.of if shown and kind != "report" else "report"
        lines = ["import kgreport", "", f"{of} = kgreport.build_{of}({self._arguments(chosen)})"]
        if shown is None or kind == "report":
            return "\n".join([*lines, of])
        return "\n".join([*lines, shown.call + _ENDS[kind].format(file=shown.file_stem(chosen))])

    def _build(self, file: Path, chosen: Choice) -> str:
        """Write the call that builds the files into the ``outputs`` of the project."""
        project = file.parent.parent if file.parent.name == "params" else file.parent
        named = self._named(chosen).items()
        given = ", ".join(f"{_written(name)}: {_written(value)}" for name, value in named)
        path, output = _written(file.as_posix()), _written((project / "outputs").as_posix())
        return f"import kgreport\n\nkgreport.build({path}, set={{{given}}}, output={output})"

    def _arguments(self, chosen: Choice) -> str:
        first = [] if self.params is None else [_written(self.params)]
        named = self._named(chosen).items()
        return ", ".join([*first, *(f"{name}={_written(value)}" for name, value in named)])

    def _named(self, chosen: Choice) -> dict[str, object]:
        """Give the values by name: as given, with the unit and the year that are chosen."""
        return {**self.named, "year": chosen.year, "unit": chosen.unit}


def _written(value: object) -> str:
    """Write a value as Python."""
    if isinstance(value, PathLike):
        value = fspath(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)
