"""Public pages that every visitor sees alike, kept for as long as nothing that they show has changed."""

from collections.abc import Callable, Hashable
from functools import wraps
from hashlib import blake2b
from typing import Any

from flask import current_app, make_response, request, session
from flask.typing import ResponseReturnValue

from platform_app import dates
from platform_app.access import actor

View = Callable[..., ResponseReturnValue]

#: How many pages one process keeps; at some 30 KB each this is below 10 MB.
MOST = 256

_pages: dict[tuple[Hashable, ...], tuple[bytes, str]] = {}


def kept_for_visitors(shown: Callable[[], Hashable]) -> Callable[[View], View]:
    """Answer a visitor with the page as it was made before, if nothing that it shows has changed since.

    ``shown`` is asked on every request, and what it returns must differ whenever
    the page would: the version of the rows behind it, the office's settings. The
    address, the day and the database are part of the key anyway. Whoever has a
    session (signed in, or with a message waiting) gets the page made anew.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(**values: Any) -> ResponseReturnValue:
            if session or actor().user_id is not None:
                return view(**values)
            key = (
                current_app.config["SQLALCHEMY_DATABASE_URI"],
                request.script_root,
                request.path,
                request.query_string,
                dates.today(),
                shown(),
            )
            page = _pages.get(key)
            if page is None:
                response = make_response(view(**values))
                if response.status_code != 200 or session:  # noqa: PLR2004
                    return response
                page = _keep(key, response.get_data())
            return _answer(*page)

        return answer

    return decorate


def _keep(key: tuple[Hashable, ...], body: bytes) -> tuple[bytes, str]:
    if len(_pages) >= MOST:
        _pages.clear()
    page = body, blake2b(body, digest_size=16).hexdigest()
    _pages[key] = page
    return page


def _answer(body: bytes, tag: str) -> ResponseReturnValue:
    """Answer with a kept page, or with 304 to a browser that has it."""
    response = current_app.response_class(body, mimetype="text/html")
    response.set_etag(tag, weak=True)
    return response.make_conditional(request)


def forget() -> None:
    """Forget every page: the database has been replaced by another (a restore, a test)."""
    _pages.clear()
