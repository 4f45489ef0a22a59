"""Find the sentence around a place of a text."""

from __future__ import annotations

from kgreport.fact_check.language.sentences import sentences


def sentence_around(text: str, place: int) -> tuple[int, int]:
    """Give the place of the sentence that a character stands in.

    >>> sentence_around("Có 15 chi bộ. 12 chi bộ tốt.", 16)
    (14, 28)
    """
    return next((found for found in reversed(sentences(text)) if found[0] <= place), (0, len(text)))
