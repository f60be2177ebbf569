"""The hours in which the platform writes by itself: nobody is woken by an offer or a reminder.

What answers somebody's own act (a receipt, a cancellation) goes out at once, and so does
what people must know before the event (cancelled, moved).
"""

from datetime import UTC, datetime, timedelta

from platform_app.dates import TOKYO, now
from platform_app.events.models import Event
from platform_app.office.queries import current as office


def hours() -> tuple[int, int]:
    """Return the first hour of the day and the hour after the last, in Japanese time."""
    first, end = office().telling_from, office().telling_until
    return (first, end) if 0 <= first < end <= 24 else (0, 24)  # noqa: PLR2004 - hours of a day


def is_night(moment: datetime) -> bool:
    """Whether nothing goes out by itself at that moment."""
    first, end = hours()
    return not first <= moment.astimezone(TOKYO).hour < end


def awake(moment: datetime, *, before: datetime | None = None) -> datetime:
    """Return the moment, or the next morning where it is night.

    Where the morning would be too late for ``before``, it is the moment all the same.
    """
    if not is_night(moment):
        return moment
    local = moment.astimezone(TOKYO)
    first, _end = hours()
    morning = local.replace(hour=first, minute=0, second=0, microsecond=0)
    if local.hour >= first:
        morning += timedelta(days=1)
    if before is not None and moment < before <= morning:
        return moment
    return morning.astimezone(UTC)


def evening(moment: datetime) -> datetime:
    """Return the moment, or the end of the day's hours before it: for what must not come late."""
    if not is_night(moment):
        return moment
    first, end = hours()
    local = moment.astimezone(TOKYO)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=int(local.hour < first))
    return (day + timedelta(hours=end)).astimezone(UTC)


def last_call(event: Event) -> datetime:
    """Return the instant after which nobody moves up any more."""
    return min(event.freeze_at or event.starts_at, event.starts_at)


def told_at(event: Event) -> datetime:
    """Return when a letter goes out that nobody waits for: now, or in the morning."""
    return awake(now(), before=last_call(event))
