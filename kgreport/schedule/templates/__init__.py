"""The texts of the entries, as templates of Jinja, and the function that fills them in."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def fill(template: str, **values: object) -> str:
    """Fill in a file beside this one; its gaps stand between [[ and ]], which no shell or GitHub reads."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        variable_start_string="[[",
        variable_end_string="]]",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(values)
