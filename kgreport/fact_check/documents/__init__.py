"""Read the text of a document: plain text, Markdown, HTML, Word, PDF, Jupyter notebooks."""
