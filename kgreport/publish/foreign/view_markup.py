"""Hold what claims to be a view to what a view writes: a notebook may come from anybody.

The HTML and the Typst of views go into page and PDF as they are. So nothing in them may load, run or name
anything: HTML has known tags, attributes without actions, and pictures inside; Typst has known functions,
and no files, packages or loops.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from kgreport.publish.foreign.drawings import fault_of_drawing
from kgreport.views.view import PAGE, TYPST

_TAG_NAMES = (
    "a abbr b blockquote br caption circle code col colgroup dd del desc details dfn div dl dt ellipse em "
    "figcaption figure g h1 h2 h3 h4 h5 h6 hr i img kbd li line mark ol p path polygon polyline pre rect "
    "section small span strong sub summary sup svg table tbody td text tfoot th thead tr tspan u ul"
)
_TAGS = frozenset(_TAG_NAMES.split())
_ACTIVE = re.compile(
    r"on.*|style|srcset|ping|background|action|formaction|srcdoc|target|.*:.*", re.IGNORECASE
)
_ANY_TAG = re.compile(r"<[^>]*>?")
_TAG = re.compile(r'</?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>(?:\s+[\w:-]+="[^"<>]*")*)\s*/?>')
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_LINK = re.compile(r"#|https?://|mailto:", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/]*=*")
_REFERENCE = re.compile(r"url\((?!#)", re.IGNORECASE)

# The style of a view in a notebook; the page has its own style sheet.
_NOTEBOOK_STYLE = re.compile(
    r'\A<style>.*?</style>(<p class="kg-notebook">.*?</p>)?(<h2>.*?</h2>(?=<section class="kg-section"))?',
    re.DOTALL,
)

_TYPST_NAMES = (
    "align auto black block bold bottom box bytes caption cell center circle emph end enum false figure "
    "footer gray grid h header hline horizon image italic left line linebreak link list luma none pad "
    "pagebreak par quote raw rect rgb right set show smallcaps stack start strike strong sub super table "
    "terms text top true underline v vline white"
)
_WORDS = frozenset(_TYPST_NAMES.split())
_OWN_WORD = re.compile(r"kg-[\w-]+")
_CODE = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")|[^\W\d][\w-]*[ ]*:|(?P<word>[^\W\d][\w-]*)|<[\w.-]+>'
    r"|(?P<number>\d[\w.]*%?)|(?P<open>[(\[])|(?P<close>[)\]])|(?P<end>[;\n])|[,.:+-]|[ \t\r]+",
    re.DOTALL,
)
_TEXT = re.compile(
    r"\\.|#(?P<call>[^\W\d][\w-]*)|#(?=\[)|(?P<open>\[)|(?P<close>\])|[^\\#\[\]$`/]+|/(?![/*])", re.DOTALL
)
_GOES_ON = re.compile(r"\.(?P<word>[^\W\d][\w-]*)|(?P<open>[(\[])")
_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:e\d+)?(?![\d.])")
_CLOSED_BY = {"]": "[", ")": "("}

_DEEPEST = 60
_LARGEST = 10_000


def fault_of_view(data: Mapping[str, Any]) -> str:
    """Say what no view writes in the contents of an output; nothing of a view of kgreport."""
    if not all(isinstance(data.get(kind, ""), str) for kind in ("text/html", "text/plain", PAGE, TYPST)):
        return "a content that is no text"
    return fault_of_html(page_of(data)) or fault_of_typst(data.get(TYPST, ""))


def page_of(data: Mapping[str, Any]) -> str:
    """Return the fragment of the page that an output is."""
    return _NOTEBOOK_STYLE.sub("", str(data.get(PAGE) or data.get("text/html") or ""))


def chapter_of(output: Mapping[str, Any]) -> dict[str, str] | None:
    """Return the chapter that begins with a view, as its ``id`` and ``title``."""
    chapter: dict[str, str] | None = output.get("metadata", {}).get("kgreport", {}).get("chapter")
    return chapter


def is_safe_link(target: str) -> bool:
    """Whether a link leads into the document, to a page or to a mail address."""
    return _LINK.match(target) is not None


@lru_cache(maxsize=256)
def fault_of_html(fragment: str) -> str:
    """Say what in a fragment of HTML is more than a view writes.

    >>> fault_of_html('<p class="kg-note">5 &lt; 6 <a href="#cap">1</a></p>')
    ''
    >>> fault_of_html('<meta http-equiv="refresh" content="0">'), fault_of_html('<p onclick="x()">')
    ('<meta>', 'onclick="x()"')
    """
    return next(filter(None, map(_fault_of_tag, dict.fromkeys(_ANY_TAG.findall(fragment)))), "")


def _fault_of_tag(tag: str) -> str:
    match = _TAG.fullmatch(tag)
    if match is None:
        return tag[:60]
    if match["name"] not in _TAGS:
        return f"<{match['name']}>"
    attributes = _ATTRIBUTE.findall(match["attributes"])
    return next((f'{name}="{value[:40]}"' for name, value in attributes if not _is_passive(name, value)), "")


def _is_passive(name: str, value: str) -> bool:
    """Whether an attribute does nothing, loads nothing and runs nothing."""
    match name.lower():
        case "href":
            return is_safe_link(value)
        case "src":
            return _PICTURE.fullmatch(value) is not None
        case "xmlns":
            return True
    return not (_ACTIVE.fullmatch(name) or _REFERENCE.search(value))


@lru_cache(maxsize=256)
def fault_of_typst(markup: str) -> str:
    r"""Say what in Typst markup is more than a view writes.

    >>> fault_of_typst("#kg-table(columns: 2, [Năm], [2018]) <table-levels>"), fault_of_typst("read\\#1")
    ('', '')
    >>> fault_of_typst('#read("/etc/passwd")'), fault_of_typst('#strong[a](import "x")')
    ('read', 'import')
    """
    reader = _TypstReader(markup)
    while not reader.fault and reader.at < len(markup):
        reader.read_token()
    return reader.fault or next((bracket for bracket in reader.open if bracket != "set"), "")


@dataclass(slots=True)
class _TypstReader:
    """Reads markup as Typst does, token by token, and stops at what a view does not write.

    Attributes
    ----------
    markup, at
        The markup, and up to where it is read.
    open
        What is open, the innermost last: ``[`` is text, ``(`` code, ``set`` a rule up to the end of its line.
    fault
        Where it stopped.
    """

    markup: str
    at: int = 0
    open: list[str] = field(default_factory=list)
    fault: str = ""

    def read_token(self) -> None:
        """Read one token of text or of code."""
        within = self.open[-1] if self.open else "["
        found = (_TEXT if within == "[" else _CODE).match(self.markup, self.at)
        if found is None or len(self.open) > _DEEPEST:
            self._stop_at(self.markup[self.at : self.at + 20])
            return
        self.at = found.end()
        match found.lastgroup:
            case "call":
                self._call(found["call"])
            case "open":
                self.open.append(found["open"])
            case "close":
                self._close(found["close"])
            case "end" if within == "set":
                self._end_rule(found.start())
            case "word" | "number" | "string" as kind:
                self._stop_at(_fault_of_token(kind, found[0]))

    def _stop_at(self, fault: str) -> None:
        self.fault = self.fault or fault

    def _call(self, word: str) -> None:
        self._stop_at(_fault_of_token("word", word))
        if word in ("set", "show"):
            self.open.append("set")
        else:
            self._go_on()

    def _close(self, bracket: str) -> None:
        if self.open and self.open[-1] == "set":
            self._end_rule(self.at - 1)
        if not self.open or self.open.pop() != _CLOSED_BY[bracket]:
            self._stop_at(bracket)
        elif not self.open or self.open[-1] == "[":
            self._go_on()

    def _end_rule(self, end: int) -> None:
        """End a rule, which must be complete: otherwise the next line goes on with it."""
        if self.markup[end - 1] != ")":
            self._stop_at(self.markup[max(end - 20, 0) : end])
        self.open.pop()

    def _go_on(self) -> None:
        """Read what goes on with an expression in text: a field, arguments or content, without a space."""
        while found := _GOES_ON.match(self.markup, self.at):
            self.at = found.end()
            if found["open"]:
                self.open.append(found["open"])
                return
            self._stop_at(_fault_of_token("word", found["word"]))


def _fault_of_token(kind: str, written: str) -> str:
    """Return a word that views do not use, a number that takes too long, or the fault of a drawing."""
    match kind:
        case "word":
            return "" if written in _WORDS or _OWN_WORD.fullmatch(written) else written
        case "number":
            digits = _DIGITS.match(written)
            return written if digits is None or float(digits[0]) > _LARGEST else ""
    text = re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), written[1:-1])
    return fault_of_drawing(text) if text.lstrip().startswith("<") else ""
