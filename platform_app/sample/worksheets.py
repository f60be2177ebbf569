"""The sample's worksheets: the exercise of the first seminar, and a member's sheet through its three phases."""

from datetime import datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor, system
from platform_app.dates import TOKYO, to_tokyo
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.members.queries import line_by_number, member_by_number
from platform_app.vocabulary.worksheets import CANVAS_LINE, MEMO_COLUMN, MEMO_LINE
from platform_app.worksheets import queries
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.operations.writing import CellSave

_numbers = count(1)


def load_worksheets(sample: dict[str, Any]) -> None:
    """Make and fill every sheet at its own time."""
    for case in sample["sheets"]:
        _load(case, by=system())


def _load(case: dict[str, Any], *, by: Actor) -> None:
    first, *later = case["phases"]
    with dates.frozen(_instant(first["at"])):
        sheet = keeping.create(None, plan=_plan(case), by=by)
        _write(sheet, first, by=by)
        for number in case.get("linked", ()):
            member = member_by_number(number)
            if member is not None:
                keeping.link(sheet, member_id=member.id, is_linked=True, by=by)
    for phase in later:
        with dates.frozen(_instant(phase["at"])):
            keeping.start_phase(sheet, phase=phase["phase"], by=by)
            _write(sheet, phase, by=by)
    with dates.frozen(_instant(case["phases"][-1]["at"])):
        _save(sheet, {(CANVAS_LINE, block): text for block, text in case.get("canvas", {}).items()}, by=by)
        keeping.edit(sheet, title=case["title"], audience=case["audience"], by=by)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def _plan(case: dict[str, Any]) -> SheetPlan:
    record = line_by_number(case["owner"], dates.today()) if "owner" in case else None
    return SheetPlan(
        title=case["title"],
        own_name=record.name if record else "",
        owner_member_id=record.member_id if record else None,
        event_id=_event_on(case["event"]) if "event" in case else None,
    )


def _event_on(day: str) -> int | None:
    """Return the event that was held on a day."""
    found = db.session.execute(select(Event.id, Event.starts_at).order_by(Event.id))
    return next((event_id for event_id, at in found if to_tokyo(at).date().isoformat() == day), None)


def _write(sheet: Worksheet, phase: dict[str, Any], *, by: Actor) -> None:
    texts = {
        (line["line"], column): text for line in phase["lines"] for column, text in line.items() if column != "line"
    }
    if "memo" in phase:
        texts[MEMO_LINE, MEMO_COLUMN] = phase["memo"]
    _save(sheet, texts, by=by)


def _save(sheet: Worksheet, texts: dict[tuple[str, str], str], *, by: Actor) -> None:
    """Save as somebody does who sees what stands in every cell."""
    contents = queries.contents_of(sheet.id)
    saves = [
        CellSave(f"sample-{next(_numbers):06}", line, column, text, contents.cell(line, column).revision)
        for (line, column), text in texts.items()
    ]
    writing.write_cells(sheet, saves=saves, by=by)
