"""Small published documents to compare."""

from __future__ import annotations

from pathlib import Path

from kgreport.comparison.published import PublishedDocument
from kgreport.content.blocks import Block, Column, Heading, Table, paragraph
from kgreport.content.figures import figures_of, texts_of
from kgreport.terms.phrases import Language


def table(
    *rows: tuple[str, ...], heads: tuple[str, ...] = ("Mức", "Số", "Tỷ lệ"), name: str = "levels"
) -> Table:
    """Make a table of printed cells."""
    columns = tuple(Column(label=head) for head in heads)
    return Table(id=f"table-{name}", number="Bảng 1", title="Mức", columns=columns, cells=rows)


def published(
    *blocks: Block | str, year: int = 2018, language: Language = "vi", name: str = "a"
) -> PublishedDocument:
    """Make a document of some blocks; a text is a paragraph."""
    content: list[Block] = [Heading(level=2, text="Kết quả", id="results")]
    content += [paragraph(one) if isinstance(one, str) else one for one in blocks]
    return PublishedDocument(
        name=name,
        file=Path(f"{name}.html"),
        title=f"Báo cáo năm {year}",
        language=language,
        figures=figures_of(content),
        texts=texts_of(content),
    )
