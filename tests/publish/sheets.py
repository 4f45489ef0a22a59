"""Where text stands on the sheets of a PDF, as poppler finds it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kgreport.terms.paper import POINTS, USUAL_MARGINS

_PAGE = re.compile(r'<page width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')


def blank_ends(pdf: Path) -> list[float]:
    """Measure which share of each sheet, without margins and head, is blank below the last word."""
    found = []
    for height, words in _PAGE.findall(_boxes(pdf)):
        top, bottom = USUAL_MARGINS.top * POINTS, float(height) - USUAL_MARGINS.bottom * POINTS
        ends = [float(lower) for upper, lower, _ in _WORD.findall(words) if float(upper) >= top - 2]
        found.append((bottom - max(ends, default=top)) / (bottom - top))
    return found


def lines_of(pdf: Path) -> list[list[str]]:
    """Give the lines of each sheet below its head, words on one height being a line."""
    sheets = []
    for _, words in _PAGE.findall(_boxes(pdf)):
        lines: dict[int, list[str]] = {}
        for upper, lower, text in _WORD.findall(words):
            if float(upper) >= USUAL_MARGINS.top * POINTS - 2:
                lines.setdefault(round(float(lower)), []).append(text)
        sheets.append([" ".join(lines[place]) for place in sorted(lines)])
    return sheets


def _boxes(pdf: Path) -> str:
    if shutil.which("pdftotext") is None:
        missing = "pdftotext is not installed; Debian: apt-get install poppler-utils"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True)
    return done.stdout
