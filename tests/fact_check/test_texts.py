"""Every mistake planted in the texts is found as what it is, and nothing else is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from kgreport.fact_check.checking import find_mistakes
from kgreport.fact_check.documents.reading import read_text

TEXTS = sorted(path for path in Path(__file__).with_name("texts").iterdir() if path.suffix != ".yml")


def place_of(text: str, planted: dict[str, Any]) -> range:
    """Find where a mistake was planted."""
    within = max(0, text.find(planted["within"]))
    start = text.index(planted["quote"], within)
    return range(start, start + len(planted["quote"]))


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_planted_mistakes_are_found_and_no_others(path: Path) -> None:
    text = read_text(path)
    planted = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["mistakes"]
    found = find_mistakes(text)

    for one in planted:
        place = place_of(text, one)
        here = [each for each in found if each.start < place.stop and each.end > place.start]
        assert (one["kind"], one["severity"]) in [(each.kind, each.severity) for each in here], one["quote"]
        if one["right"] and here[0].expected:
            assert one["right"].split()[0].lstrip("0") == here[0].expected.lstrip("0"), one["quote"]
    assert len(found) == len(planted), [(each.kind, each.found) for each in found]
