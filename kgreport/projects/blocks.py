"""Cut a parameters file into the blocks of its keys, so that a copy keeps order, comments and layout."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from kgreport.data.params.yaml_text import parse_yaml


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one key of a file, with the comments above it.

    Attributes
    ----------
    name
        The key.
    above
        Comments and blank lines before it.
    lines
        Its own lines.
    remark
        The comment behind its value, where that stands in one line.
    """

    name: str
    above: tuple[str, ...]
    lines: tuple[str, ...]
    remark: str = ""

    @property
    def text(self) -> str:
        """The block as it is."""
        return "".join(f"{line}\n" for line in (*self.above, *self.lines))

    def with_value(self, value: str, remark: str | None = None) -> str:
        """Give the block with another value; the comment behind the value stays, unless there is another.

        >>> print(Block("year", ("# the year",), ("year: 2018",)).with_value("2019", "was 2018"), end="")
        # the year
        year: 2019    # was 2018
        """
        said = self.remark if remark is None else remark
        line = f"{self.name}: {value}".rstrip() + (f"    # {said}" if said else "")
        return "".join(f"{one}\n" for one in (*self.above, line))


def blocks_of(text: str) -> list[Block]:
    r"""Cut the text of a YAML file with keys at its left edge into blocks, in their order.

    >>> [(block.name, block.remark) for block in blocks_of("# a\nyear: 2018  # last\nunit: x\n")]
    [('year', 'last'), ('unit', '')]
    """
    root = parse_yaml(text).node
    if not isinstance(root, yaml.MappingNode):
        return []
    if root.flow_style:
        return blocks_of(yaml.safe_dump(parse_yaml(text).values, allow_unicode=True, sort_keys=False))
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    starts = [key.start_mark.line for key, _ in root.value]
    pairs = zip(starts, [-1, *starts[:-1]], strict=True)
    firsts = [_first_comment(lines, start, before) for start, before in pairs]
    ends = [*firsts[1:], len(lines)]
    return [
        Block(
            str(key.value),
            tuple(lines[first:start]),
            tuple(lines[start:end]),
            _remark(lines[start], value, start),
        )
        for (key, value), first, start, end in zip(root.value, firsts, starts, ends, strict=True)
    ]


def _first_comment(lines: list[str], start: int, before: int) -> int:
    """Give the first of the comments and blank lines at the left edge that stand directly above a key."""
    first = start
    while first - 1 > before and (not lines[first - 1].strip() or lines[first - 1].startswith("#")):
        first -= 1
    return first


def _remark(line: str, value: yaml.Node, start: int) -> str:
    """Give the comment behind a value that begins and ends in the line of its key, or behind a blank one."""
    first, last = value.start_mark, value.end_mark
    if (first.line, first.column) == (last.line, last.column):
        return line.partition(" #")[2].strip()
    behind = line[last.column :].strip() if last.line == start else ""
    return behind.removeprefix("#").strip() if behind.startswith("#") else ""
