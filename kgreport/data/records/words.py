"""Hold the words of records against the rule on texts: only those that may be wrong are looked at."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kgreport.terms.texts.soundness import LONGEST_WORD, UNUSUAL, Unsound, sound_text


def sound_words(words: pa.StringArray) -> tuple[pa.StringArray, NDArray[np.int64], list[Unsound]]:
    """Give words composed, the rows of those that are not sound, and what is wrong with each.

    >>> words, rows, wrong = sound_words(pa.array(["Rạch Giá", "Ba\u0300n", "Ðảng"]))
    >>> words.to_pylist(), rows.tolist(), wrong[0].advice.en
    (['Rạch Giá', 'Bàn', ''], [2], "replace 'Ð' by 'Đ'")
    """
    coded = words.dictionary_encode()
    strange = pc.match_substring_regex(coded.dictionary, UNUSUAL)
    strange = pc.or_(strange, pc.greater(pc.utf8_length(coded.dictionary), LONGEST_WORD))
    if not pc.any(strange).as_py():
        return words, np.array([], dtype=np.int64), []
    unusual = strange.take(coded.indices)
    rows = np.flatnonzero(unusual.to_numpy(zero_copy_only=False))
    texts = words.take(pa.array(rows)).to_pylist()
    read = {text: sound_text(text) for text in set(texts)}
    wrong = [(n, one) for n, text in enumerate(texts) if isinstance(one := read[text], Unsound)]
    composed = pa.array([one if isinstance(one := read[text], str) else "" for text in texts], pa.string())
    at = rows[[n for n, _ in wrong]] if wrong else rows[:0]
    return pc.replace_with_mask(words, unusual, composed), at, [one for _, one in wrong]
