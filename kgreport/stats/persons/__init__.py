"""Persons: how they are called, and where few are counted."""
