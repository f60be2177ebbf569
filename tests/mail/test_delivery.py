"""Delivery to a real SMTP server: one message to one person, whatever fails on the way."""

import multiprocessing
import os
import signal
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from platform_app import dates
from platform_app.extensions import db, writer
from platform_app.mail import delivery
from platform_app.mail.delivery import BACK_OFF, CLAIM, deliver
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.outbox import Recipient, post
from tests.core.hostile import EVERY_TEXT
from tests.mail.post_office import PostOffice, post_office
from tests.races import Lane, race

NOW = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
CONTEXT = {
    "number": "R08-J-0001-Y",
    "organisation": "つながる会",
    "procedure": "join",
    "arrived_on": "2026-06-05",
    "received_on": "2026-06-05",
    "due_on": "2026-06-19",
}


@pytest.fixture
def smtp(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
    with post_office() as office:
        monkeypatch.setitem(app.config, "SMTP_URL", office.url)
        monkeypatch.setitem(app.config, "MAIL_FROM", "desk@platform.example.jp")
        yield office


def posted(*addresses: str, organisation: str = "つながる会") -> None:
    """Post one receipt to each address."""
    with writer():
        for number, address in enumerate(addresses):
            post(
                "application_received",
                Recipient(organisation, address),
                occasion=f"test:{number}:{address}",
                context={**CONTEXT, "organisation": organisation},
            )
        db.session.commit()


def messages() -> list[OutboxMessage]:
    """Return the outbox as the database has it."""
    db.session.rollback()
    return list(db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all())


def test_every_message_goes_to_its_one_recipient_and_names_no_other(smtp: PostOffice) -> None:
    addresses = [f"person{number}@example.jp" for number in range(5)]
    posted(*addresses)

    assert deliver() == 5

    assert sorted(smtp.recipients) == [[address] for address in addresses]
    for recipients, message in smtp.arrived:
        others = set(addresses) - set(recipients)
        assert not any(other in bytes(message).decode() for other in others)
        assert message["To"] == recipients[0]
        assert message["Cc"] is None
        assert message["Bcc"] is None


def test_a_message_says_who_writes_and_that_no_person_answers_it(smtp: PostOffice) -> None:
    posted("a@example.jp")
    deliver()

    [(_recipients, message)] = smtp.arrived
    assert message["From"].addresses[0].addr_spec == "desk@platform.example.jp"
    assert message["Subject"] == "入会申請を受け付けました（R08-J-0001-Y）"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "R08-J-0001-Y" in message.get_content()


def test_the_same_occasion_is_posted_and_delivered_once(smtp: PostOffice) -> None:
    posted("a@example.jp")
    posted("a@example.jp")

    assert (deliver(), deliver()) == (1, 0)
    assert len(smtp.arrived) == 1


def test_somebody_without_an_address_becomes_a_task(app: Flask) -> None:
    posted("")

    assert messages() == []
    assert db.session.scalar(select(ContactTask.template)) == "application_received"


def test_a_full_width_address_is_reached_in_half_width(smtp: PostOffice) -> None:
    posted("ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ")
    deliver()

    assert smtp.recipients == [["info@example.jp"]]


def test_a_domain_in_japanese_is_written_as_the_network_knows_it(smtp: PostOffice) -> None:
    posted("info@つながり.example.jp")
    deliver()

    assert smtp.recipients == [["info@xn--p8j6a0al.example.jp".replace("p8j6a0al", _punycode("つながり"))]]


def _punycode(label: str) -> str:
    return label.encode("idna").decode().removeprefix("xn--")


def test_an_address_with_two_dots_as_old_mobile_carriers_gave_is_reached(smtp: PostOffice) -> None:
    posted("hana..ko.@example.jp")
    deliver()

    assert [recipients[0].replace('"', "") for recipients in smtp.recipients] == ["hana..ko.@example.jp"]


def test_no_name_of_an_organisation_reaches_a_header_or_stops_the_mail(smtp: PostOffice) -> None:
    names = [*EVERY_TEXT, "会\r\nBcc: thief@example.invalid", "会\n\nbody", "会\r\n.\r\nMAIL FROM:<x@example.invalid>"]
    for number, name in enumerate(names):
        posted(f"person{number}@example.jp", organisation=name.replace("\x00", ""))

    assert deliver(limit=len(names)) == len(names)

    assert sorted(smtp.recipients) == sorted([f"person{number}@example.jp"] for number in range(len(names)))
    for _recipients, message in smtp.arrived:
        assert set(message.keys()) == {
            "Subject",
            "From",
            "To",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        }


def test_a_refused_message_backs_off_and_is_given_up_after_the_last_try(smtp: PostOffice) -> None:
    smtp.answer = "451 later"
    with dates.frozen(NOW):
        posted("a@example.jp")
    moment = NOW
    for wait in BACK_OFF:
        with dates.frozen(moment):
            assert deliver() == 0
            assert deliver() == 0
            assert messages()[0].due_at == moment + timedelta(seconds=wait)
        moment += timedelta(seconds=wait)
    with dates.frozen(moment):
        deliver()

    [message] = messages()
    assert (message.attempts, message.last_error) == (len(BACK_OFF) + 1, "SMTPDataError")
    assert message.failed_at == moment


def test_a_server_that_does_not_answer_costs_a_try_and_no_message(app: Flask, monkeypatch: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{port}")
    with dates.frozen(NOW):
        posted("a@example.jp", "b@example.jp")
        assert deliver() == 0

    assert [(one.attempts, one.sent_at, one.claimed_until) for one in messages()] == [(1, None, None)] * 2


def test_a_message_at_which_the_server_hangs_up_holds_up_no_other(smtp: PostOffice) -> None:
    smtp.hangs_up_at = "b@example.jp"
    posted("a@example.jp", "b@example.jp", "c@example.jp")

    assert deliver() == 2

    assert smtp.recipients == [["a@example.jp"], ["c@example.jp"]]
    assert [one.attempts for one in messages()] == [0, 1, 0]


def test_without_a_server_messages_lie_readable_in_a_folder(app: Flask, monkeypatch: Any, tmp_path: Any) -> None:
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    posted("a@example.jp")

    assert deliver() == 1
    [text] = (tmp_path / "mail").glob("*.txt")
    assert "R08-J-0001-Y" in text.read_text("utf-8")


# --- Several processes --------------------------------------------------------


def work(place: tuple[str, str, str, str]) -> None:
    """Deliver as a worker of its own does, until it is killed."""
    from platform_app import create_app

    folder, url, secret, smtp_url = place
    overrides = {
        "SECRET_KEY": secret,
        "TESTING": True,
        "DATABASE_URL": "" if url.startswith("sqlite") else url,
        "SMTP_URL": smtp_url,
        "MAIL_FROM": "desk@platform.example.jp",
    }
    with create_app(overrides, instance_path=folder).app_context():
        deliver()


@pytest.mark.race
def test_a_worker_killed_between_claim_and_stamp_loses_no_message_and_repeats_none(
    app: Flask, smtp: PostOffice
) -> None:
    posted("a@example.jp")
    smtp.opened.clear()
    place = (app.instance_path, app.config["SQLALCHEMY_DATABASE_URI"], app.config["SECRET_KEY"], smtp.url)
    worker = multiprocessing.get_context("spawn").Process(target=work, args=(place,))
    worker.start()
    assert smtp.knocked.wait(30)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    smtp.answer = "451 the line broke before the message was taken"
    smtp.opened.set()

    assert deliver() == 0, "the claim of the dead worker still stands"
    smtp.answer = ""
    with dates.frozen(datetime.now(UTC) + CLAIM + timedelta(seconds=1)):
        assert deliver() == 1
        assert deliver() == 0
    assert smtp.recipients == [["a@example.jp"]]


def aim(smtp_url: str) -> None:
    """Point a worker at the post office."""
    current_app.config["SMTP_URL"] = smtp_url


def hurry(_prepared: None) -> int:
    """Deliver what is due."""
    return deliver()


def hurry_without_claiming(_prepared: None) -> int:
    """Deliver as a worker would that claims nothing."""
    delivery._claim = lambda _key: True
    return deliver()


@pytest.mark.race
def test_the_same_race_without_claims_delivers_twice(app: Flask, smtp: PostOffice) -> None:
    posted(*(f"person{number}@example.jp" for number in range(20)))

    race(app, [Lane(aim, hurry_without_claiming, smtp.url)] * 3)

    assert len(smtp.arrived) > 20


@pytest.mark.race
def test_workers_in_parallel_deliver_every_message_once(app: Flask, smtp: PostOffice) -> None:
    addresses = [f"person{number}@example.jp" for number in range(20)]
    posted(*addresses)

    outcomes = race(app, [Lane(aim, hurry, smtp.url)] * 3)

    assert sum(map(int, outcomes)) == len(addresses)
    assert Counter(recipients[0] for recipients in smtp.recipients) == Counter(addresses)
