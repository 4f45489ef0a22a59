"""Read published files of every format back, as the blocks that they were made of."""
