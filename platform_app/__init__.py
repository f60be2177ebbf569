"""The public-private platform on loneliness and isolation, as one Flask application."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask


def create_app(overrides: dict[str, Any] | None = None, *, instance_path: str | None = None) -> Flask:
    """Build the application: configuration, extensions, features, web.

    ``overrides`` are settings that win over file and environment; ``instance_path``
    is an absolute folder for the database and secrets in place of ``instance/``.
    """
    with _uncollected():
        return _build(overrides, instance_path)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let no collection run while everything is loaded, nor ever look at what then stands for good.

    What is loaded is not garbage, and looking through it again and again took a fifth of the time to start.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()


def _build(overrides: dict[str, Any] | None, instance_path: str | None) -> Flask:
    from platform_app import addresses, cli, features, journal, web
    from platform_app.config import configure
    from platform_app.extensions import csrf, db, login_manager

    app = Flask(__name__, template_folder="../templates", instance_path=instance_path, instance_relative_config=True)
    app.url_map.strict_slashes = False  # addresses are typed from paper
    configure(app, overrides)
    journal.configure(app)
    db.init_app(app)
    csrf.init_app(app)
    login_manager.init_app(app)
    addresses.prepare(app)
    features.register(app)
    web.initialise(app)
    cli.register(app)
    return app
