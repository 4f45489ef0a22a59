"""Sections on the work beside the rating."""
