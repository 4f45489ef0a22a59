"""Plausibility of figures: which of them is probably wrong, and which are out of line with others."""
