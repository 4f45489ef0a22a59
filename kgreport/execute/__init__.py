"""Execute notebooks with papermill, which sees cells and parameters but no ratings."""
