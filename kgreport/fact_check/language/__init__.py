"""The words and numbers of a text, each with its place and its role; what they claim is read elsewhere."""
