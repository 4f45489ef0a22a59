"""Build one report: what is asked for, what it is made from, its check, its files.

Nothing here loads the libraries that read data before they are needed.
"""
