"""開催報告: drafted from what is known, written, approved by a second person, published."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages."""
