"""Names are sorted as a Vietnamese dictionary sorts them."""

from __future__ import annotations

from random import Random
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from kgreport.terms.collation import sort_key

IN_ORDER = [
    "An Biên", "An Minh", "Anh", "Ăn", "Ân", "Châu Thành", "Dương Đông", "Đông Hồ", "Giang Thành",
    "Giồng Riềng", "Gò Quao", "Hà Tiên", "Hòn Đất", "Kiên Hải", "Kiên Lương", "Ô Môn", "Ơ", "Phú Quốc",
    "Rạch Giá", "U Minh", "Ư", "Vĩnh Thuận",
]  # fmt: skip


@given(st.randoms(use_true_random=False))
def test_letters_stand_in_the_order_of_the_alphabet(random: Random) -> None:
    shuffled = random.sample(IN_ORDER, len(IN_ORDER))

    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_tones_decide_only_between_the_same_letters() -> None:
    assert sorted(["bạn", "bàn be", "ban", "bản"], key=sort_key) == ["ban", "bản", "bạn", "bàn be"]


def test_numbers_are_compared_by_their_size() -> None:
    assert sorted(["Chi bộ 10", "Chi bộ 2"], key=sort_key) == ["Chi bộ 2", "Chi bộ 10"]


@given(st.text())
def test_how_a_letter_is_composed_or_written_does_not_matter(text: str) -> None:
    assert sort_key(normalize("NFC", text))[:2] == sort_key(normalize("NFD", text))[:2]


@given(st.lists(st.text(), max_size=5), st.randoms(use_true_random=False))
def test_any_names_have_one_order(names: list[str], random: Random) -> None:
    shuffled = random.sample(names, len(names))

    assert sorted(shuffled, key=sort_key) == sorted(names, key=sort_key)
