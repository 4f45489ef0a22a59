"""Compute raw statistics from figures: plain numbers and tidy frames, never text."""
