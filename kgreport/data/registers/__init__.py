"""Registers, one row a matter: suggested reviews, targets, plans, awards, restatements."""
