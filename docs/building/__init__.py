"""What the pages of the site are made with: pages written from the code, a search without marks, pictures.

Only `docs/conf.py` and the tests import it; the library does not.
"""
