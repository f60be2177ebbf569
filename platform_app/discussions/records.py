"""The pages of records, search and traces: which modules bring them."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages. Several modules may add pages to one blueprint."""
    from platform_app.discussions import (
        record_staff,
        record_views,
        search_staff,
        search_views,
        trace_acts_staff,
        trace_staff,
        trace_views,
    )

    modules = (record_views, search_views, trace_views, record_staff, search_staff, trace_staff, trace_acts_staff)
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
