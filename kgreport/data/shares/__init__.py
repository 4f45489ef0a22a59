"""Printed shares and approximate counts: checked against the known counts, and never made into counts."""
