"""Groups of four: who sits at which table, why, and the sheets that show it."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages."""
    from platform_app.groups import models  # noqa: F401  # tables are known once their module is loaded
