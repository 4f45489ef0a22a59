"""Find the right word that a misspelt one is nearest to, and advise it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from kgreport.terms.phrases import Phrase


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word most like a misspelt one, if any is near.

    >>> nearest("membr", ["member", "leader"])
    'member'
    """
    found = get_close_matches(word.strip().lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def code_of_label(text: str, labels: Mapping[str, object]) -> str | None:
    """Find the code whose name somebody wrote instead, in either language.

    >>> code_of_label(" Đảng  viên", {"member": Phrase("đảng viên", "Party members")})
    'member'
    """
    names = {
        folded(name): code
        for code, label in reversed(list(labels.items()))
        if isinstance(label, Phrase)
        for name in label
        if name
    }
    return names.get(folded(text))


def folded(text: str) -> str:
    """Give a name as it is compared: composed, in small letters, its blanks single.

    >>> folded(" Kiên  GIANG")
    'kiên giang'
    """
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def one_slip_from(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that a word is one slip of the keyboard away from.

    A slip is one letter too many, too few or wrong, two letters swapped, or a capital.

    >>> one_slip_from("yaer", ["year", "unit"]), one_slip_from("Year", ["year"])
    ('year', 'year')
    >>> one_slip_from("month", ["font", "year"])
    """
    return next((right for right in known if right != word and _is_slip(word.lower(), right)), None)


def _is_slip(word: str, right: str) -> bool:
    swapped = (word[:n] + word[n + 1] + word[n] + word[n + 2 :] for n in range(len(word) - 1))
    return word == right or is_one_edit(word, right) or right in swapped


def is_one_edit(one: str, other: str) -> bool:
    """Whether two words differ by one letter, put in, left out or changed.

    >>> is_one_edit("22", "2"), is_one_edit("unit", "unti"), is_one_edit("35", "43")
    (True, False, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return short in (long[:n] + long[n + 1 :] for n in range(len(long)))


def did_you_mean(near: str | None, otherwise: Phrase) -> Phrase:
    """Advise the nearest right thing, or where there is none, something else.

    >>> did_you_mean("member", Phrase("sửa", "correct it")).en
    "did you mean 'member'?"
    """
    return Phrase(f"có phải '{near}'?", f"did you mean '{near}'?") if near else otherwise


def near_or_known(word: str, known: Iterable[str]) -> Phrase:
    """Advise the known word that is nearest to a misspelt one, or else name all that are known.

    >>> near_or_known("yaer", ["year", "unit"]).en, near_or_known("x", ["year", "unit"]).vi
    ("did you mean 'year'?", 'các từ hợp lệ: year, unit')
    """
    words = list(known)
    listed = ", ".join([*words[:_MOST_KNOWN], *(["…"] if len(words) > _MOST_KNOWN else [])])
    return did_you_mean(nearest(word, words), Phrase(f"các từ hợp lệ: {listed}", f"known are {listed}"))


_MOST_KNOWN = 60
"""How many known words are named."""


def in_sentence(name: str) -> str:
    """Write the name of a Party body as it stands in a sentence, where it is given in capitals.

    >>> in_sentence("BAN THƯỜNG VỤ TỈNH ỦY"), in_sentence("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH KIÊN GIANG")
    ('Ban Thường vụ Tỉnh ủy', 'Ban Chấp hành Đảng bộ tỉnh Kiên Giang')
    >>> in_sentence("Ban Thường vụ Tỉnh ủy")
    'Ban Thường vụ Tỉnh ủy'
    """
    if not name.isupper():
        return name
    words = name.title().split()
    for n, word in enumerate(words):
        if word in _SECOND_WORDS or (word in _LEVELS and words[n + 1 : n + 2] not in (["Ủy"], ["Uỷ"])):
            words[n] = word.lower()
    return " ".join(words)


_SECOND_WORDS = {"Vụ", "Hành", "Ủy", "Uỷ", "Bộ", "Chức", "Tra", "Giáo", "Vận", "Chính", "Phố", "Xã"}
"""Second words of the names of bodies, such as "Thường vụ", "Chấp hành" and "Tỉnh ủy"."""

_LEVELS = {"Tỉnh", "Huyện", "Thành", "Thị", "Quận"}
"""Levels, which have a capital only in "Tỉnh ủy" and the like."""
