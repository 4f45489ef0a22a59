"""Every frame that a report gives, by name."""

from __future__ import annotations

from collections.abc import Mapping

from kgreport.views.frames import ratings, work
from kgreport.views.frames.layout import FrameLayout

LAYOUTS: Mapping[str, FrameLayout] = {
    layout.name: layout
    for module in (ratings, work)
    for layout in vars(module).values()
    if isinstance(layout, FrameLayout)
}
"""The layouts, in the order of the page that documents them."""
