"""Whatever text comes in, it is refused by its letter, or it can be printed, compared and drawn."""

from __future__ import annotations

import random
import unicodedata
from functools import partial
from xml.etree import ElementTree

import typst

from kgreport.errors import KgreportError
from kgreport.hidden_letters import with_hidden_letters_shown
from kgreport.terms.texts.soundness import Unsound, say_unsound, sound_text
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.markup import escape_typst, markdown_to_html, markdown_to_typst
from tests.fuzz.mutations import ODD_TEXTS, seeded
from tests.fuzz.trying import TIMES, Attempts

WORDS = (
    *("Đảng bộ", "Rạch Giá", "hoàn thành", "tr. 1", "12,5%", "«A»", "x̄", "Ƀlô̆", "10 m²", "café", "Дом"),
    *("#", "- ", "\n"),
)
HIDDEN = (
    "\x00\x1b\x85\xad\u0301\u0302\u034f\u061c\u200b\u200d\u202e\u2028\u2066\u3164"
    "\ud800\ue000\ufe0f\ufeff\uffff\U000e0041"
)


def odd_text(rng: random.Random) -> str:
    """Put words, odd texts, hidden letters and letters of any kind together."""
    kinds = (
        lambda: rng.choice(WORDS),
        lambda: rng.choice(WORDS),
        lambda: rng.choice(ODD_TEXTS),
        lambda: rng.choice(HIDDEN),
        lambda: chr(rng.randrange(0x20, 0x3000)),
        lambda: chr(rng.randrange(0x110000)),
        lambda: "".join(chr(rng.randrange(0xA0, 0x180)) for _ in range(4)),
    )
    most = rng.choice((1, 2, 2, 7))
    return rng.choice((" ", "")).join(rng.choice(kinds[:most])() for _ in range(rng.randrange(1, 9)))


def hold_against_the_rule(text: str) -> None:
    """What is sound shows all it has, in every format; what is not is told without hiding anything."""
    given = sound_text(text)
    if isinstance(given, Unsound):
        told = say_unsound(given).en
        assert with_hidden_letters_shown(told) == told
        raise KgreportError(told)
    assert sound_text(given) == given
    assert unicodedata.is_normalized("NFC", given)
    assert with_hidden_letters_shown(given.replace("\r", "")) == given.replace("\r", "")
    page = markdown_to_html(given).replace("<br>", "<br/>").replace("<hr>", "<hr/>")
    ElementTree.fromstring(f"<p>{page}</p>")
    shown = given.strip() or "–"
    drawing = BarChart(id="c", title=shown, alt=shown, bars=[Bar(given, 1, "1")]).svg()
    ElementTree.fromstring(drawing)
    parts = (escape_typst(given), markdown_to_typst(given).replace("#kg-table", "#table"))
    source = '#set document(title: "t")\n' + "\n\n".join(parts)
    typst.compile(source.encode(), format="pdf", font_paths=fonts(), pdf_standards=["a-3a"])


fonts = partial(typst.Fonts, include_system_fonts=False)


def test_a_text_is_refused_or_can_be_printed() -> None:
    cases = ((name, odd_text(rng)) for name, rng in seeded(100 * TIMES))
    tally = Attempts(hold_against_the_rule).try_all(cases)
    tally.check("texts")
    assert min(tally.counts["answered"], tally.counts["refused"]) > 20
