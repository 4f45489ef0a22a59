"""Read what comes in: parameters, datasets, and figures completed and checked."""
