"""Limits of memory and processes that fork are those of Linux."""

import sys

collect_ignore_glob = [] if sys.platform == "linux" else ["test_*.py"]
