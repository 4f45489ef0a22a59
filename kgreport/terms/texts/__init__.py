"""Texts as they come in: which may be printed, and what is wrong with the others."""
