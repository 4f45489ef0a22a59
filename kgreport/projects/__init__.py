"""Projects: a folder of a user's own with parameters, figures, notebooks and reports.

`start` makes one, `years` adds a year to it. Nothing here replaces a file.
"""
