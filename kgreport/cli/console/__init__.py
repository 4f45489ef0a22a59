"""What commands share: their options, how they show progress, and how they end when something is wrong."""
