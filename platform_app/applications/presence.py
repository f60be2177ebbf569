"""Who else has an application open: a beacon, not an act, so it leaves no audit entry."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from platform_app.actor import Actor
from platform_app.applications.models import Application, Presence
from platform_app.dates import now
from platform_app.extensions import db, writer
from platform_app.operation import write_turn

#: After so long without a sign somebody counts as gone.
STAYS = timedelta(minutes=2)


def others(application_id: int, *, viewer: Actor) -> list[str]:
    """Return the names of the others who have the application open now."""
    return list(
        db.session.scalars(
            select(Presence.label)
            .where(
                Presence.application_id == application_id,
                Presence.seen_at > now() - STAYS,
                Presence.user_id != viewer.user_id,
            )
            .order_by(Presence.label, Presence.id)
        )
    )


def note(application: Application, *, by: Actor) -> None:
    """Write down that somebody of the office has it open, in a transaction of its own."""
    values = {"application_id": application.id, "user_id": by.user_id, "label": by.label, "seen_at": now()}
    db.session.rollback()
    with write_turn(), writer():
        insert = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
        db.session.execute(
            insert(Presence)
            .values(**values)
            .on_conflict_do_update(
                index_elements=[Presence.application_id, Presence.user_id],
                set_={"label": by.label, "seen_at": values["seen_at"]},
            )
        )
        db.session.commit()
