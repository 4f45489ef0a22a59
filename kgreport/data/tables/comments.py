"""Comments of a table: lines above its header that begin with ``#``."""

from __future__ import annotations

from itertools import takewhile


def below_comments(text: str) -> tuple[int, str]:
    r"""Cut off the comments above the header, and count their lines; a spreadsheet may have quoted them.

    >>> below_comments('# codes: a, b\n"# more";;\n\nyear;unit\n2018;a\n')
    (3, 'year;unit\n2018;a\n')
    """
    lines = text.split("\n")
    comments = list(takewhile(lambda line: not line.strip() or is_comment(line), lines))
    if not any(map(is_comment, comments)):
        return 0, text
    return len(comments), "\n".join(lines[len(comments) :])


def is_comment(text: str) -> bool:
    """Whether a line, or the first cell of a row, is a comment."""
    return text.lstrip(' "').startswith("#")
