"""Keep what was found out in a JSON file between runs. It only saves time: the file may be deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from kgreport.whole_files import write_whole


class JsonMemo:
    """Values by name, kept in a JSON file.

    Parameters
    ----------
    path
        The file; where it cannot be read, the memo starts empty.
    keep
        Says of a name that this run did not use whether it stays in the file.
    """

    def __init__(self, path: Path, keep: Callable[[str], bool]) -> None:
        self._path = path
        self._keep = keep
        self._stored: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        self._changed = False
        with suppress(OSError, ValueError):
            self._stored = dict(json.loads(path.read_text("utf-8")))

    def get(self, name: str) -> Any:
        """Give the value of a name, or None; the name then counts as used."""
        if name not in self._used and name in self._stored:
            self._used[name] = self._stored[name]
        return self._used.get(name)

    def put(self, name: str, value: object) -> None:
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
            with suppress(OSError):
                write_whole(self._path, json.dumps({**kept, **self._used}))
