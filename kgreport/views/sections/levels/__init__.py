"""Sections on the levels that were given: of all, of one subject, over the years."""
