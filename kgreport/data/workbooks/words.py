"""Translate the codes of the tables into the words of a workbook, and back."""

from __future__ import annotations

from collections.abc import Mapping

from kgreport.data.records.layout import ORGANIZATION_TIERS, REASONS_OF, STATUS_PHRASES
from kgreport.terms.phrases import Phrase
from kgreport.terms.spelling import folded
from kgreport.terms.vocabulary import LEVELS, TIERS

Words = Mapping[str, str]
"""Code → word."""

YES, NO = "Có", "Không"
TRUTHS: Words = {"1": YES, "0": NO}


def upper_first(text: str) -> str:
    """Begin with a capital letter, as a heading does.

    >>> upper_first("đảng bộ cơ sở")
    'Đảng bộ cơ sở'
    """
    return text[:1].upper() + text[1:]


def words_of(phrases: Mapping[str, Phrase]) -> Words:
    """Take the Vietnamese words of a vocabulary."""
    return {code: upper_first(phrase.vi) for code, phrase in phrases.items()}


LEVEL_WORDS = words_of(LEVELS)
REASON_WORDS = {subject: words_of(reasons) for subject, reasons in REASONS_OF.items()}
STATUS_WORDS = words_of(STATUS_PHRASES)
ORGANIZATION_WORDS = words_of(ORGANIZATION_TIERS)
MANAGERS = words_of(TIERS["collective"])


def plain(text: str) -> str:
    r"""Give a text as it is compared: composed, in small letters, its blanks single, in the words of today.

    >>> plain("Hoàn thành  tốt\nnhiệm vụ ")
    'hoàn thành tốt nhiệm vụ'
    >>> plain("Bị xử lý kỷ luật trong năm")
    'bị xử lý kỷ luật'
    """
    small = folded(text)
    return _TODAY.get(small, small)


_TODAY: Words = {
    "có biểu hiện suy thoái": "có biểu hiện suy thoái về tư tưởng chính trị, đạo đức, lối sống",
    "thực hiện dưới 50% chỉ tiêu được giao": "hoàn thành dưới 50% chỉ tiêu",
    "công chức, viên chức được xếp loại không hoàn thành nhiệm vụ": (
        "là cán bộ, công chức, viên chức bị xếp loại không hoàn thành nhiệm vụ"
    ),
    "bị xử lý kỷ luật trong năm": "bị xử lý kỷ luật",
    "thực hiện dưới 50% chỉ tiêu và không đạt chỉ tiêu chủ yếu": (
        "hoàn thành dưới 50% chỉ tiêu và không đạt chỉ tiêu chủ yếu"
    ),
    "từ hoàn thành tốt nhiệm vụ trở lên": "hoàn thành tốt nhiệm vụ trở lên",
    "từ hoàn thành nhiệm vụ trở lên": "hoàn thành nhiệm vụ trở lên",
    "hành chính": "khối hành chính",
    "sự nghiệp": "khối sự nghiệp",
    "cộng các lý do": "tổng số các lý do",
}
"""By a word of the first version of the workbooks, the one of today."""


def code_for(text: str, words: Words) -> str:
    """Translate a word into its code; a code, or what is neither, stays as it is.

    >>> code_for("hoàn thành tốt nhiệm vụ", LEVEL_WORDS), code_for("good", LEVEL_WORDS)
    ('good', 'good')
    """
    key = plain(text)
    codes = {plain(word): code for code, word in words.items()}
    return codes.get(key, key if key in words else text)
