"""Any notebook is published in both formats or refused, and nothing in it runs, loads or reads anything."""

from __future__ import annotations

import json
import random
import re
from typing import Any

from nbformat import from_dict
from nbformat.v4 import new_markdown_cell, new_output

from kgreport.errors import PublishError
from kgreport.publish.html import ReportHTMLExporter
from kgreport.publish.pdf import ReportPDFExporter
from tests.fuzz.mutations import ODD_TEXTS, damage_bytes, seeded
from tests.fuzz.trying import TIMES, Attempts
from tests.publish.sample_notebooks import code, notebook, picture, section, view

ODD_VALUES: tuple[Any, ...] = (None, True, 5, -1e300, [], {}, [None], {"": {}}, ["a", 5], *ODD_TEXTS)

ODD_MARKUP = (
    *(
        '<meta http-equiv="refresh" content="0">',
        "<svg><use href='#a' id='a'/></svg>",
        "<img src=x onerror=y>",
    ),
    *(
        "<table><tr><td colspan=99999 rowspan=99999>",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "<br/" * 500,
    ),
    *('#read("/etc/hostname")', '#import "@preview/x:1.0.0"', "#while true {}", "#[" * 100, "#image(", "$x$"),
    *(
        "![](anh.png)",
        "![](../../../etc/hostname)",
        "![](attachment:x.png)",
        "![](data:image/png;base64,eA==)",
    ),
    *(
        r"$\frac{1}{$",
        "$$\n" + "{" * 200 + "\n$$",
        "> " * 400 + "x",
        "[" * 300 + "](",
        "*a **b " * 200,
        "<" * 500,
    ),
    *(
        "data:image/svg+xml;base64,PHN2Zz4=",
        "\x1b[31mx",
        "x\r" * 300,
        "x" * 60_000,
        "| a |\n|--|\n" + "|b" * 900,
    ),
)
ACTIVE = re.compile(
    r"<script|<iframe|<object|<embed|<link(?! rel=\"icon\")|\son\w+=\"|javascript:", re.IGNORECASE
)


def sound() -> Any:
    """Make a small notebook with everything that exporters handle."""
    html = (
        "<table><caption>Bảng</caption><thead><tr><th>n</th></tr></thead><tr><td>5</td></tr></table><b>x</b>"
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    prose = "# Nhan đề\n\n## Mục\n\n- a\n- **b** $x^2$\n\n![h](attachment:a.png)\n\n| a |\n|---|\n| 1 |"
    prose += "\n\n$$\\frac{a}{b}$$"
    shown = [
        new_output("display_data", data)
        for data in (
            {"image/png": picture(), "text/plain": "<Figure>"},
            {"image/svg+xml": svg},
            {"text/html": html, "text/plain": "n"},
            {"text/latex": r"$\sum_{i=1}^n x_i$", "text/plain": "sum"},
            {"text/markdown": "**a** <i>b</i>"},
            {"application/vnd.plotly.v1+json": {"a": 1}, "text/html": "<div></div><script>1</script>"},
        )
    ]
    markup = "#figure(kind: table, caption: [Bảng], kg-table(columns: 1, [a])) <table-a>\n\n#strong[b]; *c*"
    one = section("levels", "Mức", '<p class="kg-note">x <a href="#levels">y</a></p>')
    one.data["text/vnd.typst"] = f"= Mức <levels>\n\n{markup}"
    return notebook(
        new_markdown_cell(prose, attachments={"a.png": {"image/png": picture()}}),
        code("report.levels()", one, view("<p>x</p>", "x", chapter={"id": "a", "title": "I. A"})),
        *(code("show()", output, alt="h", caption="c") for output in shown),
        code("print()", new_output("stream", name="stdout", text="a\n10%\r20%\n")),
        code("fail()", new_output("error", ename="ValueError", evalue="sai", traceback=["x"])),
    )


TEXT = json.dumps(sound(), ensure_ascii=False)


def places(value: Any) -> list[tuple[Any, Any]]:
    """List every place in a value of JSON: what holds it, and its key."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [one for key in keys for one in [(value, key), *places(value[key])]]


def damage(rng: random.Random) -> str:
    """Damage the file, a value in it, or what is written in it."""
    if rng.random() < 0.05:
        return damage_bytes(TEXT.encode(), rng).decode("utf-8", "replace")
    content = json.loads(TEXT)
    for _ in range(rng.choice((1, 1, 2, 4))):
        found = places(content)
        texts = [(held, key) for held, key in found if isinstance(held[key], str)]
        held, key = rng.choice(texts if texts and rng.random() < 0.8 else found)
        value = held[key]
        if isinstance(value, str) and rng.random() < 0.9:
            at, odd = rng.randrange(len(value) + 1), rng.choice((*ODD_MARKUP, *ODD_TEXTS))
            held[key] = rng.choice((odd, value[:at] + odd + value[at:], value[:at], value[at:] * 3))
        elif rng.random() < 0.2:
            del held[key]
        else:
            held[key] = rng.choice(ODD_VALUES)
    return json.dumps(content)


def publish(text: str) -> None:
    """Export a notebook to both formats."""
    try:
        content = from_dict(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise PublishError("no JSON") from error
    if not isinstance(content, dict):
        raise PublishError("no notebook")
    page, _ = ReportHTMLExporter().from_notebook_node(
        content, {"metadata": {"name": "x", "path": "/nowhere"}}
    )
    printed, _ = ReportPDFExporter().from_notebook_node(
        content, {"metadata": {"name": "x", "path": "/nowhere"}}
    )
    assert printed.startswith(b"%PDF")
    tags = "".join(re.findall(r"<[^>]*>", page))
    assert not (found := ACTIVE.search(tags)), found
    assert tags.lower().count("http-equiv") == 1


def test_a_damaged_notebook_is_published_or_refused() -> None:
    cases = ((name, damage(rng)) for name, rng in seeded(8 * TIMES))
    Attempts(publish).try_all(cases).check("notebooks through both exporters")
