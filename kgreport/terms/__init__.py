"""What the field calls things, and how something is said of them."""
