"""Find subjects that stand twice in a year, among millions of ids, exactly and without an object per row.

Ids are hashed to 32 bits and sorted; only where two hashes are the same are the ids themselves compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from kgreport.data.faults import Fault, Said, fault_of
from kgreport.data.phrases import Phrase
from kgreport.data.record_cells import Rows

_ODD = np.uint64(0x9E3779B97F4A7C15)
_ODD_TOO = np.uint64(0xC2B2AE3D27D4EB4F)
_AT_ONCE = 1 << 15
"""How many ids are hashed at once: what they need stays in the cache of the processor."""


def hash_ids(rows: Rows) -> NDArray[np.uint32]:
    """Hash the id and year of each row; equal ids of a year have equal hashes."""
    buffers, first = rows.ids.buffers(), rows.ids.offset
    offsets = np.frombuffer(buffers[1] or bytes(4), np.int32)[first : first + len(rows.ids) + 1]
    letters = np.frombuffer(buffers[2] or b"", np.uint8)
    hashes = np.empty(len(rows.ids), np.uint32)
    for start in range(0, len(hashes), _AT_ONCE):
        here = slice(start, start + _AT_ONCE)
        ids = _hash(letters, offsets[start : start + _AT_ONCE + 1])
        years = (rows.year[here].astype(np.uint64) + np.uint64(1)) * _ODD_TOO
        hashes[here] = (ids ^ years) * _ODD >> np.uint64(32)
    return hashes


def _hash(letters: NDArray[np.uint8], offsets: NDArray[np.int32]) -> NDArray[np.uint64]:
    """Hash some ids, all of the same width at once."""
    widths = np.diff(offsets)
    if widths.min() == widths.max():
        return _mix(letters[offsets[0] : offsets[-1]].reshape(len(widths), widths[0]))
    hashes = np.empty(len(widths), np.uint64)
    for width in np.unique(widths):
        here = np.flatnonzero(widths == width)
        hashes[here] = _mix(letters[offsets[here][:, None] + np.arange(width)])
    return hashes


def _mix(cells: NDArray[np.uint8]) -> NDArray[np.uint64]:
    count, width = cells.shape
    padded = np.zeros((count, max(8, -(-width // 8) * 8)), np.uint8)
    padded[:, :width] = cells
    words = padded.view(np.uint64)
    mixed = np.full(count, width, np.uint64)
    for column in range(words.shape[1]):
        mixed = (mixed ^ words[:, column]) * _ODD
        mixed ^= mixed >> np.uint64(29)
    return mixed


def find_duplicates(parts: Sequence[Rows], hashes: Sequence[NDArray[np.uint32]]) -> list[Fault]:
    """A subject stands once in a year."""
    if not parts:
        return []
    with ThreadPoolExecutor(2) as pool:
        marks = list(pool.map(_shared, [hashes] * 2, (0, 1)))
        marked = marks[0] | marks[1]
        if not marked.any():
            return []
        found = pd.concat(pool.map(_suspects, parts, hashes, [marked] * len(parts)), ignore_index=True)
    repeated = found[found.duplicated(["year", "id"])]
    if repeated.empty:
        return []
    shown = repeated.head(100).merge(
        found.drop_duplicates(["year", "id"]), on=["year", "id"], suffixes=("", "_first")
    )
    firsts = dict(zip(shown["row"], shown["row_first"], strict=True))
    numbers = repeated["row"].to_numpy()
    expected = Phrase("mỗi đối tượng một dòng trong một năm", "expected one row per subject and year")
    advice = Phrase("bỏ một trong hai", "remove one of the two")

    def say(n: int) -> Said:
        first = firsts[numbers[n]]
        return Said(
            Phrase(f"trùng mã và năm với dòng {first}", f"the same id and year as row {first}"),
            expected,
            advice,
        )

    return fault_of("duplicate", parts[0].file, "id", numbers, say)


def _shared(hashes: Sequence[NDArray[np.uint32]], half: int) -> NDArray[np.bool_]:
    """Mark the first 24 bits of every hash that stands twice, among those with one first bit."""
    own = [part[(part >> np.uint32(31)).view(np.int32) == half] for part in hashes]
    ordered = np.concatenate(own)
    ordered.sort()
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    marked = np.zeros(1 << 24, dtype=bool)
    marked[twice >> np.uint32(8)] = True
    return marked


def _suspects(rows: Rows, hashes: NDArray[np.uint32], marked: NDArray[np.bool_]) -> pd.DataFrame:
    """Give the rows whose hash may stand twice, with their ids; a blank id is another fault."""
    here = np.flatnonzero(marked[hashes >> np.uint32(8)])
    ids = rows.ids.take(pa.array(here)).to_pylist()
    suspects = pd.DataFrame({"year": rows.year[here], "id": ids, "row": rows.numbers[here]})
    return suspects[suspects["id"] != ""]
