"""Find the ids that are not sound among millions.

Apart from `ids`, as a plan of reports judges single ids, and loads neither numpy nor pyarrow for it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kgreport.data.tables.cells.ids import LONGEST, is_wrong
from kgreport.terms.texts.letters import VIETNAMESE

_SURELY_AN_ID = rf"^(?:[a-zA-Z0-9][a-zA-Z0-9._/-]*|[a-zA-Z{VIETNAMESE}]+[ ._/-]?)?[0-9]+$"
"""What nearly all ids are, as Arrow reads it."""


def _among(letters: bytes) -> NDArray[np.bool_]:
    """Mark some of all bytes."""
    return np.isin(np.arange(256), list(letters))


_IS_DIGIT, _IS_SIGN = _among(b"0123456789"), _among(b"._-/")
_IS_PLAIN = _IS_DIGIT | _IS_SIGN | _among(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _are_plain(ids: pa.StringArray) -> bool:
    """Whether all ids are plain letters, digits and signs, the first no sign and the last a digit.

    That is nearly always so. A pattern tells it too, but takes ten times as long.
    """
    buffers, first = ids.buffers(), ids.offset
    offsets = np.frombuffer(buffers[1], np.int32)[first : first + len(ids) + 1]
    letters, widths = np.frombuffer(buffers[2] or b"", np.uint8), np.diff(offsets)
    if not 0 < widths.min() <= widths.max() <= LONGEST:
        return False
    ends, all_letters = letters[offsets[1:] - 1], letters[offsets[0] : offsets[-1]]
    return bool(
        _IS_DIGIT[ends].all() and _IS_PLAIN[all_letters].all() and not _IS_SIGN[letters[offsets[:-1]]].any()
    )


def wrong_ids(ids: pa.StringArray, *, of_person: bool, blank: bool = False) -> NDArray[np.int64]:
    """Give the rows of ids that are not sound; some may be `blank`.

    There may be millions: only those that do not look like an id at once are looked at one by one.
    """
    if not len(ids) or _are_plain(ids):
        return np.array([], dtype=np.int64)
    sound = pc.match_substring_regex(ids, _SURELY_AN_ID)
    if pc.max(pc.binary_length(ids)).as_py() > LONGEST:
        sound = pc.and_(sound, pc.less_equal(pc.binary_length(ids), LONGEST))
    suspects = np.flatnonzero(~sound.to_numpy(zero_copy_only=False))
    texts = ids.take(pa.array(suspects)).to_pylist()
    wrong = [is_wrong(text, of_person=of_person) and not (blank and not text.strip()) for text in texts]
    found: NDArray[np.int64] = suspects[np.array(wrong, dtype=bool)]
    return found
