"""Give records as frames, from which a report names single organisations, collectives and officials."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kgreport.data.records.cells import WORDS, Rows
from kgreport.data.records.layout import LEVEL_CODES, STATUSES, RecordCodes

COLUMNS = ("year", "id", "unit", "tier", "group", "name", "status", "level", "reason")
"""The columns of a frame of records."""

NO_RECORDS = pd.DataFrame({name: pd.Series(dtype="int64" if name == "year" else "str") for name in COLUMNS})
"""The frame of no records at all."""


def frame_of(blocks: Iterable[Rows], codes: RecordCodes, only: Iterable[str] | None = None) -> pd.DataFrame:
    """Give records as a frame.

    The frame has `COLUMNS`: codes and words as text, "" where blank. `only` are ids; None gives all records.
    """
    ids = None if only is None else list(only)
    if ids == []:
        return NO_RECORDS
    frames = [_frame(rows, codes, ids) for rows in blocks]
    return pd.concat(frames, ignore_index=True) if frames else NO_RECORDS


def _frame(rows: Rows, codes: RecordCodes, only: Iterable[str] | None) -> pd.DataFrame:
    at = np.arange(len(rows.ids))
    if only is not None:
        at = np.flatnonzero(pc.is_in(rows.ids, pa.array(list(only), pa.string())).to_numpy(False))
    known = {
        "unit": codes.units,
        "tier": rows.table.tiers,
        "status": STATUSES,
        "level": LEVEL_CODES,
        "reason": codes.reasons,
    }
    columns: dict[str, object] = {
        "year": rows.year[at].astype("int64") + codes.years.start,
        "id": rows.ids.take(pa.array(at)).to_numpy(zero_copy_only=False),
    }
    for name, words in known.items():
        columns[name] = np.array(["", *words], dtype=object)[
            rows.codes[name][at] if name in rows.codes else 0 * at
        ]
    for name in WORDS:
        text = rows.words.get(name)
        columns[name] = "" if text is None else text.take(pa.array(at)).to_numpy(zero_copy_only=False)
    types = {name: "int64" if name == "year" else "str" for name in COLUMNS}
    index = range(len(at))
    return pd.DataFrame({name: pd.Series(columns[name], index, dtype) for name, dtype in types.items()})
