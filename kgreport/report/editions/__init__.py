"""The edition that was issued before a report: found, read, and compared with it."""
