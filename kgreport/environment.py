"""What kgreport reads of the environment: what a build sets for its kernel, and the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

PREPARED = "KGREPORT_PREPARED"
"""Folders of datasets that were read before; see `kgreport.report.reading.read_report`."""

RECORD = "KGREPORT_RECORD"
"""File into which a report writes what was found; see `kgreport.report.findings.record`."""


def language_of(environ: Mapping[str, str]) -> Literal["vi", "en"]:
    """Choose the language of messages where no report says it: English if the locale is, else Vietnamese.

    >>> language_of({"LANG": "en_GB.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "en_US"}), language_of({})
    ('en', 'vi', 'vi')
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "en" if locale.startswith("en") else "vi"
