"""What comes of an input is told: it is answered, refused, ends in a traceback, hangs or kills."""

from __future__ import annotations

import os
import time

import pytest

from kgreport.errors import KgreportError
from tests.fuzz import trying
from tests.fuzz.trying import Attempts


def attempt(case: str) -> None:
    """Do what a bad input may lead to."""
    match case:
        case "refuse":
            raise KgreportError("no")
        case "fail":
            raise ValueError(case)
        case "wait":
            time.sleep(60)
        case "die":
            os._exit(3)
        case "grow":
            bytearray(4 << 30)
        case _:
            pass


def test_every_end_is_counted_and_the_next_input_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "SECONDS", 0.3)
    cases = ["fine", "refuse", "fail", "wait", "die", "grow", "fine"]
    tally = Attempts(attempt).try_all((case, case) for case in cases)
    assert tally.counts == {
        "answered": 2,
        "refused": 1,
        "traceback": 1,
        "hang": 1,
        "died": 1,
        "memory": 1,
    }
    with pytest.raises(AssertionError, match="die: died with status 3"):
        tally.check("all kinds")
