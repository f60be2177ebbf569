"""What goes along with a letter: the calendar entry and the code, drawn when it is sent, by a real mail server."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import segno
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app import dates
from platform_app.actor import system, visitor
from platform_app.events.models import Event
from platform_app.events.operations import choosing, moving, registering
from platform_app.events.registration_models import Registration
from platform_app.extensions import db
from platform_app.mail.attaching import ATTACHERS
from platform_app.mail.delivery import deliver
from platform_app.mail.models import OutboxMessage
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.mail import ATTACHMENT_LABELS
from tests import factories
from tests.core.hostile import EVERY_TEXT
from tests.events.builders import event, person, registered, sheet
from tests.mail.post_office import PostOffice, post_office

START = datetime(2026, 5, 13, 4, tzinfo=UTC)
NOON = datetime(2026, 4, 13, 3, tzinfo=UTC)


@pytest.fixture
def smtp(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    with post_office() as office, dates.frozen(NOON):
        monkeypatch.setitem(app.config, "SMTP_URL", office.url)
        yield office


def planned(capacity: int = 1, **more: Any) -> Event:
    return event(capacity, **{"starts_at": START, "ends_at": START + timedelta(hours=2), **more})


def files(message: EmailMessage) -> dict[str, Any]:
    """Return what goes along with a message by type."""
    return {part.get_content_type(): part for part in message.iter_attachments()}


def entry(message: EmailMessage) -> dict[str, str]:
    """Return the lines of the calendar entry of a message, unfolded."""
    part = files(message)["text/calendar"]
    text = part.get_payload(decode=True).decode("utf-8").replace("\r\n ", "")
    lines = dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line)
    assert part.get_param("method") == lines["METHOD"]
    return lines


def own(row: Registration) -> Any:
    return visitor().for_registration(row.id)


def test_a_receipt_carries_the_entry_and_the_code_of_the_desk(smtp: PostOffice) -> None:
    row = registered(planned())
    deliver()

    [(recipients, message)] = smtp.arrived
    lines, found = entry(message), files(message)
    drawing = io.BytesIO()
    segno.make(row.number, error="m", micro=False).save(drawing, kind="png", scale=8, border=4)
    assert lines["METHOD"] == "REQUEST"
    assert lines["DTSTART;TZID=Asia/Tokyo"] == "20260513T130000"
    assert any(key.startswith("ATTENDEE") and value.endswith(recipients[0]) for key, value in lines.items())
    assert found["image/png"].get_payload(decode=True) == drawing.getvalue()
    assert {part.get_content_disposition() for part in found.values()} == {"attachment"}
    assert found["image/png"].get_filename() == f"{row.number}.png"


def test_nobody_without_a_place_gets_an_entry_or_a_code(smtp: PostOffice) -> None:
    it = planned()
    registered(it)
    waiting = registered(it)
    registering.cancel(it, registration_id=waiting.id, by=own(waiting))
    deliver()

    mine = [message for recipients, message in smtp.arrived if recipients == [waiting.email]]
    assert len(mine) == 2
    assert not any(files(message) for message in mine)


def test_every_step_replaces_the_entry_before_it(smtp: PostOffice) -> None:
    it = planned()
    row = registered(it)
    other = person()
    acts = [
        lambda: None,
        lambda: registering.substitute(
            it, registration_id=row.id, participant_id=row.participants[0].id, person=other, by=own(row)
        ),
        lambda: moving.postpone(it, message="台風のため。", by=system()),
        lambda: moving.reschedule(it, values={"starts_at": START + timedelta(days=9),
                                              "ends_at": START + timedelta(days=9, hours=1)}, by=system()),
        lambda: registering.cancel(it, registration_id=row.id, by=own(row)),
    ]  # fmt: skip
    for minutes, act in enumerate(acts):
        with dates.frozen(NOON + timedelta(minutes=minutes)):
            act()
            deliver()

    entries = [entry(message) for _recipients, message in smtp.arrived]
    assert [lines["METHOD"] for lines in entries] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST", "CANCEL"]
    assert len({lines["UID"] for lines in entries}) == 1
    order = [(int(lines["SEQUENCE"]), lines["DTSTAMP"]) for lines in entries]
    assert order == sorted(set(order))
    sequences = [sequence for sequence, _stamp in order]
    assert sequences[1] < sequences[2] < sequences[3] < sequences[4]
    assert [("image/png" in files(message)) for _r, message in smtp.arrived] == [True, True, False, True, False]


def test_two_people_who_share_a_mailbox_have_entries_of_their_own(smtp: PostOffice) -> None:
    it = planned(2)
    for _ in range(2):
        registered(it, email="family@example.jp")
    deliver()

    assert len({entry(message)["UID"] for _recipients, message in smtp.arrived}) == 2


def test_whoever_has_to_give_the_place_back_strikes_the_entry_out(smtp: PostOffice) -> None:
    it = planned()
    late = registered(it)
    early = registered(it, arrived_at=NOON - timedelta(days=1))
    choosing.settle_conflict(it, registration_id=early.id, displaced_ids=[late.id], by=factories.actor(Role.OFFICER))
    deliver()

    last = [message for recipients, message in smtp.arrived if recipients == [late.email]][-1]
    assert entry(last)["METHOD"] == "CANCEL"


def test_without_a_server_the_files_lie_beside_the_message(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    row = registered(planned(starts_at=dates.now() + timedelta(days=9), ends_at=dates.now() + timedelta(days=10)))
    number = row.number
    assert deliver() == 1

    found = {path.suffix: path for path in (tmp_path / "mail").iterdir()}
    assert set(found) == {".eml", ".txt", ".ics", ".png"}
    assert number in found[".txt"].read_text("utf-8")
    assert found[".ics"].read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_the_outbox_and_the_audit_log_hold_references_and_nothing_of_the_files(smtp: PostOffice) -> None:
    row = registered(planned())
    kept = db.session.scalars(select(OutboxMessage)).one().attachments
    audited = [json.dumps(line.changes) for line in db.session.scalars(select(AuditEntry))]

    assert kept == [{"kind": kind, "id": row.id} for kind in ("registration_calendar", "registration_code")]
    assert not any("BEGIN:VCALENDAR" in line for line in audited)
    assert smtp.arrived == []


def test_the_office_reads_what_goes_along(client_as: Callable[..., FlaskClient]) -> None:
    registered(planned(starts_at=dates.now() + timedelta(days=9), ends_at=dates.now() + timedelta(days=10)))
    message = db.session.scalars(select(OutboxMessage)).one()

    page = client_as(Role.OFFICER).get(f"/staff/mail/{message.id}")
    assert page.status_code == 200
    assert all(ATTACHMENT_LABELS[reference["kind"]] in page.text for reference in message.attachments)
    assert set(ATTACHMENT_LABELS) == set(ATTACHERS)


def test_no_name_breaks_out_of_its_line(smtp: PostOffice) -> None:
    breaking = ['見本"花子', "見本\r\nBEGIN:VALARM", "見本;X=1:mailto:thief@example.invalid", *EVERY_TEXT]
    it = planned(len(breaking), title='会\r\nEND:VCALENDAR;,\\"')
    for name in breaking:
        typed = sheet(contact_name=name.replace("\x00", "").encode("utf-8", "replace").decode())
        registering.register(it, sheet=typed, by=visitor())
    deliver()

    assert len(smtp.arrived) == len(breaking)
    for _recipients, message in smtp.arrived:
        text = files(message)["text/calendar"].get_payload(decode=True).decode("utf-8").replace("\r\n ", "")
        names = [line.split(":")[0].split(";")[0] for line in text.split("\r\n") if line]
        assert names.count("BEGIN") == names.count("END") == 4
        assert names.count("ATTENDEE") == 1
        assert "\n" not in text.replace("\r\n", "")
