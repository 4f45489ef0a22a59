"""Text and Markdown as HTML and Typst: nothing but markup is markup."""

from __future__ import annotations

import pytest

from kgreport.views.markup import (
    escape_html,
    escape_typst,
    markdown_to_html,
    markdown_to_typst,
    typst_string,
)


def test_decomposed_letters_are_composed() -> None:
    """A letter typed as base and marks is copied as one letter."""
    assert escape_typst("tô\u0309") == escape_html("tô\u0309") == typst_string("tô\u0309").strip('"') == "tổ"


@pytest.mark.parametrize("character", list("#$*_[]@<>\\~\"'`"))
def test_typst_markup_is_escaped(character: str) -> None:
    """What Typst would read as markup is text."""
    assert escape_typst(f"a{character}b") == f"a\\{character}b"


@pytest.mark.parametrize("text", ["= a", "- a", "+ a", "/ a", "(a)", ".a", "; a"])
def test_what_opens_a_line_is_escaped(text: str) -> None:
    """Markers of headings and lists are text, and so is what would go on with a call before it."""
    assert escape_typst(text) == "\\" + text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("2018. Năm", "2018\\. Năm"),
        ("53.340", "53.340"),
        ("a--b -5", "a\\--b \\-5"),
        ("a // b /* c", "a \\// b \\/\\* c"),
        ("một\n\nhai", "một hai"),
    ],
)
def test_shorthands_stay_as_typed(text: str, escaped: str) -> None:
    """Numbers keep their dots, hyphens stay hyphens, nothing becomes a comment or a paragraph."""
    assert escape_typst(text) == escaped


def test_html_in_markdown_is_shown() -> None:
    """A tag is text; only comments are not printed."""
    md = "a <b>x</b>\n\n<script>alert(1)</script>\n\n<!-- riêng -->\n"
    assert markdown_to_html(md) == (
        "<p>a &lt;b&gt;x&lt;/b&gt;</p>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
    )
    assert markdown_to_typst(md).split("\n\n")[:2] == [
        r"a \<b\>x\</b\>",
        r"\<script\>alert(1)\</script\>",
    ]


def test_inline_marks() -> None:
    """Emphasis, code, safe links and pictures by their alt text."""
    md = "*a* **b** `c#` [d](https://e.vn) ![f](g.png)"
    assert markdown_to_html(md) == (
        '<p><em>a</em> <strong>b</strong> <code>c#</code> <a href="https://e.vn">d</a> <em>f</em></p>\n'
    )
    assert markdown_to_typst(md) == (
        '#emph[a]; #strong[b]; #raw("c#"); #link("https://e.vn")[d]; #emph[f];\n\n'
    )


def test_dangerous_links_keep_only_their_words() -> None:
    """A link that is no address of a page is text."""
    assert markdown_to_html("[a](javascript:b)") == "<p>a</p>\n"
    assert markdown_to_typst("[a](javascript:b)") == "a\n\n"


def test_headings_take_the_level_given() -> None:
    """The highest heading takes the level, the others follow without gaps."""
    md = "## a\n\n#### b\n"
    assert markdown_to_html(md, level=3) == "<h3>a</h3>\n<h4>b</h4>\n"
    assert markdown_to_typst(md, level=2) == "== a\n\n=== b\n\n"


def test_lists_nest() -> None:
    """Lists keep their order, their start and what is in them."""
    md = "3. a\n4. b\n   - c\n"
    assert markdown_to_html(md) == (
        '<ol start="3">\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n'
    )
    assert markdown_to_typst(md) == "#enum(start: 3, [a], [b\n#list([c], )], )\n\n"


def test_tables_have_headings() -> None:
    """Columns have headings with a scope, and numbers stand right."""
    md = "| a | b |\n|---|--:|\n| c | 1 |\n"
    html = markdown_to_html(md)
    assert '<th scope="col">a</th><th scope="col" class="kg-num">b</th>' in html
    assert '<td>c</td><td class="kg-num">1</td>' in html
    assert "table.header([a], [b], )" in markdown_to_typst(md)
    assert "align: (left, right,)" in markdown_to_typst(md)
