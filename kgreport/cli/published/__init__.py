"""Commands for reports that are built: their portal, sharing, comparing, signing and verifying."""
