"""The pages on which a record comes about: planning, tables, recorders, papers, the screen of the room."""

from flask import Flask

from platform_app.discussions import (
    lines_staff,
    papers_staff,
    recording_staff,
    screen_views,
    staff,
    summaries_staff,
    table_leaving_views,
    table_views,
)


def register(app: Flask) -> None:
    """Register the pages; several modules hang theirs on one blueprint."""
    modules = (
        table_views,
        table_leaving_views,
        screen_views,
        staff,
        lines_staff,
        recording_staff,
        papers_staff,
        summaries_staff,
    )
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
