"""Say whether a file is the one that was made: its bytes, its figures, and what it carries."""
