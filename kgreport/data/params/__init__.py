"""The parameters of a report: read from YAML, checked, frozen."""
