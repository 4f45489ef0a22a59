"""Join the lines that a sentence was broken into, so that a line is a paragraph again."""

from __future__ import annotations

import re
from itertools import pairwise

_ITEM = re.compile(
    r"\s*(?:[-–+•*●▪\ue000-\uf8ff]|\(?\d{1,2}[.)]\s|\d{1,2}(?:\.\d{1,2})+[.)]?\s|[a-zđ][.)]\s|[IVX]+[.)]\s|"
    r"(?:Bảng|Biểu|Hình|Phụ lục)\s+\d)"
)
"""What a line of its own begins with: a bullet, a number of a list, a caption."""

_SENTENCE_END = tuple(".!?…:")
_LONGEST = 160
"""A text with longer lines than this is not wrapped."""

_ALMOST_FULL = 0.88


def join_wrapped_lines(text: str, narrowest: int = 60) -> str:
    r"""Put a blank for the end of each line that the next one continues; no other character changes.

    Parameters
    ----------
    text
        Lines, of which some may be parts of one paragraph.
    narrowest
        The least width, in characters, that a text is taken to be wrapped to.

    Examples
    --------
    >>> join_wrapped_lines("Có 12 chi bộ hoàn thành\nxuất sắc nhiệm vụ.\nTrong đó:\n- 5 chi bộ")
    'Có 12 chi bộ hoàn thành xuất sắc nhiệm vụ.\nTrong đó:\n- 5 chi bộ'
    """
    lines = text.split("\n")
    width = _width(lines, narrowest)
    ends = [" " if _goes_on(line, following, width) else "\n" for line, following in pairwise(lines)]
    return "".join(line + end for line, end in zip(lines, [*ends, ""], strict=True))


def _width(lines: list[str], narrowest: int) -> int | None:
    """Find the width that a text is wrapped to; None if it is not wrapped."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip() and "\t" not in line)
    if len(lengths) < 3 or lengths[-1] > _LONGEST:
        return None
    width = lengths[len(lengths) * 9 // 10]
    return width if width >= narrowest else None


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether a line goes on in the following one."""
    line, following = line.rstrip(), following.strip()
    if not line.strip() or not following or "\t" in line + following:
        return False
    if line.endswith(_SENTENCE_END) or _ITEM.match(following):
        return False
    is_full = width is not None and len(line) + 1 + len(following.split()[0]) >= _ALMOST_FULL * width
    goes_on_in_small_letters = following[0].islower() or following[0] in "(),;%"
    return is_full or (goes_on_in_small_letters and not line.endswith(";"))
