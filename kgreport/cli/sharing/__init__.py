"""Commands for what leaves the desk: comparing, signing, checking and sharing reports."""
