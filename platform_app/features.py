"""The list of features: their blueprints, commands and tables."""

from flask import Flask

from platform_app import (
    accounts,
    applications,
    audit,
    discussions,
    event_reports,
    events,
    groups,
    imports,
    mail,
    members,
    my,
    office,
    portal,
    sample,
    worksheets,
)

FEATURES = (
    mail,
    accounts,
    office,
    members,
    applications,
    imports,
    events,
    groups,
    discussions,
    worksheets,
    event_reports,
    my,
    audit,
    portal,
    sample,
)


def register(app: Flask) -> None:
    """Let every feature register itself, lowest first."""
    for feature in FEATURES:
        feature.register(app)
