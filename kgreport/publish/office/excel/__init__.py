"""Published tables as a workbook for Excel: a cover, a list of tables, their notes, a sheet for each."""
