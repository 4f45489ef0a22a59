"""A notebook shows charts as images, which Jupyter keeps in an untrusted notebook; a page has them inline."""

from __future__ import annotations

import base64
import re

from kgreport.publish.html import ReportHTMLExporter
from kgreport.views.charts.bars import Bar, BarChart
from kgreport.views.texts import Note
from kgreport.views.view import PAGE, Section
from tests.publish.sample_notebooks import code, notebook, view

CHART = BarChart(id="chart-x", title="Biên chế", alt='Giảm "132" & 43', bars=[Bar("Hành chính", 2, "2")])
SECTION = Section("x", "X", [Note(["Giảm."]), CHART])


def shown() -> str:
    return str(SECTION._repr_mimebundle_()[0]["text/html"])


def test_what_a_sanitiser_strips_leaves_every_chart_as_an_image_with_its_alt_text() -> None:
    """Jupyter takes away styles and drawings."""
    left = re.sub(r"<(style|svg)\b.*?</\1>", "", shown(), flags=re.DOTALL)

    assert re.search(r'<img src="data:image/svg\+xml;base64,[^"]+" alt="Giảm &quot;132&quot; &amp; 43"', left)
    assert "Biên chế" in left


def test_the_image_is_the_drawing_on_white() -> None:
    [data] = re.findall(r"base64,([^\"]+)", shown())
    image = base64.b64decode(data).decode()

    assert ">Hành chính</text>" in image
    assert 'fill="#fff"' in image
    assert 'color="#1a1a1a"' in image


def test_a_page_has_the_drawing_itself_in_the_colours_of_the_page() -> None:
    data = SECTION._repr_mimebundle_()[0]
    output = view(data["text/html"])
    output["data"][PAGE] = data[PAGE]
    page, _ = ReportHTMLExporter().from_notebook_node(notebook(code("report.x()", output)))

    assert CHART.svg() in page
    assert "base64" not in page


def test_a_view_without_a_chart_is_the_same_in_both() -> None:
    assert PAGE not in Section("x", "X", [Note(["Giảm."])])._repr_mimebundle_()[0]
