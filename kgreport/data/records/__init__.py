"""Records, one row a subject and year: read, checked, counted into figures."""
