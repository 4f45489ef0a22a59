"""Read of a faulty file of terms what can be read, so that all its problems are told at once."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from kgreport.data.own_terms.model import TermsFile
from kgreport.data.params.problems import KeyPath

_ABSENT = "…"
"""What stands in for a text that is missing."""


def readable_part(given: Mapping[str, object]) -> tuple[TermsFile, frozenset[KeyPath]]:
    """Read a file without its values that are wrong, and say where these are.

    >>> file, wrong = readable_part({"awards": {"cup": {"vi": "Cúp", "years": "x"}}})
    >>> file.awards["cup"].years, sorted(wrong)
    (1, [('awards', 'cup', 'en'), ('awards', 'cup', 'years')])
    """
    values, wrong = deepcopy(dict(given)), set[KeyPath]()
    while True:
        try:
            return TermsFile.model_validate(values), frozenset(wrong)
        except ValidationError as error:
            for one in error.errors():
                at: KeyPath = one["loc"]
                is_absent = one["type"] == "missing" and at not in wrong
                while at and at in wrong:  # what stands around it cannot do without it
                    at = at[:-1]
                wrong.add(at)
                _put_right(values, at, is_absent=is_absent)


def _put_right(values: Any, at: KeyPath, *, is_absent: bool) -> None:
    """Take a wrong value away, or let something stand in for a missing one."""
    if not at:
        values.clear()
        return
    *above, last = at
    try:
        for key in above:
            values = values[key]
        if is_absent:
            values[last] = _ABSENT
        else:
            del values[last]
    except (KeyError, IndexError, TypeError):
        return  # no such place: the next round takes away what stands around it
