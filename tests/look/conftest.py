"""The gallery: in process, and in a real browser."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

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
    """Start the system's Chromium; without one there is nothing to look with."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None and not os.environ.get("CI"):
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[BrowserContext]:
    """Open a fresh window of desktop width on the gallery."""
    with chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        yield context
