"""The published tables as open data: tidy CSV files, with metadata by CSV on the Web (CSVW)."""
