"""Recognise Vietnamese that is not written in Unicode, as it comes from old documents and wrong imports.

TCVN3 (the fonts ``.VnTime``) and VNI have other letters for those with marks: ``Sinh ho¹t``, ``Ñaûng boä``.
A text is of such an encoding if one of its words is no Vietnamese syllable as it stands, but is one when it
is decoded. UTF-8 that was read as Windows-1252 looks like ``Báº£ng``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from kgreport.terms.texts.letters import VIETNAMESE


class Decoded(NamedTuple):
    """How a text reads.

    Attributes
    ----------
    encoding
        The name of the encoding.
    text
        The text in Unicode.
    """

    encoding: str
    text: str


_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®§¡¢£¤¥¦",
        "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđĐĂÂÊÔƠƯ",
        strict=True,
    )
)
_VNI_ALONE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
_VNI_MARKS = {
    **dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)),
    **{
        mark: "\u0302" + tone
        for mark, tone in zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True)
    },
    **{
        mark: "\u0306" + tone
        for mark, tone in zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True)
    },
}
_VNI_PAIR = re.compile(rf"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_ALONE)}])")

HINTS = (
    r"[aeoôAEOÔ][ùÙ]|[aeoAEO][õâÕÂ]|[aA][êéèúáàãÊÉÈÚÁÀÃ]|[eE][áàãÁÀÃ]|[uyUY][ùÙ]"  # of VNI, in usual letters
)
"""Pairs of usual letters that no Vietnamese word has, but one in VNI may have; a pattern."""

_ODD = re.compile(rf"^(?=.*[A-Za-z])(?!.*[^\x00-\xff]).*?(?:[^\x00-\x7f{VIETNAMESE}]|{HINTS})")
"""A word that may be of these encodings: of the 256 letters of a byte, not all of them Vietnamese."""

_VIETNAMESE = re.compile("[Ạ-ỹ]")
_WORD = re.compile(r"(?:[^\W\d_]|[¡-¾×÷\u0300-\u036f])+")
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_SYLLABLE = re.compile(
    r"(?:ngh?|[cgknt]h|tr|ph|gi|qu|[bcdđghklmnprstvx])?(?:"
    r"a[iouy]?|e|o|ê|i[au]?|eo|ô|ơ|u|ư|y|â[uy]|êu|[iy]êu|o[ae]|[oôơuư]i|oa[iyo]|oeo|u[aêơy]|uya|uây|ưa|ưu|"
    r"uôi|ươ[iu]|uyu|o?a(?:ch?|m|nh?|ng|p|t)|o?ă(?:c|m|n|ng|p|t)|u?â(?:c|m|n|ng|p|t)|o?e(?:c|m|n|ng|p|t)|"
    r"u?ê(?:ch|m|nh?|p|t)|u?[iy](?:ch|m|nh?|p|t)|oo?(?:c|m|n|ng|p|t)|ô(?:c|m|n|ng|p|t)|ơ(?:m|n|p|t)|"
    r"u(?:c|m|n|ng|p|t)|ư(?:c|m|n|ng|t)|u?[iy]ê(?:c|m|n|ng|p|t)|(?:uô|ươ)(?:c|m|n|ng|p|t))"
)
_STOPPED = re.compile(r"(?:ch|[cpt])$")


def decoded(text: str) -> Decoded | None:
    """Decode a text that is not in Unicode; None for any other.

    >>> decoded("Sinh ho¹t chi bé"), decoded("Ñaûng boä").text, decoded("Báº£ng nÄƒm").text
    (Decoded(encoding='TCVN3', text='Sinh hoạt chi bộ'), 'Đảng bộ', 'Bảng năm')
    >>> decoded("Đảng bộ"), decoded("Café Noël, 10 m², «Dự án»"), decoded("Excel® và TOEFL©")
    (None, None, None)
    """
    if read := _utf8_read_as_1252(text):
        return Decoded("UTF-8", read)
    for encoding, decode in (("TCVN3", _from_tcvn3), ("VNI", _from_vni)):
        if any(_is_of(word, decode(word)) for word in _WORD.findall(text)):
            return Decoded(encoding, _WORD.sub(lambda match, decode=decode: decode(match[0]), text))  # type: ignore[misc]
    return None


def _utf8_read_as_1252(text: str) -> str:
    """Read the bytes that a text was made of as UTF-8; nothing where they are not, or were read rightly."""
    try:
        given = b"".join(map(_byte_of, text))
    except UnicodeEncodeError:
        return ""
    read = given.decode(errors="ignore")
    return read if _VIETNAMESE.search(read) else ""


@cache
def _byte_of(letter: str) -> bytes:
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _is_of(word: str, read: str) -> bool:
    """Whether a word has what no Vietnamese word has, and makes sense only when it is decoded."""
    return bool(_ODD.search(word)) and is_syllable(read) and not is_syllable(word)


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as a Vietnamese syllable.

    >>> [is_syllable(word) for word in ("nghiệp", "QUYẾT", "hoạt", "ho¹t", "boä", "băn", "bă", "bac")]
    [True, True, True, False, False, True, False, False]
    """
    parts = normalize("NFD", word.lower())
    tones = [mark for mark in parts if ord(mark) in _TONES]
    plain = normalize("NFC", parts.translate(_TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.search(plain) or tones in (["\u0301"], ["\u0323"])


def _from_tcvn3(word: str) -> str:
    read = "".join(_TCVN3.get(letter, letter) for letter in word)
    plain = [letter for letter in word if letter.isascii()]
    return read.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else read


def _from_vni(word: str) -> str:
    read = _VNI_PAIR.sub(_vni_letter, word.lower())
    return _in_case_of(word, normalize("NFC", read))


def _vni_letter(match: re.Match[str]) -> str:
    base, mark, alone = match.groups()
    return _VNI_ALONE[alone] if alone else _VNI_ALONE.get(base, base) + _VNI_MARKS[mark]


def _in_case_of(word: str, read: str) -> str:
    return read.upper() if word.isupper() else read.capitalize() if word[:1].isupper() else read
