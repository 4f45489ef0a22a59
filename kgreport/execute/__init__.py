"""Execute notebooks with papermill; nothing here knows about ratings."""
