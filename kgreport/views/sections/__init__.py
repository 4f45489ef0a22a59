"""Sections of the reports: each shows statistics in sentences, tables and charts."""
