"""One filled 様式第1号 against reportlab's canvas drawing the same strings at the same places."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.registers import SETTINGS, entry
from platform_app.dates import today, wareki
from platform_app.places.naming import place_label
from platform_app.vocabulary.office import Office
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.documents import Use, entry_values, membership_application
from reports.layout import Part
from reports.marks import A4, Mark, TextMark
from reports.pdf import pages_of, render
from reports.text import runs

ROUNDS, TIMES = 7, 5
BOUND_SECONDS = 0.06


def measure() -> list[Figure]:
    """Return the ratio to the canvas, and the time in milliseconds."""
    values = _values()
    marks = pages_of([Part(_document(), values)])
    canvas_form(marks)
    ours_form(values)
    ours, least = interleaved(
        lambda: [ours_form(values) for _ in range(TIMES)],
        lambda: [canvas_form(marks) for _ in range(TIMES)],
        rounds=ROUNDS,
    )
    texts = sum(isinstance(mark, TextMark) for page in marks for mark in page)
    detail = f"{milliseconds(ours / TIMES)} / {milliseconds(least / TIMES)} CPU; {len(marks)} pages, {texts} texts"
    return [
        Figure("filled 様式第1号 / canvas with the same strings", ours / least, 3, detail),
        Figure("filled 様式第1号, ms once fonts are loaded", ours / TIMES * 1000, BOUND_SECONDS * 1000),
    ]


def _document() -> Any:
    office = Office(platform_name=str(SETTINGS["platform_name"]), office_name=str(SETTINGS["office_name"]))
    return membership_application(PROFILE_ITEMS, Use.JOIN, office)


def _values() -> dict[str, Any]:
    """Return what an application fills in."""
    return entry_values(PROFILE_ITEMS, entry(7), place_label=place_label) | {
        "submitted_on": wareki(today()),
        "receipt_number": "R8-0007-K",
        "record_url": "http://127.0.0.1/apply/track",
        "declarations": "",
        "member_number": "",
        "changed_on": "",
        "withdrawn_on": "",
        "reason": "",
        "changes": [],
    }


def ours_form(values: dict[str, Any]) -> bytes:
    """Compose and draw the form as the application does, from the declaration to the bytes."""
    return render(_document(), values)


def canvas_form(pages: Sequence[Sequence[Mark]]) -> bytes:
    """Draw the same strings where they stand; no line, no box, no composing."""
    stream = BytesIO()
    canvas: Any = Canvas(stream, pagesize=A4, pageCompression=1, invariant=1)
    for page in pages:
        for mark in page:
            if isinstance(mark, TextMark) and mark.text.strip():
                canvas.setFont(runs(mark.text, mark.face)[0].font, mark.size)
                canvas.drawString(mark.x, A4[1] - mark.y, mark.text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
