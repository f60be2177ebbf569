"""The sample's reports of past events: written, sent back, approved by another person, published."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor
from platform_app.event_reports import queries
from platform_app.event_reports.drafting import ERRAND
from platform_app.event_reports.operations import approving, duties, photographing, writing
from platform_app.event_reports.operations.duties import DutyText
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.sample.event_drawings import drawn
from platform_app.vocabulary.event_reports import PhotoConsent, PhotoKind


def load_reports(
    texts: dict[str, Any], events: dict[str, Any], *, officer: Actor, second: Actor, decider: Actor
) -> None:
    """Write the report of every past event that the sample has a text for."""
    for name, case in texts.items():
        event = _event(events[name])
        days = [event.ends_at + timedelta(days=day) for day in case["days"]]
        _write(event, case, days[0], officer)
        if len(days) > 1:
            _publish(event, case, days[1:], (officer, second, decider))
        if "duty" in case:
            with dates.frozen(days[0]):
                _report_duty(event, case["duty"], officer)


def _event(case: dict[str, Any]) -> Event:
    """Return the event of the sample by what it was announced as."""
    statement = select(Event).where(Event.title == case["title"], Event.series_number == case["series_number"])
    return db.session.scalars(statement.order_by(Event.id)).one()


def _write(event: Event, case: dict[str, Any], at: datetime, officer: Actor) -> None:
    with dates.frozen(at):
        writing.draft(event, text=case["text"].strip() + "\n", by=officer)
        for told in case.get("photos", []):
            row = photographing.add_photo(
                event,
                picture=drawn(told["drawing"]),
                kind=told.get("kind", PhotoKind.PHOTO.value),
                alternative=told["alternative"].strip(),
                caption=told["caption"],
                by=officer,
            )
            if not told.get("is_unconfirmed"):
                nobody, note = PhotoConsent.NOBODY.value, "見本のために描いた絵"
                photographing.set_consent(event, photo_id=row.id, consent=nobody, note=note, by=officer)


def _publish(event: Event, case: dict[str, Any], days: list[datetime], people: tuple[Actor, Actor, Actor]) -> None:
    """Submit, perhaps return and submit again, approve and publish, each on its day and by its person."""
    officer, second, decider = people
    submitted, returned, again, published = days
    version = queries.needed_report(event.id).version
    with dates.frozen(submitted):
        approving.submit(event, based_on=version, by=officer)
    if "returned" in case:
        with dates.frozen(returned):
            approving.send_back(event, remark=case["returned"], by=decider)
        with dates.frozen(again):
            approving.submit(event, based_on=version, by=officer)
    with dates.frozen(published - timedelta(hours=2)):
        approving.approve(event, based_on=version, by=decider)
    with dates.frozen(published):
        approving.publish(event, by=second)


def _report_duty(event: Event, case: dict[str, str], officer: Actor) -> None:
    text = DutyText(
        reporter_name=officer.label,
        reporter_post="係長",
        addressee="課長　様",
        companions=case["companions"],
        errand=ERRAND,
        summary=case["summary"].strip() + "\n",
        impressions=case["impressions"].strip(),
    )
    duties.draft(event, text=text, by=officer)
