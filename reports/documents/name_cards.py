"""名札: cards of 91 × 55 mm, ten to a sheet, and neck cards of 60 × 100 mm, six to a sheet."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.cards import CardSheet, Line, render_cards
from reports.fonts import Face

#: The size of Japanese business cards (名刺4号), for clips and cases; the sheets sold for it have these margins.
CLIP = CardSheet("91×55mm（10面）", columns=2, rows=5, width=91, height=55, left=14, top=11)
#: For cases that hang from the neck; the head stays free for the strap's hole.
NECK = CardSheet("60×100mm（6面）", columns=3, rows=2, width=60, height=100, left=15, top=48.5, pad=3, head=14, foot=6)

SHEETS = {"clip": CLIP, "neck": NECK}


@dataclass(frozen=True)
class NameCard:
    """What stands on a card; an empty text takes no room."""

    name: str
    kana: str = ""
    organisation: str = ""
    position: str = ""
    event: str = ""


def name_cards(sheet: CardSheet, people: Sequence[NameCard]) -> bytes:
    """Return the cards as PDF: the organisation, the reading above the name, the event small below."""
    is_tall = sheet.height > sheet.width
    return render_cards(sheet, [_card(person, is_tall=is_tall) for person in people], title="名札")


def _card(person: NameCard, *, is_tall: bool) -> list[Line]:
    name_size = 30 if is_tall else 32
    return [
        Line(person.organisation, 13 if is_tall else 12, 3 if is_tall else 2),
        Line(person.position, 9, 2, 2),
        Line(person.kana, 9, 2, 22 if is_tall else 9),
        Line(person.name, name_size, 3 if is_tall else 2, 0, Face.GOTHIC_BOLD),
        Line(person.event, 7, 2 if is_tall else 1, 18 if is_tall else 7),
    ]
