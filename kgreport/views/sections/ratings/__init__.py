"""Sections on ratings: levels, reasons, caps, units, streaks, awards."""
