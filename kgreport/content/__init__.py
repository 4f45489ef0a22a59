"""What a published document says, apart from its format: blocks, and the figures that are printed in them."""
