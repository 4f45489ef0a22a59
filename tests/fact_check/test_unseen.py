"""How much is found, and how much is said falsely, in texts that the patterns were not written for.

Another author wrote these texts. Do not write patterns for them, only for those of `texts`: otherwise this
test no longer measures what a new text can expect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.documents.reading import read_text
from kgreport.fact_check.model import Mistake

FOLDER = Path(__file__).with_name("unseen")


def texts() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for path in sorted(path for path in FOLDER.iterdir() if path.suffix != ".yml"):
        yield read_text(path), yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["mistakes"]


def place_of(text: str, words: str, start: int = 0) -> range:
    """Find words of a file in the text that was read from it; the whole text if markup stood between them."""
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(text, start)
    return range(*found.span()) if found else range(len(text))


def is_found(planted: dict[str, Any], text: str, found: list[Mistake]) -> bool:
    """Whether the wrong words are found, or a mistake of this kind in what they stand in."""
    within = place_of(text, planted["within"])
    quote = place_of(text, planted["quote"], within.start)
    return any(
        touches(one, quote) or (touches(one, within) and one.kind == planted["kind"])
        for one in found
        if one.severity != "note" or planted["severity"] == "note"
    )


def touches(mistake: Mistake, place: range) -> bool:
    return mistake.start < place.stop and mistake.end > place.start


def test_nine_of_ten_mistakes_are_found() -> None:
    hits = [
        is_found(planted, text, found)
        for text, mistakes in texts()
        for found in [find_mistakes(text)]
        for planted in mistakes
    ]

    assert len(hits) == 30
    assert sum(hits) >= 27


def test_fifteen_clean_texts_have_at_most_one_false_error() -> None:
    clean = [text for text, mistakes in texts() if not mistakes]
    errors = [one for text in clean for one in find_mistakes(text) if one.severity == "error"]

    assert len(clean) == 15
    assert len(errors) <= 1, errors
