"""Turn text and Markdown into HTML and Typst markup, with all that is not markup escaped.

Both formats are written from the same tokens, so they cannot disagree. HTML inside Markdown
is text like any other: it is shown, never passed on.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from kgreport.hidden_letters import without_controls
from kgreport.views.sizes.print_sizes import BREAK, LONGEST_HEADING, with_breaks
from kgreport.views.sizes.scrolling import scroll_opening

Token = dict[str, Any]
Rules = dict[str, Callable[[Token, str], str]]

_TYPST = re.compile(
    r"""
      [\\\#$*_\[\]@<>~"'`]                # markup wherever it stands
    | (?<=\A)[!-/:-@{-~]                  # markers, and what would go on with an expression before
    | (?:(?<=\A\d)|(?<=\A\d\d)|(?<=\A\d{3})|(?<=\A\d{4}))\.(?=\s|\Z)   # numbered lists
    | -(?=[-?\d]) | /(?=[/*]) | \.(?=\.\.)  # dashes, minus signs, comments, addresses, ellipses
    """,
    re.VERBOSE,
)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:).{1,2000}", re.IGNORECASE)


def escape_html(text: str) -> str:
    """Write text as HTML, also fit for a quoted attribute.

    >>> escape_html('Đảng bộ "A" & <b>')
    'Đảng bộ &quot;A&quot; &amp; &lt;b&gt;'
    """
    return html.escape(without_controls(text), quote=True)


def escape_typst(text: str) -> str:
    r"""Write text as Typst markup, on one line.

    >>> escape_typst("#1: 53.340 [đảng viên] *")
    '\\#1: 53.340 \\[đảng viên\\] \\*'
    >>> escape_typst("1. Đảng bộ -5 -- https://kg.vn")
    '1\\. Đảng bộ \\-5 \\-- https:\\//kg.vn'
    """
    line = with_breaks(re.sub(r"\s*\n\s*", " ", without_controls(text)))
    begin = len(line) - len(line.lstrip())
    escaped = _TYPST.sub(lambda match: "\\" + match[0], line[begin:])
    return line[:begin] + escaped.replace(BREAK, "#h(0.01pt);")


def typst_string(text: str) -> str:
    r"""Write text as a quoted Typst string.

    >>> print(typst_string('tệp "a\\b"'))
    "tệp \"a\\b\""
    """
    quoted = without_controls(text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + quoted.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "") + '"'


def markdown_to_html(md: str, *, level: int = 2, more: Rules | None = None) -> str:
    """Write Markdown as an HTML fragment.

    Parameters
    ----------
    md
        Markdown with tables; HTML in it is escaped and images become their alt text.
    level
        The level that its highest heading gets; the others follow without gaps.
    more
        How to write pictures, formulas (between dollar signs) and HTML, where they are more than text.
    """
    return _write(_levelled(md, level, math=bool(more)), _HTML | (more or {}))


def markdown_to_typst(md: str, *, level: int = 1, more: Rules | None = None) -> str:
    """Write Markdown as a fragment of Typst markup; see `markdown_to_html`."""
    return _write(_levelled(md, level, math=bool(more)), _TYPST_RULES | (more or {}))


def markdown_to_text(md: str) -> str:
    """Return the words of a line of Markdown.

    >>> markdown_to_text("Kết quả *năm* `2018`")
    'Kết quả năm 2018'
    """
    return "".join(plain_of(token) for token in _tokens(md) if token["type"] != "blank_line")


def heading_levels(md: str) -> list[int]:
    r"""Return the level of each heading as written.

    >>> heading_levels("## Kết quả\n\n#### Cấp xã\n")
    [2, 4]
    """
    return [token["attrs"]["level"] for token in _headings(_tokens(md))]


def close_gaps(levels: list[int], top: int) -> list[int]:
    """Move heading levels so that the highest is `top` and none is skipped.

    >>> close_gaps([2, 4, 2], top=3)
    [3, 4, 3]
    """
    closed: list[int] = []
    for level in levels:
        moved = level - min(levels) + top
        closed.append(min(moved, closed[-1] + 1 if closed else top))
    return closed


@cache
def _parser(*, math: bool) -> Callable[[str], Any]:
    import mistune  # noqa: PLC0415  # views that hold no Markdown start without it

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough", *["math"] * math])


def _tokens(md: str, *, math: bool = False) -> list[Token]:
    return list(_parser(math=math)(md))


def _headings(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token["type"] == "heading":
            yield token
        yield from _headings(token.get("children", []))


def _levelled(md: str, top: int, *, math: bool) -> list[Token]:
    tokens = _tokens(md, math=math)
    headings = list(_headings(tokens))
    levels = close_gaps([token["attrs"]["level"] for token in headings], top)
    for token, level in zip(headings, levels, strict=True):
        token["attrs"]["level"] = min(level, 6)
        token["type"] = "heading" if len(plain_of(token)) <= LONGEST_HEADING else "paragraph"
    return tokens


def _write(tokens: list[Token], rules: Rules) -> str:
    return "".join(_write_token(token, rules) for token in tokens)


def _write_token(token: Token, rules: Rules) -> str:
    inner = _write(token.get("children", []), rules)
    rule = rules.get(token["type"])
    return rule(token, inner) if rule else inner


def _visible(token: Token) -> str:
    """Return HTML written inside Markdown, to be shown as text; only its comments are not."""
    raw = str(token["raw"]).strip("\n")
    return "" if raw.startswith("<!--") else raw


def plain_of(token: Token) -> str:
    """Return the words of a token without their markup."""
    if "children" in token:
        return "".join(plain_of(child) for child in token["children"])
    return html.unescape(token.get("raw", " "))


def _html_list(token: Token, inner: str) -> str:
    if not token["attrs"]["ordered"]:
        return f"<ul>\n{inner}</ul>\n"
    start = token["attrs"].get("start", 1)
    return f'<ol start="{start}">\n{inner}</ol>\n' if start != 1 else f"<ol>\n{inner}</ol>\n"


def _html_cell(token: Token, inner: str) -> str:
    number = ' class="kg-num"' if token["attrs"]["align"] == "right" else ""
    if token["attrs"]["head"] and inner:
        return f'<th scope="col"{number}>{inner}</th>'
    return f"<td{number}>{inner}</td>"


def _html_table(token: Token, inner: str) -> str:
    head, *body = token["children"]
    label = ", ".join(filter(None, (plain_of(cell).strip() for cell in head["children"])))
    rows = [head, *(row for part in body for row in part["children"])]
    cells = [[plain_of(cell) for cell in row["children"]] for row in rows]
    named = f'aria-label="{escape_html(label)}"'
    texts = sum(any(" " in row[n].strip() for row in cells[1:]) for n in range(1, len(cells[0])))
    return f"{scroll_opening(cells, named, texts=texts + 1)}<table>\n{inner}</table></div>\n"


def _html_link(token: Token, inner: str) -> str:
    url = token["attrs"]["url"]
    return f'<a href="{escape_html(url)}">{inner}</a>' if _SAFE_LINK.fullmatch(url) else inner


_HTML: Rules = {
    "heading": lambda token, inner: "<h{0}>{1}</h{0}>\n".format(token["attrs"]["level"], inner),
    "paragraph": lambda _, inner: f"<p>{inner}</p>\n",
    "block_quote": lambda _, inner: f"<blockquote>\n{inner}</blockquote>\n",
    "block_code": lambda token, _: (
        f'<pre class="kg-text"><code>{escape_html(token["raw"].rstrip())}</code></pre>\n'
    ),
    "block_html": lambda token, _: f"<p>{escape_html(shown)}</p>\n" if (shown := _visible(token)) else "",
    "thematic_break": lambda *_: "<hr>\n",
    "list": _html_list,
    "list_item": lambda _, inner: f"<li>{inner}</li>\n",
    "table": _html_table,
    "table_head": lambda _, inner: f"<thead><tr>{inner}</tr></thead>\n",
    "table_body": lambda _, inner: f"<tbody>\n{inner}</tbody>\n",
    "table_row": lambda _, inner: f"<tr>{inner}</tr>\n",
    "table_cell": _html_cell,
    "text": lambda token, _: escape_html(html.unescape(token["raw"])),
    "inline_html": lambda token, _: escape_html(_visible(token)),
    "codespan": lambda token, _: f"<code>{escape_html(token['raw'])}</code>",
    "emphasis": lambda _, inner: f"<em>{inner}</em>",
    "strong": lambda _, inner: f"<strong>{inner}</strong>",
    "strikethrough": lambda _, inner: f"<del>{inner}</del>",
    "link": _html_link,
    "image": lambda token, _: f"<em>{escape_html(plain_of(token))}</em>",
    "softbreak": lambda *_: "\n",
    "linebreak": lambda *_: "<br>\n",
}


def _typst_list(token: Token, inner: str) -> str:
    if not token["attrs"]["ordered"]:
        return f"#list({inner})\n\n"
    return f"#enum(start: {token['attrs'].get('start', 1)}, {inner})\n\n"


def _typst_table(token: Token, inner: str) -> str:
    sides = [cell["attrs"]["align"] or "left" for cell in token["children"][0]["children"]]
    return f"#kg-table(columns: {len(sides)}, align: ({', '.join(sides)},),\n{inner})\n\n"


def _typst_link(token: Token, inner: str) -> str:
    url = token["attrs"]["url"]
    return f"#link({typst_string(url)})[{inner}];" if _SAFE_LINK.fullmatch(url) else inner


# Every call ends in `;`, for a bracket or a dot that follows would go on with it.
_TYPST_RULES: Rules = {
    "heading": lambda token, inner: f"{'=' * token['attrs']['level']} {inner}\n\n",
    "paragraph": lambda _, inner: f"{inner}\n\n",
    "block_quote": lambda _, inner: f"#quote(block: true)[\n{inner}];\n\n",
    "block_code": lambda token, _: (
        f"#raw(block: true, {typst_string(with_breaks(token['raw'].rstrip()))})\n\n"
    ),
    "block_html": lambda token, _: f"{escape_typst(_visible(token))}\n\n",
    "block_text": lambda _, inner: f"{inner}\n",
    "thematic_break": lambda *_: "#line(length: 100%, stroke: 0.5pt + luma(60%))\n\n",
    "list": _typst_list,
    "list_item": lambda _, inner: f"[{inner.rstrip()}], ",
    "table": _typst_table,
    "table_head": lambda _, inner: f"table.header({inner}),\n",
    "table_row": lambda _, inner: f"{inner}\n",
    "table_cell": lambda _, inner: f"[{inner}], ",
    "text": lambda token, _: escape_typst(html.unescape(token["raw"])),
    "inline_html": lambda token, _: escape_typst(_visible(token)),
    "codespan": lambda token, _: f"#raw({typst_string(with_breaks(token['raw']))});",
    "emphasis": lambda _, inner: f"#emph[{inner}];",
    "strong": lambda _, inner: f"#strong[{inner}];",
    "strikethrough": lambda _, inner: f"#strike[{inner}];",
    "link": _typst_link,
    "image": lambda token, _: f"#emph[{escape_typst(plain_of(token))}];",
    "softbreak": lambda *_: " ",
    "linebreak": lambda *_: "#linebreak();",
}
