"""Write the style sheet of the HTML page, and the policy that allows no other sheet."""

from __future__ import annotations

import base64
import hashlib
import re

from kgreport.terms.paper import Margins
from kgreport.views.palette import shade_styles

SHADE_STYLES = "/* The shades of movements: kgreport.views.palette */"
"""The comment in ``report.css`` that `page_style` replaces."""


def page_style(css: str, margins: Margins) -> str:
    """Complete ``report.css`` with the shades of movements and the margins of the printed page."""
    return condense(css.replace(SHADE_STYLES, "\n".join(shade_styles()))) + page_rule(margins)


def condense(css: str) -> str:
    r"""Remove comments and indentation from a style sheet.

    >>> condense("/* why */\np {\n  margin: 0;\n}\n")
    'p {\nmargin: 0;\n}\n'
    """
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL))


def page_rule(margins: Margins) -> str:
    """Write the rule for print: A4, the document's margins, page numbers from page 2 on."""
    sides = " ".join(f"{side:g}mm" for side in (margins.top, margins.right, margins.bottom, margins.left))
    return (
        f"@page {{ size: A4; margin: {sides}; @top-center {{ content: counter(page); }} }}\n"
        "@page :first { @top-center { content: none; } }\n"
    )


def content_policy(style: str, script: str = "") -> str:
    """Write a policy that allows only the page's own style sheet, its script if any, and inline pictures."""
    scripts = f" script-src 'sha256-{_digest(script)}';" if script else ""
    return (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}';{scripts} img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
