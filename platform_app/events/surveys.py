"""Everything of questionnaires and polls that an application needs to know."""

from flask import Flask

from platform_app.events import poll_staff, poll_views, survey_outputs, survey_staff, survey_views


def register(app: Flask) -> None:
    """Register the pages; several modules hang theirs on one blueprint."""
    for blueprint in dict.fromkeys(
        module.bp for module in (survey_views, poll_views, survey_staff, survey_outputs, poll_staff)
    ):
        app.register_blueprint(blueprint)
