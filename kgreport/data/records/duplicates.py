"""Find ids that occur twice in a year, among millions of rows, without a Python object per row.

Ids are hashed to 32 bits and sorted; only where two hashes are the same are the ids themselves compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from kgreport.data.records.cells import Rows
from kgreport.data.tables.faults import REMOVE_ONE, Fault, fault_of
from kgreport.terms.findings import RULE, Wording
from kgreport.terms.phrases import Phrase

_ODD = np.uint64(0x9E3779B97F4A7C15)
_ODD_TOO = np.uint64(0xC2B2AE3D27D4EB4F)
_AT_ONCE = 1 << 15
"""How many ids are hashed at once: what they need stays in the cache of the processor."""

_MIDDLE = np.uint32(1 << 31)
_LAST_BITS = np.uint32(10)
"""Bits of a hash left out where hashes are marked: the marks stay in the cache of the processor."""


def hash_ids(rows: Rows) -> NDArray[np.uint32]:
    """Hash the id and year of each row; equal ids of a year have equal hashes."""
    buffers, first = rows.ids.buffers(), rows.ids.offset
    offsets = np.frombuffer(buffers[1] or bytes(4), np.int32)[first : first + len(rows.ids) + 1]
    letters = np.frombuffer(buffers[2] or b"", np.uint8)
    hashes = np.empty(len(rows.ids), np.uint32)
    for start in range(0, len(hashes), _AT_ONCE):
        chunk = slice(start, start + _AT_ONCE)
        ids = _hash(letters, offsets[start : start + _AT_ONCE + 1])
        years = (rows.year[chunk].astype(np.uint64) + np.uint64(1)) * _ODD_TOO
        hashes[chunk] = (ids ^ years) * _ODD >> np.uint64(32)
    return hashes


def _hash(letters: NDArray[np.uint8], offsets: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Hash some ids, all of the same width at once."""
    widths = np.diff(offsets)
    if widths.min() == widths.max():
        return _mix(letters[offsets[0] : offsets[-1]].reshape(len(widths), widths[0]))
    hashes = np.empty(len(widths), np.uint64)
    for width in np.unique(widths):
        same_width = np.flatnonzero(widths == width)
        hashes[same_width] = _mix(letters[offsets[same_width][:, None] + np.arange(width)])
    return hashes


def _mix(cells: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Hash ids of one width, eight letters at a time; the last eight may overlap those before."""
    count, width = cells.shape
    if width < 8:
        cells = np.pad(cells, ((0, 0), (0, 8 - width)))
    mixed = np.full(count, width, np.uint64)
    for first in (*range(0, width - 8, 8), max(0, width - 8)):
        mixed ^= cells[:, first : first + 8].view(np.uint64)[:, 0]
        mixed *= _ODD
        mixed ^= mixed >> np.uint64(29)
    return mixed


def find_duplicates(blocks: Sequence[Rows], hashes: Sequence[NDArray[np.uint32]]) -> list[Fault]:
    """A subject has one row in a year."""
    if not blocks:
        return []
    with ThreadPoolExecutor(2) as pool:
        twice = np.concatenate(list(pool.map(_twice, [hashes] * 2, (np.less, np.greater_equal))))
        if not len(twice):
            return []
        marked = np.zeros(1 << 22, dtype=bool)
        marked[twice >> _LAST_BITS] = True
        suspects = pool.map(lambda rows, own: _suspects(rows, own, twice, marked), blocks, hashes)
        found = pd.concat(suspects, ignore_index=True)
    repeated = found[found.duplicated(["year", "id"])]
    if repeated.empty:
        return []
    firsts = found.drop_duplicates(["year", "id"])
    pairs = repeated.merge(firsts, on=["year", "id"], suffixes=("", "_first"))
    return [fault for file, rows in pairs.groupby("file", sort=False) for fault in _repeated(str(file), rows)]


def _repeated(file: str, repeated: pd.DataFrame) -> list[Fault]:
    """Say of each row that repeats a subject where it stands first."""
    expected = Phrase("mỗi đối tượng một dòng trong một năm", "one row per subject and year")
    firsts = repeated[["file_first", "row_first"]].to_numpy()

    def say(n: int) -> Wording:
        other, row = firsts[n]
        at = "" if other == file else f" {other},"
        found = Phrase(f"trùng mã và năm với{at} dòng {row}", f"the same id and year as{at} row {row}")
        return Wording(found, expected, REMOVE_ONE, RULE)

    return fault_of("duplicate", file, "id", repeated["row"].to_numpy(), say)


def _twice(hashes: Sequence[NDArray[np.uint32]], half: np.ufunc) -> NDArray[np.uint32]:
    """Find every hash that occurs twice in one half of all hashes: below the middle, or above."""
    ordered = np.concatenate([np.compress(half(part, _MIDDLE), part) for part in hashes])
    ordered.sort()
    return np.compress(ordered[1:] == ordered[:-1], ordered[1:])


def _suspects(
    rows: Rows, hashes: NDArray[np.uint32], twice: NDArray[np.uint32], marked: NDArray[np.bool_]
) -> pd.DataFrame:
    """Select the rows whose hash occurs twice, with their ids; a blank id is another fault."""
    at = np.flatnonzero(marked.take(hashes >> _LAST_BITS))
    at = at[np.isin(hashes[at], twice)]
    ids = rows.ids.take(pa.array(at)).to_pylist()
    suspects = pd.DataFrame({"year": rows.year[at], "id": ids, "row": rows.numbers[at], "file": rows.file})
    return suspects[suspects["id"] != ""]
