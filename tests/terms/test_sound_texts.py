"""Every text is composed and can be read and printed, or it is said which letter is wrong and what to do."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.publish.diagnostics import Fragment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import typeset
from kgreport.terms.findings import Wording
from kgreport.terms.texts.letters import PRINTED
from kgreport.terms.texts.soundness import UNUSUAL, say_unsound, sound_text


def told(text: str) -> str:
    wrong = sound_text(text)
    assert isinstance(wrong, Wording), wrong
    return say_unsound(wrong).en


@pytest.mark.parametrize(
    "text",
    [
        "Ban Thường vụ Tỉnh ủy Kiên Giang",
        "10 m² · “Dự án” «A» – 5‰ ½ §5 ©2018 Excel® 30°C ±2 → x̄",
        "Noël Müller, São Tomé, Malmö, Åland, Peña",
        "Buôn Ama Thuô̆t, Y Ƀlô̆ Niê",
        "Дом, Ωμέγα",
        "một dòng\n\tvà dòng nữa\r\n",
        "hoà, quý, quỳnh, khoẻ, tuân, Huê, Nguyễn",
        "",
    ],
)
def test_what_writers_write_is_sound_and_stays_as_it_is(text: str) -> None:
    assert sound_text(text) == text


def test_letters_are_composed_and_blanks_alone_are_nothing() -> None:
    assert sound_text(unicodedata.normalize("NFD", "Đảng bộ")) == "Đảng bộ"
    assert [sound_text(text) for text in (" ", "\u00a0\t", "\n")] == ["", "", ""]


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        *((f"Rạch{letter}Giá", letter) for letter in "\0\x07\x0b\x1b\x7f\x85\u2028"),
        *((f"A {letter}84", letter) for letter in "\u200e\u200f\u061c\u202a\u202e\u2066\u2069"),
        *((f"Rạch{letter}Giá", letter) for letter in "\u200b\u200d\u00ad\ufeff\u2060\u3164\ufe0f"),
        *((f"A{letter}", letter) for letter in "\ufffd\ufffe\ufdd0\ud800\U0001ffff\U000e0041"),
        *((letter, letter) for letter in "😀漢ك\ue000א한ᬀ\u0378"),
        ("\u0301a", "\u0301"),
        ("1\u0301", "\u0301"),
        ("e\u0301\u0302", "\u0302"),
        ("o" + 40 * "\u0316", "\u0316"),
    ],
)
def test_a_letter_that_no_text_may_have_is_named_by_its_code(text: str, letter: str) -> None:
    assert f"U+{ord(letter):04X}" in told(text)


@pytest.mark.parametrize(
    ("text", "letter", "right"),
    [
        ("Ðảng bộ", "Ð", "Đ"),
        ("ðảng viên", "ð", "đ"),
        ("R\u0430ch Giá", "\u0430", "a"),
        ("\u0392an Thường vụ", "\u0392", "B"),
        ("ＤＶ０１", "Ｄ", "D"),
        ("𝟏𝟐", "𝟏", "1"),
        ("ﬁn", "ﬁ", "fi"),
    ],
)
def test_a_letter_that_looks_like_another_is_named_with_the_right_one(
    text: str, letter: str, right: str
) -> None:
    assert f"replace '{letter}' by '{right}'" in told(text)
    assert sound_text(text.replace(letter, right)) != text


@pytest.mark.parametrize(
    ("text", "encoding", "right"),
    [
        ("Sinh ho¹t", "TCVN3", "Sinh hoạt"),
        ("Ban Th­êng vô TØnh uû", "TCVN3", "Ban Thường vụ Tỉnh uỷ"),
        ("§¶NG Bé HUYÖN", "TCVN3", "ĐẢNG Bộ HUYỆN"),
        ("Ñaûng boä tænh", "VNI", "Đảng bộ tỉnh"),
        ("BAÙO CAÙO", "VNI", "BÁO CÁO"),
        ("baùo caùo naêm", "VNI", "báo cáo năm"),
        ("Chi bá»™ xÃ£", "UTF-8", "Chi bộ xã"),
    ],
)
def test_a_text_that_is_not_in_unicode_is_told_with_what_it_says(
    text: str, encoding: str, right: str
) -> None:
    assert encoding in told(text)
    assert f"'{right}'" in told(text)


def test_a_word_of_a_thousand_letters_is_the_longest() -> None:
    assert sound_text("a" * 1000 + " " + "b" * 1000) == "a" * 1000 + " " + "b" * 1000
    assert "'xxxxxxxxxxxxxxxxxxxxxxxx…', 1001 letters without a blank" in told("Tệp " + "x" * 1001)
    assert "1200 letters" in told("ab\u00a0" * 400)


def test_what_is_told_shows_hidden_letters_by_their_codes() -> None:
    assert told("A\u202e84").startswith("'A\\u202e84', with")
    assert with_hidden_letters_shown("\x1b]0;x\x07\n\udc80") == "\\u001b]0;x\\u0007\n\\udc80"


def test_arrow_and_python_find_the_same_texts_unusual() -> None:
    texts = ["Đảng bộ", "Rạch\u200bGiá", "baùo", "Ðảng", "10 m²", "a\nb", "\u00a0x", "漢"]
    in_arrow = pc.match_substring_regex(pa.array(texts), UNUSUAL).to_pylist()
    assert in_arrow == [bool(re.search(UNUSUAL, text)) for text in texts]
    assert in_arrow == [False, True, True, True, False, False, True, True]


def test_the_typesetter_has_a_font_for_every_letter_that_may_be_printed() -> None:
    letters = [chr(code) for code in range(0x20, 0x2C00) if re.match(rf"[{PRINTED}]", chr(code))]
    markup = " ".join(f'#"\\u{{{ord(letter):x}}}"' for letter in letters)
    assert len(letters) > 4000
    assert typeset(Document(title="Chữ"), [Fragment(place="1", markup=markup)])[:4] == b"%PDF"
