"""Bare Flask with the same packages: import the modules named on standard input, then answer one request."""

import importlib
import sys
import time
from contextlib import suppress


def main() -> None:
    """Import what the application has imported from other people's packages, and nothing of its own."""
    for name in sys.stdin.read().split():
        with suppress(ImportError, AttributeError):  # A few modules only load as part of their package.
            importlib.import_module(name)
    from flask import Flask

    app = Flask("floor")
    app.get("/")(lambda: "hello")
    if app.test_client().get("/").status_code != 200:  # noqa: PLR2004
        raise SystemExit(1)
    print(time.process_time())


if __name__ == "__main__":
    main()
