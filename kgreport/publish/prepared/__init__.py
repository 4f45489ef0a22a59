"""A notebook prepared for publishing, and what it says as blocks."""
