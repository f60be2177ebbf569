"""A real SMTP server in a thread, which remembers every message with its recipients."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class PostOffice:
    """What arrived, and how the server behaves: ``answer`` refuses, ``hangs_up_at`` breaks the line once."""

    port: int
    arrived: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    answer: str = ""
    hangs_up_at: str = ""
    knocked: threading.Event = field(default_factory=threading.Event)
    opened: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Where it listens, as PLATFORM_SMTP_URL names it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[list[str]]:
        """The envelope recipients of every message, in order of arrival."""
        return [recipients for recipients, _message in self.arrived]

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a message, or do what the test asked for."""
        self.knocked.set()
        await asyncio.to_thread(self.opened.wait)
        if self.hangs_up_at and self.hangs_up_at in envelope.rcpt_tos:
            server.transport.close()
            return "421 gone"
        if self.answer:
            return self.answer
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        self.arrived.append((list(envelope.rcpt_tos), parsed))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """Open a post office on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = PostOffice(port)
    office.opened.set()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield office
    finally:
        office.opened.set()
        controller.stop()
