"""Settings: defaults, then instance/config.toml, then PLATFORM_* in the environment."""

import os
import secrets
import tomllib
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any

from flask import Flask

from platform_app.vocabulary.settings import SETTINGS

PREFIX = "PLATFORM_"
WEAK_SECRETS = frozenset({"", "dev", "secret", "changeme", "password"})
MINIMUM_SECRET_LENGTH = 16


class UnsafeConfiguration(RuntimeError):
    """The application refuses to start with these settings."""


def configure(app: Flask, overrides: dict[str, Any] | None = None) -> None:
    """Fill ``app.config`` from the three layers and work out what depends on them.

    ``overrides`` (tests, benchmarks) win over everything. Raises
    UnsafeConfiguration for an unknown key, a weak secret or a malformed network.
    """
    values = {setting.name: setting.default for setting in SETTINGS}
    for source in (_from_file(Path(app.instance_path) / "config.toml"), _from_environment()):
        values.update(_checked(source))
    extra = dict(overrides or {})
    values.update({key: extra.pop(key) for key in list(extra) if key in values})
    app.config.update(values)
    _derive(app)
    app.config.update(extra)


def _from_file(path: Path) -> dict[str, Any]:
    """Read config.toml; its keys are the setting names in any case."""
    if not path.exists():
        return {}
    return {key.upper(): value for key, value in tomllib.loads(path.read_text("utf-8")).items()}


def _from_environment() -> dict[str, Any]:
    """Read PLATFORM_* and turn numbers and truth values into their types."""
    found: dict[str, Any] = {}
    defaults = {setting.name: setting.default for setting in SETTINGS}
    for key, text in os.environ.items():
        name = key.removeprefix(PREFIX)
        if not key.startswith(PREFIX):
            continue
        default = defaults.get(name)
        if isinstance(default, bool):
            found[name] = text.strip().lower() in {"1", "true", "yes", "on"}
        elif isinstance(default, int):
            found[name] = int(text)
        else:
            found[name] = text
    return found


def _checked(values: dict[str, Any]) -> dict[str, Any]:
    """Refuse a key nobody reads: a misspelt security setting must not pass silently."""
    known = {setting.name for setting in SETTINGS}
    unknown = sorted(set(values) - known)
    if unknown:
        message = f"unknown settings: {', '.join(unknown)}"
        raise UnsafeConfiguration(message)
    return values


def _derive(app: Flask) -> None:
    """Translate our settings into the ones Flask and its extensions read."""
    config = app.config
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    config["SECRET_KEY"] = config["SECRET_KEY"] or _own_secret(instance / "secret.key")
    if config["SECRET_KEY"] in WEAK_SECRETS or len(config["SECRET_KEY"]) < MINIMUM_SECRET_LENGTH:
        message = "PLATFORM_SECRET_KEY is too weak"
        raise UnsafeConfiguration(message)
    config["SQLALCHEMY_DATABASE_URI"] = driver_url(config["DATABASE_URL"] or f"sqlite:///{instance / 'platform.db'}")
    # A failing statement must not carry what somebody typed into the log.
    config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    config["STAFF_NETWORK_LIST"] = staff_networks(config["STAFF_NETWORKS"])
    config["MAX_CONTENT_LENGTH"] = config["MAX_UPLOAD_MB"] * 1024 * 1024
    config["MAX_FORM_MEMORY_SIZE"] = 4 * 1024 * 1024
    config["MAX_FORM_PARTS"] = 5000
    config["PERMANENT_SESSION_LIFETIME"] = timedelta(hours=config["SESSION_HOURS"])
    config["SESSION_COOKIE_SECURE"] = config["SECURE_COOKIES"]
    config["SESSION_COOKIE_HTTPONLY"] = True
    config["SESSION_COOKIE_SAMESITE"] = "Lax"
    config["WTF_I18N_ENABLED"] = False
    config["WTF_CSRF_TIME_LIMIT"] = None
    config["WTF_CSRF_CHECK_DEFAULT"] = False  # access.guard asks, once it knows the view
    config.setdefault("WTF_CSRF_ENABLED", True)


def driver_url(url: str) -> str:
    """Name psycopg 3 where the administrator wrote a plain PostgreSQL address."""
    for plain in ("postgres://", "postgresql://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    return url


def staff_networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Parse the comma-separated list of networks that may reach the staff pages."""
    try:
        return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as error:
        message = f"PLATFORM_STAFF_NETWORKS: {error}"
        raise UnsafeConfiguration(message) from error


def _own_secret(path: Path) -> str:
    """Return the installation's own key, made once and readable by its owner only."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text("ascii").strip()
