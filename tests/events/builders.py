"""Small builders of events and registrations with fictional people."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from platform_app.actor import visitor
from platform_app.dates import now
from platform_app.events.models import Event, Pool
from platform_app.events.operations import registering
from platform_app.events.operations.registering import Person, Sheet
from platform_app.events.registration_models import Registration
from platform_app.extensions import db, writer
from platform_app.vocabulary.events import Attending, EventKind, EventStatus, SeatPool

_numbers = count(1)
KANA = "アイウエオカキクケコサシスセソ"


def event(capacity: int | None = 2, pools: dict[tuple[str, str], int | None] | None = None, **more: Any) -> Event:
    """Save a published event a month ahead with one general pool, or the given (attending, kept for) pools."""
    start = now() + timedelta(days=30)
    row = Event(
        **{
            "kind": EventKind.SEMINAR.value,
            "status": EventStatus.PUBLISHED.value,
            "title": "見本セミナー",
            "starts_at": start,
            "ends_at": start + timedelta(hours=2),
            "venue": "見本会館",
            **more,
        }
    )
    wanted = pools or {(Attending.VENUE, SeatPool.GENERAL): capacity}
    row.pools = [
        Pool(attending=str(a), kept_for=str(k), capacity=c, position=i) for i, ((a, k), c) in enumerate(wanted.items())
    ]
    with writer():
        db.session.add(row)
        db.session.commit()
    return row


def person(**more: Any) -> Person:
    """Return one fictional person, unlike any before."""
    n = next(_numbers)
    reading = "".join(KANA[int(digit)] for digit in str(n))
    return Person(**{"name": f"見本{n}郎", "kana": f"ミホン{reading}ロウ", **more})


def sheet(size: int = 1, **more: Any) -> Sheet:
    """Return one sheet with so many people of one organisation."""
    n = next(_numbers)
    return Sheet(
        **{
            "people": [person() for _ in range(size)],
            "attending": Attending.VENUE.value,
            "organisation": f"見本団体{n}",
            "contact_name": f"見本{n}子",
            "email": f"p{n}@example.jp",
            "phone": f"088-000-{n % 10000:04}",
            **more,
        }
    )


def registered(row: Event, size: int = 1, **more: Any) -> Registration:
    """Register a sheet as a visitor."""
    return registering.register(row, sheet=sheet(size, **more), by=visitor())


NOON = datetime(2026, 4, 1, 3, tzinfo=UTC)
