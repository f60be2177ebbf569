"""Discussion records: themes, pillars, opinions as said, and what became of them."""

from flask import Flask


def register(app: Flask) -> None:  # noqa: ARG001
    """Register the pages."""
    from platform_app.discussions import models  # noqa: F401  # tables are known once their module is loaded
