"""The nouns a printed form is declared with.

A 様式 is a module of these: data that a clerk could proof-read. Lengths are
millimetres, letter sizes points, heights minima: what does not fit makes its
row grow. Any text may hold ``{key}``, filled from the values at rendering; an
absent key prints nothing, and a line of which all keys are empty is left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reports.fonts import Face

#: One line of a table: the columns' keys to texts.
TableRow = Mapping[str, str]
#: What a document is filled with: texts, and lists of rows for its tables.
Values = Mapping[str, str | Sequence[TableRow]]

BODY_SIZE = 10.5
CELL_SIZE = 10.0


class Overflow(ValueError):
    """A part that can not be cut is taller than a page, or a label can not hold its text."""


@dataclass(frozen=True)
class Left:
    """A line at the left margin (form number, addressee)."""

    text: str
    size: float = BODY_SIZE


@dataclass(frozen=True)
class Right:
    """A line at the right margin (document number, date); a closing full-width space stays."""

    text: str
    size: float = BODY_SIZE


@dataclass(frozen=True)
class Centred:
    """A centred line, as the 記 above numbered items."""

    text: str
    size: float = BODY_SIZE


@dataclass(frozen=True)
class Title:
    """The document's name, centred and large, kept with what follows; bold where it must be seen from afar."""

    text: str
    size: float = 16
    is_bold: bool = False


@dataclass(frozen=True)
class Heading:
    """The name of a section, kept with what follows."""

    text: str
    size: float = 11


@dataclass(frozen=True)
class Text:
    """A paragraph of the body, set even at both margins; ``indent`` counts ems of its first line."""

    text: str
    indent: int = 1
    size: float = BODY_SIZE


@dataclass(frozen=True)
class Numbered:
    """記 items: １　name　content, one (name, content) each; items without content are left out."""

    items: tuple[tuple[str, str], ...]
    size: float = BODY_SIZE


@dataclass(frozen=True)
class Note:
    """備考 in smaller letters, numbered when there is more than one."""

    items: tuple[str, ...]
    name: str = "備考"
    size: float = 9


@dataclass(frozen=True)
class Space:
    """Empty height."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True)
class Choices:
    """Drawn tick boxes: ``options`` are (code, label); ``chosen`` gives the codes, parted by spaces."""

    options: tuple[tuple[str, str], ...]
    chosen: str = ""


@dataclass(frozen=True)
class Boxes:
    """Empty boxes for handwriting, one a digit, in groups joined by hyphens, after a leading mark."""

    groups: tuple[int, ...]
    lead: str = ""


Content = str | Choices | Boxes


@dataclass(frozen=True)
class Row:
    """One labelled cell of a grid; ``lines`` is what it holds before its letters shrink, then it grows."""

    label: str
    content: Content
    lines: int = 1
    height: float = 7.5


@dataclass(frozen=True)
class Pair:
    """Two labelled cells side by side."""

    left: Row
    right: Row


@dataclass(frozen=True)
class Band:
    """A full-width line in a grid that names the rows below it."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A ruled table of labels and contents."""

    rows: tuple[Row | Pair | Band, ...]
    label_width: float = 34


@dataclass(frozen=True)
class Column:
    """One column of a table: the rows' key, its heading, and its share of the width."""

    key: str
    heading: str
    share: float
    align: str = "left"


@dataclass(frozen=True)
class Table:
    """A ruled table of the values' list ``rows``; its headings repeat on every page.

    ``row_height`` is a minimum: lines that are filled in by hand need more of it.
    """

    columns: tuple[Column, ...]
    rows: str
    empty: str = "該当なし"
    size: float = 9
    row_height: float = 6.5


@dataclass(frozen=True)
class Applicant:
    """The block at the right that says who writes: (name, content) lines.

    ``code`` is a QR code in the white at its left, with ``code_lines`` beside it, by
    which a sheet that comes back finds its record.
    """

    rows: tuple[tuple[str, str], ...]
    code: str = ""
    code_lines: tuple[str, ...] = ()
    width: float = 92
    line_height: float = 5.6


@dataclass(frozen=True)
class ApprovalBoxes:
    """決裁欄: a box for each post at the right, and lines such as 起案日 at the left."""

    posts: tuple[str, ...]
    dates: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QR:
    """A QR code of ``content`` with lines of text beside it, in a frame; nothing when there is no content."""

    content: str
    lines: tuple[str, ...]
    size: float = 22


@dataclass(frozen=True)
class Picture:
    """A JPEG or PNG of so many pixels, what it shows in words, and the line below it (texts as they are)."""

    content: bytes
    width: int
    height: int
    alternative: str
    caption: str = ""


@dataclass(frozen=True)
class Pictures:
    """Pictures side by side, scaled into equal columns; none is higher than ``most_height``."""

    pictures: tuple[Picture, ...]
    columns: int = 2
    most_height: float = 75
    size: float = 9


@dataclass(frozen=True)
class Together:
    """Nouns that stay on one page when one page can hold them."""

    nouns: tuple["Noun", ...]


Noun = (
    Left
    | Right
    | Centred
    | Title
    | Heading
    | Text
    | Numbered
    | Note
    | Space
    | PageBreak
    | Grid
    | Table
    | Applicant
    | ApprovalBoxes
    | QR
    | Pictures
    | Together
)


@dataclass(frozen=True)
class Document:
    """A form or letter: its title (for the PDF's own title), its nouns and the line at its foot."""

    title: str
    body: tuple[Noun, ...]
    footer: str = ""
    face: Face = Face.MINCHO
    margin: float = 20
    top: float = 18
    bottom: float = 18


@dataclass(frozen=True)
class Part:
    """A document together with what it is filled with, as one part of a packet."""

    document: Document
    values: Values = field(default_factory=dict)
