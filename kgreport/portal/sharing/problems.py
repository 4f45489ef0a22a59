"""The error of what cannot be shared."""

from __future__ import annotations

from kgreport.errors import TwoLanguageError


class ShareError(TwoLanguageError):
    """Reports cannot be shared: none is asked for, or something else is in the place of what is written."""
