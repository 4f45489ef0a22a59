"""Cut a text into sentences, each with its place."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?…;])[\s]+(?=[^\W\d_a-zà-ỹ]|[-–+•*])|\s*\n\s*")


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Give the place of each sentence.

    >>> text = "Có 53.340 đảng viên. Trong đó:\n- 284 không hoàn thành"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Có 53.340 đảng viên.', 'Trong đó:', '- 284 không hoàn thành']
    """
    cuts = [match.span() for match in _END.finditer(text)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Give the place of the sentence that a character stands in."""
    return next((found for found in reversed(sentences(text)) if found[0] <= place), (0, len(text)))
