"""Execute notebooks and publish them; nothing here knows about ratings."""
