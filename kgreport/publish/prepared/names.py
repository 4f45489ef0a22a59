"""Names for what a document has: ids, columns, files, sheets and bookmarks, each once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgreport.file_names import without_accents


def ascii_name(title: str, between: str = "_") -> str:
    """Give a heading in small letters without accents; nothing of one without letters.

    >>> ascii_name("Đảng viên: số lượng (%)"), ascii_name("Năm 2018", "-"), ascii_name("…")
    ('dang_vien_so_luong', 'nam-2018', '')
    """
    return between.join(re.findall(r"[a-z0-9]+", without_accents(title.lower())))


def distinct(names: Iterable[str], longest: int = 255, end: str = " ({n})") -> Iterator[str]:
    """Number the names that are there more than once, apart from small and capital letters.

    >>> list(distinct(["a", "A", "b", "a"])), list(distinct(["so", "so"], end="_{n}"))
    (['a', 'A (2)', 'b', 'a (3)'], ['so', 'so_2'])
    >>> list(distinct(["abcdef", "abcdef"], longest=6))
    ['abcdef', 'ab (2)']
    """
    taken: set[str] = set()
    for name in names:
        found, number = name, 1
        while found.casefold() in taken:
            number += 1
            last = end.format(n=number)
            found = cut(name, longest - len(last), "").rstrip() + last
        taken.add(found.casefold())
        yield found


def cut(text: str, longest: int, end: str) -> str:
    """Cut a text that is longer than programs of Office take; letters of some scripts count twice."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - len(end))].decode("utf-16-le", "ignore") + end
