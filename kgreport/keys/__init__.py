"""What a report is made from, as a key that is the same wherever and whenever nothing of it changed.

Nothing here loads the libraries that read data, but where the files of a dataset are new.
"""
