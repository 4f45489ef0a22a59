"""A dataset as frames by name: figures, registers, records and units, each row with its source and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from kgreport.data.records.frames import NO_RECORDS
from kgreport.data.records.layout import RECORD_TABLES
from kgreport.data.registers.layout import Register
from kgreport.data.registers.own import registers_with
from kgreport.data.registers.reading import rows_without
from kgreport.errors import UnknownCodeError
from kgreport.terms.spelling import near_or_known

if TYPE_CHECKING:
    from kgreport.data.tables.units import Unit
    from kgreport.terms.own_terms import OwnTerms

_DTYPES = {
    "year": "Int64",
    "count": "Int64",
    "decimal": "Float64",
    "date": "datetime64[s]",
    "truth": "boolean",
}
"""The types of the columns of registers that are no text."""

_RECORDS = tuple(table.name for table in RECORD_TABLES)
_PUBLIC = (
    *("completed", "figures", "findings", "keys", "name", "records", "registers", "simulated", "title"),
    "units",
)


class AsFrames:
    """What makes a dataset a mapping of frames."""

    name: str
    simulated: bool
    figures: pd.DataFrame
    registers: Mapping[str, pd.DataFrame]
    records: Mapping[str, pd.DataFrame]
    tree: tuple[Unit, ...]
    own: OwnTerms

    @property
    def _layouts(self) -> Mapping[str, Register]:
        """The layout of each register, also of those that the dataset adds."""
        return {register.name: register for register in registers_with(self.own)}

    @property
    def completed(self) -> pd.DataFrame:
        """The figures and all that follow from them."""
        raise NotImplementedError

    def keys(self) -> Sequence[str]:
        """Name the frames; ``dataset[name]`` gives one, ``dict(dataset)`` all."""
        return ("figures", "completed", *self._layouts, *_RECORDS, "units")

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give a frame by its name; it is a copy, and has its columns also where there is no row.

        Raises
        ------
        UnknownCodeError
            There is no such frame; the error names the nearest one.
        """
        if name not in self.keys():
            raise UnknownCodeError(f"no frame {name!r} in a dataset; {near_or_known(name, self.keys()).en}")
        if name in self._layouts:
            register = self._layouts[name]
            return _typed(self.registers.get(name, rows_without(register)), register)
        if name in _RECORDS:
            return _counts_as_int64(self.records.get(name, NO_RECORDS))
        if name == "units":
            columns = ["id", "name", "parent"]
            rows = [[unit.id, unit.name, unit.parent] for unit in self.tree]
            return pd.DataFrame(rows, columns=columns, dtype="str")
        return _counts_as_int64(self.figures if name == "figures" else self.completed)

    def _ipython_key_completions_(self) -> list[str]:
        return [*self.keys()]

    def __dir__(self) -> list[str]:
        """List what is public."""
        return [*_PUBLIC]

    def __repr__(self) -> str:
        """Say what it is and has, and what to type next."""
        known = {name: len(self[name]) for name in self.keys() if name not in ("completed", "units")}
        counts = ", ".join(f"{name} {count}" for name, count in known.items() if count)
        simulated = " (simulated)" * self.simulated
        frames = "  ".join(f'dataset["{name}"]' for name in ("figures", "completed", "targets"))
        return f"Dataset {self.name}{simulated}: {counts}\n{frames}  dataset.keys()  dataset.units"


def _typed(rows: pd.DataFrame, register: Register) -> pd.DataFrame:
    kinds = {column.name: _DTYPES.get(column.kind, "str") for column in register.columns}
    return rows.reset_index(drop=True).astype({**kinds, "place": "str"})


def _counts_as_int64(rows: pd.DataFrame) -> pd.DataFrame:
    """Give whole numbers the type that has a missing value."""
    whole = {name: "Int64" for name in ("year", "value") if name in rows}
    return rows.reset_index(drop=True).astype(whole)
