"""Texts of the made-up province, which are files in `texts`.

None of them refers to a real place or person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

SIMULATED = "Số liệu mô phỏng"
PUBLISHED = "Số liệu công bố ngày 01/4/2019"


def text_of(name: str) -> str:
    """Read a text: the ``README.txt`` of the sample, or the ``dataset.yml`` of its datasets."""
    return (Path(__file__).parent / "texts" / name).read_text("utf-8")


@cache
def register_texts() -> Mapping[str, Sequence[Mapping[str, str]]]:
    """Give, by subject, what is wrong and what is to be done about it, in the columns of its register."""
    import yaml  # noqa: PLC0415 - the help of all commands imports this module

    texts: Mapping[str, Sequence[Mapping[str, str]]] = yaml.safe_load(text_of("registers.yml"))
    return texts
