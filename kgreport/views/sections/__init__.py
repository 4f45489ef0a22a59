"""The sections of the annual report: each puts statistics into sentences, a table and a chart."""
