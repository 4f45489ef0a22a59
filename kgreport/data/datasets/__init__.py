"""A dataset: a folder of tables, records and workbooks, read as one thing."""
