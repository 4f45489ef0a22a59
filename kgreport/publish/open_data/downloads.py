"""Put links under the tables of a page by which readers save them as CSV.

A link holds its file, so that it works in a page that was mailed alone. Where CSV files are made beside the
page, a second link leads to the one of the table.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from kgreport.content.blocks import Block
from kgreport.publish.open_data.files import named_tables, tables_in
from kgreport.publish.open_data.tidy import csv_of, tidy
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.markup import escape_html

LARGEST = 8_000
"""Letters of the largest file that a link holds."""

ROOM, ROOM_OF_PAGE = 24_000, 1 / 3
"""Letters of all files that the links of a page hold; in a long page, a part of its own letters."""

DOWNLOAD, BESIDE, BESIDE_ALONE = (
    Phrase("Tải về CSV", "Download CSV"),
    Phrase("tệp CSV kèm theo", "the CSV file beside this page"),
    Phrase("Tệp CSV kèm theo", "The CSV file beside this page"),
)

_FIGURE = re.compile(r'<figure class="kg-table\b[^<>]*? id="(?P<id>[^"<>]+)"[^<>]*>.*?</figure>', re.DOTALL)
_TITLE = re.compile(r'<(?:caption|summary) id="([^"<>]+)"')
_END = re.compile(r"(?:</details>)?</figure>$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What is offered under a table: a file by its name, its content, and whether it lies beside the page."""

    file: str
    content: str = ""
    is_beside: bool = False


Downloads = dict[str, list[Download]]
"""What is offered, by the id of a table: one for each table of this id, in their order."""


def downloads_of(
    blocks: Sequence[Block], stem: str, marks: tuple[str, ...] = (), *, is_beside: bool = False
) -> Downloads:
    """Give what is offered under tables, by their ids and in their order."""
    found: Downloads = {}
    named = named_tables(blocks)
    for table in filter(named.__contains__, tables_in(blocks)):
        content = base64.b64encode(csv_of(tidy(table, marks), mark=True)).decode()
        held = content if len(content) <= LARGEST else ""
        one = Download(file=f"{stem}.{named[table]}.csv", content=held, is_beside=is_beside)
        found.setdefault(table.id, []).append(one)
    return found


def with_downloads(fragments: Sequence[str], downloads: Downloads, language: Language) -> list[str]:
    """Put links under the tables of a page in clean HTML, as far as it does not become heavy."""
    waiting = {name: list(offered) for name, offered in downloads.items()}
    room = max(ROOM, int(sum(map(len, fragments)) * ROOM_OF_PAGE))

    def add(figure: re.Match[str]) -> str:
        nonlocal room
        if not waiting.get(figure["id"]):
            return figure[0]
        one = waiting[figure["id"]].pop(0)
        content = one.content if len(one.content) <= room else ""
        room -= len(content)
        title = _TITLE.search(figure[0])
        links = _links(replace(one, content=content), title[1] if title else "", language)
        return _END.sub(lambda end: links + end[0], figure[0])

    return [_FIGURE.sub(add, fragment) for fragment in fragments]


def _links(one: Download, title: str, language: Language) -> str:
    """Write what stands under a table; the title of the table tells which it is to who only hears it."""
    links = []
    if one.content:
        href = f"data:text/csv;charset=utf-8;base64,{one.content}"
        links.append(_link(href, one.file, DOWNLOAD.say(language), title))
    if one.is_beside:
        words = BESIDE if links else BESIDE_ALONE
        links.append(_link(quote(one.file), one.file, words.say(language), title))
    return f'<p class="kg-download">{" · ".join(links)}</p>' if links else ""


def _link(href: str, file: str, words: str, title: str) -> str:
    described = f' aria-describedby="{title}"' if title else ""
    return f'<a href="{href}" download="{escape_html(file)}"{described}>{words}</a>'
