"""How any table is opened, and its cells read."""
