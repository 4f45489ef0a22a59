"""The files ``terms.yml``, with which a dataset or a project adds terms of its own."""
