"""The error of a project that cannot be made or changed."""

from __future__ import annotations

from kgreport.errors import TwoLanguageError


class ProjectError(TwoLanguageError):
    """A project cannot be made, or a year cannot be added to it."""
