"""The list of features: their blueprints, commands and tables."""

from flask import Flask

from platform_app import accounts, applications, audit, events, imports, mail, members, my, office, portal, sample

FEATURES = (mail, accounts, office, members, applications, imports, events, my, audit, portal, sample)


def register(app: Flask) -> None:
    """Let every feature register itself, lowest first."""
    for feature in FEATURES:
        feature.register(app)
