"""Write the style sheet of a page, and the policy that allows this one sheet and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

from kgreport.publish.documents import Margins


def condense(css: str) -> str:
    r"""Leave the comments and the indentation of a style sheet out of the page.

    >>> condense("/* why */\np {\n  margin: 0;\n}\n")
    'p {\nmargin: 0;\n}\n'
    """
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/\s*", "", css, flags=re.DOTALL))


def page_rule(margins: Margins) -> str:
    """Print on A4 with the document's margins, page numbers above from page 2."""
    sides = " ".join(f"{side:g}mm" for side in (margins.top, margins.right, margins.bottom, margins.left))
    return (
        f"@page {{ size: A4; margin: {sides}; @top-center {{ content: counter(page); }} }}\n"
        "@page :first { @top-center { content: none; } }\n"
    )


def content_policy(style: str) -> str:
    """Allow the page its own style sheet and inline pictures, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
