"""A notebook prepared for every format: its title, its marks, its files, what it says as blocks."""
