"""The workbooks that units fill in: one description, by which they are written, read and annotated."""
