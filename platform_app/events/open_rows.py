"""Events as rows of open data: texts by physical name, nothing about anybody who takes part."""

from datetime import datetime

from platform_app.dates import to_tokyo
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.places.municipalities import municipalities, municipality
from platform_app.vocabulary.events import EventAudience, EventFormat, EventKind, EventStatus, Organiser

#: What the standard calls an event that is not held, put before its note.
_STATUS_NOTES = {EventStatus.CANCELLED.value: "中止", EventStatus.POSTPONED.value: "延期（新しい日時は未定）"}


def _day(moment: datetime | None) -> str:
    return f"{to_tokyo(moment):%Y-%m-%d}" if moment else ""


def _hour(moment: datetime | None) -> str:
    return f"{to_tokyo(moment):%H:%M}" if moment else ""


def prefecture_code(prefecture: str) -> str:
    """Return the six-digit code of a prefecture: its two digits, three zeros and the check digit."""
    first = next((place.code[:2] for place in municipalities(prefecture)), "")
    if not first:
        return ""
    digits = f"{first}000"
    total = sum(int(digit) * weight for digit, weight in zip(digits, (6, 5, 4, 3, 2), strict=True))
    return f"{digits}{(11 - total % 11) % 10}"


def _area(event: Event, prefecture: str) -> tuple[str, str, str]:
    """Return code, prefecture and municipality of the place, or the office's own prefecture."""
    if not event.municipality or event.format == EventFormat.ONLINE:
        return prefecture_code(prefecture), prefecture, ""
    place = municipality(event.municipality)
    return place.code, place.prefecture, place.full_name


def _note(event: Event) -> str:
    return "。".join(part for part in (_STATUS_NOTES.get(event.status, ""), event.time_note) if part)


def _capacity(event: Event) -> str:
    if not event.pools or any(pool.capacity is None for pool in event.pools):
        return ""
    return str(sum(pool.capacity or 0 for pool in event.pools))


def _how(event: Event) -> str:
    return "インターネット、電話、FAX" if event.pools else ""


def _starts(event: Event) -> tuple[datetime | None, datetime | None]:
    """Return start and end, nothing while the day is not settled."""
    return (None, None) if event.is_tentative else (event.starts_at, event.ends_at)


def recommended(event: Event, *, url: str, prefecture: str) -> dict[str, str]:
    """Return one row of the 32 columns; ``url`` is the event's page, ``prefecture`` the office's own."""
    code, in_prefecture, in_municipality = _area(event, prefecture)
    start, end = _starts(event)
    contact = event.contacts[0] if event.contacts else {}
    return {
        "area_code": code,
        "number": str(event.id),
        "prefecture": in_prefecture,
        "municipality": in_municipality,
        "name": words.full_title(event),
        "name_kana": event.title_kana,
        "start_date": _day(start),
        "end_date": _day(end),
        "start_time": _hour(start),
        "end_time": _hour(end),
        "time_note": _note(event),
        "description": event.summary or event.subtitle or event.title,
        "fee": event.fee or "無料",
        "contact_name": contact.get("name", ""),
        "contact_phone": contact.get("phone", ""),
        "organiser": words.organisers_as(event, Organiser.HOST),
        "place": event.venue or words.where(event),
        "address": event.address,
        "address_note": event.room,
        "access": event.access,
        "parking": event.parking,
        "capacity": _capacity(event),
        "apply_until_date": _day(event.closes_at),
        "apply_until_time": _hour(event.closes_at),
        "apply_how": _how(event),
        "url": url,
        "remarks": event.remarks,
    }


def gif(event: Event, *, url: str, prefecture: str) -> dict[str, str]:
    """Return one row of the GIF layout; see ``recommended``."""
    start, end = _starts(event)
    return {
        "ID": str(event.id),
        "eventName": words.full_title(event),
        "eventNameKana": event.title_kana,
        "subtitle": event.subtitle,
        "abstract": event.summary,
        "description": event.description or event.summary or event.title,
        "eventType": EventKind.label_of(event.kind),
        "eventURL": url,
        "eventStatus": EventStatus.label_of(event.status),
        "keywords": event.series.title if event.series else "",
        "dateOfStart": _day(start),
        "dateOfEnd": _day(end),
        "startTime": _hour(start),
        "endTime": _hour(end),
        "timeNote": _note(event),
        "location": " ".join(part for part in (event.venue, event.room) if part),
        "locationAddress": event.address,
        "areaCode": _area(event, prefecture)[0],
        "access": event.access,
        "webinarStatus": EventFormat.label_of(event.format),
        "webinarTool": event.online_tool,
        "publishedOn": _day(event.published_at),
        "remarks": event.remarks,
        **_people(event),
        **_applying(event, url),
    }


def _people(event: Event) -> dict[str, str]:
    return {
        "organizer": words.organisers_as(event, Organiser.HOST),
        "coOrganizer": words.organisers_as(event, Organiser.CO_HOST),
        "relatedOrganization": words.organisers_as(event, Organiser.SUPPORTER),
        "targetPerson": EventAudience.label_of(event.audience),
        "targetNote": event.target_note,
        "capacity": _capacity(event),
        "capacityNote": words.capacity_words(event),
        "feeStatus": "有" if event.fee and not event.fee.startswith("無料") else "無",
        "feeNote": event.fee,
        "contactPoint": ";".join(words.contacts_shown(event)),
    }


def _applying(event: Event, url: str) -> dict[str, str]:
    return {
        "applicationStartDate": _day(event.opens_at),
        "applicationStartTime": _hour(event.opens_at),
        "applicationEndDate": _day(event.closes_at),
        "applicationEndTime": _hour(event.closes_at),
        "applicationURL": f"{url}/register" if event.pools else "",
        "applicationMethod": _how(event),
        "parkingStatus": "" if not event.parking else "無" if event.parking.startswith("なし") else "有",
        "parkingNote": event.parking,
        "accessibility": "。".join(
            part for part in (words.accommodation_words(event), event.accommodation_note) if part
        ),
        "childcare": event.childcare,
    }
