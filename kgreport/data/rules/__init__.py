"""The regulations of rating, one file each, chosen by the year rated."""
