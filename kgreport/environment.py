"""What kgreport reads of the environment: what a build sets for its kernel, and the user's language."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Literal

PREPARED = "KGREPORT_PREPARED"
"""Folders of datasets that were read before; see `kgreport.report.reading.read_report`."""

RECORD = "KGREPORT_RECORD"
"""File into which a report writes what was found; see `kgreport.report.findings.record`."""

EARLIER = "KGREPORT_EARLIER"
"""Manifest of the edition that was issued before a report; see `kgreport.report.editions.earlier`."""

NO_EARLIER = "none"
"""What stands there where a build has found none."""


def language_of(environ: Mapping[str, str]) -> Literal["vi", "en"]:
    """Choose the language of messages where no report says it: English if the locale is, else Vietnamese.

    >>> language_of({"LANG": "en_GB.UTF-8"}), language_of({"LC_ALL": "C", "LANG": "en_US"}), language_of({})
    ('en', 'vi', 'vi')
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return "en" if locale.startswith("en") else "vi"


def use_utf8() -> None:
    """Start this program again in the UTF-8 mode of Python where the locale has another encoding.

    File names and texts are Vietnamese. With ``LC_ALL=C`` and without that mode, no file of such a name can
    be opened.
    """
    if sys.getfilesystemencoding() == "utf-8" or sys.flags.utf8_mode or not sys.executable:
        return
    os.environ["PYTHONUTF8"] = "1"
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])
