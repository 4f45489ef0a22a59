"""Published notebooks as files of office programs, written from the blocks of a document alone."""
