"""Judge the ids of subjects: an id is a short code, and the name of a person is none."""

from __future__ import annotations

import re
from functools import lru_cache

from kgreport.data.tables.cells.phrases import BLANK_CELL
from kgreport.file_names import without_accents
from kgreport.terms.findings import Wording
from kgreport.terms.phrases import Phrase, quoted
from kgreport.terms.texts.soundness import sound_text

LONGEST = 100
"""Letters that an id has at most."""

_PUNCTUATION = "._-/:()&'’‘“”–"
_ID = re.compile(rf"[^\W_](?:[\w{re.escape(_PUNCTUATION)} ]|,(?= ))*")
_DIGITS = re.compile(r"[0-9]+")
_WORDS = re.compile(r"[^\W\d_]+\.?(?: [^\W\d_]+\.?)+")
_ABBREVIATION = re.compile(
    r"\b(?!(?:N?GH?|[CKNPT]H|TR|GI|QU|[B-DGHK-NP-TVX])?[AEIOUY]+(?:[CN]H|NG|[CMNPT])?\b)[A-Z]{2,}\b"
)
"""Capitals (without their marks) that are no syllable, such as UBND."""

_SURNAMES = frozenset(
    re.findall(
        r"[a-z]+",
        "an au ba bach banh be bui cam cao chau chu chung cu cung dam dang danh dao deo diep dinh do "
        "doan duong giang gian giap ha ho hoang hong hua huynh kha khong khuc kieu kim la lai lam le lo "
        "loc luc luong luu ly ma mac mai nghiem ngo ngoc nguyen nong ong pham phan phi phung quach quan "
        "sam son sung ta tang thach thai than thao thi tien tieu to ton tong tra tran trang trieu trinh "
        "truong tu ung van vi vien vo vu vuong ",
    )
)
"""Family names without their marks, of Kinh, Khmer, Hoa and Tày."""

_SHORTENED = re.compile(r"[0-9]+([.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)
_NOTHING = frozenset(("nan", "null", "none", "nil", "n/a", "na", "true", "false", "inf"))
"""What programs write where they have no value."""

_AN_ID = Phrase(
    "mã như 'dv-000123': chữ, chữ số và các dấu . _ - /",
    "an id such as 'dv-000123': letters, digits and . _ - /",
)
_ENTER_AGAIN = Phrase(
    "định dạng cột là văn bản rồi nhập lại mã", "format the column as text, and enter the id again"
)
_A_NAME = Wording(
    Phrase("có vẻ là họ tên người", "what looks like the name of a person"),
    Phrase("mã; hồ sơ không ghi họ tên", "an id: records hold no names of persons"),
    Phrase("thay họ tên bằng mã hoặc số", "write a code or a number instead of the name"),
)
_BLANK = Wording(
    BLANK_CELL,
    Phrase("mã của đối tượng", "the id of the subject"),
    Phrase("điền mã, hoặc bỏ dòng này", "fill it in, or remove the row"),
)
_WRITE_ID = Phrase("ghi mã của đối tượng", "write the id of the subject")


def wrong_id(text: str, *, of_person: bool = False) -> Wording | None:
    """Say what is wrong with an id; nothing where it is sound.

    Examples
    --------
    >>> wrong_id("dv-000123"), wrong_id("Chi bộ 1")
    (None, None)
    >>> wrong_id("7,92017E+11").found.en
    "'7,92017E+11', a number that Excel has shortened"
    >>> wrong_id("Nguyễn Văn A", of_person=True).found.en
    'what looks like the name of a person'
    """
    if not is_wrong(text, of_person=of_person):
        return None
    if not text.strip():
        return _BLANK
    if isinstance(given := sound_text(text), Wording):
        return given
    if _SHORTENED.fullmatch(text):
        found = Phrase(f"'{text}', số đã bị Excel rút gọn", f"'{text}', a number that Excel has shortened")
        return Wording(found, _AN_ID, _ENTER_AGAIN)
    if len(text) > LONGEST:
        found = Phrase(f"'{text[:20]}…', {len(text)} ký tự", f"'{text[:20]}…', {len(text)} letters")
        most = Phrase(f"mã không quá {LONGEST} ký tự", f"an id of at most {LONGEST} letters")
        return Wording(found, most, _WRITE_ID)
    return _A_NAME if _is_id(text) else Wording(quoted(text), _AN_ID, _WRITE_ID)


def is_wrong(text: str, *, of_person: bool) -> bool:
    """Whether an id is not sound."""
    if len(text) > LONGEST or not _is_id(text) or isinstance(sound_text(text), Wording):
        return True
    return of_person and _is_name(_DIGITS.sub("0", text))


def _is_id(text: str) -> bool:
    """Letters of any language, digits from 0 to 9, and signs between them; no word for nothing."""
    if not _ID.fullmatch(text.strip(" ")) or text.lower() in _NOTHING:
        return False
    return text.isascii() or all(letter.isascii() for letter in text if letter.isnumeric())


@lru_cache(maxsize=4096)
def _is_name(text: str) -> bool:
    """Whether it has several words in a row that begin with capitals, or is one in Vietnamese letters.

    Abbreviations are no names. A number stands with the name of a place as well; there a family name decides.
    """
    if not (text.isalpha() or _WORDS.search(text)):
        return False
    words = _ABBREVIATION.sub(lambda found: "-" * len(found[0]), without_accents(text))
    if text.isalpha():
        return text[0].isupper() and not text.isascii() and words != "-" * len(words)
    has_digits = any(letter.isdigit() for letter in text)
    return any(
        all(word[0].isupper() for word in run)
        and (not has_digits or not _SURNAMES.isdisjoint(word.lower().strip(".") for word in run[:-1]))
        for run in (of[0].split() for of in _WORDS.finditer(words))
    )
