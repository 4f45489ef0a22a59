"""Blocks as plain values for JSON, and back: each has its ``kind``, and what differs from the defaults."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from kgreport.content.blocks import (
    Block,
    Closing,
    Heading,
    Letterhead,
    Listing,
    Paragraph,
    Picture,
    Table,
)
from kgreport.errors import PublishError

if TYPE_CHECKING:
    from pydantic import TypeAdapter

CONTENT = "application/vnd.kgreport.content+json"
"""MIME type of the blocks of a view in the outputs of a notebook."""

_KINDS = {one.kind: one for one in (Heading, Paragraph, Listing, Table, Picture, Letterhead, Closing)}


class ContentError(PublishError):
    """Plain values are no blocks."""


def plain_blocks(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Give blocks as plain values.

    >>> from kgreport.content.blocks import paragraph
    >>> plain_blocks([Heading(level=2, text="Kết quả")])
    [{'kind': 'heading', 'level': 2, 'text': 'Kết quả'}]
    >>> plain_blocks([paragraph("Ba đoạn.")])
    [{'kind': 'paragraph', 'runs': [{'text': 'Ba đoạn.'}]}]
    """
    return [_plain(block) for block in blocks]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if not is_dataclass(value):
        return value
    kind = {"kind": value.kind} if hasattr(value, "kind") else {}
    said = ((one.name, getattr(value, one.name), one.default) for one in fields(value))
    return kind | {name: _plain(found) for name, found, default in said if found != default}


def blocks_of(plain: object) -> list[Block]:
    """Read what `plain_blocks` gives.

    Raises
    ------
    ContentError
        Something else was given.
    """
    try:
        return [_block(one) for one in cast("Sequence[Any]", plain)]
    except (TypeError, KeyError, ValueError, AttributeError, RecursionError) as error:
        raise ContentError(f"this is no content of a view of kgreport: {error}") from None


def _block(plain: dict[str, Any]) -> Block:
    given = dict(plain)
    kind = _KINDS[given.pop("kind")]
    if kind is Listing:
        given["items"] = tuple(tuple(blocks_of(item)) for item in given["items"])
        return Listing(**given)
    if unknown := given.keys() - {one.name for one in fields(kind)}:
        raise KeyError(*unknown)
    return _reader(kind).validate_python(given)


@cache
def _reader(kind: type[Block]) -> TypeAdapter[Block]:
    from pydantic import TypeAdapter  # noqa: PLC0415

    return TypeAdapter(kind)
