"""Small builders of events that were held, and of their reports."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image

from platform_app import dates
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.event_reports.models import EventReport, ReportPhoto
from platform_app.event_reports.operations import approving, photographing, writing
from platform_app.event_reports.operations.photographing import ScaledPicture
from platform_app.events.models import Event, ProgrammeItem
from platform_app.events.operations import attending
from platform_app.extensions import db, writer
from platform_app.vocabulary.event_reports import PhotoConsent
from tests.events import builders

TEXT = """｛参加者数｝人（｛団体数｝団体、うち｛自治体数｝自治体）の参加がありました。

■参加者
｛参加者の内訳｝

■写真
｛写真｝
"""


def held(clerk: Actor, sizes: Sequence[int] = (2, 1), **more: Any) -> tuple[Event, list[int]]:
    """Return an event of last week to which parties of these sizes came, and the ids of their people in order."""
    start = now() - timedelta(days=7)
    values = {"capacity": None, "starts_at": start, "ends_at": start + timedelta(hours=2), **more}
    event = builders.event(**values)
    with writer():
        db.session.add(ProgrammeItem(event_id=event.id, title="講演", presenters=[{"name": "見本　講師"}]))
        db.session.commit()
    people = []
    for number, size in enumerate(sizes):
        with dates.frozen(start - timedelta(days=20) + timedelta(minutes=number)):
            kind = "municipality" if number == 0 else "npo"
            row = builders.registered(event, size, organisation_kind=kind)
        people += [person.id for person in row.participants]
    attending.key_sheet(event, marks=dict.fromkeys(people, "present"), by=clerk)
    return db.session.get_one(Event, event.id), people


def picture(name: str = "写真.png", colour: str = "#336699") -> ScaledPicture:
    """Return a small picture."""
    stream = BytesIO()
    Image.new("RGB", (60, 40), colour).save(stream, "PNG")
    return ScaledPicture(name, "image/png", stream.getvalue(), 60, 40)


def drafted(event: Event, by: Actor, text: str = TEXT) -> EventReport:
    """Return a new report with this text."""
    return writing.draft(event, text=text, by=by)


def photographed(event: Event, by: Actor, **more: Any) -> ReportPhoto:
    """Add a picture that may be published."""
    said = {"alternative": "机を囲む絵", "caption": "討議の様子", **more}
    row = photographing.add_photo(event, picture=picture(), by=by, **said)
    given = PhotoConsent.GIVEN.value
    return photographing.set_consent(event, photo_id=row.id, consent=given, note="口頭で確かめた", by=by)


def published(event: Event, author: Actor, second: Actor, text: str = TEXT) -> EventReport:
    """Return a report that everybody can read."""
    report = drafted(event, author, text)
    photographed(event, author)
    approving.submit(event, based_on=report.version, by=author)
    approving.approve(event, based_on=report.version, by=second)
    approving.publish(event, by=second)
    return report
