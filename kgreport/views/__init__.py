"""Show statistics as notes, tables and charts; nothing here computes or reads files."""
