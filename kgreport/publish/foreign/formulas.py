r"""Write formulas in LaTeX as MathML for the page and as Typst for the PDF.

What analysts write is known: fractions, roots, sums, Greek letters, matrices. A formula with any other
command is not guessed: its text is shown, and its author is told.
"""

from __future__ import annotations

import re

from kgreport.publish.foreign.formula_parts import (
    Formula,
    UnknownWordError,
    accented,
    aligned,
    binomial,
    call,
    cases,
    joined,
    matrix,
    one,
    scripted,
    symbol,
    word,
)
from kgreport.publish.foreign.formula_words import (
    ACCENTS,
    ENVIRONMENTS,
    FUNCTIONS,
    IGNORED,
    LARGE,
    LIMITS,
    OPERATORS,
    SPACES,
    WORDS,
)
from kgreport.views.markup import escape_html, typst_string
from kgreport.views.sizes.print_sizes import within_pdf

LONGEST = 10_000
"""Letters of the longest formula that is read."""

_DEEPEST = 30
_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
_DELIMITERS = re.compile(
    r"\A\s*(?:\$\$?|\\\[|\\\(|(?=\\begin))(?P<inner>.*?)(?:\$\$?|\\\]|\\\))?\s*\Z", re.DOTALL
)
_END = ""


def formula_of(latex: str, *, display: bool) -> Formula | str:
    r"""Write a formula; of one that is not known, give the word that is not.

    Parameters
    ----------
    latex
        The formula, with or without dollar signs around it.
    display
        Whether it stands in a line of its own.
    """
    inner = latex if (found := _DELIMITERS.match(latex)) is None else found["inner"]
    if not inner.strip() or len(inner) > LONGEST:
        return inner[:20]
    try:
        reader = _Reader(_TOKEN.findall(inner))
        made = reader.lines(_END)
    except UnknownWordError as error:
        return str(error)
    source = " ".join(inner.split())
    kind = ' display="block"' if display else ""
    alt = typst_string(within_pdf(source))
    typst = f"#math.equation(block: {str(display).lower()}, alt: {alt}, $ {made.typst} $);"
    return Formula(f'<math{kind} alttext="{escape_html(source)}">{made.html}</math>', typst)


class _Reader:
    """Reads the tokens of a formula from left to right."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = [*tokens, _END]
        self.at = 0
        self.depth = 0

    def lines(self, end: str) -> Formula:
        """Read rows of columns up to an end, which is read too; one row is no table."""
        rows = self.rows(end)
        if len(rows) == len(rows[0]) == 1:
            return rows[0][0]
        return aligned(rows)

    def rows(self, end: str) -> list[list[Formula]]:
        """Read the cells of rows up to an end."""
        rows: list[list[Formula]] = [[]]
        while True:
            rows[-1].append(self.row("&", "\\\\", end))
            match self._take():
                case "\\\\":
                    rows.append([])
                case "&":
                    pass
                case _:
                    return [row for row in rows if any(cell.typst for cell in row)] or [[Formula("", "")]]

    def row(self, *ends: str) -> Formula:
        """Read up to one of some ends, which is not read."""
        parts = []
        while (token := self._peek()) not in ends:
            if token in (_END, "}", "&", "\\right", "\\end"):
                raise UnknownWordError(token or ends[-1])
            parts.append(self.item())
        return joined(parts)

    def item(self) -> Formula:
        """Read an atom with what stands above and below it."""
        name = self.tokens[self.at]
        base = self.atom()
        scripts: dict[str, Formula] = {}
        while (mark := self._peek()) in ("^", "_", "'") and mark not in scripts:
            self._take()
            if mark == "'":
                scripts["^"] = self.primes()
            else:
                scripts[mark] = self.argument()
        return scripted(base, scripts, limits=name in LARGE or name[1:] in LIMITS) if scripts else base

    def primes(self) -> Formula:
        """Read what follows a first prime: more of them."""
        count = 1
        while self._peek() == "'":
            self._take()
            count += 1
        return Formula(f"<mo>{'′' * count}</mo>", " ".join("′" * count))

    def argument(self) -> Formula:
        """Read a group in braces, or one atom."""
        self._peek()
        if self.tokens[self.at] != "{":
            return self.atom()
        self._take()
        inner = self.row("}")
        self._take()
        return inner

    def atom(self) -> Formula:
        """Read a letter, number, symbol, group or command, which may be nested up to a depth."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnknownWordError("{{{")
        made = self._atom()
        self.depth -= 1
        return made

    def _atom(self) -> Formula:
        token = self._peek()
        if token == "{":
            return self.argument()
        self._take()
        if token in IGNORED:
            return Formula("", "")
        if token in SPACES:
            return Formula(f'<mspace width="{SPACES[token]}"/>', f"#h({SPACES[token]})")
        return self.command(token) if token.startswith("\\") and token[1:].isalpha() else symbol(token)

    def command(self, token: str) -> Formula:
        """Read a command and its arguments."""
        if token in _READ:
            return _READ[token](self)
        if token in WORDS:
            return word(self.text(), double_struck=token == "\\mathbb")
        if token in ACCENTS:
            return accented(self.argument(), ACCENTS[token])
        if token[1:] in FUNCTIONS or token[1:] in LIMITS:
            limits = ", limits: #true" if token[1:] in LIMITS else ""
            return Formula(f"<mi>{token[1:]}</mi>", f"op({typst_string(token[1:])}{limits})")
        return symbol(token)

    def fraction(self) -> Formula:
        """Read a numerator and a denominator."""
        over, under = self.argument(), self.argument()
        return Formula(f"<mfrac>{one(over)}{one(under)}</mfrac>", call("frac", over, under))

    def choice(self) -> Formula:
        """Read a binomial coefficient."""
        return binomial(self.argument(), self.argument())

    def root(self) -> Formula:
        """Read a root, perhaps with its degree."""
        if self._peek() != "[":
            inner = self.argument()
            return Formula(f"<msqrt>{inner.html}</msqrt>", call("sqrt", inner))
        self._take()
        degree = self.row("]")
        self._take()
        inner = self.argument()
        return Formula(f"<mroot>{one(inner)}{one(degree)}</mroot>", call("root", degree, inner))

    def fenced(self) -> Formula:
        """Read what stands between brackets that are as high as it."""
        opening = self._bracket()
        inner = self.row("\\right")
        self._take()
        closing = self._bracket()
        html = f"<mrow>{opening.html}{inner.html}{closing.html}</mrow>"
        return Formula(html, f"lr({opening.typst} {inner.typst} {closing.typst})")

    def environment(self) -> Formula:
        """Read a matrix, cases, or aligned lines."""
        name = self.text()
        if name not in ENVIRONMENTS:
            raise UnknownWordError(f"\\begin{{{name}}}")
        if name == "array":
            self.text()
        rows = self.rows("\\end")
        if self.text() != name:
            raise UnknownWordError(f"\\begin{{{name}}}")
        if name == "cases":
            return cases(rows)
        return matrix(rows, ENVIRONMENTS[name]) if name == "array" or "matrix" in name else aligned(rows)

    def text(self) -> str:
        """Read an argument that is text."""
        if self._peek() != "{":
            raise UnknownWordError(self.tokens[self.at] or "{")
        end = next((n for n in range(self.at, len(self.tokens)) if self.tokens[n] == "}"), None)
        if end is None:
            raise UnknownWordError("{")
        inner = "".join(self.tokens[self.at + 1 : end])
        self.at = end + 1
        return inner

    def _bracket(self) -> Formula:
        self._peek()
        token = self._take()
        if token == ".":
            return Formula("", "")
        if token not in OPERATORS and token not in "()[]|/":
            raise UnknownWordError(token)
        return symbol(token)

    def _peek(self) -> str:
        while self.tokens[self.at].isspace() or self.tokens[self.at] in ("\\limits", "\\nolimits"):
            self.at += 1
        return self.tokens[self.at]

    def _take(self) -> str:
        token = self.tokens[self.at]
        self.at += token != _END
        return token


_READ = {
    **dict.fromkeys(("\\frac", "\\dfrac", "\\tfrac", "\\cfrac"), _Reader.fraction),
    "\\binom": _Reader.choice,
    "\\sqrt": _Reader.root,
    "\\left": _Reader.fenced,
    "\\begin": _Reader.environment,
}
"""By command, what reads its arguments."""
