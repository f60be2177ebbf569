"""Delivering the outbox: by SMTP, or into instance/mail where no server is set.

Each message is claimed, sent and stamped in transactions of its own, so that a
crash repeats at most the one message whose sending was not yet stamped, and a
failure holds up no other.
"""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from flask import current_app
from sqlalchemy import delete, select, update

from platform_app.dates import now
from platform_app.extensions import db, writer
from platform_app.folding import normalise_email
from platform_app.mail.attaching import attach
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import office_address, render
from platform_app.mail.wanted import STILL_WANTED
from platform_app.operation import write_turn

log = logging.getLogger("platform.mail")

#: Seconds to wait after the 1st, 2nd … failure; after the last, an officer decides.
BACK_OFF = (60, 300, 1800, 7200, 28800, 86400)
CLAIM = timedelta(minutes=10)


class Carrier(Protocol):
    """Something that takes a finished message away."""

    def carry(self, message: EmailMessage, key: int) -> None:
        """Send it; raise OSError or smtplib.SMTPException when it can not."""


class FolderCarrier:
    """Writes each message as a readable .eml file."""

    def __init__(self, folder: Path) -> None:
        """Use (and make) a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def carry(self, message: EmailMessage, key: int) -> None:
        """Write one file per message; the same message twice is the same file."""
        text = f"To: {message['To']}\nSubject: {message['Subject']}\nDate: {message['Date']}\n\n"
        (self.folder / f"{key:06}.eml").write_bytes(bytes(message))
        (self.folder / f"{key:06}.txt").write_text(text + _text_of(message), "utf-8")
        for part in message.iter_attachments():
            name = Path(part.get_filename() or "attachment").name
            (self.folder / f"{key:06}-{name}").write_bytes(bytes(part.get_payload(decode=True)))


def _text_of(message: EmailMessage) -> str:
    """Return the words of a message, whatever goes along with them."""
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


class SmtpCarrier:
    """Sends through one SMTP connection, and through a new one where the server hung up."""

    def __init__(self, connect: Callable[[], smtplib.SMTP]) -> None:
        """Open the first connection."""
        self.connect = connect
        self.server = connect()

    def carry(self, message: EmailMessage, key: int) -> None:
        """Send to the one recipient of the message."""
        del key
        if self.server.sock is None:
            # One message at which the server hangs up must not spoil the ones behind it.
            self.server = self.connect()
        self.server.send_message(message)


@contextmanager
def carrier() -> Iterator[Carrier]:
    """Open what PLATFORM_SMTP_URL names (smtp:// with STARTTLS where offered, or smtps://)."""
    url = current_app.config["SMTP_URL"]
    if not url:
        yield FolderCarrier(Path(current_app.instance_path) / "mail")
        return
    open_carrier = SmtpCarrier(lambda: _connect(url))
    try:
        yield open_carrier
    finally:
        with suppress(OSError, smtplib.SMTPException):
            open_carrier.server.quit()
        open_carrier.server.close()


def _connect(url: str) -> smtplib.SMTP:
    """Open a connection, encrypted and signed in as the address says."""
    parts = urlsplit(url)
    host, context = parts.hostname or "localhost", ssl.create_default_context()
    secure = parts.scheme == "smtps"
    server = (
        smtplib.SMTP_SSL(host, parts.port or 465, timeout=30, context=context)
        if secure
        else smtplib.SMTP(host, parts.port or 25, timeout=30)
    )
    try:
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def deliver(limit: int = 100) -> int:
    """Send what is due, at most ``limit`` messages; return how many were sent."""
    keys = _due(limit)
    if not keys:
        return 0
    try:
        with carrier() as open_carrier:
            return sum(_deliver_one(key, open_carrier) for key in keys)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("the mail server does not answer: %s", type(error).__name__)
        for key in keys:
            if _claim(key):
                _failed(key, type(error).__name__)
        return 0


def _due(limit: int) -> list[int]:
    keys = db.session.scalars(
        select(OutboxMessage.id)
        .where(OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None), OutboxMessage.due_at <= now())
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
    ).all()
    db.session.rollback()
    return list(keys)


def _claim(key: int) -> bool:
    """Take one message for this worker; False when another has it or it is done."""
    moment = now()
    free = (
        OutboxMessage.id == key,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.failed_at.is_(None),
        OutboxMessage.due_at <= moment,
        OutboxMessage.claimed_until.is_(None) | (OutboxMessage.claimed_until < moment),
    )
    with write_turn(), writer():
        claim = update(OutboxMessage).where(*free).values(claimed_until=moment + CLAIM)
        taken = db.session.scalar(claim.returning(OutboxMessage.id))
        db.session.commit()
    return taken is not None


def _deliver_one(key: int, open_carrier: Carrier) -> bool:
    """Claim, send and stamp one message; a failure is written down and backs off."""
    if not _claim(key):
        return False
    row = db.session.get_one(OutboxMessage, key)
    if row.template in STILL_WANTED and not STILL_WANTED[row.template](row.context):
        _dropped(key)
        return False
    try:
        subject, body = render(row.template, row.recipient_name, row.context)
        open_carrier.carry(compose(row, subject, body), key)
    except Exception as error:  # noqa: BLE001 - whatever one message does, the others must go out
        log.warning("message %s was not sent: %s", key, type(error).__name__)
        _failed(key, type(error).__name__)
        return False
    _sent(key, subject, body)
    return True


def compose(row: OutboxMessage, subject: str, body: str) -> EmailMessage:
    """Build the message to its one recipient; the Message-ID is the row's own, so a repeat can be seen."""
    name, address = office_address()
    local, _, domain = normalise_email(row.recipient_address).rpartition("@")
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address("", local, domain.encode("idna").decode() if not domain.isascii() else domain)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<outbox-{row.id}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, charset="utf-8", cte="base64")
    attach(message, row)
    return message


def _dropped(key: int) -> None:
    """Take a message back whose reason has gone since it was posted; should it come back, it is posted anew."""
    with write_turn(), writer():
        db.session.rollback()
        db.session.execute(delete(OutboxMessage).where(OutboxMessage.id == key, OutboxMessage.sent_at.is_(None)))
        db.session.commit()


def _sent(key: int, subject: str, body: str) -> None:
    with write_turn(), writer():
        db.session.rollback()
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == key)
            .values(sent_at=now(), subject=subject, body=body, claimed_until=None, last_error="", context={})
        )
        db.session.commit()


def _failed(key: int, error: str) -> None:
    with write_turn(), writer():
        db.session.rollback()
        attempts = db.session.scalar(select(OutboxMessage.attempts).where(OutboxMessage.id == key)) or 0
        is_last = attempts + 1 > len(BACK_OFF)
        wait = timedelta(seconds=BACK_OFF[min(attempts, len(BACK_OFF) - 1)])
        db.session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id == key)
            .values(
                attempts=attempts + 1,
                last_error=error,
                claimed_until=None,
                due_at=now() + wait,
                failed_at=now() if is_last else None,
            )
        )
        db.session.commit()
