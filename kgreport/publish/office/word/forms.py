"""Write the forms of a Party document: its letterhead with the title, and its recipients and signature."""

from __future__ import annotations

from collections.abc import Iterator

from kgreport.content.blocks import Closing, Letterhead
from kgreport.publish.office.word.markup import KEEP, layout_table, paragraph, run
from kgreport.publish.office.word.writing import BOLD, ITALIC, Writing

LEFT_SHARE = 0.48
"""The share of the line that issuer and recipients take."""

_BOX = '<w:rStyle w:val="BoxedMark"/>'
_RULED = '<w:u w:val="single"/>'
_SPACE_TO_SIGN = '<w:spacing w:before="1300" w:after="40"/>'


def letterhead(one: Letterhead, writing: Writing, line: float) -> Iterator[str]:
    """Write issuer, number and marks beside Party, place and date; below them the title."""
    star = "*" if one.superior or one.issuer else ""
    left = _lines(writing, [(one.superior, ""), (one.issuer, BOLD), (star, ""), (one.number, "")])
    marks = [mark for mark in (*one.marks, one.draft, one.simulated) if mark]
    if marks:
        boxed = run("  ").join(run(f" {mark} ", _BOX) for mark in marks)
        left.append(paragraph("Letterhead", boxed, '<w:spacing w:before="120"/>'))
    right = _lines(writing, [(one.party, BOLD + _sized(15) + _RULED), (one.place_date, ITALIC)])
    empty = paragraph("Letterhead", "")
    yield layout_table(_halves(line), ["".join(left) or empty, "".join(right) or empty])
    kind = writing.text(f"{one.document}\n", _sized(16)) if one.document else ""
    yield paragraph("Title", kind + writing.text(one.subject))
    if one.replaces:
        yield paragraph("Replaces", writing.text(one.replaces))
    if one.caution:
        yield paragraph("Caution", writing.text(one.caution))


def closing(one: Closing, writing: Writing, line: float) -> Iterator[str]:
    """Write the recipients at the left and the signature at the right, with room to sign."""
    title = paragraph("Recipients", writing.text(one.title, BOLD + ITALIC)) if one.title else ""
    received = [paragraph("Recipients", writing.text(f"- {name}")) for name in one.recipients]
    signed = _lines(writing, [(text, BOLD * (n == 0)) for n, text in enumerate(one.signature)])
    if one.signer:
        signed.append(paragraph("Letterhead", writing.text(one.signer, BOLD), _SPACE_TO_SIGN))
    empty = paragraph("Recipients", "")
    yield paragraph("AfterTable", "", KEEP)
    yield layout_table(_halves(line), [title + "".join(received) or empty, "".join(signed) or empty])
    yield paragraph("AfterTable", "")


def _halves(line: float) -> tuple[float, float]:
    return LEFT_SHARE * line, (1 - LEFT_SHARE) * line


def _lines(writing: Writing, lines: list[tuple[str, str]]) -> list[str]:
    return [paragraph("Letterhead", writing.text(text, look)) for text, look in lines if text]


def _sized(points: float) -> str:
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'
