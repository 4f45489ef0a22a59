"""How large things are: printed tables, and tables on a page."""
