"""Floors: the least that each job costs with the same libraries and none of the application."""
