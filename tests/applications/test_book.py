"""申請受付簿: everything received in a period, in order, in every format."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.applications import book
from platform_app.members.rosters import OUTPUTS
from platform_app.vocabulary.accounts import Role
from tests import factories

SPAN = timedelta(days=20)


def _period() -> tuple[date, date]:
    return dates.today() - SPAN, dates.today() + SPAN


def test_the_book_lists_what_was_received_and_no_draft(app: Flask) -> None:
    factories.draft()
    sent, decided = factories.submitted(name="先の会"), factories.approved(name="後の会")

    found = book.rows(*_period())

    assert [row["receipt_number"] for row in found] == [sent.number, decided.number]
    assert [row["decided_on"] is not None for row in found] == [False, True]
    assert [row["notified_on"] is not None for row in found] == [False, True]


def test_a_day_outside_the_period_is_left_out(app: Flask) -> None:
    factories.submitted()

    assert book.rows(date(2020, 4, 1), date(2021, 3, 31)) == []


@pytest.mark.parametrize("output", sorted(OUTPUTS))
def test_the_book_downloads_in_every_format(client_as: Callable[..., FlaskClient], output: str) -> None:
    factories.submitted(name="髙﨑𠮷の会")
    browser = client_as(Role.VIEWER)

    page = browser.get("/staff/book/")
    answer = browser.get(f"/staff/book/list.{output}")

    assert page.status_code == 200
    assert answer.status_code == 200
    assert len(answer.data) > 50


def test_cp932_shows_what_would_be_lost_before_it_downloads(client_as: Callable[..., FlaskClient]) -> None:
    factories.submitted(name="𠮷田の会")
    browser = client_as(Role.OFFICER)
    since, until = _period()
    address = f"/staff/book/list.cp932.csv?since={since}&until={until}"

    page = browser.get(address).get_data(as_text=True)

    assert "𠮷" in page
    assert "申請受付簿" in page
    assert "/staff/book/list.cp932.csv?" in page
    assert browser.get(f"{address}&confirmed=1").data.startswith("受付番号".encode("cp932"))
