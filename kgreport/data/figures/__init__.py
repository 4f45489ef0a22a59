"""Figures: read, completed by identities, checked against each other."""
