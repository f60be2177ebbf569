"""What the processes of a race do: functions of a module, so that a fresh process finds them."""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from platform_app.accounts.models import User
from platform_app.actor import visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, deciding
from platform_app.extensions import db
from tests import factories

DAY = date(2024, 4, 1)
Prepared = tuple[Application, int, int]


def read(argument: tuple[int, int]) -> Prepared:
    """Read an application as a page does; return it with its version and who acts."""
    application_id, user_id = argument
    application = db.session.get_one(Application, application_id)
    return application, application.version, user_id


def approve(prepared: Prepared) -> str:
    """Approve, and tell the member number and the number of the notice."""
    application, version, user_id = prepared
    by = db.session.get_one(User, user_id).actor()
    record = deciding.approve(application, version=version, effective_on=DAY, by=by)
    return f"{record.member.number} {application.notices[0].document_number}"


def approve_counting_rows(prepared: Prepared) -> str:
    """Approve with a number that is the count of members plus one: the mistake that the counter prevents."""
    from platform_app.members import operations as members

    def counted(_series: str) -> int:
        return (db.session.scalar(db.select(db.func.count()).select_from(members.Member)) or 0) + 1

    members.next_number = counted
    unlock()
    return approve(prepared)


def submit(prepared: Prepared) -> str:
    """Send a draft, and tell its number."""
    application, _version, _user_id = prepared
    return str(applying.submit(application, by=visitor().for_application(application.id)).number)


def unlock() -> None:
    """Take the locks away, as if nobody had thought of them: what follows must go wrong."""
    from contextlib import nullcontext

    from platform_app import operation

    operation.write_turn = nullcontext
    operation.writer = nullcontext
    operation._reread = lambda args, _by: args


def tell(folder: Path, line: str) -> None:
    """Acknowledge an act as the browser would be told: on disk before anything else happens."""
    handle = os.open(folder, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{line}\n".encode())
    os.fsync(handle)
    os.close(handle)


def work(place: tuple[str, str, str], told: Path, act: Callable[[Any], str]) -> None:
    """Act again and again until somebody pulls the plug, acknowledging each act."""
    from platform_app import create_app

    folder, url, secret = place
    overrides = {"SECRET_KEY": secret, "TESTING": True, "DATABASE_URL": "" if url.startswith("sqlite") else url}
    with create_app(overrides, instance_path=folder).app_context():
        tell(told, "begin")
        for number in range(10_000):
            tell(told, act(number))
            sys.stdout.flush()


def send_a_new_application(_number: int) -> str:
    """Type an application and send it; tell its number."""
    draft, _secret = factories.draft()
    return str(applying.submit(draft, by=visitor().for_application(draft.id)).number)


def approve_the_next(_number: int) -> str:
    """Approve the first application that waits, and tell the member number."""
    waiting = db.session.scalars(
        db.select(Application).where(Application.status == "awaiting_decision").order_by(Application.id)
    ).first()
    if waiting is None:
        return "nothing left"
    decider = db.session.scalars(db.select(User).where(User.roles.like("% decider %"))).first()
    if decider is None:
        return "nobody decides"
    return approve((waiting, waiting.version, decider.id)).partition(" ")[0]
