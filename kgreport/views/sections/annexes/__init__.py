"""Annexes: where figures come from, and what the report was made from."""
