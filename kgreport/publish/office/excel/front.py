"""What a workbook says of itself: title, who issued it and when, and the marks that every sheet carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgreport.content.blocks import Block, Letterhead
from kgreport.publish.prepared.documents import Document
from kgreport.terms.phrases import Language, Phrase
from kgreport.views.formats import date_in_text

_ISSUED = Phrase("Ngày ban hành: {day}", "Issued: {day}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a workbook says of itself.

    Attributes
    ----------
    title, language
        Title and language of the document.
    marks
        Marks of secrecy, urgency and a later edition, of a draft, and of simulated figures.
    lines
        Who issued the document, its number and day, and what must be heeded.
    """

    title: str
    language: Language
    marks: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def front_of(document: Document, blocks: Sequence[Block]) -> Front:
    """Find what a document says of itself.

    >>> head = Letterhead(document="BÁO CÁO", subject="Kết quả", issuer="TỈNH ỦY", marks=("MẬT",))
    >>> front = front_of(Document(title="Báo cáo", status="draft"), [head])
    >>> front.marks, front.lines
    (('MẬT', 'DỰ THẢO'), ('TỈNH ỦY',))
    """
    head = next((block for block in blocks if isinstance(block, Letterhead)), None)
    said = (head.superior, head.issuer, head.number) if head else (document.author,)
    cautions = (head.replaces, head.caution) if head else ()
    return Front(
        title=document.title,
        language=document.language,
        marks=(*(head.marks if head else ()), *document.marks),
        lines=tuple(filter(None, (*said, _issued(document), *cautions))),
    )


def _issued(document: Document) -> str:
    day, language = document.issued, document.language
    return _ISSUED.say(language, day=date_in_text(day, language)) if day else ""
