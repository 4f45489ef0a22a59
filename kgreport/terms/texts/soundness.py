"""The one rule on texts: every name, source and text that comes in can be read, printed and compared.

Tables, workbooks, parameters and terms hold their texts against it where they are read.
"""

from __future__ import annotations

import re
from operator import itemgetter
from typing import NamedTuple
from unicodedata import normalize

from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.findings import EXPECTED, Wording
from kgreport.terms.phrases import Phrase
from kgreport.terms.texts.letters import (
    LOOKALIKES,
    PLAIN,
    PRINTED,
    codes_of,
    looks_like,
)
from kgreport.terms.texts.old_encodings import HINTS, decoded

UNUSUAL = rf"[^{PLAIN}]|{HINTS}"
"""Pattern (of Python and of Arrow) of what may be wrong; a text without it is sound."""

_UNUSUAL = re.compile(UNUSUAL)
LONGEST_WORD = 1000
"""Letters of a word; a longer one is none, and could not be printed."""

_LONG_WORD = re.compile(rf"[^ \t\r\n]{{{LONGEST_WORD + 1},}}")
_AROUND = 24
"""So many letters around a wrong one are shown."""


class Unsound(Wording):
    """What is wrong with a text; findings about it are of the kind ``letters``."""

    __slots__ = ()


class _Rule(NamedTuple):
    """A kind of letter that no text may have: which, its name, and what to do about it."""

    letters: re.Pattern[str]
    called: Phrase
    advice: Phrase


_DELETE = Phrase("xóa ký tự đó, hoặc gõ lại", "delete it, or type the text again")
_TYPE_AGAIN = Phrase("gõ lại chữ đó theo bản gốc", "type the letter again, from the original")

_MARKS = r"\u0300-\u036f\u20d0-\u20f0"
_WITH_TONE = "ÀÁÃÈÉÌÍÒÓÕÙÚÝàáãèéìíòóõùúýĨĩŨũẠ-ỹ"

_RULES = (
    _Rule(
        re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"),
        Phrase("ký tự điều khiển", "the control character"),
        _DELETE,
    ),
    _Rule(
        re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
        Phrase("ký tự đổi chiều chữ", "a character that changes the direction of the text,"),
        _DELETE,
    ),
    _Rule(
        re.compile(
            r"[\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164"
            r"\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
        ),
        Phrase("ký tự không nhìn thấy", "the invisible character"),
        _DELETE,
    ),
    _Rule(re.compile("\ufffd"), Phrase("chữ đã mất", "a letter that was lost,"), _TYPE_AGAIN),
    _Rule(
        re.compile(r"[\ud800-\udfff\ufdd0-\ufdef]|[\ufffe\uffff]|(?![\0-\uffff])[^\0-\U000efffd]"),
        Phrase("mã không phải là chữ", "a code that is no letter,"),
        _TYPE_AGAIN,
    ),
    _Rule(
        re.compile(rf"(?<![^\W\d_])[{_MARKS}]|[{_MARKS}]{{2,}}|(?<=[{_WITH_TONE}])[\u0302\u0306\u031b]"),
        Phrase("dấu không đi với chữ nào", "a mark that belongs to no letter,"),
        _TYPE_AGAIN,
    ),
    _Rule(
        re.compile(rf"[^\t\n\r{PRINTED}{_MARKS}]"),
        Phrase("ký tự mà phông chữ của báo cáo không có", "a character that no font of the report has,"),
        Phrase("viết bằng chữ quốc ngữ, hoặc bỏ đi", "write it in Latin letters, or leave it out"),
    ),
)  # fmt: skip


def sound_text(text: str) -> str | Unsound:
    r"""Give a text with its letters composed (NFC), or say what is wrong with it.

    A sound text has no control characters but tabs and line ends, nothing that is invisible or changes the
    direction, no letter that looks like another, and none that no font has. It is in Unicode: no TCVN3, no
    VNI. A text of blanks alone is given as an empty one.

    Examples
    --------
    >>> sound_text("Đa\u0309ng bo\u0323\u0302"), sound_text("Rạch\u200bGiá").found.en
    ('Đảng bộ', "'Rạch\\u200bGiá', with the invisible character U+200B")
    """
    if len(text) > LONGEST_WORD and (word := _LONG_WORD.search(text)):
        return _too_long(word[0])
    if not _UNUSUAL.search(text):
        return text if text.strip() else ""
    composed = normalize("NFC", text)
    if not _UNUSUAL.search(composed):
        return composed
    wrong = _wrong_encoding(composed) or _wrong_letter(composed)
    return wrong or (composed if composed.strip() else "")


def say_unsound(wording: Wording) -> Phrase:
    """Say what is wrong with a text in one line, as errors of parameters do."""
    found, expected, advice = wording.found, wording.expected, wording.advice
    return Phrase(*(
        f"{found.say(language)}; {EXPECTED.say(language)}{expected.say(language)}; {advice.say(language)}"
        for language in ("vi", "en")
    ))  # fmt: skip


_SOUND = Phrase("chữ Unicode nhìn thấy và in được", "letters of Unicode that are seen and can be printed")


def _too_long(word: str) -> Unsound:
    """A word is no longer than a thousand letters."""
    begin, letters = with_hidden_letters_shown(word[:_AROUND]), len(word)
    return Unsound(
        Phrase(
            f"'{begin}…', {letters} ký tự không có dấu cách", f"'{begin}…', {letters} letters without a blank"
        ),
        Phrase(f"từ không quá {LONGEST_WORD} ký tự", f"words of at most {LONGEST_WORD} letters"),
        Phrase("thêm dấu cách hoặc xuống dòng, hoặc bỏ đi", "add blanks or line breaks, or leave it out"),
    )


def _wrong_encoding(text: str) -> Unsound | None:
    """A text is in Unicode."""
    if (read := decoded(text)) is None:
        return None
    begin = with_hidden_letters_shown(text[: 2 * _AROUND])
    reads = with_hidden_letters_shown(read.text[: 2 * _AROUND])
    if read.encoding == "UTF-8":
        how = Phrase("UTF-8 bị đọc sai bảng mã", "UTF-8 read in another encoding")
        advice = Phrase(
            f"nhập lại tệp bằng mã UTF-8: '{reads}'", f"import the file again as UTF-8: '{reads}'"
        )
    else:
        how = Phrase(f"font mã {read.encoding}", f"the font encoding {read.encoding}")
        advice = Phrase(
            f"chuyển mã sang Unicode (Unikey: Ctrl+Shift+F6): '{reads}'",
            f"convert it to Unicode (Unikey: Ctrl+Shift+F6): '{reads}'",
        )
    return Unsound(Phrase(f"'{begin}', {how.vi}", f"'{begin}', {how.en}"), _SOUND, advice)


def _wrong_letter(text: str) -> Unsound | None:
    """Find the first letter that no text may have."""
    found = [(one.start(), rule, one[0]) for rule in _RULES if (one := rule.letters.search(text))]
    like = LOOKALIKES.search(text)
    if like and all(like.start() <= start for start, *_ in found):
        return _lookalike(text, like)
    if not found:
        return None
    start, rule, letters = min(found, key=itemgetter(0))
    shown, code = _around(text, start), codes_of(letters[:2])
    called = Phrase(f"{rule.called.vi} {code}", f"{rule.called.en} {code}")
    return Unsound(Phrase(f"'{shown}', có {called.vi}", f"'{shown}', with {called.en}"), _SOUND, rule.advice)


def _lookalike(text: str, found: re.Match[str]) -> Unsound:
    """A letter is not one that only looks like it."""
    letter, right = found[0], looks_like(found[0])
    shown, code, ours = _around(text, found.start()), codes_of(letter), codes_of(right)
    return Unsound(
        Phrase(f"'{shown}', có '{letter}' {code}", f"'{shown}', with '{letter}' {code}"),
        Phrase(f"chữ '{right}' {ours}", f"the letter '{right}' {ours}"),
        Phrase(f"thay '{letter}' bằng '{right}'", f"replace '{letter}' by '{right}'"),
    )


def _around(text: str, at: int) -> str:
    """Show the text around a place in it, on one line."""
    start, stop = max(at - _AROUND, 0), at + _AROUND
    shown = " ".join(with_hidden_letters_shown(text[start:stop]).split())
    return "…" * (start > 0) + shown + "…" * (stop < len(text))
