"""What a notebook shows that is no view of kgreport: pictures, tables, Markdown, formulas and text."""
