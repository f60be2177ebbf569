"""卓上札: a tent to be folded, read from both sides; or a single face for the usual L-shaped stands."""

from collections.abc import Sequence

from reports.cards import CardSheet, Line, render_cards
from reports.documents.name_cards import NameCard
from reports.fonts import Face
from reports.tents import TWO, render_tents

#: For stands: three to an A4 sheet.
SHEET = CardSheet("210×99mm（3面）", columns=1, rows=3, width=210, height=99, left=0, top=0, pad=14, head=10, foot=10)
TITLE = "卓上札"


def folded_cards(people: Sequence[NameCard]) -> bytes:
    """Return the tents as PDF, two to a sheet."""
    return render_tents(TWO, [_card(person, 0.8) for person in people], title=TITLE)


def table_cards(people: Sequence[NameCard]) -> bytes:
    """Return the cards for stands as PDF, legible from across the table."""
    return render_cards(SHEET, [_card(person) for person in people], title=TITLE)


def _card(person: NameCard, scale: float = 1) -> list[Line]:
    return [
        Line(person.organisation, 28 * scale, 2),
        Line(person.position, 18 * scale, 2, 4 * scale),
        Line(person.name, 66 * scale, 2, 8 * scale, Face.GOTHIC_BOLD),
    ]


FORMS = {"folded": folded_cards, "stand": table_cards}
