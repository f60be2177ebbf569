"""Entries of the audit log are read by people who know no code."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app.accounts.operations.inviting import first_link
from platform_app.actor import visitor
from platform_app.audit import sentences
from platform_app.extensions import db
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role


def test_what_the_platform_does_of_itself_is_told_in_japanese(
    app: Flask, client_as: Callable[..., FlaskClient]
) -> None:
    del app
    first_link()
    entry = db.session.scalars(select(AuditEntry)).one()

    assert (sentences.actor_label(entry), sentences.channel_label(entry)) == ("システム", "システム")
    page = client_as(Role.ADMINISTRATOR).get(f"/staff/audit/{entry.id}").text
    assert ">system" not in page


def test_somebody_without_an_account_is_named_by_what_they_are() -> None:
    entry = AuditEntry(actor_label=visitor().label, capacities="visitor")

    assert sentences.actor_label(entry) == "ログインなし"
    entry.capacities = "applicant"
    assert sentences.actor_label(entry) == "申請者"
