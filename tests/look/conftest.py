"""The gallery: in process, and in a real browser."""

import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext
from werkzeug.serving import make_server

from tests.chromium import started
from tests.look.gallery import create_gallery


@pytest.fixture
def gallery() -> FlaskClient:
    """Return a client of the gallery."""
    return create_gallery().test_client()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the gallery on a free port of this machine."""
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for the whole gallery."""
    with started() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a fresh window of desktop width on the gallery."""
    with chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        yield context
