"""What the text of a cell means, or what is wrong with it: counts, decimals, days and ids."""
