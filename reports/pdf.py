"""Draw documents: the only module that puts marks on paper.

Equal input gives equal bytes. Fonts are embedded as subsets, and the text
layer holds the characters as they were given.
"""

from collections.abc import Sequence
from functools import singledispatchmethod
from io import BytesIO

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports import applicant, blocks, pictures, ruled
from reports.composing import Sheet, compose
from reports.fonts.loading import FONT_LOCK
from reports.layout import Document, Part, Values
from reports.marks import (
    A4,
    MM,
    BoxMark,
    Letters,
    Mark,
    PictureMark,
    RuleMark,
    SquaresMark,
    TextMark,
    TickMark,
    text_marks,
)
from reports.paging import Pages
from reports.tagging import ARTIFACT, END, Structure, operate
from reports.text import runs

__all__ = ["draw_pages", "pages_of", "render", "render_packet"]

#: Imported because they teach ``compose`` their nouns.
_NOUNS = (applicant, blocks, pictures, ruled)
FOOT_SIZE = 8.5


def render(document: Document, values: Values, *, lang: str = "ja-JP") -> bytes:
    """Return a document filled with values as PDF; raises Overflow when a part can not fit on any page."""
    return render_packet([Part(document, values)], title=document.title, lang=lang)


def render_packet(parts: Sequence[Part], *, title: str, lang: str = "ja-JP") -> bytes:
    """Return several filled documents as one PDF, each on its own pages, numbered through."""
    return draw_pages(pages_of(parts), title=title, lang=lang)


def pages_of(parts: Sequence[Part]) -> list[list[Mark]]:
    """Return the marks of every page of a packet, page numbers and footers included."""
    placed = [(part, page) for part in parts for page in _part_pages(part)]
    return [page + _foot(part, number, len(placed)) for number, (part, page) in enumerate(placed, start=1)]


def _part_pages(part: Part) -> list[list[Mark]]:
    document = part.document
    left, top = document.margin * MM, document.top * MM
    sheet = Sheet(part.values, A4[0] - 2 * left, document.face)
    strips = [strip for noun in document.body for strip in compose(noun, sheet)]
    return Pages(left, top, A4[1] - top - document.bottom * MM).fill(strips)


def _foot(part: Part, number: int, count: int) -> list[Mark]:
    """Return the line at the foot of a page: the document's own text, and the number when there are more pages."""
    document = part.document
    left, width = document.margin * MM, A4[0] - 2 * document.margin * MM
    sheet = Sheet(part.values, width, document.face)
    texts = [(sheet.line(document.footer), "left"), (f"{number} / {count}" if count > 1 else "", "center")]
    marks = [
        mark
        for text, align in texts
        if text
        for mark in text_marks([text], left, width, Letters(FOOT_SIZE, FOOT_SIZE, document.face, align))
    ]
    lift = A4[1] - 11 * MM
    return [TextMark(mark.x, mark.y + lift, mark.text, mark.size, mark.face) for mark in marks]


def draw_pages(
    pages: Sequence[Sequence[Mark]], *, title: str, lang: str = "ja-JP", size: tuple[float, float] = A4
) -> bytes:
    """Draw pages of marks and return the PDF; ``size`` is the paper in points."""
    stream = BytesIO()
    with FONT_LOCK:
        canvas = Canvas(
            stream,
            pagesize=size,
            pageCompression=1,
            invariant=1,
            lang=lang,
            initialFontName=_first_font(pages),  # type: ignore[arg-type] # the stub's type is wrong
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setCreator("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        structure = Structure(canvas)
        for page in pages:
            pen = _Pen(canvas, size[1], structure)
            for mark in page:
                pen.draw(mark)
            pen.finish()
        structure.finish()
        canvas.save()
    return stream.getvalue()


def _first_font(pages: Sequence[Sequence[Mark]]) -> str:
    """Return the font of the first letters, so that reportlab never names one that is not embedded."""
    texts = (mark for page in pages for mark in page if isinstance(mark, TextMark))
    return next((run.font for mark in texts for run in runs(mark.text, mark.face)), "Helvetica")


class _Pen:
    """Draws the marks of one page, turning y the way PDF counts it."""

    def __init__(self, canvas: Canvas, height: float, structure: Structure) -> None:
        self._canvas, self._height, self._structure = canvas, height, structure
        self._text = canvas.beginText()
        operate(canvas, ARTIFACT)

    @singledispatchmethod
    def draw(self, mark: Mark) -> None:
        """Draw one mark."""
        raise TypeError(mark)

    @draw.register
    def _(self, mark: TextMark) -> None:
        text = self._text
        operate(text, self._structure.opening(mark))
        if mark.is_turned:
            text.setTextTransform(-1, 0, 0, -1, mark.x, self._height - mark.y)
        else:
            text.setTextOrigin(mark.x, self._height - mark.y)
        if mark.spacing:
            text.setCharSpace(mark.spacing)
        for run in runs(mark.text, mark.face):
            text.setFont(run.font, mark.size)
            text.textOut(run.drawn)
        if mark.spacing:
            text.setCharSpace(0)
        operate(text, END)

    @draw.register
    def _(self, mark: RuleMark) -> None:
        canvas = self._canvas
        canvas.setLineWidth(mark.weight)
        canvas.setDash([1, 1.5] if mark.is_dotted else [])
        canvas.line(mark.x, self._height - mark.y, mark.to_x, self._height - mark.to_y)
        canvas.setDash([])

    @draw.register
    def _(self, mark: BoxMark) -> None:
        canvas = self._canvas
        canvas.setLineWidth(mark.weight)
        if mark.shade:
            canvas.setFillGray(1 - mark.shade)
        bottom = self._height - mark.y - mark.height
        canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=1, fill=int(bool(mark.shade)))
        if mark.shade:
            canvas.setFillGray(0)

    @draw.register
    def _(self, mark: TickMark) -> None:
        path, top = self._canvas.beginPath(), self._height - mark.y
        path.moveTo(mark.x + 0.15 * mark.size, top - 0.45 * mark.size)
        path.lineTo(mark.x + 0.42 * mark.size, top - 0.8 * mark.size)
        path.lineTo(mark.x + 0.95 * mark.size, top - 0.05 * mark.size)
        self._canvas.setLineWidth(1.3)
        self._canvas.drawPath(path)

    @draw.register
    def _(self, mark: SquaresMark) -> None:
        path = self._canvas.beginPath()
        for row, column, length in mark.cells:
            bottom = self._height - mark.y - (row + 1) * mark.unit
            path.rect(mark.x + column * mark.unit, bottom, length * mark.unit, mark.unit)
        self._canvas.drawPath(path, stroke=0, fill=1)

    @draw.register
    def _(self, mark: PictureMark) -> None:
        canvas = self._canvas
        operate(canvas, END)
        operate(canvas, self._structure.opening(mark))
        bottom = self._height - mark.y - mark.height
        canvas.drawImage(ImageReader(BytesIO(mark.content)), mark.x, bottom, mark.width, mark.height)
        operate(canvas, END)
        operate(canvas, ARTIFACT)

    def finish(self) -> None:
        """Lay the letters over the lines and end the page."""
        operate(self._canvas, END)
        self._canvas.drawText(self._text)
        self._canvas.showPage()
        self._structure.end_page()
