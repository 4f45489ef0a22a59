"""Compare the printed figures of two reports, or of two published files of any format."""
