"""Discussion records: themes, pillars, opinions as said, and what became of them."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages."""
    # Tables are known once their module is loaded.
    from platform_app.discussions import capture, models, records, search_models, trace_models  # noqa: F401

    capture.register(app)
    records.register(app)
