"""Cut a text into sentences, each with its place."""

from __future__ import annotations

import re

_BULLET = r"[-–—+•*▪○●►]\s|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]\s|[IVX]{1,5}[.)]\s|[#|]"
_LINE_END = re.compile(rf"[ \t]*\n(?:[ \t]*\n)*[ \t]*(?P<bullet>(?={_BULLET}))?", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?…])[ \t]+")
_ENDED = re.compile(r"[.:;!?…|]\s*$")
_NUMBERED = re.compile(r"\W*(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[IVX]{1,5})\.", re.IGNORECASE)
_WRAPPED = 45
"""A line this long that does not end a sentence goes on in the next line."""


def sentences(text: str) -> list[tuple[int, int]]:
    r"""Give the place of each sentence; a line of a list or of a table is one.

    >>> text = "Có 53.340 đảng viên. Trong đó:\n- 284 không\nhoàn thành"
    >>> [text[start:end] for start, end in sentences(text)]
    ['Có 53.340 đảng viên.', 'Trong đó:', '- 284 không\nhoàn thành']
    """
    cuts = sorted([*_stops(text), *_line_cuts(text)])
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]


def _stops(text: str) -> list[tuple[int, int]]:
    """Give the ends of sentences within a line; the point after the number of an item is none."""
    found = (match.span() for match in _STOP.finditer(text))
    return [
        (start, end)
        for start, end in found
        if not text[end : end + 1].islower()
        and not _NUMBERED.fullmatch(text[text.rfind("\n", 0, start) + 1 : start])
    ]


def _line_cuts(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINE_END.finditer(text) if _ends_sentence(text, match)]


def _ends_sentence(text: str, line_end: re.Match[str]) -> bool:
    before = text[text.rfind("\n", 0, line_end.start()) + 1 : line_end.start()]
    after = text[line_end.end() : line_end.end() + 1]
    if line_end[0].count("\n") > 1 or line_end["bullet"] is not None or _ENDED.search(before):
        return True
    goes_on = after.islower() or after in "(,;%" or (after.isdigit() and len(before.strip()) >= _WRAPPED)
    return "\t" in before or not goes_on
