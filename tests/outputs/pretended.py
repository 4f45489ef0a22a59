"""Ask for the reports of the project that a test stands in, and pretend to have built them."""

from __future__ import annotations

from pathlib import Path

from kgreport.batch.plan import Planner
from kgreport.batch.request import Request, make_request
from tests.batch.test_plan import pretend


def request(**asked: object) -> Request:
    params = asked.pop("params", None) or sorted(Path("params").glob("*.yml"))
    return make_request(params, **asked)  # type: ignore[arg-type]


def build(**asked: object) -> None:
    for planned in Planner(request(**asked)).plan().reports:
        pretend(planned)
