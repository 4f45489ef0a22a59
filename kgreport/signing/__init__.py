"""Sign files, and check signatures: detached ones as minisign's, and those inside a PDF.

Nothing uses the network.
"""
