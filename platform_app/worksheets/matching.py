"""Everything of partners and introductions that an application needs to know."""

from flask import Flask

from platform_app.mail.wanted import STILL_WANTED
from platform_app.members.following import FOLLOWERS
from platform_app.worksheets import (
    matching_cli,
    matching_index,
    matching_letters,
    matching_staff,
    matching_views,
)


def register(app: Flask) -> None:
    """Register the pages, and follow the register and the letters that carry a contact."""
    app.register_blueprint(matching_views.bp)
    app.register_blueprint(matching_staff.bp)
    app.cli.add_command(matching_cli.partners)
    STILL_WANTED[matching_letters.AGREED] = matching_letters.is_still_wanted
    if matching_index.follow not in FOLLOWERS:
        FOLLOWERS.append(matching_index.follow)
