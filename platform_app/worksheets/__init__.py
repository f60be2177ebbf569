"""相利評価表 and 協力モデルキャンバス, and partners found by what each needs and offers."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages."""
    from platform_app.worksheets import models

    del app, models
