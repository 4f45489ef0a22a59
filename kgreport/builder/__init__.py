"""Build one report: the job, the key of the report, its check, its files.

Nothing here loads the libraries that read data before they are needed.
"""
