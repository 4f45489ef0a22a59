"""The base of every drawn chart: a fixed id, a caption and an alt text."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from kgreport.content import blocks
from kgreport.content.blocks import Block
from kgreport.views.charts.canvas import PRINTED, Canvas
from kgreport.views.markup import typst_string
from kgreport.views.sizes.print_sizes import within_pdf
from kgreport.views.titles import numbered, numbered_html, numbered_typst
from kgreport.views.view import View

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Picture(View):
    """A picture with its caption and alt text.

    Attributes
    ----------
    id
        Fixed name, such as ``chart-reasons``.
    title
        Its caption.
    alt
        What it shows, in words and figures.
    number
        Its number in the report, such as ``Biểu đồ 2``; see `kgreport.views.numbering`.

    Raises
    ------
    ValueError
        The title or the alt text is empty: it could not be read by everyone.
    """

    id: str
    title: str
    alt: str
    number: str = ""

    counted_as: ClassVar[Literal["", "table", "chart"]] = "chart"

    def __post_init__(self) -> None:
        for name in ("title", "alt"):
            if not getattr(self, name).strip():
                raise ValueError(f"chart '{self.id}' has no {name}; every figure needs one, give it in words")

    @abstractmethod
    def drawing(self) -> Canvas:
        """Draw it."""

    @property
    def figure(self) -> Figure:
        """A new figure of matplotlib of the same drawing, to restyle or save."""
        return self.drawing().figure()

    def svg(self) -> str:
        """Write the drawing as SVG."""
        return self.drawing().svg(self.alt)

    def html(self) -> str:
        """Write a figure with the drawing inline below its caption."""
        caption = f"<figcaption>{numbered_html(self.number, self.title)}</figcaption>"
        return f'<figure class="kg-chart" id="{self.id}">{caption}{self.svg()}</figure>'

    def typst(self) -> str:
        """Write a figure with the drawing inline, its text in the font of the page."""
        drawing = self.svg().replace("currentColor", "#1a1a1a")
        drawing = drawing.replace("<svg ", '<svg font-family="Libertinus Serif" ', 1)
        given = f'format: "svg", width: {PRINTED}pt, alt: {typst_string(within_pdf(self.alt))}'
        picture = f"image(bytes({typst_string(drawing)}), {given})"
        caption = numbered_typst(self.number, self.title)
        return f"#figure(kind: image, caption: [{caption}], {picture}) <{self.id}>"

    def content(self) -> list[Block]:
        """Write the drawing with its caption and alt text."""
        named = {name: getattr(self, name) for name in ("id", "number", "title", "alt")}
        return [blocks.Picture(mime="image/svg+xml", data=self.svg(), **named)]

    def plain(self) -> str:
        """Write the alt text."""
        return f"{numbered(self.number, self.title)}: {self.alt}"
