"""kill -9 at any moment: what was acknowledged is there once, and nothing is there half."""

import os
import signal
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.applications.models import Application, Notice, Step
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.members.models import Member, MemberRecord
from platform_app.trail import AuditEntry, AuditHead, digest_of, seal_of
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from tests import factories
from tests.race import acts
from tests.races import start_method

pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]
#: How often the plug is pulled, and within how many seconds of work.
KILLS, WITHIN = 4, 0.4
PATIENCE = 60


def killed(app: Flask, told: Path, act: Callable[[Any], str]) -> list[str]:
    """Let processes work one after the other, each killed at a random moment; return what they acknowledged."""
    context, chance = start_method(), Random(7)
    place = (app.instance_path, app.config["SQLALCHEMY_DATABASE_URI"], app.config["SECRET_KEY"])
    db.session.remove()
    for kill in range(KILLS):
        process = context.Process(target=acts.work, args=(place, told, act))
        process.start()
        until = time.monotonic() + PATIENCE
        # The first is killed as it begins, the next after its first act, and so on; each at a random moment.
        while _acts_since_begin(told, kill) < kill and time.monotonic() < until and process.is_alive():
            time.sleep(0.01)
        time.sleep(chance.uniform(0.02, WITHIN))
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
    return [line for line in told.read_text("utf-8").splitlines() if line != "begin"]


def _acts_since_begin(told: Path, kill: int) -> int:
    """Return how many acts the process with this number has acknowledged; less than none before it began."""
    parts = told.read_text("utf-8").split("begin\n") if told.exists() else []
    return parts[kill + 1].count("\n") if len(parts) > kill + 1 else -1


def assert_chain_is_whole() -> None:
    """The audit log is a chain without a gap: every entry follows its predecessor, the head names the last."""
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    head = db.session.scalars(select(AuditHead)).one()
    assert head.count == len(entries)
    assert head.digest == entries[-1].digest
    assert head.seal == seal_of(head.count, head.digest)
    for before, entry in pairwise(entries):
        assert entry.previous_digest == before.digest
        assert entry.digest == digest_of(entry)


def test_an_application_that_was_acknowledged_is_received_once_and_none_half(app: Flask, tmp_path: Path) -> None:
    told = killed(app, tmp_path / "told", acts.send_a_new_application)

    sent = db.session.scalars(select(Application).where(Application.number.is_not(None))).all()
    numbers = [one.number for one in sent]
    assert told
    assert len(told) == len(set(told))
    assert set(told) <= set(numbers)
    # At most one per kill was stored and not yet acknowledged; the series has no gap.
    assert len(set(numbers) - set(told)) <= KILLS
    assert sorted(int((number or "").split("-")[2]) for number in numbers) == list(range(1, len(numbers) + 1))
    for one in sent:
        assert one.status == "submitted"
        assert [step.action for step in one.steps] == [Action.SUBMIT.value]
        receipts = select(OutboxMessage).where(
            OutboxMessage.application_id == one.id, OutboxMessage.template == "application_received"
        )
        assert len(db.session.scalars(receipts).all()) == 1
    assert len(db.session.scalars(select(Step)).all()) == len(sent)
    assert_chain_is_whole()


def test_an_approval_that_was_acknowledged_is_whole_and_none_half(app: Flask, tmp_path: Path) -> None:
    officer = factories.actor(Role.OFFICER)
    factories.user(Role.DECIDER)
    for _number in range(60):
        factories.awaiting(officer)

    told = [line for line in killed(app, tmp_path / "told", acts.approve_the_next) if line.isdigit()]

    approved = db.session.scalars(select(Application).where(Application.status == "approved")).all()
    members = sorted(db.session.scalars(select(Member.number)))
    assert told
    assert set(map(int, told)) <= set(members)
    assert members == list(range(1, len(approved) + 1))
    for one in approved:
        record = db.session.get_one(MemberRecord, one.record_id)
        assert record.member_id == one.member_id
        assert len(db.session.scalars(select(Notice).where(Notice.application_id == one.id)).all()) == 1
        letters = select(OutboxMessage).where(
            OutboxMessage.application_id == one.id, OutboxMessage.template == "application_approved"
        )
        assert len(db.session.scalars(letters).all()) == 1
    assert len(db.session.scalars(select(MemberRecord)).all()) == len(approved)
    assert_chain_is_whole()
