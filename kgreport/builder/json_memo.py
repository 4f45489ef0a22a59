"""Values that are kept between runs, in a file that may be deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter

from kgreport.builder.file_hashes import hash_of
from kgreport.whole_files import read_json, write_whole

Value = TypeVar("Value")


class JsonMemo(Generic[Value]):
    """Values by name, kept in a JSON file with its own hash.

    Parameters
    ----------
    path
        The file; where it is damaged, or not as kgreport wrote it, the memo starts empty.
    model
        What stands in it.
    keep
        Says of a name that this run did not use whether it stays in the file.
    """

    def __init__(self, path: Path, model: TypeAdapter[dict[str, Value]], keep: Callable[[str], bool]) -> None:
        self._path = path
        self._model = model
        self._keep = keep
        self._used: dict[str, Value] = {}
        self._changed = False

    @cached_property
    def _stored(self) -> dict[str, Value]:
        found = read_json(self._path)
        if isinstance(found, dict) and found.get("sha256") == hash_of(found.get("values")):
            with suppress(ValueError):
                return self._model.validate_python(found["values"])
        return {}

    def get(self, name: str) -> Value | None:
        """Give the value of a name, or None; the name then counts as used."""
        if name not in self._used and name in self._stored:
            self._used[name] = self._stored[name]
        return self._used.get(name)

    def put(self, name: str, value: Value) -> None:
        """Set the value of a name."""
        self._used[name] = value
        self._changed = True

    def save(self) -> None:
        """Write the values that were used, and those that are to be kept, if anything changed."""
        if not self._changed and len(self._used) == len(self._stored):
            return
        unused = {name: value for name, value in self._stored.items() if name not in self._used}
        kept = {name: value for name, value in unused.items() if self._keep(name)}
        if self._changed or len(kept) < len(unused):
            values = self._model.dump_python({**kept, **self._used}, mode="json")
            with suppress(OSError):
                write_whole(self._path, json.dumps({"sha256": hash_of(values), "values": values}))
