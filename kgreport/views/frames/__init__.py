"""What is shown, as tidy frames: their documented columns, and the files they are written to."""
