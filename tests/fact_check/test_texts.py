"""Every mistake planted in the texts is found as what it is, and nothing else is found."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from kgreport.fact_check.checking import find_mistakes

TEXTS = sorted(path for path in Path(__file__).with_name("texts").iterdir() if path.suffix != ".yml")
WITHIN_TAGS = re.compile(r"(?s)<head>.*?</head>|</?(?!t[dh]|p|tr|li|h\d)[^>]*>")


def text_of(path: Path) -> str:
    """Give the words of a text, cells of tables between tabs."""
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        text = re.sub(r"</t[dh]>", "\t", WITHIN_TAGS.sub("", text))
        return re.sub(r"<[^>]+>", "", re.sub(r"<(?:p|tr|li|h\d)>", "\n", text))
    return text.replace("**", "  ") if path.suffix == ".md" else text


def place_of(text: str, planted: dict[str, Any]) -> range:
    """Find where a mistake was planted."""
    within = text.find(planted["within"])
    start = text.index(planted["quote"], max(0, within))
    return range(start, start + len(planted["quote"]))


@pytest.mark.parametrize("path", TEXTS, ids=[path.stem for path in TEXTS])
def test_planted_mistakes_are_found_and_no_others(path: Path) -> None:
    text = text_of(path)
    planted = yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["mistakes"]
    found = find_mistakes(text)

    for one in planted:
        place = place_of(text, one)
        kinds = [
            (each.kind, each.severity) for each in found if each.start < place.stop and each.end > place.start
        ]
        assert (one["kind"], one["severity"]) in kinds, one["quote"]
    assert len(found) == len(planted), [(each.kind, each.found) for each in found]


def test_right_values_are_said() -> None:
    """What the sidecar says is right is what the mistake expects, where one value is right."""
    for path in TEXTS:
        text = text_of(path)
        for one in yaml.safe_load(path.with_suffix(".yml").read_text("utf-8"))["mistakes"]:
            place = place_of(text, one)
            found = next(
                each for each in find_mistakes(text) if each.start < place.stop and each.end > place.start
            )
            if one["right"] and found.expected:
                assert one["right"].split()[0].lstrip("0") == found.expected.lstrip("0"), one["quote"]
