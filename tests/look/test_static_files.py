"""What a browser may keep of the platform's own files, and for how long."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from platform_app.web import STATIC_SECONDS, _static_version


def _addresses(client: FlaskClient) -> list[str]:
    return re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/about").text)


def test_a_file_that_a_page_names_is_never_asked_for_again(client: FlaskClient) -> None:
    addresses = _addresses(client)

    assert len(addresses) > 10
    for address in addresses:
        assert client.get(address).headers["Cache-Control"] == f"public, max-age={STATIC_SECONDS}, immutable", address


@pytest.mark.parametrize("question", ["", "?v=", "?v=0123456789ab"])
def test_an_address_that_does_not_name_what_is_in_the_file_is_asked_for_each_time(
    client: FlaskClient, question: str
) -> None:
    path = _addresses(client)[0].split("?")[0]

    assert client.get(path + question).headers["Cache-Control"] == "no-cache"


def test_a_file_that_is_not_there_is_not_kept(client: FlaskClient) -> None:
    version = _addresses(client)[0].split("?")[1]

    assert "immutable" not in client.get(f"/static/css/none.css?{version}").headers.get("Cache-Control", "")


def test_the_address_changes_when_any_file_does(tmp_path: Path) -> None:
    for name in ("a.css", "b.js"):
        (tmp_path / name).write_text("first")
    before = _static_version(tmp_path)
    (tmp_path / "b.js").write_text("second")

    assert before != _static_version(tmp_path)
