"""Sections on what needs attention, on doubtful figures, and on the quality of the data."""
