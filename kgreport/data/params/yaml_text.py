"""Parse YAML within bounds, so that no text hangs or kills the process, and guess no numbers or dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from kgreport.errors import InvalidValueError

MOST_LETTERS = 4_000_000
"""The longest text, with every alias (*) written out; each value counts `_OF_A_VALUE` letters more."""

DEEPEST = 40
"""How many values may lie within each other."""

_OF_A_VALUE = 40

_PLAIN_TAGS = (None, "!", "tag:yaml.org,2002:str")
_INT, _FLOAT = "tag:yaml.org,2002:int", "tag:yaml.org,2002:float"


class YamlError(InvalidValueError):
    """A text is not plain YAML.

    Attributes
    ----------
    line
        The line where that shows; 0 where it is not known.
    """

    def __init__(self, line: int, vi: str, en: str) -> None:
        self.line = line
        super().__init__(vi, en)


class Parsed(NamedTuple):
    """A text as YAML reads it.

    Attributes
    ----------
    values
        Plain values: mappings, lists, texts, numbers, truth values, None.
    node
        The same as nodes, which know their lines; merged mappings have all their keys.
    repeated
        Each key that stands twice in a mapping, and the line of the second.
    """

    values: Any
    node: yaml.Node | None
    repeated: tuple[tuple[str, int], ...]


# libyaml reads ten times as fast; where PyYAML was built without it, the same is read by PyYAML itself.
_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_SafeLoader):  # type: ignore[misc, valid-type]
    """Reads truth values, blanks and plain numbers; dates, octal and all else that YAML guesses stay text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - what the base class declares so
        first: [one for one in resolvers if one[0].rpartition(":")[2] in ("bool", "null", "merge")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _number(loader: Any, node: yaml.ScalarNode) -> object:
    """Read a number where that is written as numbers are printed: 012, 1_000, 12:30 and 1.10 are texts."""
    text: str = loader.construct_scalar(node)
    number = float(text) if "." in text else int(text)
    return number if str(number) == text else text


for _tag, _pattern in ((_INT, r"-?[0-9]{1,18}$"), (_FLOAT, r"-?[0-9]{1,18}\.[0-9]{1,18}$")):
    _Loader.add_implicit_resolver(_tag, re.compile(_pattern), list("-0123456789"))
    _Loader.add_constructor(_tag, _number)


def parse_yaml(text: str) -> Parsed:
    """Parse a text, once it is known to be within bounds.

    Raises
    ------
    YamlError
        It is not YAML, or more than plain values: it has tags, or is nested or repeated beyond all measure.
    """
    _check_size(len(text))
    if text.startswith("%TAG") or "\n%TAG" in text:
        raise _tagged(1 + text.partition("%TAG")[0].count("\n"), "%TAG")
    try:
        _Bounds().check(text)
        return _parsed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _check_blanks(text.split("\n"), mark.line + 1 if mark else 0)
        raise _not_yaml(str(error.problem or error.context), mark.line + 1 if mark else 0) from None
    except (yaml.YAMLError, ValueError) as error:
        raise (error if isinstance(error, YamlError) else _not_yaml(str(error))) from None


def _parsed(text: str) -> Parsed:
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        repeated = tuple(dict.fromkeys(_repeated_keys(node))) if node else ()
        return Parsed(loader.construct_document(node) if node else None, node, repeated)
    finally:
        loader.dispose()


class _Bounds:
    """Walks through a text without building anything of it: depth, tags, size with aliases written out."""

    def __init__(self) -> None:
        self._size = 0
        self._documents = 0
        self._around: list[tuple[str | None, int]] = []
        self._sizes: dict[str | None, int] = {}

    def check(self, text: str) -> None:
        events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        for event in events:
            line = event.start_mark.line + 1
            self._size += _OF_A_VALUE
            if isinstance(event, yaml.AliasEvent):
                self._add_alias(str(event.anchor), line)
            elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
                _check_tag(event.tag, line)
                self._add_value(event, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                anchor, before = self._around.pop()
                self._sizes[anchor] = self._size - before
            elif isinstance(event, yaml.DocumentStartEvent):
                self._documents += 1
                _check_single(self._documents, line)
            _check_size(self._size, line)

    def _add_alias(self, anchor: str, line: int) -> None:
        if any(anchor == one for one, _ in self._around):
            raise _contains_itself(line)
        self._size += self._sizes.get(anchor, 0)

    def _add_value(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self._size += len(event.value)
            self._sizes[event.anchor] = len(event.value) + _OF_A_VALUE
        else:
            self._around.append((event.anchor, self._size))
            _check_depth(len(self._around), line)


def _repeated_keys(node: yaml.Node) -> Iterator[tuple[str, int]]:
    seen = set()
    for key, value, line in inner(node):
        if key in seen:
            yield str(key), line
        seen.add(key)
        yield from _repeated_keys(value)


def inner(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, int]]:
    """Iterate over the values in a value, each with its key or position and its line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else ""
            yield name, value, key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        yield from ((n, value, value.start_mark.line + 1) for n, value in enumerate(node.value))


def _check_size(size: int, line: int = 0) -> None:
    if size > MOST_LETTERS:
        raise YamlError(
            line,
            f"quá lớn: hơn {MOST_LETTERS} chữ, kể cả bí danh (*) viết hẳn ra; bỏ bớt, hoặc chia nhiều tệp",
            f"too large: more than {MOST_LETTERS} letters, every alias (*) written out; make several files",
        )


def _check_depth(depth: int, line: int) -> None:
    if depth > DEEPEST:
        raise YamlError(
            line,
            f"lồng nhau quá {DEEPEST} tầng; kiểm tra các ngoặc [ và {{ và chỗ thụt dòng",
            f"nested more than {DEEPEST} deep; look at the brackets [ and {{ and at the indentation",
        )


def _contains_itself(line: int) -> YamlError:
    return YamlError(
        line,
        "bí danh (*) nằm trong chính neo (&) của nó; viết hẳn giá trị ra",
        "an alias (*) lies within its own anchor (&); write the value out",
    )


def _check_tag(tag: str | None, line: int) -> None:
    if tag not in _PLAIN_TAGS:
        raise _tagged(line, str(tag))


def _tagged(line: int, tag: str) -> YamlError:
    name = tag.replace("tag:yaml.org,2002:", "!!")
    return YamlError(
        line,
        f"có thẻ '{name}'; bỏ thẻ, ghi thẳng giá trị (đặt trong dấu nháy nếu là chữ)",
        f"there is a tag '{name}'; leave it out and write the value itself (in quotes, if it is text)",
    )


def _check_single(documents: int, line: int) -> None:
    if documents > 1:
        raise YamlError(
            line,
            "một phần thứ hai sau ---; để mỗi phần một tệp",
            "a second document after ---; make a file of each",
        )


_WRONG_BLANK = re.compile(r"^ *(?P<tab>\t)|^[ -]*\w+:[ \t]*(?P<wide>[\xa0\u2000-\u200a\u202f\u3000])")


def _check_blanks(lines: list[str], wrong: int) -> None:
    """Name a blank that YAML takes for none, on the line where it stops or the one before."""
    for line in range(max(wrong - 1, 1), min(wrong, len(lines)) + 1):
        if found := _WRONG_BLANK.match(lines[line - 1]):
            vi, en = ("phím Tab", "a tab") if found["tab"] else (f"U+{ord(found['wide']):04X}",) * 2
            raise YamlError(
                line,
                f"chỗ cần dấu cách thường lại có {vi}; xóa đi, gõ lại bằng phím cách",
                f"where a plain blank is expected there is {en}; delete it, and type a blank",
            )


def _not_yaml(problem: str, line: int = 0) -> YamlError:
    why = " ".join(problem.split())
    return YamlError(line, f"không phải YAML: {why}", f"not YAML: {why}")
