"""Read the workbooks that units have filled in."""
