"""A document while it is written: where links lead, the numbers of captions, and lists that begin at 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kgreport.content.blocks import Block, Heading, Listing, Picture, Run, Table, in_order
from kgreport.publish.office.word.markup import bookmark, field, link, run
from kgreport.publish.prepared.names import distinct
from kgreport.terms.phrases import Language
from kgreport.views.spoken import is_vietnamese

_NUMBERED = re.compile(r"(?P<label>.*\D) (?P<number>\d+)")
_ADDRESS = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_LONGEST_NAME = 40
"""Letters of the name of a bookmark, of which Word takes no more."""

LANGUAGES: Mapping[str, str] = {"vi": "vi-VN", "en": "en-GB"}
"""Languages as Word names them."""

BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
_LINK = '<w:rStyle w:val="Hyperlink"/>'


class Writing:
    """What the pieces of one document share while they are written.

    Parameters
    ----------
    blocks
        The whole document.
    language
        Its language.
    relate
        Gives the relation that leads to an address.
    """

    def __init__(self, blocks: Iterable[Block], language: Language, relate: Callable[[str], str]) -> None:
        found = list(in_order(blocks))
        named = (one.id for one in found if isinstance(one, Heading | Table | Picture) and one.id)
        self.language = language
        self.bookmarks = dict(zip(names := list(dict.fromkeys(named)), _bookmarks(names), strict=True))
        self.labels = {one.id: one.number for one in found if isinstance(one, Table | Picture) and one.number}
        self.ordered: list[int] = []
        self._relate = relate
        self._written: set[str] = set()
        self._last: dict[str, int] = {}

    def named(self, name: str, inner: str) -> str:
        """Make something the target of the links that name it; of two of one name, the first is."""
        if name not in self.bookmarks or name in self._written:
            return inner
        self._written.add(name)
        return bookmark(len(self._written), self.bookmarks[name], inner)

    def runs(self, runs: Iterable[Run], more: str = "") -> str:
        """Write the pieces of a paragraph; `more` is the weight of all of them.

        A reference after a sentence, which a page sets apart by its look, stands in brackets.
        """
        *before, last = [*runs] or [Run(text="")]
        written = "".join(self._run(one, more) for one in before)
        if before and last.href.startswith("#") and before[-1].text.rstrip().endswith((".", "!", "?")):
            return f"{written}{run('(', more)}{self._run(last, more)}{run(')', more)}"
        return written + self._run(last, more)

    def text(self, text: str, properties: str = "") -> str:
        """Write a text; where it is in another language than the document, it says so."""
        return run(text, properties + self._spoken(text))

    def _run(self, one: Run, more: str) -> str:
        style = '<w:rStyle w:val="CodeText"/>' if one.code else ""
        look = (more or BOLD * one.bold) + ITALIC * one.italic
        spoken = f'<w:lang w:val="{LANGUAGES.get(one.language, one.language)}"/>' if one.language else ""
        spoken = spoken or self._spoken(one.text)
        target = one.href.removeprefix("#") if one.href.startswith("#") else ""
        if target in self.bookmarks:
            return self._reference(target, one.text, _LINK + look + spoken)
        if _ADDRESS.fullmatch(one.href):
            return link(run(one.text, _LINK + look + spoken), relation=self._relate(one.href))
        return run(one.text, style + look + spoken)

    def _reference(self, target: str, text: str, properties: str) -> str:
        """Refer to a table or chart by its number, which Word keeps true, and to all else by a link."""
        name = self.bookmarks[target]
        if text and self.labels.get(target) == text:
            return field(rf"REF {name} \h \* MERGEFORMAT", text, properties)
        return link(run(text, properties), anchor=name)

    def _spoken(self, text: str) -> str:
        other = self.language == "en" and is_vietnamese(text)
        return f'<w:lang w:val="{LANGUAGES["vi"]}"/>' if other else ""

    def numbered(self, number: str, name: str) -> str:
        """Write the number of a table or chart so that Word counts it, and links and references lead to it.

        One that does not follow the number before it begins its count anew.
        """
        match = _NUMBERED.fullmatch(number)
        if match is None:
            return self.named(name, run(number, BOLD)) if number else ""
        label, count = match["label"], int(match["number"])
        follows = count == self._last.get(label, 0) + 1
        self._last[label] = count
        sequence = re.sub(r"\W+", "_", label) + r" \* ARABIC" + ("" if follows else rf" \r {count}")
        return self.named(name, run(f"{label} ", BOLD) + field(f"SEQ {sequence}", match["number"], BOLD))

    def open_list(self, listing: Listing, level: int) -> int:
        """Give the number of a list: all with dashes share one, each ordered list has its own."""
        if not listing.ordered:
            return 1
        self.ordered.append(level)
        return 1 + len(self.ordered)


def _bookmarks(names: Iterable[str]) -> Iterator[str]:
    """Name a bookmark for each id: of letters, digits and underscores alone, and not too long.

    >>> list(_bookmarks(["table-main", "table_main", "2018"]))
    ['table_main', 'table_main_2', 'id_2018']
    """
    plain = (re.sub(r"[^0-9A-Za-z_]", "_", name) for name in names)
    named = ((one if one[:1].isalpha() else f"id_{one}")[: _LONGEST_NAME - 5] for one in plain)
    return distinct(named, end="_{n}")
