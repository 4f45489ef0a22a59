"""What readers see of foreign content, in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kgreport.publish.foreign.origins import NAMES, Origin
from kgreport.publish.foreign.pictures import Picture
from kgreport.terms.phrases import Phrase
from kgreport.views.markup import escape_html, escape_typst, typst_string
from kgreport.views.sizes.print_sizes import with_breaks

LONGEST = 50_000
"""Letters of a text that readers get; the notebook has all of it."""

_UNDESCRIBED = Phrase(
    "Hình do {cell} tạo ra; tác giả chưa mô tả.", "Picture made by {cell}; its author has not described it."
)
_CUT = Phrase("{count} ký tự sau cùng của văn bản", "the last {count} characters of a text")
_SHORTEN = Phrase("in ít hơn, hoặc ghi vào tệp", "print less, or write it into a file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some content as readers see it.

    Attributes
    ----------
    html, typst, plain
        The content in each format.
    images
        The pictures that the Typst names, in Base64, by file name.
    """

    html: str
    typst: str
    plain: str
    images: Mapping[str, str] = field(default_factory=dict)


def all_shown(parts: Sequence[Shown]) -> Shown:
    """Put contents under each other."""
    return Shown(
        html="\n".join(part.html for part in parts),
        typst="\n\n".join(part.typst for part in parts),
        plain="\n".join(part.plain for part in parts),
        images={name: data for part in parts for name, data in part.images.items()},
    )


def text_shown(content: str, origin: Origin, kind: str = "") -> Shown:
    """Show text as it was printed."""
    if len(content) > LONGEST:
        cut = _CUT.filled(count=len(content) - LONGEST)
        content = f"{content[:LONGEST]}\n{origin.leave_out(cut, _SHORTEN)}"
    return Shown(
        html=f'<pre class="kg-text{kind}">{escape_html(content)}</pre>',
        typst=f"#raw(block: true, {typst_string(with_breaks(content))})",
        plain=content,
    )


def paragraph_shown(content: str) -> Shown:
    """Show a paragraph of plain text."""
    return Shown(html=f"<p>{escape_html(content)}</p>", typst=escape_typst(content), plain=content)


def omission_shown(note: str) -> Shown:
    """Show a reader that something was left out."""
    html = f'<p class="kg-left-out">{escape_html(note)}</p>'
    return Shown(html=html, typst=f"#emph[{escape_typst(note)}];", plain=note)


def picture_shown(picture: Picture, origin: Origin, alt: str = "", caption: str = "") -> Shown:
    """Show a picture with its alt text and caption; a figure without a caption has no number."""
    alt = alt or undescribed(origin)
    below = f"<figcaption>{escape_html(caption)}</figcaption>" if caption else ""
    above = f"caption: [{escape_typst(caption)}], " if caption else "numbering: none, "
    return Shown(
        html=f'<figure class="kg-chart">{picture.html(escape_html(alt))}{below}</figure>',
        typst=f"#figure(kind: image, {above}{picture.typst(alt)})",
        plain=alt,
        images={picture.name: picture.encoded},
    )


def undescribed(origin: Origin) -> str:
    """Say what stands for the alt text of a picture that its author has not described."""
    cell = NAMES[origin.kind].say(origin.language, place=origin.place)
    return _UNDESCRIBED.say(origin.language, cell=cell)
