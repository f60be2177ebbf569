"""A small platform with one of everything, fictional throughout, and browsers for everybody in it."""

import io
from contextvars import Context
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from reportlab.pdfgen.canvas import Canvas
from werkzeug.test import TestResponse

from platform_app.accounts.models import User
from platform_app.actor import Actor
from platform_app.applications import grants
from platform_app.applications.attachments import CheckedFile, check_upload
from platform_app.dates import now
from platform_app.events import registration_access
from platform_app.extensions import db

#: Who looks at a page: everybody's name here, in the order of the golden table.
CAPACITIES = (
    "anonymous",
    "holder",
    "viewer",
    "officer",
    "decider",
    "administrator",
    "representative",
    "editor",
    "foreign_representative",
    "foreign_editor",
)
STAFF = ("viewer", "officer", "decider", "administrator")


class Browser(FlaskClient):
    """A browser whose requests know nothing of the test around them.

    Flask shares the ``g`` of an application context that is already open, and with it
    the person who made the request before; a context of its own keeps requests apart.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request as the server would see it."""
        return Context().run(super().open, *args, **kwargs)


TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def pdf(text: str = "sample") -> bytes:
    """Return a small file that every reader of PDF opens."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.save()
    return out.getvalue()


@dataclass
class World:
    """What was built: ids of rows by what they are, texts that open something, sessions by person."""

    app: Flask
    ids: dict[str, int] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    #: What one test hands from its preparation to its act.
    passing: dict[str, str] = field(default_factory=dict)

    def browser(self, capacity: str) -> Browser:
        """Return a browser in which this person is signed in.

        Nobody is for ``anonymous``; ``holder`` is somebody without an account who has
        shown the secrets of applications and opened the link sent to the own member.
        """
        client = Browser(self.app, self.app.response_class, use_cookies=True)
        if capacity == "holder":
            with client.session_transaction() as session:
                session.update(self.holder)
        elif capacity != "anonymous":
            with client.session_transaction() as session:
                session["_user_id"], session["_fresh"] = self.sessions[capacity], True
        return client

    @property
    def holder(self) -> dict[str, Any]:
        """What the session of a holder remembers."""
        secrets = {
            str(self.ids[name.replace("secret", "application", 1)]): text
            for name, text in self.texts.items()
            if name.startswith("secret:join:")
        }
        return {
            grants.APPLICATIONS: dict(list(secrets.items())[: grants.MOST]),
            grants.MEMBER: grants.member_pass(self.ids["member:own"]),
            registration_access.HELD: {
                str(self.ids[f"registration:{name}"]): registration_access.BY_SECRET
                for name in ("first", "party", "offered")
            },
            "awaiting": {"user": self.sessions["guarded"], "at": int(now().timestamp()), "next": ""},
        }

    def actor(self, capacity: str) -> Actor:
        """Return this person as an Actor."""
        return db.session.get_one(User, self.ids[f"user:{capacity}"]).actor()

    def row(self, model: type[Any], name: str) -> Any:
        """Return a row that was built."""
        return db.session.get_one(model, self.ids[name])


def document(name: str = "規約.pdf", text: str = "sample") -> CheckedFile:
    """Return an uploaded file that passes the checks."""
    return check_upload(name, pdf(text), most_bytes=2**20)
