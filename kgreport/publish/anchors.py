"""Make every id of a page unique, give every heading an id, and list the headings.

Views and preprocessors write clean HTML: lower-case tags, double-quoted attributes, all text escaped.
Therefore patterns are enough here, and the page is not parsed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from kgreport.content.blocks import Heading
from kgreport.publish.prepared.names import ascii_name

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ID = re.compile(r'\sid="([^"]+)"')
_NAMING = re.compile(r'(\s(?:id|for|headers|aria-labelledby|aria-describedby)=")([^"]*)(?=")')
_LINKING = re.compile(r'(="#|\burl\(#)([^"()]+)(?=["()])')
_HEADING = re.compile(
    r"<h(?P<level>[2-6])(?P<attributes>[^<>]*)>(?P<inner>(?:(?!<h[2-6]).)*?)</h(?P=level)>", re.DOTALL
)
_NUMBERED_FIGURE = re.compile(
    r'<figure(?>[^<>]*?\sid="(?P<name>[^"]+)")[^<>]*>'
    r'(?>(?:(?!<figure).)*?<span class="kg-number">)(?:(?!<figure).)*?'
    r"(?=</(?:fig)?caption>)",
    re.DOTALL,
)


def anchor_fragments(fragments: Iterable[str], taken: Iterable[str]) -> tuple[list[str], list[Heading]]:
    """Make the ids of all fragments unique, give an id to each heading without one, and list the headings.

    No heading is more than one level below the one before it. Headings, tables and charts end with a link to
    themselves.

    Parameters
    ----------
    fragments
        HTML in the order of the page.
    taken
        Ids that the page uses outside the fragments.
    """
    used = dict.fromkeys(taken, 1)
    distinct = [_with_unique_ids(fragment, used) for fragment in fragments]
    headings: list[Heading] = []
    anchored = [_with_anchors(fragment, used, headings) for fragment in distinct]
    linked = [_NUMBERED_FIGURE.sub(lambda found: _link_to(found["name"], found[0]), one) for one in anchored]
    return linked, headings


def _link_to(name: str, inner: str) -> str:
    """End a heading or caption with a link to it: for the mouse, because the contents serve the keyboard."""
    return f'{inner}<a class="kg-anchor" href="#{name}" aria-hidden="true" tabindex="-1"></a>'


def _with_unique_ids(fragment: str, used: dict[str, int]) -> str:
    """Rename the ids that an earlier fragment uses, and all references to them in this fragment."""
    ids = [name for tag in _TAG.findall(fragment) for name in _ID.findall(tag)]
    renamed = {name: _free(name, used) for name in ids if name in used}
    for name in ids:
        used.setdefault(renamed.get(name, name), 1)
    return _TAG.sub(lambda tag: _rename(tag[0], renamed), fragment) if renamed else fragment


def _rename(tag: str, renamed: dict[str, str]) -> str:
    def rename_ids(match: re.Match[str]) -> str:
        return match[1] + " ".join(renamed.get(name, name) for name in match[2].split())

    def rename_target(match: re.Match[str]) -> str:
        return match[1] + renamed.get(match[2], match[2])

    return _LINKING.sub(rename_target, _NAMING.sub(rename_ids, tag))


def _with_anchors(fragment: str, used: dict[str, int], headings: list[Heading]) -> str:
    def add_anchor(match: re.Match[str]) -> str:
        level, attributes, inner = match["level"], match["attributes"], match["inner"]
        text = " ".join(html.unescape(_TAG.sub("", re.sub(r"</[^<>]*>", "", inner))).split())
        present = _ID.search(attributes)
        anchor = present[1] if present else _free(ascii_name(text, "-") or "section", used)
        used.setdefault(anchor, 1)
        level = min(int(level), headings[-1].level + 1 if headings else 2)
        headings.append(Heading(level=level, text=text, id=anchor))
        added = "" if present else f' id="{anchor}"'
        linked = _link_to(anchor, inner) if level < 4 else inner
        return f"<h{level}{added}{attributes}>{linked}</h{level}>"

    return _HEADING.sub(add_anchor, fragment)


def _free(name: str, used: dict[str, int]) -> str:
    """Give a name that is not used: the name itself, or with the first number that is free.

    `used` has each name with the last number that was tried, so that many equal headings take no long time.
    """
    if name not in used:
        return name
    used[name] += 1
    while f"{name}-{used[name]}" in used:
        used[name] += 1
    return f"{name}-{used[name]}"
