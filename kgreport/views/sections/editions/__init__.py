"""What differs from the edition that was issued before: the list of changes, and marks in tables."""
