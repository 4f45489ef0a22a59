"""Tables of any kind of file: how they are laid out, opened, and read cell by cell."""
