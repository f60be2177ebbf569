"""What the pages of a report show: for everybody, and for the office while it is written."""

from typing import Any

from platform_app.dates import to_tokyo, wareki
from platform_app.event_reports import queries
from platform_app.event_reports.known import Known
from platform_app.event_reports.models import EventReport, ReportEdition
from platform_app.event_reports.typed_numbers import TypedNumber, typed_numbers
from platform_app.events.models import Event
from platform_app.report_markup import Reference, lines_of, parse
from platform_app.vocabulary.event_reports import UNIT_OF, Count, TypedState


def public_values(event: Event, report: EventReport, edition: ReportEdition) -> dict[str, Any]:
    """Return what everybody reads: the edition's text with the facts of now, and what was corrected when."""
    known = Known(event, queries.public_pictures(report, edition))
    return {
        "event": event,
        "report": report,
        "edition": edition,
        "pieces": known.pieces(edition.text, is_public=True),
        "counts": known.counts,
        "corrections": corrections(event, report, edition, known.counts),
        "is_working": False,
    }


def working_values(event: Event, report: EventReport, text: str | None = None) -> dict[str, Any]:
    """Return what the office sees of its working text, or of one that is being typed."""
    known = Known(event, queries.working_pictures(report))
    return {
        "event": event,
        "report": report,
        "edition": None,
        "pieces": known.pieces(report.text if text is None else text),
        "counts": known.counts,
        "corrections": [],
        "is_working": True,
    }


def corrections(event: Event, report: EventReport, edition: ReportEdition, counts: dict[str, int]) -> list[str]:
    """Return a line for every correction since the first publication: of the text, and of the counts."""
    lines = [
        f"{wareki(to_tokyo(each.published_at).date())}　訂正：{each.note}"
        for each in report.editions[: edition.number]
        if each.number > 1 and each.note
    ]
    changed = [
        f"{count.label}を{edition.counts[count]}{UNIT_OF[count]}から{counts[count]}{UNIT_OF[count]}に"
        for count in Count
        if count in _used(edition.text) and edition.counts.get(count, counts[count]) != counts[count]
    ]
    if changed:
        at = queries.attendance_changed_at(event.id)
        day = wareki(to_tokyo(at).date()) if at is not None and at > edition.published_at else ""
        lines.append(f"{day}　訂正：参加者の集計を確かめ、{'、'.join(changed)}改めました。".lstrip("\u3000"))
    return lines


def _used(text: str) -> set[str]:
    """Return the counts that the page of a text shows; three of them stand at its head."""
    named = {
        part.name for block in parse(text) for line in lines_of(block) for part in line if isinstance(part, Reference)
    }
    return {Count.PEOPLE, Count.ORGANISATIONS, Count.GOVERNMENTS} | {count for count in Count if count.label in named}


def numbers_by_hand(event: Event, report: EventReport) -> list[TypedNumber]:
    """Return every number typed by hand in the report, its public edition, its captions and the duty reports.

    What is out of date comes first.
    """
    present, before = queries.figures(event), queries.counts_before(report)
    texts = [("本文", report.text)]
    if report.edition is not None and report.edition.text != report.text:
        texts.append((f"公開中の第{report.edition.number}版", report.edition.text))
    for number, photo in enumerate(report.kept_photos, start=1):
        texts += [(f"写真{number}の説明", photo.caption), (f"写真{number}の代わりの文章", photo.alternative)]
    for duty in queries.duty_reports(event.id):
        texts += [
            (f"{duty.reporter_name}の復命書の概要", duty.summary),
            (f"{duty.reporter_name}の復命書の所感", duty.impressions),
        ]
    found = [each for place, text in texts for each in typed_numbers(place, text, present, before)]
    order = list(TypedState)
    return sorted(found, key=lambda each: order.index(each.state))


def numbers_in(event: Event, report: EventReport, text: str) -> list[TypedNumber]:
    """Return every number typed by hand in a text that is being written."""
    present, before = queries.figures(event), queries.counts_before(report)
    return list(typed_numbers("本文", text, present, before))
