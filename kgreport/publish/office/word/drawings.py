"""Write the pictures of a Word document: an image with its alt text, and the drawing that it is made of."""

from __future__ import annotations

from kgreport.publish.office.word.markup import written
from kgreport.publish.office.word.pictures import Drawn

UNITS = 12_700
"""Units of drawings (EMU) in a point."""

LONGEST_ALT = 2000
"""Letters of an alt text; Word shows no more."""

NAMESPACES = {
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
}

_DRAWING = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
"""The name under which an image carries its drawing."""


def drawing(number: int, drawn: Drawn, alt: str, image: str, svg: str = "") -> str:
    """Write a picture in a line of text.

    Parameters
    ----------
    number
        Its number among the pictures of the document.
    drawn, alt
        The picture, and what it shows, in words.
    image, svg
        The relations that lead to the image and to the drawing; a document need not have the drawing.
    """
    size = f'cx="{round(drawn.width * UNITS)}" cy="{round(drawn.height * UNITS)}"'
    said = written(alt if len(alt) <= LONGEST_ALT else f"{alt[: LONGEST_ALT - 1]}…").replace("\n", " ")
    named = f'id="{number}" name="Picture {number}" descr="{said}"'
    blip = f'<a:ext uri="{_DRAWING}"><asvg:svgBlip r:embed="{svg}"/></a:ext>' if svg else ""
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="{NAMESPACES["pic"]}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{image}">{f"<a:extLst>{blip}</a:extLst>" if blip else ""}</a:blip>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
