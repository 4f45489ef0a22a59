"""Sort names as a Vietnamese dictionary does: by letters, then by tones; numbers by their size."""

from __future__ import annotations

import re
from unicodedata import normalize

_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Grave, hook, tilde, acute and dot below: huyền, hỏi, ngã, sắc, nặng; no mark comes first."""

_PIECE = re.compile(r"[0-9]+|.[\u0300-\u036f]*", re.DOTALL)
_BREAK, _NUMBER, _LETTER, _OTHER = range(4)

_Piece = tuple[int, int, str]
SortKey = tuple[tuple[_Piece, ...], tuple[int, ...], str]


def sort_key(text: str) -> SortKey:
    """Give what a name is sorted by.

    >>> sorted(["Đà Nẵng", "Dầu Giây", "Ấp 10", "Ấp 2", "An Biên", "Ăn"], key=sort_key)
    ['An Biên', 'Ăn', 'Ấp 2', 'Ấp 10', 'Dầu Giây', 'Đà Nẵng']
    >>> sorted(["má", "mạ", "ma", "mã", "mà", "mả"], key=sort_key)
    ['ma', 'mà', 'mả', 'mã', 'má', 'mạ']
    """
    pieces = [_piece(piece) for piece in _PIECE.findall(normalize("NFD", text.strip().lower()))]
    return tuple(piece for piece, _ in pieces), tuple(tone for _, tone in pieces), text


def _piece(text: str) -> tuple[_Piece, int]:
    if text.isdecimal():
        return (_NUMBER, int(text), ""), 0
    tone = next((_TONES[mark] for mark in text if mark in _TONES), 0)
    letter = normalize("NFC", "".join(mark for mark in text if mark not in _TONES))
    if letter in _LETTERS:
        return (_LETTER, _LETTERS[letter], ""), tone
    return (_OTHER if letter.isalnum() else _BREAK, 0, letter), tone
