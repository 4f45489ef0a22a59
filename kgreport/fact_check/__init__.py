"""Find the numbers of a Vietnamese text, what they claim, and what is wrong with them."""
