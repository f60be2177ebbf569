"""Whole-system invariants: each enumerates the application, so that what is added is governed at once."""
