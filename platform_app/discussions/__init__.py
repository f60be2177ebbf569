"""Discussion records: themes, pillars, opinions as said, and what became of them."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages."""
