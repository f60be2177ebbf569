"""The office's pages can be limited to the office's networks; members sign in from anywhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import create_app
from tests import factories
from tests.conftest import overrides

INSIDE, OUTSIDE, PROXY = "10.1.2.3", "203.0.113.5", "192.0.2.1"


def application(folder: Path, **settings: object) -> Flask:
    """Return an application of its own with network settings."""
    app = create_app(overrides(STAFF_NETWORKS="10.0.0.0/8, 2001:db8::/32", **settings), instance_path=str(folder))
    with app.app_context():
        factories.lay_schema()
    return app


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser before an application that nothing stands in front of."""
    app = application(tmp_path)
    with app.app_context():
        factories.user("administrator", email="admin@example.jp")
        yield app.test_client()


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser before an application behind one reverse proxy."""
    app = application(tmp_path, TRUSTED_PROXIES=1)
    with app.app_context():
        factories.user("administrator", email="admin@example.jp")
        yield app.test_client()


def people(browser: FlaskClient, address: str, forwarded: str | None = None) -> int:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return browser.get("/staff/people/", environ_base={"REMOTE_ADDR": address}, headers=headers).status_code


def sign_in(browser: FlaskClient, address: str) -> str | None:
    return browser.post(
        "/sign-in",
        data={"email": "admin@example.jp", "password": factories.PASSWORD},
        environ_base={"REMOTE_ADDR": address},
    ).location


@pytest.mark.parametrize(
    ("address", "status"), [(INSIDE, 302), ("2001:db8::7", 302), (OUTSIDE, 404), ("2001:db9::7", 404), ("", 404)]
)
def test_the_offices_pages_do_not_exist_outside_its_networks(bare: FlaskClient, address: str, status: int) -> None:
    assert people(bare, address) == status


def test_the_page_for_signing_in_opens_everywhere_and_leads_no_officer_to_a_closed_page(bare: FlaskClient) -> None:
    assert bare.get("/sign-in", environ_base={"REMOTE_ADDR": OUTSIDE}).status_code == 200
    assert sign_in(bare, OUTSIDE) == "/account"
    assert people(bare, OUTSIDE) == 404
    assert people(bare, INSIDE) == 200


def test_a_header_opens_nothing_where_no_proxy_is_trusted(bare: FlaskClient) -> None:
    assert people(bare, OUTSIDE, forwarded=INSIDE) == 404


def test_behind_a_trusted_proxy_only_the_address_that_the_proxy_added_counts(proxied: FlaskClient) -> None:
    assert people(proxied, PROXY, forwarded=INSIDE) == 302
    assert people(proxied, PROXY, forwarded=OUTSIDE) == 404
    assert people(proxied, PROXY, forwarded=f"{INSIDE}, {OUTSIDE}") == 404


def test_a_path_written_otherwise_opens_nothing_either(bare: FlaskClient) -> None:
    sign_in(bare, INSIDE)

    for path in ("/staff/people/", "//staff/people/", "/%73taff/people/", "/./staff/people/", "/STAFF/people/"):
        assert bare.get(path, environ_base={"REMOTE_ADDR": OUTSIDE}).status_code in {301, 302, 308, 404}
