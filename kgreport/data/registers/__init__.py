"""Registers, one row per entry: suggested reviews, targets, plans, awards, restatements."""
