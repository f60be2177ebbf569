"""The browser that tests look with, and that pictures for the manuals are taken with."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

#: The same engine without the windows, tabs and toolbars that nobody looks at comes first: it starts in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def where() -> str | None:
    """Return the path of the system's Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def started(**environment: str) -> Iterator[Browser]:
    """Start the system's Chromium, with more variables in its environment.

    Without one there is nothing to look with: skip the test, or fail it under CI.
    """
    path = where()
    if path is None:
        # Playwright would advise to download one, which a closed network does not allow.
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("Chromium is not installed: make browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, env={**os.environ, **environment})
        yield browser
        browser.close()
