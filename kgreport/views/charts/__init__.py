"""Charts: a figure with the words that stand for it."""
