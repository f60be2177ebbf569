"""The flyer of an event from the event's own data."""

from io import BytesIO

import segno

from platform_app.dates import wareki_datetime
from platform_app.events import words
from platform_app.events.models import Event
from reports.documents.event_flyer import event_flyer
from reports.layout import Part
from reports.pdf import pages_of, render_packet

#: How many lines of the programme are tried until all stands on one page.
TRIED = (14, 9, 6, 4, 2)
#: Said below a programme that was cut.
AND_MORE = "ほか"


def flyer_pdf(event: Event, *, url: str, phone: str, fax: str, platform_name: str) -> bytes:
    """Return the flyer as PDF on one page; ``url`` is the event's page, to which the QR code leads."""
    texts = {key: value for key, value in values(event, url, phone, fax, platform_name).items() if value}
    rows = programme_rows(event)
    for most in (*TRIED, 0):
        shown = rows if len(rows) <= most else [*rows[:most], {"title": AND_MORE}] if most else []
        document = event_flyer(
            texts["title"],
            filled=tuple(texts),
            has_programme=bool(shown),
            has_times=any(row.get("starts") for row in shown),
        )
        part = Part(document, {**texts, "programme": shown})
        if len(pages_of([part])) == 1:
            break
    return render_packet([part], title=document.title)


def values(event: Event, url: str, phone: str, fax: str, platform_name: str) -> dict[str, str]:
    """Return the texts of a flyer; what is empty takes no room."""
    ways = "、".join(part for part in (f"電話 {phone}" if phone else "", f"FAX {fax}" if fax else "") if part)
    contacts = words.contacts_shown(event)
    return {
        "series": platform_name,
        "title": words.full_title(event),
        "subtitle": event.subtitle,
        "lead": event.summary,
        "when": words.when(event) + (f"（{event.time_note}）" if event.time_note and not event.is_tentative else ""),
        "where": words.where(event),
        "address": words.address_of(event) if event.venue else "",
        "access": "\n".join(part for part in (event.access, event.parking and f"駐車場：{event.parking}") if part),
        "audience": words.audience(event),
        "capacity": words.capacity_words(event),
        "fee": event.fee or "無料",
        "support": "\n".join(
            part
            for part in (
                words.accommodation_words(event),
                event.accommodation_note,
                event.childcare and f"託児：{event.childcare}",
            )
            if part
        ),
        "apply": applying(event, ways),
        "url": url,
        "contact": "お問合せ：" + contacts[0] if contacts else "",
        "organisers": "\u3000".join(words.organiser_lines(event)),
    }


def applying(event: Event, ways: str) -> str:
    """Say how and until when to apply, or that nobody needs to; ``ways`` are telephone and FAX."""
    if not event.pools:
        return "申込みは必要ありません。くわしい内容は、二次元コード又は次のページで確かめられます。"
    closes = f"締切は、{wareki_datetime(event.closes_at)}です。" if event.closes_at else ""
    also = f"{ways}でも受け付けます。" if ways else ""
    return f"二次元コード又は次のページから、お申し込みください。{also}{closes}"


def programme_rows(event: Event) -> list[dict[str, str]]:
    """Return the programme as rows of a table, parts before their items."""
    rows = []
    for branch in words.programme(event):
        for item, mark in [(branch.item, ""), *((each, "\u3000") for each in branch.items)]:
            people = "、".join(words.presenter_line(person) for person in item.presenters)
            rows.append({"starts": item.starts, "title": mark + item.title, "presenters": people})
    return rows


def qr_svg(content: str) -> bytes:
    """Return a QR code as an SVG image with its quiet zone."""
    stream = BytesIO()
    segno.make(content, error="m", micro=False).save(stream, kind="svg", scale=4, border=4)
    return stream.getvalue()
