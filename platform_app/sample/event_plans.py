"""Plans of the sample's events: from what is written in the sample to an event that is published."""

from datetime import datetime
from typing import Any

from platform_app.actor import system
from platform_app.dates import TOKYO
from platform_app.events.models import Event
from platform_app.events.operations import planning, programme
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.vocabulary.events import EventFormat

#: Columns of an event that the sample states as they are stored.
PLAIN = (
    "kind", "title", "subtitle", "summary", "description", "series_number", "time_note", "venue", "municipality",
    "address", "access", "parking", "format", "online_tool", "online_url", "audience", "target_note",
    "accommodations", "accommodation_note", "childcare", "per_organisation", "remarks",
)  # fmt: skip


def instant(text: str) -> datetime:
    """Read an instant written in Japanese time."""
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def columns(sample: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an event from its entry in the sample."""
    place = sample["places"].get(case.get("place"), {})
    found = {key: value for key, value in {**place, **case}.items() if key in PLAIN}
    found.setdefault("format", EventFormat.VENUE.value)
    found.setdefault("remarks", sample["made_up"])
    found["organisers"] = [{"role": "host", "name": case.get("host", sample["host"])}]
    desk = {"purpose": "参加の申込み", "name": "徳島県国保・地域共生課", "phone": "088-621-2179"}
    found["contacts"] = [case.get("contact", desk)]
    return found


def plan(case: dict[str, Any], values: dict[str, Any], pools: list[PoolPlan]) -> Event:
    """Plan an event with its programme and publish it."""
    event = planning.create(None, values=values, pools=pools, series=case.get("series", ""), by=system())
    programme.set_programme(event, lines=lines(case["programme"]), by=system())
    planning.publish(event, by=system())
    return event


def lines(rows: list[dict[str, Any]]) -> list[ProgrammeLine]:
    """Return a programme as the sample writes it."""
    return [
        ProgrammeLine(
            title=row["title"],
            is_part=row.get("part", False),
            starts=row.get("starts", ""),
            minutes=row.get("minutes"),
            detail=row.get("detail", ""),
            presenters=[{"name": "", "organisation": "", "post": "", **person} for person in row.get("presenters", [])],
        )
        for row in rows
    ]
