"""Start kernels: of this very Python, and forked from a server that has loaded everything once."""
