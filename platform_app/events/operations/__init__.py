"""Writes: planning an event, and everything that takes or frees a place."""
