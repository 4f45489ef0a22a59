"""Say which figures are probably wrong, and what each of them should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf

from kgreport.data.plausibility.ranking import Ranked
from kgreport.data.plausibility.sums import Key
from kgreport.data.plausibility.wrong_figures import WrongFigure
from kgreport.terms.phrases import Message, Phrase

Label = Callable[[Key], Phrase]
"""Names a figure."""

_SUMS = ("sum", "tiers", "units")
"""Kinds of contradictions that are sums."""


def say_wrong(named: Sequence[Ranked], kinds: Sequence[str], unit: str, label: Label) -> Message:
    """Say which figures are probably wrong; if they are, contradictions of these kinds are explained.

    `unit` is the unit spoken of, which is not named again.
    """
    vi, en, values = list[str](), list[str](), dict[str, object]()
    for n, ranked in enumerate(named):
        figures = [
            _say_figure(wrong, right, unit, label(wrong.key), f"{n}_{m}")
            for m, (wrong, right) in enumerate(zip(ranked.figures, ranked.values, strict=True))
        ]
        vi.append(" và ".join(figure.phrase.vi for figure in figures))
        en.append(" and ".join(figure.phrase.en for figure in figures))
        for figure in figures:
            values |= figure.values
    lead = Phrase("có lẽ sai", "probably wrong")
    if len(named) > 1:
        lead = Phrase("có lẽ sai một trong các số", "probably wrong, one of")
    mends = _mends(kinds)
    said = Phrase(f"{lead.vi}: {', hoặc '.join(vi)}", f"{lead.en}: {', or '.join(en)}")
    return Message(Phrase(f"{said.vi}; {mends.vi}", f"{said.en}; {mends.en}"), values)


def _mends(kinds: Sequence[str]) -> Phrase:
    """Say how much a correction mends."""
    n = len(kinds)
    count = {1: Phrase("", "this"), 2: Phrase("cả hai ", "both")}.get(n, Phrase(f"cả {n} ", f"all {n}"))
    plural = "s" if n > 1 else ""
    if all(kind in _SUMS for kind in kinds):
        return Phrase(f"sửa thì {count.vi}phép cộng khớp", f"that mends {count.en} sum{plural}")
    return Phrase(f"sửa thì hết {count.vi}mâu thuẫn", f"that mends {count.en} contradiction{plural}")


def _say_figure(wrong: WrongFigure, right: int | None, unit: str, label: Phrase, n: str) -> Message:
    """Say a figure, where it stands, and what it should be."""
    of_unit = wrong.key[0] if wrong.key[0] != unit else ""
    where = "; ".join(filter(None, (of_unit, wrong.figure.place)))
    should = _should_be(wrong, right, n)
    text = f"{{label{n}}}{{where{n}}}: {{found{n}}} → "
    values: Mapping[str, object] = {
        f"label{n}": label,
        f"where{n}": f" ({where})" if where else "",
        f"found{n}": wrong.figure.value,
        **should.values,
    }
    return Message(Phrase(text + should.phrase.vi, text + should.phrase.en), values)


def _should_be(wrong: WrongFigure, right: int | None, n: str) -> Message:
    least, greatest, value = f"{{least{n}}}", f"{{greatest{n}}}", f"{{right{n}}}"
    values = {f"least{n}": wrong.least, f"greatest{n}": wrong.greatest, f"right{n}": right}
    if wrong.right is not None:
        return Message(Phrase(value, value), values)
    if wrong.greatest == inf:
        said = Phrase(f"từ {least} trở lên", f"{least} or more")
    elif not wrong.least:
        said = Phrase(f"nhiều nhất {greatest}", f"at most {greatest}")
    else:
        said = Phrase(f"từ {least} đến {greatest}", f"{least} to {greatest}")
    if right is not None:
        said = Phrase(f"{said.vi}, như {value}", f"{said.en}, such as {value}")
    return Message(said, values)
