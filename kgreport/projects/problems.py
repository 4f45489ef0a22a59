"""The error of a project that cannot be made or changed."""

from __future__ import annotations

from kgreport.errors import KgreportError


class ProjectError(KgreportError):
    """A project cannot be made, or a year cannot be added to it; it is told in Vietnamese and in English."""

    def __init__(self, vi: str, en: str, language: str = "") -> None:
        self.texts = (vi, en)
        self.language = language
        super().__init__(en)

    def say(self, language: str = "") -> str:
        """Give the message in a language."""
        return self.texts[(language or self.language) != "vi"]
