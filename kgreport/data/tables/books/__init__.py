"""Open ``.xlsx`` files: their parts within bounds, the values of their cells, and what else stands there."""
