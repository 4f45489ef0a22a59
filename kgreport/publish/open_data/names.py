"""Name columns and files in small letters without accents, as programs do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kgreport.file_names import without_accents


def each_ascii_name(titles: Iterable[str]) -> Iterator[str]:
    """Name columns as programs do, each once.

    >>> list(each_ascii_name(["Số", "số", "Tỷ lệ (%)"]))
    ['so', 'so_2', 'ty_le']
    """
    used: set[str] = set()
    for title in titles:
        name = plain = ascii_name(title) or "column"
        number = 2
        while name in used:
            name, number = f"{plain}_{number}", number + 1
        used.add(name)
        yield name


def ascii_name(title: str, between: str = "_") -> str:
    """Give a heading in small letters without accents; nothing of one without letters.

    >>> ascii_name("Đảng viên: số lượng (%)"), ascii_name("Năm 2018", "-"), ascii_name("…")
    ('dang_vien_so_luong', 'nam-2018', '')
    """
    return between.join(re.findall(r"[a-z0-9]+", without_accents(title.lower())))
