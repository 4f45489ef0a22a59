"""Publish executed notebooks as HTML and PDF; nothing here knows about ratings."""
