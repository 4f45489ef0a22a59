"""Write a page that shows what differs, in the style of the reports: a table each, and marked sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from markupsafe import Markup, escape

from kgreport.comparison.differences import Comparison, Difference, Part
from kgreport.comparison.words import (
    AFTER,
    BEFORE,
    NOT_SENTENCES,
    NOT_THERE,
    TITLE,
    by_sentence,
    heading,
    summary,
    whole,
)
from kgreport.publish.page import Block, write_page
from kgreport.publish.prepared.documents import Document
from kgreport.terms.phrases import Language, Phrase

_STYLE = Path(__file__).with_name("page.css")
_RESULT = Phrase("Kết quả", "Result")
_IN_TABLES = Phrase("Trong các bảng", "In the tables")
_IN_TEXTS = Phrase("Trong lời văn", "In the sentences")
_LONGEST_NUMBER = 16
_COLUMNS = (
    Phrase("Dòng", "Row"),
    Phrase("Cột", "Column"),
    BEFORE,
    AFTER,
    Phrase("Tăng, giảm", "Change"),
)


def comparison_page(comparison: Comparison, language: Language) -> str:
    """Write the page; the language is that of the words around the figures."""
    parts = comparison.parts
    chapters = (
        (_IN_TABLES, [_table(part, language) for part in parts if part.in_table]),
        (_IN_TEXTS, [_sentences(part, language) for part in parts if not part.in_table]),
    )
    found = [_result(comparison, language), *(_chapter(*one, language) for one in chapters if one[1])]
    blocks = [Block(kind="output", html=html) for html in found]
    document = Document(title=TITLE.say(language), language=language)
    return write_page(document, blocks, _STYLE.read_text("utf-8"))


def _chapter(title: Phrase, sections: Sequence[Markup], language: Language) -> Markup:
    head = Markup("<h2>{}</h2>\n").format(title.say(language))
    return Markup('<section class="kg-section">\n{}</section>').format(head + Markup("\n").join(sections))


def _result(comparison: Comparison, language: Language) -> Markup:
    """Say what was compared, and how much differs."""
    documents = ((BEFORE, comparison.before), (AFTER, comparison.after))
    named = Markup("\n").join(
        Markup("<dt>{}</dt><dd>{}<br><small>{}</small></dd>").format(
            label.say(language), one.title, one.file.name
        )
        for label, one in documents
    )
    said = [summary(comparison, language)]
    said += [NOT_SENTENCES.say(language)] if comparison.translated else []
    told = Markup("\n").join(Markup("<p>{}</p>").format(one) for one in said)
    list_ = Markup('<dl class="df-documents">\n{}\n</dl>\n').format(named)
    return _chapter(_RESULT, [list_ + told], language)


def _table(part: Part, language: Language) -> Markup:
    title = heading(part, language)
    if told := whole(part, language):
        return Markup("<h3>{}</h3>\n<p>{}.</p>").format(title, told[:1].upper() + told[1:])
    flush = Markup("" if any(map(_is_text, part.differences)) else ' class="kg-num"')
    heads = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(flush if place > 1 else "", one.say(language))
        for place, one in enumerate(_COLUMNS)
    )
    rows = Markup("\n").join(_row(one, flush, language) for one in part.differences)
    return Markup(
        '<h3>{title}</h3>\n<div class="kg-scroll" role="region" tabindex="0" aria-label="{title}">'
        "<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>"
    ).format(title=title, heads=heads, rows=rows)


def _is_text(one: Difference) -> bool:
    """Whether words are printed, and no number."""
    printed = (one.change.old or "", one.change.new or "")
    return one.amount is None and max(map(len, printed)) > _LONGEST_NUMBER


def _row(one: Difference, flush: Markup, language: Language) -> Markup:
    """Write a row; `flush` sets its figures as numbers."""
    amount = one.amount.say(language) if one.amount else ""
    shown = (_printed(one.change.old, language), _printed(one.change.new, language), amount)
    figures = Markup("").join(Markup("<td{}>{}</td>").format(flush, text) for text in shown)
    return Markup('<tr><th scope="row">{}</th><td>{}</td>{}</tr>').format(
        one.change.row, one.change.column, figures
    )


def _printed(text: str | None, language: Language) -> Markup:
    if text is None:
        return Markup('<span class="df-none">{}</span>').format(NOT_THERE.say(language))
    return escape(text or "–")


def _sentences(part: Part, language: Language) -> Markup:
    items = Markup("\n").join(
        Markup("<li>{}</li>").format(_sentence(sentence, found, language))
        for sentence, found in by_sentence(part)
    )
    return Markup("<h3>{}</h3>\n<ul>\n{}\n</ul>").format(heading(part, language), items)


def _sentence(sentence: str, found: Sequence[Difference], language: Language) -> Markup:
    """Show a sentence with its numbers of before and after; without a sentence, the numbers alone."""
    if not sentence:
        return Markup(", ").join(_marked(one, language) for one in found)
    if found[0].kind != "changed":
        tag = "ins" if found[0].kind == "added" else "del"
        return Markup("<{0}>{1}</{0}>").format(tag, sentence)
    return Markup("").join(_pieces(sentence, found, language))


def _pieces(sentence: str, found: Sequence[Difference], language: Language) -> Iterator[Markup]:
    done = 0
    for one in found:
        new = one.change.new or ""
        place = sentence.find(new, done)
        if place >= 0:
            yield escape(sentence[done:place])
            done = place + len(new)
        yield _marked(one, language)
    yield escape(sentence[done:])


def _marked(one: Difference, language: Language) -> Markup:
    """Show a number of before and after, and the difference."""
    marked = [
        Markup('<{0}><span class="kg-unseen">{1}: </span>{2}</{0}>').format(tag, label.say(language), text)
        for tag, label, text in (("del", BEFORE, one.change.old), ("ins", AFTER, one.change.new))
        if text is not None
    ]
    amount = Markup(" <small>({})</small>").format(one.amount.say(language)) if one.amount else Markup("")
    return Markup(" ").join(marked) + amount
