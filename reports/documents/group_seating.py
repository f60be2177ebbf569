"""席次表: the tables of a room drawn with their people, eight to a sheet of A4."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.cards import CardSheet, Line, card_marks
from reports.fonts import Face
from reports.marks import A4, MM, BoxMark, Letters, Mark, moved, text_marks
from reports.pdf import draw_pages

#: Tables side by side and one below the other; millimetres.
COLUMNS, ROWS = 2, 4
MARGIN, HEAD, BLOCK_WIDTH, BLOCK_HEIGHT = 12.0, 37.0, 93.0, 61.0
#: One seat, and the table between two rows of seats.
SEAT_WIDTH, SEAT_HEIGHT, GAP = 43.0, 20.0, 1.5
FOOT_SIZE = 8.5


@dataclass(frozen=True)
class Seat:
    """One person as the sheet shows them."""

    name: str
    organisation: str
    role: str = ""


@dataclass(frozen=True)
class SeatedTable:
    """One table: its name, how its people attend where that must be said, and the people."""

    name: str
    note: str
    seats: tuple[Seat, ...]


def group_seating(tables: Sequence[SeatedTable], *, title: str, lines: Sequence[str]) -> bytes:
    """Return the sheet as PDF; ``lines`` stand below the title: the event, the state, 敬称略."""
    return draw_pages(seating_pages(tables, title=title, lines=lines), title=title)


def seating_pages(tables: Sequence[SeatedTable], *, title: str, lines: Sequence[str]) -> list[list[Mark]]:
    """Return the marks of every page; no tables make one page that says so."""
    each = COLUMNS * ROWS
    parts = [tables[start : start + each] for start in range(0, len(tables), each)] or [()]
    pages = []
    for number, part in enumerate(parts, start=1):
        page = _head(title, lines if tables else [*lines, "まだ班がありません。"])
        for place, table in enumerate(part):
            x = (MARGIN + place % COLUMNS * BLOCK_WIDTH) * MM
            y = (HEAD + place // COLUMNS * BLOCK_HEIGHT) * MM
            page += [moved(mark, x, y) for mark in _table(table)]
        pages.append(page + _foot(number, len(parts)))
    return pages


def _head(title: str, lines: Sequence[str]) -> list[Mark]:
    """Set the title and what stands below it, each as large as one line allows."""
    face = CardSheet("表題", 1, 1, 210, HEAD, 0, 0, pad=MARGIN, head=7, foot=2)
    return card_marks(face, [Line(title, 16, 1, face=Face.GOTHIC_BOLD), *(Line(line, 10, 2, 2) for line in lines)])


def _table(table: SeatedTable) -> list[Mark]:
    """Return the marks of one table: seats above, the table, seats below; a fifth seat takes half the table."""
    upper, lower, more = table.seats[:2], table.seats[2:4], table.seats[4:]
    board = 12.0
    marks: list[Mark] = []
    for column, seat in enumerate(upper):
        marks += _seat(seat, column * (SEAT_WIDTH + GAP), 0)
    y = SEAT_HEIGHT + GAP
    width = 2 * SEAT_WIDTH + GAP if not more else SEAT_WIDTH
    marks.append(BoxMark(0, y * MM, width * MM, (board if not more else SEAT_HEIGHT - 4) * MM, 1.2, 0.12))
    face = CardSheet("班", 1, 1, width, board, 0, 0, pad=2, head=1, foot=1)
    words = [Line(table.name, 15, 1, face=Face.GOTHIC_BOLD), Line(table.note, 8)]
    marks += [moved(mark, 0, y * MM) for mark in card_marks(face, words)]
    for seat in more[:1]:
        marks += _seat(seat, SEAT_WIDTH + GAP, y, height=SEAT_HEIGHT - 4)
    y += (board if not more else SEAT_HEIGHT - 4) + GAP
    for column, seat in enumerate(lower):
        marks += _seat(seat, column * (SEAT_WIDTH + GAP), y)
    return marks


def _seat(seat: Seat, x: float, y: float, *, height: float = SEAT_HEIGHT) -> list[Mark]:
    face = CardSheet("席", 1, 1, SEAT_WIDTH, height, 0, 0, pad=1.5, head=1, foot=1)
    texts = [
        Line(seat.name, 12, 2, face=Face.GOTHIC_BOLD),
        Line(seat.organisation, 7.5, 2, 1),
        Line(seat.role, 7.5, 1, 1),
    ]
    inner = card_marks(face, texts) if any(line.text.strip() for line in texts) else []
    return [BoxMark(x * MM, y * MM, SEAT_WIDTH * MM, height * MM), *(moved(mark, x * MM, y * MM) for mark in inner)]


def _foot(number: int, count: int) -> list[Mark]:
    if count == 1:
        return []
    letters = Letters(FOOT_SIZE, FOOT_SIZE, Face.GOTHIC, "center")
    marks = text_marks([f"{number} / {count}"], 0, A4[0], letters)
    return [moved(mark, 0, A4[1] - 10 * MM) for mark in marks]
