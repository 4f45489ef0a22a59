"""The manifest that each published file carries, and the seal by which the file alone can be checked."""
