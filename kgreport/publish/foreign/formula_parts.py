"""Write the parts of a formula as MathML and as Typst, from the same symbols."""

from __future__ import annotations

import re
from typing import NamedTuple

from kgreport.publish.foreign.formula_words import DOUBLE_STRUCK, LARGE, LETTERS, OPERATORS, TYPST_ACCENTS
from kgreport.views.markup import escape_html, typst_string

_PLAIN_TYPST = re.compile(r"[a-zA-Z0-9+=!−∗]")
_NOTHING = '""'
_SIDES = (("_", "b"), ("^", "t"))


class Formula(NamedTuple):
    """A formula, or a part of one, as MathML and as Typst."""

    html: str
    typst: str


class UnknownWordError(Exception):
    """A formula has a command that is not known, or its brackets do not match."""


def joined(parts: list[Formula]) -> Formula:
    """Put parts one after the other."""
    return Formula("".join(part.html for part in parts), " ".join(part.typst for part in parts if part.typst))


def one(part: Formula) -> str:
    """Write a part as one element of MathML."""
    return f"<mrow>{part.html}</mrow>"


def call(name: str, *parts: Formula) -> str:
    """Call a function of Typst."""
    return f"{name}({', '.join(part.typst or _NOTHING for part in parts)})"


def letter(letter: str) -> Formula:
    """Write a letter, which stands for a variable."""
    return Formula(f"<mi>{escape_html(letter)}</mi>", letter if len(letter) == 1 else typst_string(letter))


def operator(sign: str) -> Formula:
    """Write a sign of operation or relation."""
    return Formula(f"<mo>{escape_html(sign)}</mo>", _typst_sign(sign))


def sign(token: str) -> Formula:
    """Write a character as a sign."""
    if len(token) != 1 or token in "^_&{}#$%~\\" or not token.isprintable():
        raise UnknownWordError(token)
    return operator({"-": "−", "*": "∗"}.get(token, token))


def _typst_sign(sign: str) -> str:
    return f"\\{sign}" if sign.isascii() and not _PLAIN_TYPST.fullmatch(sign) else sign


def word(text: str, *, double_struck: bool) -> Formula:
    """Write text, or a letter that names a set of numbers."""
    if double_struck:
        if text not in DOUBLE_STRUCK:
            raise UnknownWordError(f"\\mathbb{{{text}}}")
        return letter(DOUBLE_STRUCK[text])
    return Formula(f"<mtext>{escape_html(text)}</mtext>", typst_string(text))


def accented(part: Formula, accent: str) -> Formula:
    """Put an accent over a part."""
    html = f'<mover accent="true">{one(part)}<mo>{accent}</mo></mover>'
    return Formula(html, call(TYPST_ACCENTS[accent], part))


def binomial(over: Formula, under: Formula) -> Formula:
    """Write a binomial coefficient."""
    fraction = f'<mfrac linethickness="0">{one(over)}{one(under)}</mfrac>'
    return Formula(f"<mrow><mo>(</mo>{fraction}<mo>)</mo></mrow>", call("binom", over, under))


def scripted(base: Formula, scripts: dict[str, Formula], *, limits: bool) -> Formula:
    """Put scripts to a base: beside it, or below and above an operator with limits."""
    names = {("_",): "sub", ("^",): "sup", ("^", "_"): "subsup"}
    over = {"sub": "under", "sup": "over", "subsup": "underover"}
    name = names[tuple(sorted(scripts))]
    element = f"m{over[name] if limits else name}"
    html = "".join(one(scripts[mark]) for mark in ("_", "^") if mark in scripts)
    typst = "".join(
        f", {side}: {scripts[mark].typst or _NOTHING}" for mark, side in _SIDES if mark in scripts
    )
    return Formula(f"<{element}>{one(base)}{html}</{element}>", f"attach({base.typst or _NOTHING}{typst})")


def table(rows: list[list[Formula]], side: str) -> str:
    """Write rows of columns for the page."""
    lines = ("".join(f"<mtd>{cell.html}</mtd>" for cell in row) for row in rows)
    inner = "".join(f"<mtr>{line}</mtr>" for line in lines)
    return f'<mtable columnalign="{side}">{inner}</mtable>'


def aligned(rows: list[list[Formula]]) -> Formula:
    """Write lines under each other."""
    return Formula(table(rows, "left"), " \\ ".join(_lines(rows)))


def cases(rows: list[list[Formula]]) -> Formula:
    """Write lines behind one brace."""
    html = f"<mrow><mo>{{</mo>{table(rows, 'left')}</mrow>"
    return Formula(html, f"cases({', '.join(line or _NOTHING for line in _lines(rows))})")


def matrix(rows: list[list[Formula]], around: str) -> Formula:
    """Write a matrix between two brackets, or without."""
    cells = "; ".join(", ".join(cell.typst or _NOTHING for cell in row) for row in rows)
    delimiter = typst_string(around[0]) if around else "#none"
    inner = table(rows, "center")
    html = f"<mo>{around[0]}</mo>{inner}<mo>{around[1]}</mo>" if around else inner
    return Formula(f"<mrow>{html}</mrow>", f"mat(delim: {delimiter}, {cells})")


def _lines(rows: list[list[Formula]]) -> list[str]:
    return [" & ".join(cell.typst for cell in row) for row in rows]


def symbol(token: str) -> Formula:
    """Write a letter, a number or a sign."""
    if token in LETTERS or token.isalpha():
        return letter(LETTERS.get(token, token))
    if token in LARGE or token in OPERATORS:
        return operator(LARGE.get(token) or OPERATORS[token])
    if token[:1].isdigit():
        return Formula(f"<mn>{token}</mn>", token if token.isdigit() else typst_string(token))
    return sign(token)
