"""What every page shares: access guard, security headers, error pages, template words."""

import json
import logging
import secrets
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Flask,
    Response,
    current_app,
    g,
    get_flashed_messages,
    has_request_context,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.exc import NoResultFound, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from platform_app import access, dates
from platform_app.errors import DomainError
from platform_app.extensions import db
from platform_app.markdown import to_html
from platform_app.navigation import menu
from platform_app.paging import page_url
from platform_app.rights import may
from platform_app.vocabulary.actions import Action
from platform_app.wording import ERROR_PAGES

log = logging.getLogger("platform.request")

#: Where the corner with the signed-in person leads.
PERSON_PAGES = {"sign_in": "accounts.sign_in", "sign_out": "accounts.sign_out", "account": "accounts.account"}

#: How long a browser may keep a static file whose address names its contents: a year.
STATIC_SECONDS = 365 * 24 * 3600

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; frame-src 'self'; object-src 'none'; form-action 'self'; frame-ancestors 'self'; "
        "base-uri 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def initialise(app: Flask) -> None:
    """Hang the guard, the headers, the error pages and the template words on the application."""
    if app.config["TRUSTED_PROXIES"]:
        hops = app.config["TRUSTED_PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    app.before_request(_start)
    app.before_request(access.guard)
    app.after_request(_finish)
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(NoResultFound, lambda _error: error_page(404))
    app.register_error_handler(CSRFError, _expired)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(Exception, _unexpected)
    app.context_processor(_words)
    _filters(app)


def _start() -> None:
    g.request_id = secrets.token_hex(6)
    g.started = perf_counter()


def _finish(response: Response) -> Response:
    """Add the security headers and write one line to the request log, without personal data."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        _keep_for_long(response)
    else:
        if access.actor().user_id:  # A download may have said otherwise; what somebody may see stays with them.
            response.headers["Cache-Control"] = "no-store"
        response.headers.setdefault("Cache-Control", "no-cache")
        _log(response)
    return response


def _keep_for_long(response: Response) -> None:
    """Let a browser keep a file without asking again: its address names what is in it (RFC 8246, immutable).

    Asking anew for each of the twenty files of a page would be twenty round trips on a telephone.
    """
    if request.args.get("v") == current_app.config["STATIC_VERSION"] and response.status_code < 400:  # noqa: PLR2004
        response.headers["Cache-Control"] = f"public, max-age={STATIC_SECONDS}, immutable"


def _log(response: Response) -> None:
    took = (perf_counter() - g.get("started", perf_counter())) * 1000
    rule = request.url_rule.rule if request.url_rule else "-"
    line = {
        "request": g.get("request_id", ""),
        "method": request.method,
        "rule": rule,
        "status": response.status_code,
        "ms": round(took, 1),
    }
    log.info(json.dumps(line))


def error_page(status: int, sentence: str | None = None, next_steps: tuple[str, ...] = ()) -> ResponseReturnValue:
    """Render the shared error page: what happened, what to do next, the request id."""
    title, words, steps = ERROR_PAGES.get(status, ERROR_PAGES[500])
    values = {
        "status": status,
        "title": title,
        "message": sentence or words,
        "next_steps": next_steps or steps,
        "request_id": g.get("request_id", ""),
        # A step that was refused because somebody was faster: the page it was taken on, as it is now.
        "reopen_url": _came_from() if status == 409 and request.method == "POST" else "",  # noqa: PLR2004
    }
    if status >= 500:  # noqa: PLR2004 - the database may be what failed: nothing may ask it
        return current_app.jinja_env.get_template("errors/error.html").render(**values, actor=None), status
    return render_template("errors/error.html", **values), status


def _came_from() -> str:
    """Return the page of this site that a button was pressed on, or ''."""
    page = urlsplit(request.referrer or "")
    if page.netloc != request.host:
        return ""
    return f"/{page.path.lstrip('/')}" + (f"?{page.query}" if page.query else "")


def _domain_error(error: DomainError) -> ResponseReturnValue:
    return error_page(error.status, error.message, error.next_steps)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.response is not None or error.code < 400:  # noqa: PLR2004
        return error
    return error_page(error.code if error.code in ERROR_PAGES else (400 if error.code < 500 else 500))  # noqa: PLR2004


def _expired(error: CSRFError) -> ResponseReturnValue:
    """Answer a stale token that no form could show again: forms handle their own."""
    log.info(json.dumps({"request": g.get("request_id", ""), "csrf": str(error.description)}))
    return error_page(419)


def _busy(error: OperationalError) -> ResponseReturnValue:
    log.error("database", exc_info=error)
    db.session.rollback()
    return error_page(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected %s in request %s", type(error).__name__, g.get("request_id", ""), exc_info=error)
    return error_page(500)


def _words() -> dict[str, Any]:
    """What every template may say without being handed it."""
    if not has_request_context():
        return {}
    return {
        "actor": access.actor(),
        "can": lambda action: may(access.actor(), Action(action)),
        "today": dates.today(),
        "navigation": menu(),
        **{f"{name}_url": _address(endpoint) for name, endpoint in PERSON_PAGES.items()},
    }


def _address(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else ""


def _filters(app: Flask) -> None:
    """Register the template filters; dates are shown in the Japanese calendar only through dates.py."""
    app.template_filter("wareki")(lambda value: dates.wareki(value, weekday=True) if value else "")
    app.template_filter("wareki_short")(lambda value: dates.wareki(value) if value else "")
    app.template_filter("moment")(lambda value: dates.wareki_datetime(value) if value else "")
    app.template_filter("isodate")(_isodate)
    app.template_filter("markdown")(to_html)
    version = app.config["STATIC_VERSION"] = _static_version(Path(app.static_folder or ""))
    app.jinja_env.globals["static_url"] = lambda name: _static_url(request.script_root, name, version)
    app.jinja_env.globals["page_url"] = page_url
    app.jinja_env.globals["get_flashes"] = get_flashed_messages
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.bytecode_cache = _compiled_templates(Path(app.instance_path) / "templates")


@cache
def _static_url(root: str, name: str, version: str) -> str:
    """Return the address of a static file; a page names twenty of them, and they are always the same."""
    del root  # url_for reads it from the request: it is here to tell addresses of several mounts apart
    return url_for("static", filename=name, v=version)


def _compiled_templates(folder: Path) -> FileSystemBytecodeCache:
    """Keep compiled templates, so that only the first process ever compiles one; a changed one is noticed."""
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _isodate(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return (dates.to_tokyo(value).date() if isinstance(value, datetime) else value).isoformat()


def _static_version(folder: Path) -> str:
    """Return a word that is another one as soon as any static file holds something else."""
    digest = blake2b(digest_size=6)
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()
