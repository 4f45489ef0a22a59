"""Write workbooks for units to fill in."""
