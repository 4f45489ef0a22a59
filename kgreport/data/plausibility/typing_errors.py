"""Find which number was probably meant where a mistyped one was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

_DIGITS = "0123456789"


@lru_cache(maxsize=1024)
def likely_originals(found: int) -> Mapping[int, float]:
    """Give every number that one typing error turns into `found`, and how likely that error is for it.

    The errors are a digit left out, a digit typed twice, two neighbours swapped, one digit typed as another,
    and a digit too many. All are taken as equally frequent, and each place in the number as equally exposed.
    So a digit typed as another explains a given number nine times less often, because eight other digits
    could have been typed there; and so does a digit too many.

    >>> sorted(likely_originals(22), key=likely_originals(22).get, reverse=True)[:1]
    [2]
    >>> 53340 in likely_originals(5334), 53340 in likely_originals(35340)
    (True, True)
    """
    likely: dict[int, float] = {}
    for original in set(_possible_originals(str(found))):
        if original != found:
            errors = list(_errors(str(original)))
            likely[original] = sum(chance for typed, chance in errors if typed == found)
    return {original: chance for original, chance in likely.items() if chance}


def _errors(text: str) -> Iterator[tuple[int, float]]:
    """Go through what one typing error makes of a number, with the chance of each."""
    size = len(text)
    for n in range(size):
        if size > 1:
            yield int(text[:n] + text[n + 1 :]), 1 / size
        yield int(text[: n + 1] + text[n:]), 1 / size
        yield from ((int(text[:n] + digit + text[n + 1 :]), 1 / (9 * size)) for digit in _DIGITS)
        if n:
            yield int(text[: n - 1] + text[n] + text[n - 1] + text[n + 1 :]), 1 / (size - 1)
    for n in range(size + 1):
        yield from ((int(text[:n] + digit + text[n:]), 1 / (10 * (size + 1))) for digit in _DIGITS)


def _possible_originals(found: str) -> Iterator[int]:
    """Go through the numbers that one error may have turned into this one."""
    for n in range(len(found) + 1):
        yield from (int(found[:n] + digit + found[n:]) for digit in _DIGITS)
    for n in range(len(found)):
        yield from (int(found[:n] + digit + found[n + 1 :]) for digit in _DIGITS)
        if len(found) > 1:
            yield int(found[:n] + found[n + 1 :])
        if n:
            yield int(found[: n - 1] + found[n] + found[n - 1] + found[n + 1 :])
