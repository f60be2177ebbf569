"""Calendar entries as text (RFC 5545), written by hand: four kinds of lines need no package.

Times stand in Japanese time with their own VTIMEZONE, because calendars that get UTC
show a wrong hour on paper. SEQUENCE is the event's version, so a calendar that holds an
older entry replaces it; an event that is not held stays in the file as CANCELLED, or the
old entry would stay in people's calendars.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from platform_app.dates import to_tokyo
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.vocabulary.events import EventStatus

MEDIA_TYPE = "text/calendar; charset=utf-8"
#: The longest line in octets (RFC 5545, 3.1).
LONGEST = 75

_TIME_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
#: What stands before the title of an event that is not held as planned.
_PREFIXES = {EventStatus.CANCELLED.value: "【中止】", EventStatus.POSTPONED.value: "【延期】"}


def calendar(events: Iterable[Event], *, base_url: str, name: str = "") -> bytes:
    """Return events as one calendar; ``base_url`` is the site's address, of which the entries' identities are made."""
    lines = [line for event in events for line in _entry(event, base_url.rstrip("/"))]
    return _whole(lines, "PUBLISH", name)


@dataclass(frozen=True)
class Invitation:
    """One person's place in an event, as their own calendar is to hold it.

    An entry of its own, apart from the public one: several people may read one
    mailbox. ``version`` goes up with every step of the registration, ``at`` is the
    moment of the message, ``address`` the page where the place can be given up.
    """

    number: str
    version: int
    is_taken: bool
    at: datetime
    office: tuple[str, str]
    attendee: tuple[str, str]
    address: str
    details: Sequence[str] = ()

    @property
    def method(self) -> str:
        """What a calendar is asked to do (RFC 5546)."""
        return "REQUEST" if self.is_taken else "CANCEL"


def invitation(event: Event, one: Invitation, *, base_url: str) -> bytes:
    """Return the entry of one registration: to be put in, put right, or struck out."""
    return _whole(_entry(event, base_url.rstrip("/"), one), one.method, "")


def _whole(entries: Sequence[str], method: str, name: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kodoku-koritsu-platform//events//JA", "CALSCALE:GREGORIAN"]
    lines += [f"METHOD:{method}", *([f"X-WR-CALNAME:{escaped(name)}"] if name else []), "X-WR-TIMEZONE:Asia/Tokyo"]
    return "".join(folded(line) for line in (*lines, *_TIME_ZONE, *entries, "END:VCALENDAR")).encode("utf-8")


def _entry(event: Event, base_url: str, mine: Invitation | None = None) -> list[str]:
    address = f"{base_url}/events/{event.id}"
    host = base_url.partition("://")[2].partition("/")[0].partition(":")[0] or "localhost"
    is_off = event.status in _PREFIXES or (mine is not None and not mine.is_taken)
    note = [event.summary or event.subtitle, event.time_note, *(mine.details if mine else ()), address]
    place = " ".join(part for part in (words.where(event), event.address) if part)
    changed = mine.at if mine else _changed_at(event)
    return [
        "BEGIN:VEVENT",
        f"UID:{f'registration-{mine.number}' if mine else f'event-{event.id}'}@{host}",
        f"DTSTAMP:{_utc(changed)}",
        f"LAST-MODIFIED:{_utc(changed)}",
        f"SEQUENCE:{event.version + (mine.version if mine else 0)}",
        *(_parties(mine) if mine else ()),
        f"STATUS:{'CANCELLED' if is_off else 'TENTATIVE' if event.is_tentative else 'CONFIRMED'}",
        f"DTSTART;TZID=Asia/Tokyo:{_local(event.starts_at)}",
        f"DTEND;TZID=Asia/Tokyo:{_local(event.ends_at)}",
        f"SUMMARY:{escaped(_PREFIXES.get(event.status, '') + words.full_title(event))}",
        *([f"LOCATION:{escaped(place)}"] if place else []),
        f"DESCRIPTION:{escaped(chr(10).join(line for line in note if line))}",
        f"URL:{mine.address if mine else address}",
        f"CATEGORIES:{escaped(words.shown('kind', event.kind))}",
        "END:VEVENT",
    ]


def _parties(mine: Invitation) -> list[str]:
    """Return who invites and who comes: the answer is known, so calendars need not ask for one."""
    (office, sender), (name, recipient) = mine.office, mine.attendee
    answered = "CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
    return [
        f'ORGANIZER;CN="{_parameter(office)}":mailto:{_parameter(sender)}',
        f'ATTENDEE;{answered};CN="{_parameter(name)}":mailto:{_parameter(recipient)}',
    ]


def _parameter(text: str) -> str:
    """Return text as a quoted parameter may hold it: neither quotes nor control characters."""
    return "".join(c for c in text if c >= " " and c not in '"\x7f\x85\u2028\u2029')


def _changed_at(event: Event) -> datetime:
    return event.changes[-1].at if event.changes else event.published_at or event.created_at


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _local(moment: datetime) -> str:
    return f"{to_tokyo(moment):%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """Return a TEXT value: separators escaped, line ends as backslash n, control characters dropped."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(character for character in plain if character >= " " and character not in "\x7f\x85\u2028\u2029")


def folded(line: str) -> str:
    """Return a content line with its CR LF, cut to 75 octets and never inside a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode("utf-8", "surrogatepass"))
        if size + width > LONGEST:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece]) + "\r\n"
