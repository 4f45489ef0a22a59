"""A font of the machine prints the PDF, if it is there and has every letter of the text."""

from __future__ import annotations

import pytest
import typst

from kgreport.publish.diagnostics import Fragment
from kgreport.publish.prepared.documents import Document
from kgreport.publish.typesetting import TypesettingError, check_font, fault_of_picture, typeset


def test_a_font_that_the_machine_lacks_is_refused_with_the_nearest() -> None:
    with pytest.raises(TypesettingError, match="no font 'Libertinus Serf'; did you mean 'Libertinus Serif'"):
        check_font("Libertinus Serf", ["Kết quả"])


def test_letters_that_a_font_lacks_are_named() -> None:
    with pytest.raises(TypesettingError, match="lacks letters of this text: 漢;"):
        check_font("Libertinus Serif", ["Kết quả", "漢"])


def test_a_font_with_every_letter_is_taken() -> None:
    check_font("Libertinus Serif", ["Kết quả kiểm điểm, đánh giá, xếp loại: Ậ Ể ỷ Ữ"])


def test_a_warning_of_the_typesetter_is_not_told_as_a_fault() -> None:
    fragments = [Fragment(place="cell 1", markup="*#[]*"), Fragment(place="cell 2", markup="漢")]
    with pytest.raises(TypesettingError) as caught:
        typeset(Document(title="Chữ", font=""), [*fragments, Fragment(place="cell 3", markup="**")])
    assert str(caught.value) == "cell 2: no font has the character '漢': write it in letters or leave it out"


def test_a_picture_on_which_the_typesetter_itself_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its failure is no Exception in Python, and would end the process."""
    failure = type("PanicException", (BaseException,), {})

    def fail(*_: object, **__: object) -> bytes:
        raise failure("index out of bounds")

    monkeypatch.setattr(typst, "compile", fail)
    assert fault_of_picture("a.png", b"x") == "the typesetter failed: index out of bounds"
    with pytest.raises(TypesettingError, match="the typesetter failed"):
        typeset(Document(title="x"), [])
