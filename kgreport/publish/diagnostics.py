"""Say by cell what the typesetter could not do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MISSING_LETTER = re.compile(r"the text `\"(?P<text>.*)\"` could not be displayed")
_LABEL = re.compile(r"<((?:chart|table|figure)-[\w-]+)>")
_PLACE = re.compile(r"┌─ (?:.*[\\/])?(?P<file>cell-\d+\.typ):(?P<line>\d+):(?P<column>\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """The markup of one cell.

    Attributes
    ----------
    place
        The name of the cell in error messages.
    markup
        Typst markup that may call the functions of the template.
    images
        Pictures by the file name in the markup, which reads SVG by its name, others with
        ``bytes(json(name))``.
    """

    place: str
    markup: str
    images: Mapping[str, bytes] = field(default_factory=dict)


def explain(diagnostic: str, fragments: Sequence[Fragment]) -> str:
    """Say by cell what the typesetter could not do, and what to do about it."""
    told = re.split(r"^(?=(?:error|warning): )", diagnostic, flags=re.M)
    problems = [_problem(each, fragments) for each in told if not each.startswith("warning: ")]
    return "\n".join(dict.fromkeys(filter(None, problems)))


def _problem(diagnostic: str, fragments: Sequence[Fragment]) -> str:
    if not diagnostic.strip():
        return ""
    message = diagnostic.splitlines()[0].removeprefix("error: ")
    place = _PLACE.search(diagnostic)
    if place is None:
        return f"the PDF cannot be made: {message}"
    number = int(place["file"].removeprefix("cell-").removesuffix(".typ"))
    fragment = fragments[number]
    return f"{fragment.place}: {_advice(message, fragment, place)}"


def _advice(message: str, fragment: Fragment, place: re.Match[str]) -> str:
    if "missing alt text" in message:
        return (
            f"{_figure_at(fragment, place)} has no alternative text, which an accessible PDF needs: "
            "describe the picture in 'alt'"
        )
    if (missing := MISSING_LETTER.search(message)) is not None:
        return f"no font has the character {missing['text']!r}: write it in letters or leave it out"
    return f"the PDF cannot be made: {message}"


def _figure_at(fragment: Fragment, place: re.Match[str]) -> str:
    """Name the figure at the place of an error: its label is the next one in the markup."""
    lines = fragment.markup.split("\n")[int(place["line"]) - 2 :]
    label = _LABEL.search("\n".join([lines[0][int(place["column"]) :], *lines[1:]]) if lines else "")
    return f"figure {label[1]!r}" if label else "a picture"
