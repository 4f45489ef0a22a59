"""What can go wrong while a notebook is executed or published."""

from __future__ import annotations


class PublishError(Exception):
    """A notebook could not be executed or published; the message says where, why and what to do."""
