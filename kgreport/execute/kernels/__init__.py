"""Kernels for reports and for Jupyter, forked from a server that has loaded the libraries once."""
