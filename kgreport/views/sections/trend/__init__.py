"""Sections of the report on several years."""
