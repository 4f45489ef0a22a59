"""Sections that set units side by side, and a unit beside the whole."""
