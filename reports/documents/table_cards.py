"""卓上札: three to an A4 sheet, 210 × 99 mm, for the usual L-shaped stands."""

from collections.abc import Sequence

from reports.cards import CardSheet, Line, render_cards
from reports.documents.name_cards import NameCard
from reports.fonts import Face

SHEET = CardSheet("210×99mm（3面）", columns=1, rows=3, width=210, height=99, left=0, top=0, pad=14, head=10, foot=10)


def table_cards(people: Sequence[NameCard]) -> bytes:
    """Return the cards as PDF, legible from across the table."""
    return render_cards(SHEET, [_card(person) for person in people], title="卓上札")


def _card(person: NameCard) -> list[Line]:
    return [
        Line(person.organisation, 28, 2),
        Line(person.position, 18, 2, 4),
        Line(person.name, 66, 2, 8, Face.GOTHIC_BOLD),
    ]
