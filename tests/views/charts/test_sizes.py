"""The text of a chart does not shrink below 11 pixels on a phone."""

from __future__ import annotations

import re
from pathlib import Path

from kgreport.views.charts.bars import Bar, BarChart

CSS = (Path(__file__).parents[3] / "kgreport/publish/templates/kgreport/report.css").read_text("utf-8")
PHONE, ROOT = 390, 16


def test_text_has_at_least_11_pixels_on_a_phone() -> None:
    [least, share] = re.findall(r"--side: clamp\(([\d.]+)rem, ([\d.]+)vw", CSS)[0]
    [widest] = re.findall(r"\.kg-chart svg \{ width: 100%; max-width: ([\d.]+)rem", CSS)
    page = PHONE - 2 * max(float(least) * ROOT, float(share) / 100 * PHONE)
    svg = BarChart(id="c", title="t", alt="a", bars=[Bar("x", 1, "1")]).svg()
    [width] = re.findall(r'viewBox="0 0 ([\d.]+)', svg)
    sizes = re.findall(r'font-size="([\d.]+)"', svg)

    scale = min(page, float(widest) * ROOT) / float(width)
    assert sizes
    assert min(float(size) for size in sizes) * scale >= 11
