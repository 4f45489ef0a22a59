"""Verdicts: what figures say when they are held against a rule, a goal, or each other."""
