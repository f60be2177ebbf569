"""相利評価表 and 協力モデルキャンバス, and partners found by what each needs and offers."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages; several modules hang theirs on one blueprint."""
    from platform_app.worksheets import keeping_views, matching, outputs, staff, table_views, views

    modules = (views, outputs, table_views, keeping_views, staff)
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
    matching.register(app)
