"""One platform with one of everything, built once per database and laid back before each test."""

from collections.abc import Iterator

import pytest
from flask import Flask

from platform_app.extensions import db
from tests.architecture.building import build
from tests.architecture.crawl import Visit, crawl
from tests.architecture.snapshot import Snapshot, watched
from tests.architecture.world import World
from tests.conftest import _clean

_built: dict[str, tuple[World, Snapshot]] = {}
_visits: dict[str, list[Visit]] = {}


@pytest.fixture
def world(database: Flask) -> Iterator[World]:
    """The built platform, as if nobody had touched it, inside the application's context."""
    with database.app_context():
        if database.instance_path not in _built:
            _clean(database)
            _built[database.instance_path] = (build(database), Snapshot(database))
        built, snapshot = _built[database.instance_path]
        snapshot.restore()
        with watched():
            yield built
        db.session.remove()


@pytest.fixture
def restore(world: World) -> Snapshot:
    """The copy that brings the built platform back after an act."""
    return _built[world.app.instance_path][1]


@pytest.fixture
def visits(world: World) -> list[Visit]:
    """Every page as everybody who may sees it: opened once for all questions."""
    if world.app.instance_path not in _visits:
        _visits[world.app.instance_path] = crawl(world)
        _built[world.app.instance_path][1].restore()
    return _visits[world.app.instance_path]
