"""What can go wrong while a notebook is executed or published."""

from __future__ import annotations


class KgreportError(Exception):
    """Something went wrong that the message explains: where, what was found, what to do."""


class UnknownCodeError(KgreportError, ValueError):
    """A method was given a code that it does not know; the message names those it knows."""


class PublishError(KgreportError):
    """A notebook could not be executed or published; the message says where, why and what to do."""
