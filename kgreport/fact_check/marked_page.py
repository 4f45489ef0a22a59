"""Write a page that shows texts with the mistakes in them marked and explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup, escape

from kgreport.fact_check.checked_text import SEVERITIES, CheckedText, message_of, title_of
from kgreport.fact_check.model import Mistake
from kgreport.publish.page import Block, write_page
from kgreport.publish.prepared.documents import Document
from kgreport.terms.phrases import Language, Phrase

Numbered = Mapping[int, Mistake]
"""Mistakes by their number on the page."""

_TITLE = Phrase("Kiểm tra số liệu trong văn bản", "Fact check of the numbers in a text")
_RESULT = Phrase("Kết quả", "Result")
_FOUND = Phrase("ghi {found}", "{found} is printed")
_EXPECTED = Phrase("ghi {found}, cần {expected}", "{found} is printed, expected {expected}")
_TABLE = Phrase("Bảng trong văn bản", "Table in the text")
_BACK = Phrase("Về danh sách", "Back to the list")
_NUMBERS = re.compile(r"[\s\d.,%–-]+")
_NUMBER_CELL = Markup(' class="kg-num"')
_STYLE = Path(__file__).with_name("marked_page.css")


def marked_page(texts: Sequence[CheckedText], language: Language) -> str:
    """Write the page: the mistakes of all texts in a list, then each text with its mistakes marked.

    Parameters
    ----------
    texts
        What was checked.
    language
        Language of the explanations; the texts stay as they are.
    """
    numbered = _number(texts)
    blocks = [Block(kind="output", html=_result(texts, numbered, language))]
    blocks += [
        Block(kind="output", html=_text(text, mistakes, language))
        for text, mistakes in zip(texts, numbered, strict=True)
    ]
    document = Document(title=_TITLE.say(language), language=language)
    return write_page(document, blocks, _STYLE.read_text("utf-8"))


def _number(texts: Iterable[CheckedText]) -> list[Numbered]:
    """Number the mistakes of each text, on from those of the text before."""
    numbered: list[Numbered] = []
    last = 0
    for text in texts:
        numbered.append(dict(enumerate(text.mistakes, start=last + 1)))
        last += len(text.mistakes)
    return numbered


def _result(texts: Sequence[CheckedText], numbered: Sequence[Numbered], language: Language) -> Markup:
    lists = [_list(*one, language) for one in zip(texts, numbered, strict=True)]
    heading = Markup("<h2>{}</h2>\n").format(_RESULT.say(language))
    return Markup('<section class="kg-section">\n{}{}</section>').format(heading, Markup().join(lists))


def _list(text: CheckedText, mistakes: Numbered, language: Language) -> Markup:
    """List the mistakes of one text, each with a link to its place."""
    head = Markup("<p><strong>{}</strong>: {}</p>\n").format(text.file, text.summary(language))
    items = Markup("\n").join(_item(number, mistake, language) for number, mistake in mistakes.items())
    return head + (Markup('<ol class="fc-list">\n{}\n</ol>\n').format(items) if mistakes else "")


def _item(number: int, mistake: Mistake, language: Language) -> Markup:
    return Markup(
        '<li id="mistake-{n}" value="{n}" class="fc-{severity}">'
        '<a href="#place-{n}">{title}</a> – {what}</li>'
    ).format(
        n=number,
        severity=mistake.severity,
        title=_sentence(title_of(mistake, language)),
        what=_found_and_expected(mistake, language),
    )


def _found_and_expected(mistake: Mistake, language: Language) -> Markup:
    phrase = _EXPECTED if mistake.expected else _FOUND
    values = {"found": mistake.found, "expected": mistake.expected}
    quoted = {name: Markup('<b lang="vi">{}</b>').format(value) for name, value in values.items()}
    return Markup(phrase.say(language)).format(**quoted)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(text: CheckedText, mistakes: Numbered, language: Language) -> Markup:
    """Give a text, a paragraph a line, and after each paragraph what is wrong in it."""
    body = Markup("\n").join(_paragraphs(text.text, mistakes, language))
    return Markup('<section class="kg-section fc-text">\n<h2>{}</h2>\n{}\n</section>').format(
        Path(text.file).name, body
    )


def _paragraphs(text: str, mistakes: Numbered, language: Language) -> Iterator[Markup]:
    rows: list[tuple[int, int]] = []
    for start, end in [*_lines(text), (len(text), len(text))]:
        if "\t" in text[start:end].strip(" "):
            rows.append((start, end))
            continue
        if rows:
            yield _table(text, rows, mistakes, language)
            yield _explanations(mistakes, rows[0][0], rows[-1][1], language)
            rows = []
        if start < end:
            yield Markup('<p lang="vi">{}</p>').format(_marked(text, start, end, mistakes, language))
            yield _explanations(mistakes, start, end, language)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Give the place of each line that is not blank."""
    for line in re.finditer(r"[^\n]*[^\s][^\n]*", text):
        yield line.span()


def _table(text: str, rows: Sequence[tuple[int, int]], mistakes: Numbered, language: Language) -> Markup:
    """Lay the rows of a table out as a table; a first row without numbers is its head."""
    heads = 0 if re.search(r"\d", text[slice(*rows[0])]) else 1
    parts = (("thead", "th", rows[:heads]), ("tbody", "td", rows[heads:]))
    body = Markup("\n").join(
        Markup("<{0}>\n{1}\n</{0}>").format(
            part, Markup("\n").join(_row(text, row, tag, mistakes, language) for row in of_part)
        )
        for part, tag, of_part in parts
        if of_part
    )
    return Markup(
        '<div class="kg-scroll" role="region" tabindex="0" aria-label="{}">'
        '<table lang="vi">\n{}\n</table></div>'
    ).format(_TABLE.say(language), body)


def _row(text: str, row: tuple[int, int], tag: str, mistakes: Numbered, language: Language) -> Markup:
    start, end = row
    ends = [start - 1, *(found.start() + start for found in re.finditer("\t", text[start:end])), end]
    cells = [
        Markup("<{0}{1}>{2}</{0}>").format(
            tag,
            _NUMBER_CELL if tag == "td" and _NUMBERS.fullmatch(text[before + 1 : after]) else Markup(),
            _marked(text, before + 1, after, mistakes, language),
        )
        for before, after in pairwise(ends)
    ]
    return Markup("<tr>{}</tr>").format(Markup().join(cells))


def _marked(text: str, start: int, end: int, mistakes: Numbered, language: Language) -> Markup:
    """Mark the mistakes in a piece of text; where several overlap, each stretch is marked for the worst."""
    here = {n: one for n, one in mistakes.items() if one.start < end and one.end > start}
    cuts = {start, end, *(max(start, one.start) for one in here.values())}
    cuts |= {min(end, one.end) for one in here.values()}
    pieces = []
    for left, right in pairwise(sorted(cuts)):
        covering = [(n, one) for n, one in here.items() if one.start <= left and one.end >= right]
        stretch = _stretch(text[left:right], [n for n, one in covering if one.start == left], covering)
        numbers = [_reference(n, one, language) for n, one in covering if one.end == right]
        is_word = numbers and not re.search(r"\s", text[left:right])
        joined = Markup().join([stretch, *numbers])
        pieces.append(Markup('<span class="fc-word">{}</span>').format(joined) if is_word else joined)
    return Markup().join(pieces)


def _stretch(words: str, beginning: Sequence[int], covering: Sequence[tuple[int, Mistake]]) -> Markup:
    if not covering:
        return escape(words)
    severities = {one.severity for _, one in covering}
    worst = next(severity for severity in SEVERITIES if severity in severities)
    anchors = Markup().join(Markup('<span id="place-{}"></span>').format(number) for number in beginning)
    return anchors + Markup('<mark class="fc-{}">{}</mark>').format(worst, words)


def _reference(number: int, mistake: Mistake, language: Language) -> Markup:
    """Link from the end of the wrong words to their explanation."""
    return Markup('<a class="fc-number fc-{}" lang="{}" href="#why-{}" aria-label="{}">{}</a>').format(
        mistake.severity, language, number, f"{number}, {title_of(mistake, language)}", number
    )


def _explanations(mistakes: Numbered, start: int, end: int, language: Language) -> Markup:
    """Explain the mistakes that end in a piece of text."""
    items = [
        Markup(
            '<li id="why-{n}" value="{n}" class="fc-{severity}"><strong>{title}.</strong> {message}. '
            '<a href="#mistake-{n}" aria-label="{back}, {n}">{back}</a></li>'
        ).format(
            n=number,
            severity=mistake.severity,
            title=_sentence(title_of(mistake, language)),
            message=_sentence(message_of(mistake, language)).removesuffix("."),
            back=_BACK.say(language),
        )
        for number, mistake in mistakes.items()
        if start < mistake.end <= end
    ]
    return Markup('<ol class="fc-why">{}</ol>').format(Markup().join(items)) if items else Markup()
