"""The parts of a Word document. Each module writes WordprocessingML as text; `document` makes the file."""
