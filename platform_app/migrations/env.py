"""Run the migrations inside the application, on whichever database it uses."""

from typing import Any

from alembic import context
from flask import current_app

from platform_app.extensions import Base, CodeList, UtcDateTime, db


def plain_types(kind: str, item: Any, _context: Any) -> str | bool:
    """Write our own column types as what the database stores: a migration must outlive the code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, CodeList):
        return "sa.Text()"
    return False


SETTINGS: dict[str, Any] = {
    "target_metadata": Base.metadata, "render_as_batch": True, "compare_type": True, "render_item": plain_types,
}


def run() -> None:
    """Run in one transaction on the application's engine, or print the SQL."""
    if context.is_offline_mode():
        context.configure(url=current_app.config["SQLALCHEMY_DATABASE_URI"], literal_binds=True, **SETTINGS)
        with context.begin_transaction():
            context.run_migrations()
        return
    with db.engine.connect() as connection:
        context.configure(connection=connection, **SETTINGS)
        with context.begin_transaction():
            context.run_migrations()


run()
