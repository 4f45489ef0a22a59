"""A notebook prepared for every format: its title and marks, the files that it brings, what it says as blocks."""
