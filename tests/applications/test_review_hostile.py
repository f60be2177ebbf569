"""Addresses and forms that nobody types in good faith: a sentence or 404, never 500."""

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.applications.operations import batching
from platform_app.dates import today
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from tests.applications.stages import People, brought_to, criterion

HUGE = "9" * 30
PAPERS = (
    "",
    "/form.pdf",
    "/draft-approval.pdf?effective_on=x",
    "/draft-x.pdf",
    "/notices/1.pdf",
    f"/notices/{HUGE}.pdf",
    "/attachments/1",
    f"/attachments/{HUGE}",
)
ACTS = (
    "start",
    "forward",
    "assign",
    "note",
    "check",
    "return",
    "approve",
    "reject",
    "accept",
    "reverse",
    "reopen",
    "recall",
    "retract",
    "presence",
)
HOSTILE = {
    "version": HUGE,
    "effective_on-year": "令和" + HUGE,
    "effective_on-month": "\x00",
    "effective_on-day": "💥",
    "reason": HUGE,
    "note": "\x00" * 3,
    "text": "\ud800".encode("utf-8", "surrogatepass"),
    "assignee": HUGE,
    "points-0-item": "no_such_item",
    "points-0-sentence": "x" * 9999,
    "points-99999-sentence": "y",
    "confirmed": "1",
    "chosen": HUGE,
    "verdicts-0-application_id": HUGE,
    "verdicts-0-version": "-1",
    "verdicts-0-proposal": "approve",
    "verdicts-0-reason": HUGE,
    "inquiry": "",
    "closes_on-year": HUGE,
}


@pytest.mark.parametrize("number", ["1", "0", "99", HUGE])
def test_no_act_on_an_application_breaks(app: Flask, client_as: Callable[..., FlaskClient], number: str) -> None:
    criterion()
    brought_to(S.IN_REVIEW, Procedure.JOIN, People())
    browser = client_as(Role.OFFICER, Role.DECIDER)

    for act, data in product(ACTS, ({}, HOSTILE)):
        status = browser.post(f"/staff/applications/{number}/{act}", data=data).status_code
        assert status == 404 if number != "1" else status < 500, (act, number, data)


def test_what_does_not_exist_is_not_found(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.DECIDER)

    for number, rest in product(("0", "99", HUGE), PAPERS):
        assert browser.get(f"/staff/applications/{number}{rest}").status_code == 404, (number, rest)


@pytest.mark.parametrize("number", ["1", "99", HUGE])
def test_no_act_on_a_batch_breaks(app: Flask, client_as: Callable[..., FlaskClient], number: str) -> None:
    batching.open_batch(None, closes_on=today(), by=People().officer)
    browser = client_as(Role.OFFICER, Role.DECIDER)

    for act, data in product(("add", "draft", f"remove/{HUGE}", "remove/1", "close", "decide"), ({}, HOSTILE)):
        status = browser.post(f"/staff/batches/{number}/{act}", data=data).status_code
        assert status == 404 if number != "1" else status < 500, (act, number, data)
    assert browser.post("/staff/batches/", data=HOSTILE).status_code == 422
